"""What do rules and the model see of a block?"""

from __future__ import annotations

from dataclasses import dataclass

from index.document import Block, RawDocument, Role, one_line


@dataclass(frozen=True, slots=True)
class Line:
    """A block's text as one line.

    `words` is how many stretches between spaces it has; `count` is the same, or where a script
    writes words without spaces about as many as a translation would have.
    """

    text: str
    words: int
    count: int
    block: Block


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a block is, by which rule, and why."""

    role: Role
    rule: str
    reason: str


Verdicts = dict[int, Verdict]


def lines_of(document: RawDocument) -> tuple[Line, ...]:
    """The blocks of a document as lines."""
    return tuple(_line(document.text, block) for block in document.blocks)


def _line(text: str, block: Block) -> Line:
    whole = one_line(text[block.start:block.end])
    words = whole.count(" ") + 1
    return Line(whole, words, words if len(whole) < 14 * words else max(words, len(whole) // 3), block)
