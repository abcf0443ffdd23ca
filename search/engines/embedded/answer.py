"""How is a request answered from the arrays of an index?

What the query matches is found once. Filters then are masks over all documents, each made once and
kept: a facet is counted under the filters of all fields but its own, so the query never has to run
again.
"""

from __future__ import annotations

import functools
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from search.engines.embedded.counting import count, histogram
from search.engines.embedded.evaluate import Evaluation, Found
from search.engines.embedded.kernels import Docs, Mask, best
from search.engines.embedded.ordering import IdOrder
from search.engines.embedded.schema import VALUE
from search.engines.embedded.view import View
from search.fields import DATE_FIRST, DATE_LAST
from search.request import TIME_BUDGET, Histogram, SearchRequest

_NEVER = 1 << 40


@dataclass(frozen=True)
class Answer:
    """What an engine finds: documents of the page with scores, counts by value, and the rest."""

    total: int
    page: list[tuple[int, float | None]]
    counts: Mapping[str, Mapping[str, int]]
    histogram: Histogram
    partial: bool
    next_cursor: str | None = None
    fallbacks: tuple[str, ...] = ()


def answer(view: View, request: SearchRequest, tree: Any, budget: float = TIME_BUDGET) -> Answer:
    """The answer to a request whose query is this tree."""
    evaluation = Evaluation(view, time.thread_time() + budget, _fixed(view, request))
    matching = _Matching(view, evaluation.run(tree), request)
    page, cursor = _page(view, request, matching.hits)
    return Answer(
        total=matching.hits.size,
        page=page,
        counts={name: count(view, name, matching.without(name).docs) for name in request.facets},
        histogram=histogram(view, matching.hits.docs) if request.histogram else Histogram(),
        partial=evaluation.partial,
        next_cursor=cursor,
        fallbacks=tuple(evaluation.fallbacks),
    )


@dataclass(frozen=True)
class _Hits:
    """Some of what was found: `at` are indices into `found`, None for all of it."""

    view: View
    found: Found
    at: Docs | None = None

    @property
    def docs(self) -> Docs | None:
        if self.found.docs is None or self.at is None:
            return self.found.docs if self.at is None else self.at
        return self.found.docs[self.at]

    @property
    def size(self) -> int:
        if self.at is not None:
            return len(self.at)
        return self.view.count if self.found.docs is None else len(self.found.docs)

    def keep(self, mask: Mask) -> _Hits:
        """Those whose document has the mask set."""
        if self.docs is None:
            return _Hits(self.view, self.found, np.flatnonzero(mask))
        kept = np.flatnonzero(mask[self.docs])
        return _Hits(self.view, self.found, kept if self.at is None else self.at[kept])


class _Matching:
    """What matches the query and the dates; `hits` is what matches the selected values as well."""

    def __init__(self, view: View, found: Found, request: SearchRequest) -> None:
        self._all = _Hits(view, found)
        chosen = request.selected.items()
        self._masks = {name: having(view, name, values) for name, values in chosen if values}
        self.hits = self._filtered(self._masks)

    def without(self, name: str) -> _Hits:
        """What matches with the selections of all fields but this one."""
        if name not in self._masks:
            return self.hits
        return self._filtered(other for other in self._masks if other != name)

    def _filtered(self, names: Iterable[str]) -> _Hits:
        hits = self._all
        for name in names:
            hits = hits.keep(self._masks[name])
        return hits


def having(view: View, field: str, values: Iterable[str]) -> Mask:
    """Which documents have one of these values."""
    key = tuple(sorted(values))
    return view.cached(("having", field, key), lambda: _having(view, field, key))


def _having(view: View, field: str, values: Iterable[str]) -> Mask:
    mask = np.zeros(view.count, np.bool_)
    for value in values:
        term = view.term(field + VALUE, value.encode())
        if term:
            mask[view.documents(term)] = True
    return mask


def _fixed(view: View, request: SearchRequest) -> Mask | None:
    """What dates and exclusions leave; None if that is everything."""
    masks = [~having(view, field, values) for field, values in request.excluded.items()]
    start = request.date_from.first.toordinal() if request.date_from else 0
    end = request.date_to.last.toordinal() if request.date_to else _NEVER
    if start or end < _NEVER or request.undated != "include":
        key = ("dates", start, end, request.undated)
        masks.append(view.cached(key, lambda: _dated(view, start, end, request.undated)))
    return functools.reduce(np.logical_and, masks) if masks else None


def _dated(view: View, start: int, end: int, undated: str) -> Mask:
    first, last = view.numbers(DATE_FIRST), view.numbers(DATE_LAST)
    missing = first == 0
    if undated == "only":
        return np.asarray(missing)
    within = (first <= end) & (last >= start)
    return np.asarray(within | missing if undated == "include" else within & ~missing)


def _page(
    view: View, request: SearchRequest, hits: _Hits
) -> tuple[list[tuple[int, float | None]], str | None]:
    """The documents of the page that was asked for, with scores, and the cursor after it."""
    if request.cursor is not None:
        return _after(view, request, hits)
    start, end = (request.page - 1) * request.per_page, request.page * request.per_page
    if start >= hits.size:
        return [], None
    if request.sort != "relevance":
        docs = np.arange(view.count) if hits.docs is None else hits.docs
        days = view.numbers(DATE_FIRST)[docs].astype(np.int64)
        keys = days if request.sort == "newest" else np.where(days == 0, -_NEVER, -days)
        return [(int(docs[at]), None) for at in best(keys, end)[start:].tolist()], None
    if isinstance(hits.found.score, float):
        docs = np.arange(min(end, view.count)) if hits.docs is None else hits.docs
        return [(doc, hits.found.score) for doc in docs[start:end].tolist()], None
    scores = hits.found.scores(hits.at, view.count)
    top = best(scores, end)[start:]
    docs = top if hits.docs is None else hits.docs[top]
    return list(zip(docs.tolist(), scores[top].tolist(), strict=True)), None


def _after(
    view: View, request: SearchRequest, hits: _Hits
) -> tuple[list[tuple[int, float | None]], str | None]:
    order = view.cached("ids", lambda: IdOrder(view), keep=True)
    docs = np.arange(view.count) if hits.docs is None else hits.docs
    ranks = order.ranks[docs]
    left = ranks[ranks >= order.after(request.cursor or "")]
    shown = order.documents[np.sort(left[best(-left, request.per_page)])].tolist()
    cursor = order.name(shown[-1]) if len(left) > len(shown) else None
    return [(document, None) for document in shown], cursor
