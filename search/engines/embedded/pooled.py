"""How are the postings of many terms evaluated as if they were one term's?

A pattern stands for few terms or for a hundred thousand. Their postings are read in batches that
fit the processor's caches, from all over the file at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
import numpy.typing as npt

from search.engines.embedded.arrays.segment import Postings
from search.engines.embedded.kernels import (
    Docs,
    Keys,
    Mask,
    Scores,
    Sums,
    merged,
    ragged,
    where,
)
from search.engines.embedded.view import Leaf, View

BATCH = 1 << 19

Numbers = npt.NDArray[np.int64]
Stop = Callable[[], bool]


def pooled(
    view: View, field: str, numbers: list[Numbers], mask: Mask | None, scored: bool, stop: Stop
) -> tuple[Docs, float | Scores]:
    """The documents that have any of these terms, given by segment, and are left by a mask; and their
    scores as of one term.

    The weights of the terms in a document add up. A field without lengths scores 1. `stop` is asked
    between batches.
    """
    weighed = scored and view.norms(field) is not None
    docs: list[Docs] = [np.zeros(0, np.intp)]
    weights: list[Scores] = [np.zeros(0, np.float32)]
    frequency = 0
    for leaf, wanted in zip(view.leaves, numbers, strict=True):
        left = None if mask is None else mask[leaf.offset : leaf.offset + leaf.documents.count]
        pool = _Pool(leaf, wanted, left, weighed, stop)
        docs.append(pool.docs + leaf.offset)
        weights.append(pool.weights)
        frequency += pool.frequency
    joined = np.concatenate(docs)
    return joined, view.score(field, joined, np.concatenate(weights), frequency) if weighed else 1.0


class _Pool:
    """What some terms have in one segment: `docs` that a mask leaves, the sum of the terms' `weights` in
    each, and in how many documents there are any, whether they are left or not (`frequency`)."""

    def __init__(self, leaf: Leaf, numbers: Numbers, left: Mask | None, weighed: bool, stop: Stop) -> None:
        postings, count = leaf.postings, leaf.documents.count
        marked = np.zeros(count, np.bool_)
        sums = Sums(count)
        for starts, counts, ids in _batches(postings, numbers):
            marked[ids] = True
            if weighed:
                kept = None if left is None else where(left.take(ids))
                places = ragged(starts, counts) if kept is None else _places(starts, counts, kept)
                sums.add(ids if kept is None else ids.take(kept), postings.pairs.weights_at(places))
            if stop():
                break
        self.frequency = int(np.count_nonzero(marked))
        self.weights = np.zeros(0, np.float32)
        if weighed:
            self.docs, self.weights = sums.get()
        else:
            self.docs = where(marked if left is None else marked & left)


def _places(starts: Keys, counts: Keys, indices: Docs) -> Keys:
    """Of the numbers of `ragged`, those at these indices, for which the others need not be made."""
    ends = np.cumsum(counts)
    return indices + (starts + counts - ends).take(np.searchsorted(ends, indices, "right"))


def _batches(postings: Postings, numbers: Numbers) -> Iterator[tuple[Keys, Keys, Docs]]:
    """Where the postings of these terms begin, how many follow, and their documents, about `BATCH` at a
    time."""
    starts = postings.terms.posts.take(numbers).astype(np.int64)
    counts = postings.terms.posts.take(numbers + 1) - starts
    total = int(counts.sum())
    edges = [len(numbers)]
    if total > BATCH:
        found = np.searchsorted(np.cumsum(counts), np.arange(BATCH, total + BATCH, BATCH)) + 1
        edges = np.unique(np.minimum(found, len(numbers))).tolist()
    first = 0
    for last in edges:
        some = slice(first, last)
        yield *merged(starts[some], counts[some]), postings.ids.of_many(numbers[some]).astype(np.intp)
        first = last
