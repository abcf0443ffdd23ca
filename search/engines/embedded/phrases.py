"""In which documents do words stand one after the other?

Whoosh's rule: between a word and the next there are at most `slop` positions, at least one, counted
from where the phrase has got to. An occurrence is one number, the index of its document times
`_STRIDE` plus its position; so all occurrences in all documents are one sorted array.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from search.engines.embedded.kernels import Docs, Keys, Numbers, distinct, ragged, shared

_STRIDE_BITS = 34
_STRIDE = 1 << _STRIDE_BITS
"""Positions are below 2**32, and a slop cannot reach the next document."""

BATCH = 1 << 17
"""Arrays of so many fit into the processor's cache: a tenth faster than eight times as many, whose memory
is besides not given back."""


@dataclass(frozen=True)
class Occurrences:
    """All of a term: its positions, document by document, and where those of each begin.

    `starts` is one longer than the term's documents.
    """

    starts: Numbers
    positions: Numbers

    def counts(self, at: Docs | None) -> Numbers:
        """How often it occurs in the documents of these indices, or in all."""
        if at is None:
            return np.diff(self.starts)
        return self.starts.take(at + 1) - self.starts.take(at)

    def keys(self, at: Docs, counts: Numbers) -> Keys:
        """The occurrences in the documents of these indices, numbered by where they stand in `at`."""
        places = self.positions.take(ragged(self.starts.take(at), counts)).astype(np.int64)
        places += np.repeat(np.arange(0, len(at) * _STRIDE, _STRIDE), counts)
        return places


def matching(
    words: Sequence[Occurrences],
    places: Sequence[Docs | None],
    order: Sequence[int],
    slop: int,
    stop: Callable[[], bool],
) -> Docs:
    """Which of the documents have the phrase, as ascending indices into them.

    `order` says which of the different `words` the phrase is made of. `places` are the indices of the
    documents among those of each word, None for all of them. They are looked at in batches of about
    `BATCH` occurrences, between which `stop` is asked.
    """
    counts = [word.counts(at) for word, at in zip(words, places, strict=True)]
    size = len(counts[0])
    indices = [np.arange(size) if at is None else at for at in places]
    sums = [int(each.sum()) for each in counts]
    step = max(size * BATCH // max(sum(sums[which] for which in order), 1), 1)
    found = [np.zeros(0, np.intp)]
    for first in range(0, size, step):
        some = slice(first, first + step)
        keys = [word.keys(at[some], n[some]) for word, at, n in zip(words, indices, counts, strict=True)]
        found.append(_matching([keys[which] for which in order], slop) + first)
        if first + step < size and stop():
            break
    return np.concatenate(found)


def _matching(keys: list[Keys], slop: int) -> Docs:
    ends = _exact(keys) if slop == 1 else _near(keys, slop)
    return distinct(ends >> _STRIDE_BITS).astype(np.intp, copy=False)


def _exact(keys: list[Keys]) -> Keys:
    """Where all words stand in a row, as keys of the first; the rarest word is looked up first."""
    shifted = sorted((key - place for place, key in enumerate(keys)), key=len)
    found = shifted[0]
    for other in shifted[1:]:
        found = shared(found, other)
    return found


def _near(keys: list[Keys], slop: int) -> Keys:
    """Where the last word stands, having been reached from the first in steps of at most `slop`."""
    ends = keys[0]
    for key in keys[1:]:
        before = np.searchsorted(ends, key) - 1
        reached = before >= 0
        reached[reached] = key[reached] - ends[before[reached]] <= slop
        ends = key[reached]
    return ends
