"""How is a request answered from the arrays of an index?

What the query matches is found once. Filters then are masks over all documents, each made once and
kept: a facet is counted under the filters of all fields but its own, so the query never has to run
again.
"""

from __future__ import annotations

import functools
import operator
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from search.cursors import article_before, cursor_after
from search.dates import PartialDate
from search.engines.embedded.counting import count, histogram
from search.engines.embedded.evaluate import Evaluation
from search.engines.embedded.found import Found
from search.engines.embedded.kernels import Mask, best
from search.engines.embedded.ordering import IdOrder
from search.engines.embedded.view import View
from search.fields import DATE_FIRST, DATE_LAST, VALUE
from search.request import TIME_BUDGET, Histogram, SearchRequest, Undated

_NEVER = 1 << 40
_EVALUATING = 0.75
"""Part of the time in which documents are found; what is left is for counting and ranking many of them."""


class Answer(NamedTuple):
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
    masks = {name: having(view, name, values) for name, values in request.selected.items() if values}
    fixed = _fixed(view, request)
    if masks.keys().isdisjoint(request.facets):
        fixed, masks = [*fixed, *masks.values()], {}
    evaluation = Evaluation(view, budget * _EVALUATING, _all_of(fixed), lazily=bool(masks))
    found = evaluation.run(tree)
    if not (found.every or found.size):
        masks = {}  # there is nothing to narrow
    hits = _left(found, masks.values())
    page, cursor = _page(view, request, hits)
    counts = {}
    for name in request.facets:
        if name in masks:
            others = [mask for other, mask in masks.items() if other != name]
            counts[name] = count(view, name, _left(found, others).docs)
        else:
            counts[name] = count(view, name, hits.docs)
    return Answer(
        total=view.count if hits.docs is None else len(hits.docs),
        page=page,
        counts=counts,
        histogram=histogram(view, hits.docs) if request.histogram else Histogram(),
        partial=evaluation.partial,
        next_cursor=cursor,
        fallbacks=tuple(evaluation.fallbacks),
    )


def _left(found: Found, masks: Iterable[Mask]) -> Found:
    """What all masks leave."""
    for mask in masks:
        found = Found(found.docs, found.score).within(mask)
    return found


def _all_of(masks: Sequence[Mask]) -> Mask | None:
    return functools.reduce(operator.and_, masks) if masks else None


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


def _fixed(view: View, request: SearchRequest) -> list[Mask]:
    """What dates and exclusions leave, where there are any."""
    masks = [~having(view, field, values) for field, values in request.excluded.items()]
    period = request.date_from, request.date_to, request.undated
    if period != (None, None, "include"):
        masks.append(view.cached(("dates", period), lambda: _dated(view, *period)))
    return masks


def _dated(view: View, start: PartialDate | None, end: PartialDate | None, undated: Undated) -> Mask:
    first, last = view.numbers(DATE_FIRST), view.numbers(DATE_LAST)
    missing = first == 0
    if undated == "only":
        return np.asarray(missing)
    within = np.ones(view.count, np.bool_)
    if start:
        within &= last >= start.first.toordinal()
    if end:
        within &= first <= end.last.toordinal()
    return np.asarray(within | missing if undated == "include" else within & ~missing)


def _page(
    view: View, request: SearchRequest, hits: Found
) -> tuple[list[tuple[int, float | None]], str | None]:
    """The documents of the page that was asked for, with scores, and the cursor after it."""
    if request.cursor is not None:
        return _after(view, request, hits)
    start, end = (request.page - 1) * request.per_page, request.page * request.per_page
    if start >= (view.count if hits.docs is None else len(hits.docs)):
        return [], None
    if request.sort != "relevance":
        docs = np.arange(view.count) if hits.docs is None else hits.docs
        days = view.numbers(DATE_FIRST)[docs].astype(np.int64)
        keys = days if request.sort == "newest" else np.where(days == 0, -_NEVER, -days)
        return [(int(docs[at]), None) for at in best(keys, end)[start:].tolist()], None
    if isinstance(hits.score, float):
        docs = np.arange(min(end, view.count)) if hits.docs is None else hits.docs
        return [(doc, hits.score) for doc in docs[start:end].tolist()], None
    scores = hits.scores(count=view.count)
    top = best(scores, end)[start:]
    docs = top if hits.docs is None else hits.docs[top]
    return list(zip(docs.tolist(), scores[top].tolist(), strict=True)), None


def _after(
    view: View, request: SearchRequest, hits: Found
) -> tuple[list[tuple[int, float | None]], str | None]:
    order = view.kept("ids", lambda: IdOrder(view))
    docs = np.arange(view.count) if hits.docs is None else hits.docs
    ranks = order.ranks[docs]
    left = ranks[ranks >= order.after(article_before(request.cursor or ""))]
    shown = order.documents[np.sort(left[best(-left, request.per_page)])].tolist()
    cursor = cursor_after(order.name(shown[-1])) if len(left) > len(shown) else None
    return [(document, None) for document in shown], cursor
