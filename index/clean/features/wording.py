"""What does a block's text show, and how long are the blocks beside it?"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

import numpy as np

from index.clean.codes import MARKS, QUOTES
from index.clean.features.blocks import Blocks
from index.clean.features.families import LENGTHS, SHARES, Family, Numbers, share
from index.clean.hashed import HashedWords
from index.clean.letters import ENDS, Letters

_BOUNDS = np.array([1, 2, 3, 4, 6, 8, 12, 18, 27, 40, 60, 90])
_SIZES = ("0", "1", "2", "3", "4-5", "6-7", "8-11", "12-17", "18-26", "27-39", "40-59", "60-89", "90+")

_BIAS = Family("bias", ("",))
_SIZE = Family("words {}", _SIZES)
_SIZE_END = Family("words {} {}", _SIZES, ENDS)
_REPEATED = Family("repeated words {}", _SIZES)
_STARTS = Family("starts {}", ("lower", "upper", "letter", "digit", "quote", "mark"))
_LOWER = Family("lower {}", SHARES)
_LOWER_END = Family("lower {} {}", SHARES, ENDS)
_STOP = Family("stop {} {}", SHARES, LENGTHS)
_DIGITS = Family("digits {}", SHARES)
_TITLE = Family("title {}", SHARES)
_COMMAS = Family("commas {}", ("0", "1", "2", "3"))
_SENTENCES = Family("sentences {}", ("0", "1", "2", "3", "4"))
_QUOTED = Family("quoted {}", ENDS)
_MARKS = Family("has {}", MARKS)
_BEFORE = Family("before words {} {}", _SIZES, ENDS)
_AFTER = Family("after words {} {}", _SIZES, ENDS)
_EDGE = Family("{} nothing", ("before", "after"))


def wording(blocks: Blocks) -> Iterator[Numbers]:
    """The features that all documents have, a family a row."""
    letters, counts = blocks.letters, blocks.counts
    size, end = np.searchsorted(_BOUNDS, counts, side="right"), letters.ends()
    yield _BIAS.of(np.zeros_like(counts))
    yield _SIZE.of(size)
    yield _SIZE_END.of(size, end)
    yield _REPEATED.of(size, where=blocks.times > 1)
    yield from _words(blocks, end)
    yield from _marks(blocks, end)
    yield from _neighbours(blocks, size, end)


def _words(blocks: Blocks, end: Numbers) -> Iterator[Numbers]:
    """What words there are: those in lower case, the small ones of sentences, and the title's."""
    words = blocks.words
    lower = share(words.lower() / words.counts)
    stop = share(words.stopwords() / blocks.counts)
    titles = HashedWords(Letters([document.title for document in blocks.documents]))
    of_title = words.shared(titles, blocks.bounds.of)
    yield _LOWER.of(lower)
    yield _LOWER_END.of(lower, end, where=blocks.counts > 3)
    yield _STOP.of(stop, blocks.long)
    yield _TITLE.of(share(of_title / words.counts), where=blocks.counts > 2)


def _marks(blocks: Blocks, end: Numbers) -> Iterator[Numbers]:
    """What marks and digits there are."""
    letters = blocks.letters
    digits = letters.digits()
    yield _STARTS.of(np.array([_start(line.text[0]) for line in blocks.lines]))
    yield _COMMAS.of(np.minimum(letters.commas(), 3))
    yield _SENTENCES.of(np.minimum(letters.sentence_breaks(), 4))
    yield _DIGITS.of(share(digits / letters.lengths), where=digits > 0)
    yield _QUOTED.of(end, where=letters.quotes())
    yield from _MARKS.of(np.arange(len(MARKS))[:, None], where=letters.marks())


def _neighbours(blocks: Blocks, size: Numbers, end: Numbers) -> Iterator[Numbers]:
    """How long the blocks above and below are, and how they end."""
    bounds = blocks.bounds
    before, after = np.roll(_BEFORE.of(size, end), 1), np.roll(_AFTER.of(size, end), -1)
    before[bounds.starts], after[bounds.ends - 1] = _EDGE.of(np.arange(2))
    yield before
    yield after


@lru_cache(1024)
def _start(first: str) -> int:
    if first.isalpha():
        return 0 if first.islower() else 1 if first.isupper() else 2
    return 3 if first.isdigit() else 4 if first in QUOTES else 5
