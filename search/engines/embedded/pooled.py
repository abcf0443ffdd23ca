"""How are the postings of many terms evaluated as if they were one term's?

A pattern stands for few terms or for a hundred thousand. Their postings are read in batches that
fit the processor's caches, from all over the file at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from search.engines.embedded.arrays.segment import Postings
from search.engines.embedded.found import Found
from search.engines.embedded.kernels import (
    Docs,
    Keys,
    Mask,
    Scores,
    Sums,
    marks,
    merged,
    ragged,
    where,
)
from search.engines.embedded.view import Leaf, View

BATCH = 1 << 19

Numbers = npt.NDArray[np.int64]
Stop = Callable[[], bool]


def pooled(
    view: View,
    field: str,
    numbers: list[Numbers],
    mask: Mask | None,
    stop: Stop,
    *,
    scored: bool,
    lazily: bool,
) -> Found:
    """The documents that have any of these terms, given by segment, and are left by a mask; and their
    scores as of one term.

    The weights of the terms in a document add up. A field without lengths scores 1. With `lazily`, few
    of the documents are expected to be scored. `stop` is asked between batches.
    """
    weighed = scored and view.norms(field) is not None
    pools = [
        _Pool(leaf, wanted, _of_leaf(mask, leaf), stop, weighed=weighed, lazily=lazily)
        for leaf, wanted in zip(view.leaves, numbers, strict=True)
    ]
    docs = np.concatenate([np.zeros(0, np.intp), *(pool.docs + pool.leaf.offset for pool in pools)])
    if not weighed:
        return Found(docs, 1.0, wanted=True)
    frequency = sum(pool.frequency for pool in pools)

    def score(at: Docs | None) -> Scores:
        chosen = docs if at is None else docs.take(at)
        marked = None if at is None else marks(chosen, view.count)
        weights = [pool.weights(_of_leaf(marked, pool.leaf)) for pool in pools]
        return view.score(field, chosen, np.concatenate([np.zeros(0, np.float32), *weights]), frequency)

    return Found(docs, score if lazily else score(None), wanted=True)


def _of_leaf(mask: Mask | None, leaf: Leaf) -> Mask | None:
    return None if mask is None else mask[leaf.offset : leaf.offset + leaf.documents.count]


class _Pool:
    """What some terms have in one segment: `docs` that a mask leaves, and in how many documents there
    are any, whether they are left or not (`frequency`).

    With `lazily`, what fits into one batch is weighed when it is known which documents are scored.
    """

    def __init__(
        self, leaf: Leaf, numbers: Numbers, left: Mask | None, stop: Stop, *, weighed: bool, lazily: bool
    ) -> None:
        self.leaf = leaf
        self._left = left
        self._batch: _Batch | None = None
        marked = np.zeros(leaf.documents.count, np.bool_)
        sums = Sums(len(marked))
        for batch in _batches(leaf.postings, numbers):
            marked[batch.ids] = True
            if lazily and len(batch.terms) == len(numbers):
                self._batch = batch
            elif weighed:
                batch.add_to(sums, left)
            if stop():
                break
        self.frequency = int(np.count_nonzero(marked))
        if weighed and not self._batch:
            self.docs, self._weights = sums.get()
        else:
            self.docs = where(marked if left is None else marked & left)

    def weights(self, chosen: Mask | None) -> Scores:
        """The sum of the terms' weights in each of the documents, or in those of them that are chosen."""
        if self._batch:
            sums = Sums(self.leaf.documents.count)
            self._batch.add_to(sums, self._left if chosen is None else chosen)
            return sums.get()[1]
        return self._weights if chosen is None else self._weights.take(where(chosen.take(self.docs)))


@dataclass(frozen=True)
class _Batch:
    """Postings of some terms: where they begin, how many follow, and their documents."""

    postings: Postings
    terms: Numbers
    starts: Keys
    counts: Keys
    ids: Docs

    def add_to(self, sums: Sums, left: Mask | None) -> None:
        """Adds the weights of those that a mask leaves."""
        kept = None if left is None else where(left.take(self.ids))
        places = ragged(self.starts, self.counts) if kept is None else self._places(kept)
        sums.add(self.ids if kept is None else self.ids.take(kept), self.postings.pairs.weights_at(places))

    def _places(self, indices: Docs) -> Keys:
        """Of the numbers of `ragged`, those at these indices, for which the others need not be made."""
        ends = np.cumsum(self.counts)
        return indices + (self.starts + self.counts - ends).take(np.searchsorted(ends, indices, "right"))


def _batches(postings: Postings, numbers: Numbers) -> Iterator[_Batch]:
    """The postings of these terms, about `BATCH` at a time."""
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
        ids = postings.ids.of_many(numbers[some]).astype(np.intp)
        yield _Batch(postings, numbers[some], *merged(starts[some], counts[some]), ids)
        first = last
