"""How is a whole set of hits sent, however large?

The archive is walked by cursor and written as it is read. Only the first page is looked at before
the answer begins, so that what can be wrong with a request is told as a problem. Whatever goes wrong
later breaks the connection off, for half an export that looks whole would be worse.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain

from flask import Blueprint, Response, request
from werkzeug.exceptions import NotFound

from search import params
from search.archive import Archive
from search.errors import IndexUnavailable
from search.request import MAX_PER_PAGE, SearchRequest, SearchResult
from web import api, openapi
from web.caching import Answer, conditional
from web.export import FORMATS
from web.site import site

blueprint = Blueprint("exports", __name__, url_prefix="/api/v1")
blueprint.before_request(api.check_encoding)


@blueprint.get("/export.<name>")
def export(name: str) -> Response:
    """Every hit of a search, in one of the formats."""
    if name not in FORMATS:
        raise NotFound(f"There is no format “{name[:20]}”; there are {', '.join(FORMATS)}.")
    params.refuse_unknown(request.args, openapi.NARROWING)
    asked = params.read_strictly(request.args)
    chosen = FORMATS[name]

    def answer() -> Answer:
        pages = walk(site().archive, asked)
        first = next(pages)
        articles = (hit.article for page in chain([first], pages) for hit in page.hits)
        response = Response(chosen.write(articles), content_type=chosen.content_type)
        response.headers["Content-Disposition"] = f'attachment; filename="articles.{name}"'
        return Answer(response, first.generation)

    return conditional(answer)


def walk(archive: Archive, asked: SearchRequest) -> Iterator[SearchResult]:
    """Every page of a search, in the order of ids.

    Raises IndexUnavailable if one is incomplete, or of another generation than those before it: articles
    that the newer one has, or has no longer, would be missing or left in without a word.
    """
    bare = replace(asked, per_page=MAX_PER_PAGE, facets=(), histogram=False, highlight=False)
    cursor: str | None = ""
    generation: str | None = None
    while cursor is not None:
        result = archive.search(replace(bare, cursor=cursor))
        if result.partial:
            raise IndexUnavailable("This search takes too long to be sent whole.", "Narrow it and try again.")
        if generation not in (None, result.generation):
            raise IndexUnavailable("The index was replaced while this was being sent.", "Ask for it again.")
        generation = result.generation
        yield result
        cursor = result.next_cursor
