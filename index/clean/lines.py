"""What do rules and the model see of a block?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import repeat
from typing import NamedTuple

from index.clean.letters import words_of
from index.document import Block, RawDocument, Role, one_line


# Not frozen: a page has hundreds, and they are made in half the time.
@dataclass(slots=True)
class Line:
    """A block's text as one line.

    `words` is how many stretches between spaces it has; `count` is the same, or where a script
    writes words without spaces about as many as a translation would have. `gap` is the number of line
    breaks before it, 3 at most, and `indent` its column. `parts` are the stretches, `tokens` its words
    in lower case without anything but letters.
    """

    text: str
    words: int
    count: int
    block: Block
    gap: int = 2
    indent: int = 0
    parts: Sequence[str] = ()
    tokens: frozenset[str] = frozenset()


class Verdict(NamedTuple):
    """What a block is, by which rule, and why."""

    role: Role
    rule: str
    reason: str


Verdicts = dict[int, Verdict]


def lines_of(document: RawDocument) -> tuple[Line, ...]:
    """The blocks of a document as lines."""
    text = document.text
    texts = [text[block.start : block.end] for block in document.blocks]
    places: Iterable[tuple[int, int]] = repeat((2, 0))
    if document.html is None:  # the blocks of pages are lines already
        texts, places = list(map(one_line, texts)), _places(document)
    return tuple(map(_line, texts, document.blocks, places, words_of(texts)))


def _places(document: RawDocument) -> Iterator[tuple[int, int]]:
    """The gap above each block of a plain text, and its column."""
    text, end = document.text, 0
    for block in document.blocks:
        yield min(text.count("\n", end, block.start), 3), block.start - text.rfind("\n", 0, block.start) - 1
        end = block.end


def _line(text: str, block: Block, place: tuple[int, int], tokens: frozenset[str]) -> Line:
    parts = text.split(" ")
    words = len(parts)
    count = words if len(text) < 14 * words else max(words, len(text) // 3)
    return Line(text, words, count, block, *place, parts, tokens)
