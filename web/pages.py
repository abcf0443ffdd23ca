"""Which pages are there for people, and what is on each?"""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint, Response, make_response, render_template, request
from werkzeug.exceptions import NotFound

from search import params
from search.fields import FACETS
from search.request import SearchRequest, SearchResult
from web import narrow
from web.caching import Answer, conditional
from web.export import FORMATS
from web.filters import all_choices, chips, facet_lists
from web.home import contents
from web.rescue import ways_out
from web.similar import similar
from web.site import site
from web.text import label_of, page_numbers, paragraphs
from web.timeline import timeline
from web.urls import api_url, export_url, safe_url, search_url

blueprint = Blueprint("pages", __name__)
SIMILAR = 4
VALUES_A_PAGE = 200
_ALL_FACETS = tuple(field.name for field in FACETS)


@blueprint.get("/")
def search() -> Response:
    """The hits of a search or, where nothing is asked, what the archive holds."""
    reading = params.read(request.args)
    asked = _as_shown(reading.request)
    problems = reading.problems
    if asked == SearchRequest():
        return conditional(lambda: _home(problems))
    return conditional(lambda: _results(asked, problems))


@blueprint.get("/facets/<field>")
def facet(field: str) -> Response:
    """All values of a facet under a search; `page` is a page of values."""
    if field not in _ALL_FACETS:
        raise NotFound
    reading = params.read(request.args)
    return conditional(lambda: _facet(field, _as_shown(reading.request), reading.problems))


@blueprint.get("/articles/<path:article_id>")
def article(article_id: str) -> Response:
    """An article, with what the search it was found by looked for marked."""
    asked = params.read(request.args).request
    return conditional(lambda: _article(article_id, asked))


def _as_shown(asked: SearchRequest) -> SearchRequest:
    """What a page can show of a request: numbered pages, marks, every facet.

    Without words there is nothing to rank by, so the newest come first.
    """
    nothing = SearchRequest()
    shown = replace(asked, cursor=None, facets=nothing.facets, highlight=True)
    if shown == nothing or shown.q or shown.sort != nothing.sort:
        return shown
    return replace(shown, sort="newest")


def _home(problems: tuple[Exception, ...]) -> Answer:
    archive = site().archive
    held = contents(archive, archive.status().generation)
    page = render_template("home.html", asked=SearchRequest(), held=held, problems=problems)
    if held.newest.partial:  # the next visitor may have more luck
        contents.cache_clear()
    return Answer(make_response(page), _generation(held.newest))


def _results(asked: SearchRequest, problems: tuple[Exception, ...]) -> Answer:
    per_page = asked.per_page if "per_page" in request.args else site().config.per_page
    result = site().archive.search(replace(asked, facets=_ALL_FACETS, per_page=per_page))
    page = render_template(
        "results.html",
        asked=asked,
        result=result,
        problems=problems,
        facets=facet_lists(asked, result.facets),
        chips=chips(asked),
        clear=search_url(narrow.clear(asked)),
        timeline=timeline(asked, result.histogram),
        numbers=list(page_numbers(asked.page, result.pages)),
        ways_out=() if result.total else ways_out(site().archive, asked),
        hidden=_hidden(asked),
        api=api_url("api.search", **params.write(asked)),
        exports=[(each.label, export_url(asked, name)) for name, each in FORMATS.items()],
    )
    return Answer(make_response(page), _generation(result))


def _facet(field: str, asked: SearchRequest, problems: tuple[Exception, ...]) -> Answer:
    result = site().archive.search(narrow.counting(asked, field))
    values = result.facets.get(field, ())
    first = replace(asked, page=1)
    page = render_template(
        "facet.html",
        asked=first,
        field=field,
        label=label_of(field),
        problems=problems,
        total=len(values),
        page=asked.page,
        pages=-(-len(values) // VALUES_A_PAGE),
        values=all_choices(first, field, values[(asked.page - 1) * VALUES_A_PAGE :][:VALUES_A_PAGE]),
        back=search_url(first),
    )
    return Answer(make_response(page), _generation(result))


def _article(article_id: str, asked: SearchRequest) -> Answer:
    archive = site().archive
    generation = archive.status().generation
    found = archive.article(article_id)
    marked = archive.highlight_article(found, asked.q)
    page = render_template(
        "article.html",
        article=found,
        marked={name: paragraphs(runs) for name, runs in marked.items()},
        asked=asked,
        back=search_url(asked) if request.args else None,
        original=safe_url(found.url),
        like=similar(archive, found, SIMILAR),
        provenance=[(label_of(name), origin) for name, origin in found.provenance.items()],
    )
    return Answer(make_response(page), generation)


def _hidden(asked: SearchRequest) -> list[tuple[str, str]]:
    """What the search form keeps of a search beside what stands in its own inputs."""
    kept = replace(asked, q="", page=1, date_from=None, date_to=None, undated="include")
    if not asked.q:
        kept = replace(kept, sort="relevance")
    return [(name, value) for name, values in params.write(kept).items() for value in values]


def _generation(result: SearchResult) -> str | None:
    return None if result.partial else result.generation
