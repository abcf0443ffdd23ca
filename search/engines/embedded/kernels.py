"""Which operations on whole arrays is a search made of?

Document numbers are ascending, without repetition. As they are read they have the type of the file;
what is looked up several times is `intp`, with which NumPy indexes fastest. Scores are float32.
Choices between two ways of doing the same were made by measurement; the figures beside them are for
300,000 of a million documents.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.integer[Any]]
Docs = npt.NDArray[np.intp]
Mask = npt.NDArray[np.bool_]
Scores = npt.NDArray[np.float32]
Keys = npt.NDArray[np.int64]

_SEARCHED = 24
"""Up to one document in so many is looked up by binary search (0.4 ms for 10,000); from there on
marking all documents in a mask is faster (0.5 ms)."""

_MERGED = 16

_FEW_RUNS = 16
"""So few runs, if they are long, are counted one by one: 0.3 ms for a million numbers instead of 4."""

SORTED = 64
"""Up to one posting for so many documents is sorted; from there on adding up in an array of all
documents is faster (50,000 postings of 100,000 documents: 0.1 ms instead of 1.7)."""

_BLOCK = 64


def where(mask: Mask) -> Docs:
    """The indices at which a mask is set: `np.flatnonzero` without its overhead of 1.5 microseconds."""
    return mask.nonzero()[0]


def marks(docs: Numbers, count: int) -> Mask:
    """Which of `count` documents are among these."""
    mask = np.zeros(count, np.bool_)
    mask[docs] = True
    return mask


def common(docs: Numbers, others: Numbers, count: int) -> tuple[Docs, Docs | None]:
    """Where in `docs` are those that are in `others` as well, and where there, if that is known already.

    All documents are below `count`.
    """
    if len(docs) * _SEARCHED < len(others):
        places = _searched(docs, others)
        found = where(others.take(places, mode="clip") == docs)
        return found, places.take(found)
    return where(marks(others, count).take(docs)), None


def member(docs: Numbers, others: Numbers, count: int) -> Mask:
    """For each of `docs` whether it is among `others`; all are below `count`."""
    if len(docs) * _SEARCHED < len(others):
        return np.asarray(others.take(_searched(docs, others), mode="clip") == docs)
    return marks(others, count).take(docs)


def locate(docs: Numbers, among: Numbers, count: int) -> Docs | None:
    """The index in `among` of each of `docs`, all of which are there; None if they are the same."""
    if len(docs) == len(among):
        return None
    if len(docs) * _SEARCHED < len(among):
        return _searched(docs, among)
    return where(marks(docs, count).take(among))


def _searched(docs: Numbers, among: Numbers) -> Docs:
    """The index in `among` of the first that is not below each of `docs`; its length if there is none.

    The type is that of `among`: NumPy would otherwise copy all of it.
    """
    return among.searchsorted(docs.astype(among.dtype, copy=False))


class Sums:
    """Adds scores, which are above zero, up by document; `count` is how many documents there are."""

    def __init__(self, count: int) -> None:
        self._count = count
        self._few: list[tuple[Numbers, Scores]] = []
        self._size = 0
        self._total: Scores | None = None

    def add(self, docs: Numbers, scores: Scores) -> None:
        """Adds the scores of some documents, which may repeat."""
        if self._total is not None:
            np.add.at(self._total, docs, scores)
            return
        self._few.append((docs, scores))
        self._size += len(docs)
        if self._size * SORTED >= self._count:
            self._total = np.zeros(self._count, np.float32)
            for some, few in self._few:
                np.add.at(self._total, some, few)

    def get(self) -> tuple[Docs, Scores]:
        """The documents that have a score, and their scores."""
        if self._total is None:
            return add_up_few(self._few)
        docs = where(self._total > 0)
        return docs, self._total.take(docs)


def add_up_few(parts: Sequence[tuple[Numbers, Scores]]) -> tuple[Docs, Scores]:
    """The documents of any part, in any order, with the sum of their scores, by sorting them."""
    docs = np.concatenate([np.zeros(0, np.intp), *(docs for docs, _ in parts)])
    scores = np.concatenate([np.zeros(0, np.float32), *(scores for _, scores in parts)])
    order = docs.argsort(kind="stable")
    docs, scores = docs.take(order), scores.take(order)
    first = where(_begins(docs))
    return docs[first], np.add.reduceat(scores, first) if len(first) else scores


def union(parts: Sequence[Numbers], count: int) -> Docs:
    """The documents of any part."""
    if sum(map(len, parts)) * SORTED < count:
        return np.unique(np.concatenate([np.zeros(0, np.intp), *parts]))
    mask = np.zeros(count, np.bool_)
    for docs in parts:
        mask[docs] = True
    return where(mask)


def best(values: npt.NDArray[Any], wanted: int) -> npt.NDArray[np.intp]:
    """The indices of the largest signed values, largest first, of equal ones the lower index first.

    The best of each of many strided blocks bound the `wanted`th largest value from below, so that
    only few values have to be sorted (0.2 ms, where partitioning all takes 3 ms).
    """
    size = len(values)
    if size > 2 * _BLOCK * max(wanted, _BLOCK):
        blocks = values[: size // _BLOCK * _BLOCK].reshape(_BLOCK, -1).max(axis=0)
        bound = np.partition(blocks, len(blocks) - wanted)[len(blocks) - wanted]
        candidates = where(values >= bound)
    elif size > 4 * wanted:
        bound = np.partition(values, size - wanted)[size - wanted]
        candidates = where(values >= bound)
    else:
        return (-values).argsort(kind="stable")[:wanted]
    return candidates.take((-values.take(candidates)).argsort(kind="stable")[:wanted])


def ragged(starts: Numbers, counts: Numbers) -> Keys:
    """`starts[i], starts[i] + 1, ...`, `counts[i]` of them, for every i, one after the other."""
    if not len(starts):
        return np.zeros(0, np.int64)
    ends = counts.cumsum()
    total = ends.item(-1)
    if len(starts) <= _FEW_RUNS < total // _FEW_RUNS:
        runs = zip(starts.tolist(), counts.tolist(), strict=True)
        return np.concatenate([np.arange(start, start + n) for start, n in runs])
    numbers: Keys = np.arange(total)
    numbers += (starts + counts - ends).repeat(counts)
    return numbers


def starts_of(counts: Numbers) -> Numbers:
    """Where each of stretches of these sizes begins, one after the other, and where the last ends."""
    dtype: npt.DTypeLike = np.int32 if int(counts.sum(dtype=np.int64)) < 1 << 31 else np.int64
    starts = np.zeros(len(counts) + 1, dtype)
    np.cumsum(counts, dtype=dtype, out=starts[1:])
    return starts


def merged(starts: Keys, counts: Keys) -> tuple[Keys, Keys]:
    """The same stretches, those that follow each other, as the postings of a prefix do, as one."""
    if not len(starts):
        return starts, counts
    ends = starts + counts
    first, last = np.ones((2, len(starts)), np.bool_)
    last[:-1] = first[1:] = starts[1:] != ends[:-1]
    return starts[first], ends[last] - starts[first]


def shared(keys: Numbers, others: Numbers) -> Numbers:
    """Which of `keys` are among `others`; both ascending, without repetition.

    A stable sort finds two ascending runs and merges them: 0.07 ms for 10,000 and 30,000 keys, where
    binary searches take 0.5 and pay only if there are few keys.
    """
    if len(keys) * _MERGED < len(others):
        return keys.take(where(others.take(_searched(keys, others), mode="clip") == keys))
    merged = np.concatenate([keys, others])
    merged.sort(kind="stable")
    return merged.take(where(merged[1:] == merged[:-1]))


def distinct(ascending: Numbers) -> Numbers:
    """Ascending numbers without repetition, and without -1."""
    return ascending.take(where(_begins(ascending)))


def _begins(ascending: Numbers) -> Mask:
    """Which of ascending numbers is not the one before it; nor -1, if it is the first."""
    begins = np.empty(len(ascending), np.bool_)
    begins[:1] = ascending[:1] >= 0
    np.not_equal(ascending[1:], ascending[:-1], out=begins[1:])
    return begins
