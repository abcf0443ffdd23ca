"""Which shapes do the API's answers have?

Typed dictionaries: `present` fills them, and the API's own document is made from them.
"""

from __future__ import annotations

from typing import Literal, NotRequired, TypedDict

from search.article import Place, Removed


class Query(TypedDict):
    """The query as it was given, as it was understood, and notes on what was reinterpreted."""

    q: str
    understood_as: str
    notes: list[str]


class Value(TypedDict):
    """A value of a facet and the number of hits that have it."""

    value: str
    count: int
    selected: bool


class Node(TypedDict):
    """A value of a tree. `path` is what a request selects; `children` are the values below it."""

    value: str
    path: str
    count: int
    selected: bool
    children: list[Node]


Bucket = TypedDict("Bucket", {"from": str, "count": int})
Bucket.__doc__ = "A month by its first day, and the number of hits dated in it."


class Histogram(TypedDict):
    """Hits by month; `imprecise` ones are dated by the year alone, `undated` ones not at all."""

    interval: Literal["month"]
    buckets: list[Bucket]
    undated: int
    imprecise: int


class Links(TypedDict):
    """This answer and the ones before and after it."""

    self: str
    next: str | None
    prev: str | None


class Hit(TypedDict):
    """An article that matches.

    `score` is null where nothing was ranked. `byline` is the names with commas between them.
    `highlights` are HTML, escaped apart from `<mark>`: the headline whole, of other fields the
    fragments that match. Without the parameter `fields` a hit has headline, outlet, date,
    locations, url and byline.
    """

    id: str
    score: float | None
    headline: NotRequired[str]
    outlet: NotRequired[str | None]
    date: NotRequired[str | None]
    locations: NotRequired[list[str]]
    url: NotRequired[str | None]
    byline: NotRequired[str | None]
    standfirst: NotRequired[str]
    kicker: NotRequired[str]
    body: NotRequired[str]
    captions: NotRequired[list[str]]
    agency: NotRequired[list[str]]
    dateline: NotRequired[str | None]
    source: NotRequired[str]
    provenance: NotRequired[dict[str, str]]
    highlights: dict[str, str | list[str]]


class Search(TypedDict):
    """The answer to a search. When walking by cursor, `page` is null and `sort` is `id`, whatever was asked.
    `partial` says that the time budget was spent and counts are lower bounds. `did_you_mean` is a query
    that is spelled nearly like one that finds nothing, and finds something.
    """

    query: Query
    total: int
    page: int | None
    pages: int
    per_page: int
    sort: str
    hits: list[Hit]
    facets: dict[str, list[Value] | list[Node]]
    histogram: Histogram
    did_you_mean: str | None
    took_ms: float
    generation: str
    partial: bool
    links: Links


class FacetPage(TypedDict):
    """The values of one facet under a search; `total`, `page` and `pages` count values."""

    field: str
    total: int
    page: int
    pages: int
    per_page: int
    values: list[Value] | list[Node]
    generation: str
    links: Links


class ArticleLinks(TypedDict):
    """Where else this article is: the page for people, what cleaning removed, and articles like it."""

    self: str
    page: str
    removed: str
    similar: str


class Article(TypedDict):
    """An article. `provenance` says for each field where its value came from."""

    id: str
    source: str
    headline: str
    standfirst: str
    kicker: str
    body: str
    captions: list[str]
    outlet: str | None
    agency: list[str]
    byline: list[str]
    date: str | None
    dateline: str | None
    url: str | None
    locations: list[str]
    places: list[Place]
    provenance: dict[str, str]
    aliases: dict[str, list[str]]
    links: ArticleLinks


class Similar(TypedDict):
    """The articles most like one, the likest first."""

    id: str
    hits: list[Hit]


class Suggestion(TypedDict):
    """A way to go on. `kind` is `word` or a facet, of which `value` is then the value to select."""

    text: str
    kind: str
    value: str | None


class Suggestions(TypedDict):
    """Ways in which what was typed can go on."""

    q: str
    suggestions: list[Suggestion]


class Removals(TypedDict):
    """What cleaning removed from an article; offsets are characters of the source's text."""

    id: str
    source: str
    removed: list[Removed]


class Status(TypedDict):
    """What is being served."""

    generation: str
    built_at: str
    articles: int
    counts: dict[str, int]
    engine: str
    version: str


class Problem(TypedDict):
    """What is wrong with a request, and what to do about it (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str
    instance: str
    parameter: NotRequired[str]
    remedy: NotRequired[str]
