"""What do rules and the model see of a block?"""

from __future__ import annotations

import re
from dataclasses import dataclass

from index.document import Block, RawDocument, Role, one_line

_TOKEN = re.compile(r"[^\W\d_]{2,}")


@dataclass(frozen=True, slots=True)
class Line:
    """A block's text as one line.

    `words` is how many stretches between spaces it has; `count` is the same, or where a script
    writes words without spaces about as many as a translation would have. `gap` is the number of line
    breaks before it, 3 at most, and `indent` its column. `tokens` are its words in lower case.
    """

    text: str
    words: int
    count: int
    block: Block
    gap: int = 2
    indent: int = 0
    tokens: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a block is, by which rule, and why."""

    role: Role
    rule: str
    reason: str


Verdicts = dict[int, Verdict]


def lines_of(document: RawDocument) -> tuple[Line, ...]:
    """The blocks of a document as lines."""
    if document.html is not None:
        return tuple(_line(document.text, block, 2, 0) for block in document.blocks)
    found = []
    end = 0
    for block in document.blocks:
        gap = min(document.text.count("\n", end, block.start), 3)
        indent = block.start - document.text.rfind("\n", 0, block.start) - 1
        found.append(_line(document.text, block, gap, indent))
        end = block.end
    return tuple(found)


def _line(text: str, block: Block, gap: int, indent: int) -> Line:
    whole = one_line(text[block.start : block.end])
    words = whole.count(" ") + 1
    count = words if len(whole) < 14 * words else max(words, len(whole) // 3)
    return Line(whole, words, count, block, gap, indent, frozenset(_TOKEN.findall(whole.lower())))
