"""Which operations on whole arrays is a search made of?

Document numbers are `intp`, ascending, without repetition: NumPy indexes fastest with its own
integer type. Scores are float32. Choices between two ways of doing the same were made by
measurement; the figures beside them are for 300,000 of a million documents.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

Docs = npt.NDArray[np.intp]
Mask = npt.NDArray[np.bool_]
Scores = npt.NDArray[np.float32]
Keys = npt.NDArray[np.int64]

_SEARCHED = 24
"""Up to one document in so many is looked up by binary search (0.4 ms for 10,000); from there on
marking all documents in a mask is faster (0.5 ms)."""

_BLOCK = 64


def member(docs: Docs, others: Docs, count: int) -> Mask:
    """For each of `docs` whether it is among `others`; all are below `count`."""
    if not len(others):
        return np.zeros(len(docs), np.bool_)
    if len(docs) * _SEARCHED < len(others):
        at = np.searchsorted(others, docs)
        at[at == len(others)] = 0
        return np.asarray(others[at] == docs)
    mask = np.zeros(count, np.bool_)
    mask[others] = True
    return mask[docs]


def locate(docs: Docs, among: Docs, count: int) -> Docs:
    """The index in `among` of each of `docs`, all of which are there."""
    if len(docs) == len(among):
        return np.arange(len(docs), dtype=np.intp)
    if len(docs) * _SEARCHED < len(among):
        return np.searchsorted(among, docs).astype(np.intp, copy=False)
    mask = np.zeros(count, np.bool_)
    mask[docs] = True
    return np.flatnonzero(mask[among])


def add_up(parts: Sequence[tuple[Docs, Scores]], count: int) -> tuple[Docs, Scores]:
    """The documents of any part, with the sum of their scores, which are above zero."""
    size = sum(len(docs) for docs, _ in parts)
    if size * 16 < count:
        return add_up_few(parts)
    total = np.zeros(count, np.float32)
    for docs, scores in parts:
        total[docs] += scores
    docs = np.flatnonzero(total > 0)
    return docs, total[docs]


def add_up_few(parts: Sequence[tuple[Docs, Scores]]) -> tuple[Docs, Scores]:
    """The same for documents in any order, by sorting them; they may repeat within a part."""
    docs = np.concatenate([docs for docs, _ in parts])
    scores = np.concatenate([scores for _, scores in parts])
    order = np.argsort(docs, kind="stable")
    docs, scores = docs[order], scores[order]
    first = np.flatnonzero(np.diff(docs, prepend=-1))
    return docs[first], np.add.reduceat(scores, first) if len(first) else scores


def union(parts: Sequence[Docs], count: int) -> Docs:
    """The documents of any part."""
    if sum(map(len, parts)) * 16 < count:
        return np.unique(np.concatenate([np.zeros(0, np.intp), *parts]))
    mask = np.zeros(count, np.bool_)
    for docs in parts:
        mask[docs] = True
    return np.flatnonzero(mask)


def best(values: npt.NDArray[Any], wanted: int) -> npt.NDArray[np.intp]:
    """The indices of the largest values, largest first, of equal ones the lower index first.

    The best of each of many strided blocks bound the `wanted`th largest value from below, so that
    only few values have to be sorted (0.2 ms, where partitioning all takes 3 ms).
    """
    size = len(values)
    candidates = np.arange(size)
    if size > 2 * _BLOCK * max(wanted, _BLOCK):
        blocks = values[: size // _BLOCK * _BLOCK].reshape(_BLOCK, -1).max(axis=0)
        bound = np.partition(blocks, len(blocks) - wanted)[len(blocks) - wanted]
        candidates = np.flatnonzero(values >= bound)
    elif size > 4 * wanted:
        bound = np.partition(values, size - wanted)[size - wanted]
        candidates = np.flatnonzero(values >= bound)
    order = np.lexsort((candidates, _descending(values[candidates])))
    return candidates[order[:wanted]]


def _descending(values: npt.NDArray[Any]) -> npt.NDArray[Any]:
    return -values.astype(np.float64) if values.dtype.kind == "f" else -values.astype(np.int64)


def ragged(starts: Keys, counts: Keys) -> Keys:
    """`starts[i], starts[i] + 1, ...`, `counts[i]` of them, for every i, one after the other."""
    before = np.cumsum(counts) - counts
    return np.repeat(starts - before, counts) + np.arange(int(counts.sum()))


def among(keys: Keys, sorted_keys: Keys) -> Mask:
    """For each of `keys` whether it is in `sorted_keys`."""
    if not len(sorted_keys):
        return np.zeros(len(keys), np.bool_)
    at = np.searchsorted(sorted_keys, keys)
    at[at == len(sorted_keys)] = 0
    return np.asarray(sorted_keys[at] == keys)
