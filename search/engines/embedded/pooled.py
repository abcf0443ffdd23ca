"""How are the postings of many terms evaluated as if they were one term's?

A pattern stands for few terms or for a hundred thousand. Their postings are read in batches that
fit the processor's caches, from all over the file at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
import numpy.typing as npt

from search.engines.embedded.arrays.segment import Postings
from search.engines.embedded.kernels import Docs, Keys, Scores, add_up_few, ragged
from search.engines.embedded.view import View

BATCH = 1 << 19

Numbers = npt.NDArray[np.int64]


def pooled(
    view: View, field: str, numbers: list[Numbers], scored: bool, stop: Callable[[], bool]
) -> tuple[Docs, float | Scores]:
    """The documents of any of these terms, given by segment, and their scores as of one term.

    The weights of the terms in a document add up. A field without lengths scores 1. `stop` is asked
    between batches.
    """
    weighed = scored and view.norms(field) is not None
    docs: list[Docs] = []
    weights: list[Scores] = []
    for leaf, wanted in zip(view.leaves, numbers, strict=True):
        if weighed:
            found, summed = _weights(leaf.postings, wanted, leaf.documents.count, stop)
            weights.append(summed)
        else:
            found = np.flatnonzero(_mask(leaf.postings, wanted, leaf.documents.count, stop))
        docs.append(found + leaf.offset)
    joined = np.concatenate([np.zeros(0, np.intp), *docs])
    if not weighed:
        return joined, 1.0
    return joined, view.score(field, joined, np.concatenate([np.zeros(0, np.float32), *weights]), len(joined))


def _weights(
    postings: Postings, numbers: Numbers, count: int, stop: Callable[[], bool]
) -> tuple[Docs, Scores]:
    """The documents of any of these terms, and the sum of the terms' weights in each."""
    total = np.zeros(count)
    for number, places in enumerate(_places(postings, numbers)):
        ids, weights = postings.ids.take(places), postings.pairs.weights_at(places)
        if not number and len(places) < min(BATCH, count // 16):  # the only batch
            return add_up_few([(ids.astype(np.intp), weights)])
        total += np.bincount(ids, weights, count)
        if stop():
            break
    found = np.flatnonzero(total > 0)
    return found, total[found].astype(np.float32)


def _mask(
    postings: Postings, numbers: Numbers, count: int, stop: Callable[[], bool]
) -> npt.NDArray[np.bool_]:
    mask = np.zeros(count, np.bool_)
    for places in _places(postings, numbers):
        mask[postings.ids.take(places)] = True
        if stop():
            break
    return mask


def _places(postings: Postings, numbers: Numbers) -> Iterator[Keys]:
    """Where the postings of these terms are, about `BATCH` at a time."""
    starts = postings.terms.posts.take(numbers)
    counts = postings.terms.posts.take(numbers + 1) - starts
    edges = np.searchsorted(np.cumsum(counts), np.arange(BATCH, int(counts.sum()) + BATCH, BATCH)) + 1
    first = 0
    for last in np.unique(np.minimum(edges, len(numbers))).tolist():
        yield ragged(starts[first:last], counts[first:last])
        first = last
