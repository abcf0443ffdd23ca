"""What has been found so far, and how do findings combine?

Scores are put off: which documents match is known first, filters leave some of those, and only
theirs are computed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from search.engines.embedded import kernels
from search.engines.embedded.bitmap import Bitmap, any_of
from search.engines.embedded.kernels import Docs, Mask, Numbers, Scores, where
from search.engines.embedded.view import TermPostings, View

FREQUENT = 32
"""A term that is in one document of so many has a bitmap, once it is looked up."""

Score = float | Scores | Callable[[Docs | None], Scores]


class Found:
    """Documents that match, ascending, and their scores.

    `docs` is None for every document. `score` is one number for all, an array, or a function that
    makes the scores of some of them, by index, or of all. `wanted` says that all are known to be
    left by the mask that the search is narrowed to.
    """

    def __init__(self, docs: Numbers | None, score: Score = 0.0, wanted: bool = False) -> None:
        self._docs = docs
        self.score = score
        self.wanted = wanted

    @property
    def docs(self) -> Numbers | None:
        """The documents; None for every one."""
        return self._docs

    @property
    def every(self) -> bool:
        """Whether it is every document."""
        return self._docs is None

    @property
    def size(self) -> int:
        """How many documents those are, unless it is every one."""
        return 0 if self._docs is None else len(self._docs)

    def scores(self, at: Docs | None = None, count: int = 0) -> Scores:
        """The scores of the documents at these indices, or of all; `count` is how many those are."""
        if callable(self.score):
            return self.score(at)
        if isinstance(self.score, float):
            size = len(at) if at is not None else count if self.docs is None else len(self.docs)
            return np.full(size, self.score, np.float32)
        return self.score if at is None else self.score.take(at)

    def scores_of(self, docs: Numbers | None, at: Docs | None, count: int) -> Scores:
        """The scores of these documents, all of which were found; of every document if `docs` is None.

        `at` are their indices if those are known; `count` is how many documents there are in all.
        """
        if docs is None:
            return self.scores(count=count)
        if isinstance(self.score, float):
            return np.full(len(docs), self.score, np.float32)
        return self.scores(self.locate(docs, count) if at is None else at, count)

    def bitmap(self, count: int) -> Bitmap | None:
        """The documents as a set, if that is how they are kept."""
        return None

    def look_up(self, docs: Numbers, count: int) -> tuple[Docs, Docs | None]:
        """Which of `docs` are among the documents, by index, and where there, if that is known already."""
        assert self.docs is not None
        return kernels.common(docs, self.docs, count)

    def locate(self, docs: Numbers, count: int) -> Docs | None:
        """Where these documents are, all of which were found; None if no others were."""
        if self.docs is None:
            return docs.astype(np.intp, copy=False)
        return kernels.locate(docs, self.docs, count)

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
        return self.kept(where(mask if self.docs is None else mask.take(self.docs)), wanted=True)

    def rescored(self, change: Callable[[Scores], Scores], count: int) -> Found:
        """The same with other scores; `count` is how many documents there are in all."""
        return Found(self.docs, lambda at: change(self.scores(at, count)), self.wanted)


class FoundTerm(Found):
    """The documents of a term. A frequent one is looked up without reading which those are."""

    def __init__(self, view: View, term: TermPostings, boost: float) -> None:
        super().__init__(None, self._score)
        self._view = view
        self._term = term
        self._boost = boost

    @property
    def docs(self) -> Numbers:
        """The documents, deleted ones included."""
        if self._docs is None:
            self._docs = self._view.documents(self._term)
        return self._docs

    @property
    def every(self) -> bool:
        """It never is every document, or only by chance."""
        return False

    @property
    def size(self) -> int:
        """How many they are."""
        return self._term.frequency

    def scores_of(self, docs: Numbers | None, at: Docs | None, count: int) -> Scores:
        """As of any `Found`."""
        if docs is None:
            return self._score(None)
        return self._scored(docs, self.locate(docs, count) if at is None else at)

    def bitmap(self, count: int) -> Bitmap | None:
        """The documents as a set, if they are many."""
        return self._view.bitmap(self._term) if self.size * FREQUENT >= count else None

    def look_up(self, docs: Numbers, count: int) -> tuple[Docs, Docs | None]:
        """As of any `Found`."""
        bitmap = self.bitmap(count)
        return (where(bitmap.has(docs)), None) if bitmap else super().look_up(docs, count)

    def locate(self, docs: Numbers, count: int) -> Docs | None:
        """As of any `Found`."""
        bitmap = self.bitmap(count) if self._docs is None else None
        return bitmap.places(docs) if bitmap else super().locate(docs, count)

    def _score(self, at: Docs | None) -> Scores:
        return self._scored(self.docs if at is None else self.docs.take(at), at)

    def _scored(self, docs: Numbers, at: Docs | None) -> Scores:
        view, term = self._view, self._term
        scores = view.score(term.field, docs, view.weights(term, at), term.frequency)
        return scores if self._boost == 1.0 else scores * np.float32(self._boost)


NOTHING = Found(np.zeros(0, np.intp), wanted=True)


def common(parts: Sequence[Found], mask: Mask | None, count: int) -> tuple[Numbers, list[Docs | None]]:
    """The documents that all parts have found, none of them every one, and that a mask leaves.

    And where they are among those of each part, or None where that has still to be found out. The
    shortest list is looked up in the others, until none is left.
    """
    sizes = [part.size for part in parts]
    shortest, *others = sorted(range(len(parts)), key=sizes.__getitem__)
    docs, left = parts[shortest].docs, None
    assert docs is not None
    if mask is not None and not parts[shortest].wanted:
        left = where(mask.take(docs))
        docs = docs.take(left).astype(np.intp, copy=False)
    places: list[Docs | None] = [None] * len(parts)
    for which in others:
        if not len(docs):
            break
        kept, found = parts[which].look_up(docs, count)
        docs, left = docs.take(kept), kept if left is None else left.take(kept)
        places = [None if at is None else at.take(kept) for at in places]
        places[which] = found
    places[shortest] = left
    return docs, places


def intersection(parts: Sequence[Found], mask: Mask | None, count: int) -> Found:
    """What all parts have found and a mask leaves, with the sum of their scores."""
    whole = [part for part in parts if part.every]
    limited = [part for part in parts if not part.every] if whole else parts
    if not limited:
        return summed(None, whole, [None] * len(whole), count)
    docs, places = common(limited, mask, count)
    if not len(docs):
        return NOTHING
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
        total = np.zeros(count if chosen is None else len(chosen), np.float32)
        for part, known in varying:
            total += part.scores_of(chosen, known if known is None or at is None else known.take(at), count)
        if flat:
            total += np.float32(flat)
        return total

    return Found(docs, score)


def union(
    parts: Sequence[Found], mask: Mask | None, count: int, stop: Callable[[], bool], *, lazily: bool
) -> Found:
    """What any part has found and a mask leaves, with the sum of the scores that are above zero.

    With `lazily`, few of the documents are expected to be scored. `stop` is asked between parts.
    """
    if any(part.every for part in parts):
        total = np.zeros(count, np.float32)
        for part in parts:
            total[slice(None) if part.docs is None else part.docs] += part.scores(count=count)
        return Found(None, total)
    parts = [part for part in parts if part.size]
    if len(parts) < 2:
        return parts[0].within(mask) if parts else NOTHING
    if lazily:
        return _union_lazily(parts, mask, count, stop)
    sums = kernels.Sums(count)
    for part in parts:
        part = part.within(mask)
        if part.docs is not None:
            sums.add(part.docs, part.scores())
        if stop():
            break
    return Found(*sums.get(), mask is not None)


def _union_lazily(parts: Sequence[Found], mask: Mask | None, count: int, stop: Callable[[], bool]) -> Found:
    """The same, if few of the documents are scored."""
    bitmaps: list[tuple[Found, Bitmap]] = []
    lists: list[tuple[Found, Numbers]] = []
    for part in parts:
        if bitmap := part.bitmap(count):
            bitmaps.append((part, bitmap))
        elif part.docs is not None:
            lists.append((part, part.docs))
        if stop():
            break
    listed = kernels.union([docs for _, docs in lists], count)
    if bitmaps:
        marked = any_of([bitmap for _, bitmap in bitmaps], count)
        marked[listed] = True
        joined = where(marked if mask is None else marked & mask)
    else:
        joined = listed if mask is None else listed.take(where(mask.take(listed)))

    def score(at: Docs | None) -> Scores:
        chosen = joined if at is None else joined.take(at)
        total = np.zeros(len(chosen), np.float32)
        for part, bitmap in bitmaps:
            some = where(bitmap.has(chosen))
            total[some] += part.scores_of(chosen.take(some), None, count)
        marked = kernels.marks(chosen, count)
        for part, docs in lists:
            some = where(marked.take(docs))
            total[chosen.searchsorted(docs.take(some))] += part.scores(some)
        return total

    return Found(joined, score, mask is not None)
