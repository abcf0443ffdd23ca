"""What do rules and the model see of a block?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, repeat
from typing import NamedTuple

from index.clean.letters import words_of
from index.document import Block, RawDocument, Role, is_line, one_line

# Thai, Lao, Burmese and Khmer set a space after some words, not after each.
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]")


# Not frozen: a page has hundreds, and they are made in half the time.
@dataclass(slots=True)
class Line:
    """A block's text as one line.

    `words` is how many stretches between spaces it has; `count` is the same, or where a script
    writes words without spaces about as many as a translation would have. `gap` is the number of line
    breaks before it, 3 at most, and `indent` its column. `tokens` are its words in lower case without
    anything but letters.
    """

    text: str
    words: int
    count: int
    block: Block
    gap: int = 2
    indent: int = 0
    tokens: frozenset[str] = frozenset()


class Verdict(NamedTuple):
    """What a block is, by which rule, and why."""

    role: Role
    rule: str
    reason: str


Verdicts = dict[int, Verdict]


def lines_of(document: RawDocument) -> tuple[Line, ...]:
    """The blocks of a document as lines."""
    (lines,) = lines_of_each([document])
    return lines


def lines_of_each(documents: Sequence[RawDocument]) -> Iterator[tuple[Line, ...]]:
    """The same of several documents, whose words are found together in less time."""
    each = list(map(texts_of, documents))
    tokens = iter(words_of(list(chain.from_iterable(each))))
    for document, texts in zip(documents, each, strict=True):
        words = [text.count(" ") + 1 for text in texts]
        counts = map(count_of, texts, words)
        gaps, indents = (repeat(2), repeat(0)) if document.page is not None else _places(document)
        yield tuple(map(Line, texts, words, counts, document.blocks, gaps, indents, tokens))


def texts_of(document: RawDocument) -> list[str]:
    """The text of each block as one line; those of pages are lines already, and most others, too."""
    text = document.text
    texts = [text[block.start : block.end] for block in document.blocks]
    if document.page is not None:
        return texts
    plain = document.is_plain
    return [each if is_line(each, plain=plain) else one_line(each) for each in texts]


def _places(document: RawDocument) -> tuple[list[int], list[int]]:
    """The gap above each block of a plain text, and its column."""
    text = document.text
    gaps: list[int] = []
    indents: list[int] = []
    line = before = end = 0
    for block in document.blocks:
        start = block.start
        gaps.append(min(text.count("\n", end, start), 3))
        line = max(line, text.rfind("\n", before, start) + 1)  # a line may have 100,000 columns
        indents.append(start - line)
        before, end = start, block.end
    return gaps, indents


def count_of(text: str, words: int) -> int:
    """The `count` of a line with so many stretches between spaces; Amharic says much in a word."""
    is_spaced = text.isascii()
    if not is_spaced:
        if "\u1200" <= text[-2:-1] <= "\u137f":  # Ethiopic; the last letter is a mark
            return max(words, len(text) // 4)
        is_spaced = len(text) <= 8 * words or not _UNSPACED.search(text)
    return words if is_spaced and len(text) < 14 * words else max(words, len(text) // 3)
