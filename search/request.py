"""What may be asked of an archive, and what does it answer?

`SearchRequest` and `SearchResult` are the two ends of `Archive.search`; `Matches` is what an engine
returns, before highlighting.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from search.article import Article
from search.dates import PartialDate

Sort = Literal["relevance", "newest", "oldest"]
Undated = Literal["include", "exclude", "only"]

MAX_QUERY = 500
MAX_PER_PAGE = 100
MAX_DEPTH = 10_000
TIME_BUDGET = 0.25
"""Seconds of processor time after which a search is cut off, unless an archive is opened with another."""


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """A search: query text and everything that narrows, orders and cuts the hits.

    `selected` and `excluded` map a facet's field to values; several values of a field mean any of
    them, several fields all of them. Dates are inclusive and a partial date is the whole of its
    year or month. `cursor` (an answer's `next_cursor`, or "" to start) walks every hit once in the
    order of ids, instead of `page`. `facets` names the facets to count and `facet_limit` how many
    values of a level are listed (None: all). `match` is `all` words (the default) or `any` of them.
    """

    q: str = ""
    selected: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    excluded: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    date_from: PartialDate | None = None
    date_to: PartialDate | None = None
    undated: Undated = "include"
    sort: Sort = "relevance"
    page: int = 1
    per_page: int = 10
    cursor: str | None = None
    facets: tuple[str, ...] = ("outlet", "location")
    facet_limit: int | None = 50
    histogram: bool = True
    highlight: bool = True
    match: Literal["all", "any"] = "all"


class FacetValue(NamedTuple):
    """A value of a facet, how many hits have it, and, in a tree, the values below it.

    `path` is what a request selects (`Syria/Idlib`), `value` its last level for people (`Idlib`). A
    page can have thousands of them; a named tuple is made in a third of the time of a dataclass.
    """

    value: str
    path: str
    count: int  # type: ignore[assignment]  # tuples have a method of this name
    selected: bool = False
    children: tuple[FacetValue, ...] = ()


@dataclass(frozen=True, slots=True)
class Histogram:
    """Hits by month, named by its first day, in order; months without any are left out. A hit whose month
    is not known is in `imprecise` or, without any date, `undated`."""

    months: Mapping[datetime.date, int] = field(default_factory=dict)
    undated: int = 0
    imprecise: int = 0


@dataclass(frozen=True, slots=True)
class Match:
    """An article that matches, as the engine stored it; `score` is None where nothing was ranked."""

    article: Article
    score: float | None


@dataclass(frozen=True, slots=True)
class Matches:
    """What an engine answers. `partial`: cut off by the time budget; counts are then lower bounds."""

    total: int
    matches: tuple[Match, ...]
    generation: str
    facets: Mapping[str, tuple[FacetValue, ...]] = field(default_factory=dict)
    histogram: Histogram = field(default_factory=Histogram)
    partial: bool = False
    next_cursor: str | None = None


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of highlighted text: `marked` if it matches the query."""

    text: str
    marked: bool


Fragment = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """A match with the fragments, field by field, that show why it matched."""

    article: Article
    score: float | None
    highlights: Mapping[str, tuple[Fragment, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SearchResult:
    """The answer to a request. `took` is in seconds."""

    request: SearchRequest
    total: int
    hits: tuple[Hit, ...]
    facets: Mapping[str, tuple[FacetValue, ...]]
    histogram: Histogram
    understood_as: str
    notes: tuple[str, ...]
    generation: str
    took: float
    partial: bool = False
    next_cursor: str | None = None

    @property
    def pages(self) -> int:
        """How many pages a person can turn to; depth is bounded, and a page that goes beyond it is refused:
        see `MAX_DEPTH`."""
        per_page = self.request.per_page
        return min(-(-self.total // per_page), MAX_DEPTH // per_page)
