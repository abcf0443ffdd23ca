"""What do rules and the model see of a block?"""

from __future__ import annotations

from dataclasses import dataclass

from index.document import Block, RawDocument, Role, one_line


@dataclass(frozen=True, slots=True)
class Line:
    """A block's text as one line, and its number of words."""

    text: str
    words: int
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
    return Line(whole, whole.count(" ") + 1, block)
