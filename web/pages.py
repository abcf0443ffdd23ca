"""Which pages are there for people, and what is on each?"""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint, Response, make_response, render_template, request
from werkzeug.exceptions import NotFound

from search import params
from search.fields import BY_NAME, FACETS
from search.request import SearchRequest, SearchResult
from web import narrow
from web.caching import Answer, conditional
from web.export import FORMATS
from web.filters import all_choices, chips, facet_lists
from web.home import contents
from web.listing import Listing, letters, level, listed, take, write
from web.origins import origins, salient_first
from web.rescue import ways_out
from web.similar import similar
from web.site import site
from web.text import label_of, page_numbers, paragraphs
from web.timeline import timeline
from web.urls import api_url, export_url, page_args, safe_url, search_url

blueprint = Blueprint("pages", __name__)
SIMILAR = 4
VALUES_A_PAGE = 200
BRANCHES_A_PAGE = 60
"""Countries on a page of all places; each has more below it."""

_ALL_FACETS = tuple(field.name for field in FACETS)


@blueprint.get("/")
def search() -> Response:
    """The hits of a search or, where nothing is asked, what the archive holds."""
    reading = params.read(request.args, site().config.per_page)
    asked = _as_shown(reading.request)
    problems = reading.problems
    if asked == _nothing():
        return conditional(lambda: _home(problems))
    return conditional(lambda: _results(asked, problems))


@blueprint.get("/facets/<field>")
def facet(field: str) -> Response:
    """All values of a facet under a search; `page` is a page of values."""
    if field not in _ALL_FACETS:
        raise NotFound
    args = request.args.copy()
    listing, problems = take(args)
    reading = params.read(args)  # the number of hits on a page is no bound for pages of values
    asked = _as_shown(replace(reading.request, per_page=site().config.per_page))
    return conditional(lambda: _facet(field, asked, listing, (*problems, *reading.problems)))


@blueprint.get("/articles/<article:article_id>")
def article(article_id: str) -> Response:
    """An article, with what the search it was found by looked for marked."""
    asked = params.read(request.args, site().config.per_page).request
    return conditional(lambda: _article(article_id, asked))


def _as_shown(asked: SearchRequest) -> SearchRequest:
    """What a page can show of a request: numbered pages, marks, every facet.

    Without words there is nothing to rank by, so the newest come first.
    """
    nothing = _nothing()
    shown = replace(asked, cursor=None, facets=nothing.facets, highlight=True)
    if shown == nothing or shown.q or shown.sort != nothing.sort:
        return shown
    return replace(shown, sort="newest")


def _nothing() -> SearchRequest:
    """What is asked by an address without arguments."""
    return SearchRequest(per_page=site().config.per_page)


def _home(problems: tuple[Exception, ...]) -> Answer:
    archive = site().archive
    held = contents(archive, archive.status().generation)
    page = render_template("home.html", asked=SearchRequest(), held=held, problems=problems)
    if held.newest.partial:  # the next visitor may have more luck
        contents.cache_clear()
    return Answer(make_response(page), _generation(held.newest))


def _results(asked: SearchRequest, problems: tuple[Exception, ...]) -> Answer:
    result = site().archive.search(replace(asked, facets=_ALL_FACETS))
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
        ways_out=ways_out(site().archive, asked, result),
        hidden=_hidden(asked),
        api=api_url("api.search", **params.write(asked)),
        exports=[(each.label, export_url(asked, name)) for name, each in FORMATS.items()],
    )
    return Answer(make_response(page), _generation(result))


def _facet(field: str, asked: SearchRequest, listing: Listing, problems: tuple[Exception, ...]) -> Answer:
    result = site().archive.search(narrow.counting(asked, field))
    here = level(result.facets.get(field, ()), listing.within)
    found = listed(here, listing)
    most = BRANCHES_A_PAGE if BY_NAME[field].kind == "tree" else VALUES_A_PAGE
    first = replace(asked, page=1)
    page = render_template(
        "facet.html",
        asked=first,
        field=field,
        label=label_of(field),
        listing=listing,
        letters=letters(here, listing.prefix),
        hidden=_kept_by_filter(first, listing),
        problems=problems,
        partial=result.partial,
        total=len(found),
        of=len(here),
        page=asked.page,
        pages=-(-len(found) // most),
        values=all_choices(first, field, found[(asked.page - 1) * most : asked.page * most], listing),
        back=search_url(first),
    )
    return Answer(make_response(page), _generation(result))


def _kept_by_filter(asked: SearchRequest, listing: Listing) -> list[tuple[str, str]]:
    """What the form above a list of values keeps beside its own input."""
    args = page_args(asked) | write(replace(listing, prefix="", contains=""))
    return [(name, value) for name, values in args.items() for value in values]


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
        origins=origins(found),
        places=salient_first(found),
    )
    return Answer(make_response(page), generation)


def _hidden(asked: SearchRequest) -> list[tuple[str, str]]:
    """What the search form keeps of a search beside what stands in its own inputs."""
    kept = replace(asked, q="", page=1, date_from=None, date_to=None, undated="include")
    if not asked.q:
        kept = replace(kept, sort="relevance")
    return [(name, value) for name, values in page_args(kept).items() for value in values]


def _generation(result: SearchResult) -> str | None:
    return None if result.partial else result.generation
