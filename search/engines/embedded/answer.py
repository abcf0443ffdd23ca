"""How is a request answered from the arrays of an index?

What the query matches is found once. Filters then are masks over all documents, each made once and
kept: a facet is counted under the filters of all fields but its own, so the query never has to run
again.
"""

from __future__ import annotations

import functools
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from search.cursors import article_before, cursor_after
from search.engines.embedded.counting import count, histogram
from search.engines.embedded.evaluate import Evaluation
from search.engines.embedded.found import Found
from search.engines.embedded.kernels import Mask, best
from search.engines.embedded.ordering import IdOrder
from search.engines.embedded.schema import VALUE
from search.engines.embedded.view import View
from search.fields import DATE_FIRST, DATE_LAST
from search.request import TIME_BUDGET, Histogram, SearchRequest

_NEVER = 1 << 40
_EVALUATING = 0.75
"""Part of the time in which documents are found; what is left is for counting and ranking many of them."""


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
    masks = {name: having(view, name, values) for name, values in request.selected.items() if values}
    fixed = _fixed(view, request)
    apart = any(name in masks for name in request.facets)
    if not apart:
        fixed, masks = _all_of([*masks.values(), *([] if fixed is None else [fixed])]), {}
    evaluation = Evaluation(view, time.thread_time() + budget * _EVALUATING, fixed, lazily=apart)
    found = evaluation.run(tree)
    hits = _left(found, masks.values())
    page, cursor = _page(view, request, hits)
    counts = {}
    for name in request.facets:
        others = [mask for other, mask in masks.items() if other != name]
        counts[name] = count(view, name, (_left(found, others) if name in masks else hits).docs)
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
    return functools.reduce(np.logical_and, masks) if masks else None


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
    return _all_of(masks)


def _dated(view: View, start: int, end: int, undated: str) -> Mask:
    first, last = view.numbers(DATE_FIRST), view.numbers(DATE_LAST)
    missing = first == 0
    if undated == "only":
        return np.asarray(missing)
    within = (first <= end) & (last >= start)
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
