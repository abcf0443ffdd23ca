"""In which documents do words stand one after the other?

Whoosh's rule: between a word and the next there are at most `slop` positions, at least one, counted
from where the phrase has got to. An occurrence is one number, a `Stride` times its document plus its
position; so all occurrences in some documents are one ascending array.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from search.engines.embedded.kernels import Docs, Numbers, distinct, ragged, shared

BATCH = 1 << 17
"""Arrays of so many fit into the processor's cache: a tenth faster than eight times as many, whose memory
is besides not given back."""


@dataclass(frozen=True)
class Stride:
    """How far the occurrences of a document are from those of the next, and the type of their numbers.

    Positions and the slop are below half of it, so that none reaches the next document.
    """

    bits: int
    dtype: type[np.signedinteger[Any]]
    documents: int
    """How many documents have numbers of that type."""


NARROW = Stride(17, np.int32, 1 << 14)
WIDE = Stride(34, np.int64, 1 << 29)


@dataclass(frozen=True)
class Occurrences:
    """Where a term occurs in some documents: their numbers, ascending, and where in `positions` those in
    each begin and how many they are. If it is `whole`, these follow each other."""

    numbers: Numbers
    starts: Numbers
    counts: Numbers
    positions: Numbers
    whole: bool

    @classmethod
    def all_of(cls, documents: Numbers, starts: Numbers, positions: Numbers) -> Occurrences:
        """All of a term; `starts` is one longer than its documents."""
        return cls(documents, starts[:-1], np.diff(starts), positions, whole=True)

    @classmethod
    def some_of(cls, at: Docs | None, starts: Numbers, positions: Numbers) -> Occurrences:
        """Those in its documents of these indices, None for all, which are numbered from 0 on."""
        if at is None:
            return cls.all_of(np.arange(len(starts) - 1), starts, positions)
        firsts = starts.take(at)
        return cls(np.arange(len(at)), firsts, starts.take(at + 1) - firsts, positions, whole=False)

    def keys(self, first: int, last: int, stride: Stride) -> Numbers:
        """The occurrences in documents `first` to `last`, not included, with `first` as number 0."""
        # of the type of `numbers`: NumPy would otherwise copy all of them
        start, end = self.numbers.searchsorted(np.array([first, last], self.numbers.dtype)).tolist()
        documents = self.numbers[start:end].astype(stride.dtype)
        documents -= stride.dtype(first)
        starts, counts = self.starts[start:end], self.counts[start:end]
        keys = (documents << stride.bits).repeat(counts)
        if not self.whole:
            keys += self.positions.take(ragged(starts, counts))
        elif start < end:
            keys += self.positions[starts[0] : starts[-1] + counts[-1]]
        return keys


def matching(
    words: Sequence[Occurrences], order: Sequence[int], slop: int, size: int, stop: Callable[[], bool]
) -> Docs:
    """Which documents have the phrase, as ascending numbers, all of which are below `size`.

    `order` says which of the different `words` the phrase is made of. Documents are looked at in
    batches of about `BATCH` occurrences, between which `stop` is asked.
    """
    narrow = slop < 1 << 16 and all(word.positions.dtype.itemsize <= 2 for word in words)
    stride = NARROW if narrow else WIDE
    sums = [int(np.add.reduce(word.counts)) for word in words]
    step = size * BATCH // max(sum(sums[which] for which in order), 1)
    step = min(max(step, 1), stride.documents)
    found = [np.zeros(0, np.intp)]
    for first in range(0, size, step):
        keys = [word.keys(first, min(first + step, size), stride) for word in words]
        ends = _ends([keys[which] for which in order], slop)
        found.append(distinct(ends >> stride.bits).astype(np.intp) + first)
        if first + step < size and stop():
            break
    return np.concatenate(found)


def _ends(keys: Sequence[Numbers], slop: int) -> Numbers:
    return _exact(keys) if slop == 1 else _near(keys, slop)


def _exact(keys: Sequence[Numbers]) -> Numbers:
    """Where all words stand in a row, as keys of the first; the rarest word is looked up first."""
    shifted = sorted((key - place for place, key in enumerate(keys)), key=len)
    found = shifted[0]
    for other in shifted[1:]:
        found = shared(found, other)
    return found


def _near(keys: Sequence[Numbers], slop: int) -> Numbers:
    """Where the last word stands, having been reached from the first in steps of at most `slop`."""
    ends = keys[0]
    for key in keys[1:]:
        before = np.searchsorted(ends, key) - 1
        reached = before >= 0
        reached[reached] = key[reached] - ends[before[reached]] <= slop
        ends = key[reached]
    return ends
