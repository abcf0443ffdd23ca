"""How does an answer of the archive become the API's JSON?"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from html import escape
from typing import Any, cast

from search import __version__, article, engines, request, shapes
from search.fields import BY_NAME

DEFAULT_FIELDS = ("headline", "outlet", "date", "locations", "url", "byline")
Facet = list[shapes.Value] | list[shapes.Node]


def search_answer(
    result: request.SearchResult,
    links: shapes.Links,
    did_you_mean: str | None,
    fields: Sequence[str] = DEFAULT_FIELDS,
) -> shapes.Search:
    """The answer to a search, with these fields of each article."""
    asked = result.request
    return {
        "query": {"q": asked.q, "understood_as": result.understood_as, "notes": list(result.notes)},
        "total": result.total,
        "page": asked.page if asked.cursor is None else None,
        "pages": result.pages,
        "per_page": asked.per_page,
        "sort": asked.sort if asked.cursor is None else "id",
        "hits": [hit_answer(hit, fields) for hit in result.hits],
        "facets": {name: facet_answer(name, values) for name, values in result.facets.items()},
        "histogram": _histogram(result.histogram),
        "did_you_mean": did_you_mean,
        "took_ms": round(result.took * 1000, 1),
        "generation": result.generation,
        "partial": result.partial,
        "links": links,
    }


def hit_answer(hit: request.Hit, fields: Sequence[str]) -> shapes.Hit:
    """A hit with these fields of its article."""
    chosen = {name: FIELDS[name](hit.article) for name in fields}
    score = None if hit.score is None else round(hit.score, 4)
    answer = {"id": hit.article.id, "score": score, **chosen, "highlights": _highlights(hit.highlights)}
    return cast(shapes.Hit, answer)


def facet_answer(name: str, values: Sequence[request.FacetValue]) -> Facet:
    """The values of a facet, as a list or, for a tree, nested."""
    if name in BY_NAME and BY_NAME[name].kind == "tree":
        return [_node(value) for value in values]
    return [_value(value) for value in values]


def article_answer(found: article.Article, links: shapes.ArticleLinks) -> shapes.Article:
    """An article, without what was removed from it."""
    written = found.to_json()
    del written["removed"]
    return cast(shapes.Article, {**written, "links": links})


def removed_answer(found: article.Article) -> shapes.Removals:
    """What cleaning removed from an article."""
    written = found.to_json()
    return {"id": found.id, "source": found.source, "removed": written["removed"]}


def status_answer(status: engines.Status) -> shapes.Status:
    """What is being served."""
    return {
        "generation": status.generation,
        "built_at": status.built_at.isoformat(),
        "articles": status.articles,
        "counts": dict(status.counts),
        "engine": status.engine,
        "version": __version__,
    }


def marked(fragment: request.Fragment) -> str:
    """A fragment as HTML in which nothing is markup but `<mark>`."""
    return "".join(f"<mark>{escape(run.text)}</mark>" if run.marked else escape(run.text) for run in fragment)


def _highlights(fields: Mapping[str, Sequence[request.Fragment]]) -> dict[str, str | list[str]]:
    found: dict[str, str | list[str]] = {}
    for name, fragments in fields.items():
        pieces = [marked(fragment) for fragment in fragments]
        if pieces:
            found[name] = pieces[0] if name == "headline" else pieces
    return found


def _value(value: request.FacetValue) -> shapes.Value:
    return {"value": value.path, "count": value.count, "selected": value.selected}


def _node(value: request.FacetValue) -> shapes.Node:
    return {
        "value": value.value,
        "path": value.path,
        "count": value.count,
        "selected": value.selected,
        "children": [_node(child) for child in value.children],
    }


def _histogram(histogram: request.Histogram) -> shapes.Histogram:
    return {
        "interval": "month",
        "buckets": [{"from": str(day), "count": count} for day, count in histogram.months.items()],
        "undated": histogram.undated,
        "imprecise": histogram.imprecise,
    }


def _byline(found: article.Article) -> str | None:
    return ", ".join(found.byline) or None


def _date(found: article.Article) -> str | None:
    return None if found.date is None else str(found.date)


FIELDS: Mapping[str, Callable[[article.Article], Any]] = {
    "headline": lambda found: found.headline,
    "outlet": lambda found: found.outlet,
    "date": _date,
    "locations": lambda found: list(found.locations),
    "url": lambda found: found.url,
    "byline": _byline,
    "standfirst": lambda found: found.standfirst,
    "kicker": lambda found: found.kicker,
    "body": lambda found: found.body,
    "captions": lambda found: list(found.captions),
    "agency": lambda found: list(found.agency),
    "dateline": lambda found: found.dateline,
    "source": lambda found: found.source,
    "provenance": lambda found: dict(found.provenance),
}
