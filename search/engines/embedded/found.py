"""What has been found so far, and how do findings combine?

Scores are put off: which documents match is known first, filters leave some of those, and only
theirs are computed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from search.engines.embedded import kernels
from search.engines.embedded.kernels import Docs, Mask, Numbers, Scores

Score = float | Scores | Callable[[Docs | None], Scores]


@dataclass(frozen=True, slots=True)
class Found:
    """Documents that match, ascending, and their scores.

    `docs` is None for every document. `score` is one number for all, an array, or a function that
    makes the scores of some of them, by index, or of all. `wanted` says that all are known to be
    left by the mask that the search is narrowed to.
    """

    docs: Numbers | None
    score: Score = 0.0
    wanted: bool = False

    def scores(self, at: Docs | None = None, count: int = 0) -> Scores:
        """The scores of the documents at these indices, or of all; `count` is how many those are."""
        if callable(self.score):
            return self.score(at)
        if isinstance(self.score, float):
            size = len(at) if at is not None else len(self.docs) if self.docs is not None else count
            return np.full(size, self.score, np.float32)
        return self.score if at is None else self.score.take(at)

    def kept(self, at: Docs, *, wanted: bool | None = None) -> Found:
        """Those at these ascending indices."""
        docs = at if self.docs is None else self.docs.take(at)
        wanted = self.wanted if wanted is None else wanted
        if isinstance(self.score, float):
            return Found(docs, self.score, wanted)
        return Found(docs, lambda some: self.scores(at if some is None else at.take(some)), wanted)

    def within(self, mask: Mask | None) -> Found:
        """Those that the mask leaves to which the search is narrowed; None leaves all."""
        if mask is None or self.wanted:
            return self
        at = np.flatnonzero(mask if self.docs is None else mask.take(self.docs))
        return self.kept(at, wanted=True)

    def rescored(self, change: Callable[[Scores], Scores], count: int) -> Found:
        """The same with other scores; `count` is how many documents there are in all."""
        return Found(self.docs, lambda at: change(self.scores(at, count)), self.wanted)


NOTHING = Found(np.zeros(0, np.intp), wanted=True)


def common(lists: Sequence[Numbers], mask: Mask | None, count: int) -> tuple[Numbers, list[Docs | None]]:
    """The documents that are in all lists and left by a mask.

    And where they are in each list, or None where that has still to be found out. The shortest list
    is looked up in the others.
    """
    order = sorted(range(len(lists)), key=lambda which: len(lists[which]))
    docs = lists[order[0]]
    places: list[Docs | None] = [None] * len(lists)
    if mask is not None:
        kept = np.flatnonzero(mask.take(docs))
        docs, places[order[0]] = docs.take(kept), kept
    for which in order[1:]:
        kept, found = kernels.common(docs, lists[which], count)
        docs = docs.take(kept)
        places = [None if at is None else at.take(kept) for at in places]
        places[which] = found
    return docs, places


def intersection(parts: Sequence[Found], mask: Mask | None, count: int) -> Found:
    """What all parts have found and a mask leaves, with the sum of their scores."""
    limited = [part for part in parts if part.docs is not None]
    whole = [part for part in parts if part.docs is None]
    if not limited:
        return summed(None, whole, [None] * len(whole), count)
    docs, places = common([part.docs for part in limited if part.docs is not None], mask, count)
    found = summed(docs, [*limited, *whole], [*places, *[None] * len(whole)], count)
    return Found(found.docs, found.score, wanted=True)


def summed(docs: Numbers | None, parts: Sequence[Found], places: Sequence[Docs | None], count: int) -> Found:
    """These documents, which all parts have found, with the sum of their scores.

    `places` says where they are in each part, None where that is not known.
    """
    flat = sum((part.score for part in parts if isinstance(part.score, float)), 0.0)
    varying = [pair for pair in zip(parts, places, strict=True) if not isinstance(pair[0].score, float)]
    if not varying:
        return Found(docs, flat)

    def score(at: Docs | None) -> Scores:
        chosen = at if docs is None else docs if at is None else docs.take(at)
        total = np.full(count if chosen is None else len(chosen), flat, np.float32)
        for part, known in varying:
            if known is None:
                known = indices(chosen, part, count)
            elif at is not None:
                known = known.take(at)
            total += part.scores(known, count)
        return total

    return Found(docs, score)


def indices(docs: Numbers | None, part: Found, count: int) -> Docs | None:
    """Where documents are that a part has found, all of them; None if it found no others."""
    if docs is None:
        return None
    if part.docs is None:
        return docs.astype(np.intp, copy=False)
    return kernels.locate(docs, part.docs, count)


def union(parts: Sequence[Found], mask: Mask | None, count: int, *, lazily: bool) -> Found:
    """What any part has found and a mask leaves, with the sum of the scores that are above zero.

    With `lazily`, few of the documents are expected to be scored.
    """
    if any(part.docs is None for part in parts):
        total = np.zeros(count, np.float32)
        for part in parts:
            total[slice(None) if part.docs is None else part.docs] += part.scores(count=count)
        return Found(None, total)
    within = [part.within(mask) for part in parts]
    lists = [(part, part.docs) for part in within if part.docs is not None and len(part.docs)]
    if len(lists) < 2:
        return lists[0][0] if lists else NOTHING
    if not lazily:
        return Found(
            *kernels.add_up([(docs, part.scores()) for part, docs in lists], count), mask is not None
        )
    joined = kernels.union([docs for _, docs in lists], count)

    def score(at: Docs | None) -> Scores:
        chosen = joined if at is None else joined.take(at)
        marked = np.zeros(count, np.bool_)
        marked[chosen] = True
        total = np.zeros(len(chosen), np.float32)
        for part, docs in lists:
            some = np.flatnonzero(marked.take(docs))
            total[np.searchsorted(chosen, docs.take(some))] += part.scores(some)
        return total

    return Found(joined, score, mask is not None)
