"""Which searches are one step away from this one?

Every link of the search page that adds or takes away a filter is a request made here from the
request it stands beside. Each starts at the first page again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from search.dates import PartialDate
from search.fields import BY_NAME, SEPARATOR
from search.request import SearchRequest

Chosen = Mapping[str, tuple[str, ...]]


def select(request: SearchRequest, field: str, value: str) -> SearchRequest:
    """Also articles with this value.

    In a tree a choice takes the place of what is chosen above and below it: Idlib beside all of
    Syria would narrow nothing.
    """
    kept = tuple(other for other in request.selected.get(field, ()) if not _related(field, other, value))
    selected = _with(request.selected, field, (*kept, value))
    return _restart(replace(request, selected=selected, excluded=_less(request.excluded, field, value)))


def unselect(request: SearchRequest, field: str, value: str) -> SearchRequest:
    """No longer only articles with this value."""
    return _restart(replace(request, selected=_less(request.selected, field, value)))


def exclude(request: SearchRequest, field: str, value: str) -> SearchRequest:
    """No article with this value."""
    excluded = _with(request.excluded, field, (*request.excluded.get(field, ()), value))
    return _restart(replace(request, selected=_less(request.selected, field, value), excluded=excluded))


def readmit(request: SearchRequest, field: str, value: str) -> SearchRequest:
    """Articles with this value are no longer kept out."""
    return _restart(replace(request, excluded=_less(request.excluded, field, value)))


def between(request: SearchRequest, start: PartialDate | None, end: PartialDate | None) -> SearchRequest:
    """Only articles from `start` to `end`."""
    return _restart(replace(request, date_from=start, date_to=end))


def clear(request: SearchRequest) -> SearchRequest:
    """The same query, in the same order, without a filter."""
    return SearchRequest(q=request.q, sort=request.sort, per_page=request.per_page, facets=request.facets)


def counting(request: SearchRequest, field: str) -> SearchRequest:
    """The same search for the sake of all values of one facet alone."""
    bare = replace(request, per_page=1, histogram=False, highlight=False)
    return _restart(replace(bare, facets=(field,), facet_limit=None))


def _restart(request: SearchRequest) -> SearchRequest:
    return replace(request, page=1, cursor=None)


def _related(field: str, one: str, other: str) -> bool:
    if one == other:
        return True
    if field not in BY_NAME or BY_NAME[field].kind != "tree":
        return False
    return one.startswith(other + SEPARATOR) or other.startswith(one + SEPARATOR)


def _with(chosen: Chosen, field: str, values: tuple[str, ...]) -> Chosen:
    rest = {name: others for name, others in chosen.items() if name != field}
    unique = tuple(dict.fromkeys(values))
    return {**rest, field: unique} if unique else rest


def _less(chosen: Chosen, field: str, value: str) -> Chosen:
    return _with(chosen, field, tuple(other for other in chosen.get(field, ()) if other != value))
