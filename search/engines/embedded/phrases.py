"""In which documents do words stand one after the other?

Whoosh's rule: between a word and the next there are at most `slop` positions, at least one, counted
from where the phrase has got to. An occurrence is one number, the index of its document times
`_STRIDE` plus its position; so all occurrences in all documents are one sorted array.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from search.engines.embedded.kernels import Docs, Keys, among, ragged

_STRIDE = 1 << 34
"""Positions are below 2**32, and a slop cannot reach the next document."""

BATCH = 1 << 20


@dataclass(frozen=True)
class Occurrences:
    """All of a term: how often in each of its documents, and its positions one after the other."""

    frequencies: npt.NDArray[np.int32]
    positions: npt.NDArray[np.integer]

    @cached_property
    def starts(self) -> Keys:
        """Where the positions in each document begin."""
        return np.cumsum(self.frequencies, dtype=np.int64) - self.frequencies

    def keys(self, at: Docs) -> Keys:
        """The occurrences in the documents of these indices, numbered by where they stand in `at`."""
        chosen = self.frequencies[at].astype(np.int64)
        places = self.positions.take(ragged(self.starts[at], chosen)).astype(np.int64)
        return places + np.repeat(np.arange(len(at), dtype=np.int64) * _STRIDE, chosen)


def matching(
    words: list[tuple[Occurrences, Docs]], slop: int, stop: Callable[[], bool]
) -> npt.NDArray[np.int64]:
    """Which of the documents have the phrase, as ascending indices into them.

    Each word comes with the indices of the documents among its own; all words have the same ones.
    They are looked at in batches of about `BATCH` occurrences, between which `stop` is asked.
    """
    count = len(words[0][1])
    occurrences = sum(int(word.frequencies[at].sum()) for word, at in words)
    step = max(count * BATCH // max(occurrences, 1), 1)
    found = [np.zeros(0, np.int64)]
    for first in range(0, count, step):
        found.append(_matching([(word, at[first : first + step]) for word, at in words], slop) + first)
        if first + step < count and stop():
            break
    return np.concatenate(found)


def _matching(words: list[tuple[Occurrences, Docs]], slop: int) -> npt.NDArray[np.int64]:
    keys = [occurrences.keys(at) for occurrences, at in words]
    ends = _exact(keys) if slop == 1 else _near(keys, slop)
    return np.unique(ends // _STRIDE)


def _exact(keys: list[Keys]) -> Keys:
    """Where all words stand in a row, as keys of the first; the rarest word is looked up first."""
    shifted = sorted((key - place for place, key in enumerate(keys)), key=len)
    found = shifted[0]
    for other in shifted[1:]:
        found = found[among(found, other)]
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
