"""Which requests about the archive does the JSON API answer, and how?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from urllib.parse import unquote_to_bytes

from flask import Blueprint, Response, jsonify, request
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import NotAcceptable, NotFound

from search import params, present, shapes, values
from search.errors import RequestError
from search.fields import FACETS
from search.request import MAX_DEPTH, MAX_PER_PAGE, MAX_QUERY, FacetValue, SearchResult
from web import narrow, openapi
from web.caching import Answer, conditional
from web.problems import API
from web.site import site
from web.suggest import suggest
from web.urls import here, neighbours

blueprint = Blueprint("api", __name__, url_prefix="/api/v1")
_NAMES = tuple(field.name for field in FACETS)


@blueprint.before_request
def check_accept() -> None:
    """Refuses clients that want no JSON."""
    accepts = request.accept_mimetypes
    if accepts and not accepts.best_match([openapi.JSON, openapi.PROBLEM]):
        raise NotAcceptable("This API answers with application/json.")


@blueprint.before_request
def check_encoding() -> None:
    """Refuses text that is not UTF-8."""
    for pair in request.query_string.split(b"&"):
        name, _, value = pair.partition(b"=")
        for part in (name, value):
            _check_utf8(name, part)


@blueprint.after_app_request
def share(response: Response) -> Response:
    """Lets pages of any site read the answers."""
    if request.path.startswith(API):
        response.headers["Access-Control-Allow-Origin"] = "*"
        response.headers["Access-Control-Expose-Headers"] = "ETag, Retry-After"
        response.headers["Access-Control-Allow-Headers"] = "If-None-Match"
    return response


@blueprint.get("/search")
def search() -> Response:
    """Hits, facets and histogram."""
    args = request.args.copy()
    wanted = values.names("fields", args.poplist("fields"), tuple(present.FIELDS)) or present.DEFAULT_FIELDS
    asked = params.read_strictly(args)

    def answer() -> Answer:
        result = site().archive.search(asked)
        body = present.search_answer(result, _links(result), site().archive.did_you_mean(result), wanted)
        return Answer(jsonify(body), None if result.partial else result.generation)

    return conditional(answer)


@blueprint.get("/facets/<field>")
def facet(field: str) -> Response:
    """All values of a facet under a search, a page of them at a time."""
    if field not in _NAMES:
        raise NotFound(f"There is no facet “{field[:50]}”; there are {', '.join(_NAMES)}.")
    args = request.args.copy()
    wanted = _wanted(args)
    params.refuse_unknown(args, openapi.NARROWING)
    asked = narrow.counting(params.read_strictly(args), field)

    def answer() -> Answer:
        result = site().archive.search(asked)
        body = _facet_page(field, result, wanted)
        return Answer(jsonify(body), None if result.partial else result.generation)

    return conditional(answer)


@blueprint.get("/suggest")
def suggestions() -> Response:
    """Ways in which what was typed can go on."""
    typed = values.text("q", request.args.getlist("q"), MAX_QUERY)
    count = values.number("per_page", request.args.getlist("per_page"), 8, openapi.FEW)
    params.refuse_unknown(request.args, ["q", "per_page"])

    def answer() -> Answer:
        generation = site().archive.status().generation
        found = [asdict(each) for each in suggest(site().archive, typed, count)]
        return Answer(jsonify({"q": typed, "suggestions": found}), generation)

    return conditional(answer)


@blueprint.get("/status")
def status() -> Response:
    """What is being served."""
    params.refuse_unknown(request.args)
    response = jsonify(present.status_answer(site().archive.status()))
    response.headers["Cache-Control"] = "no-store"
    return response


@blueprint.get("/openapi.json")
def document() -> Response:
    """What the API says of itself."""
    params.refuse_unknown(request.args)
    return jsonify(openapi.document())


def _wanted(args: MultiDict[str, str]) -> tuple[str, int, int]:
    """The prefix, page and number on a page that are asked of a facet; taken out of the arguments."""
    prefix = values.text("prefix", args.poplist("prefix"), values.MAX_VALUE)
    page = values.number("page", args.poplist("page"), 1, MAX_DEPTH)
    per_page = values.number("per_page", args.poplist("per_page"), MAX_PER_PAGE, MAX_PER_PAGE)
    return prefix.casefold(), page, per_page


def _facet_page(field: str, result: SearchResult, wanted: tuple[str, int, int]) -> shapes.FacetPage:
    prefix, page, per_page = wanted
    found = list(_beginning(result.facets.get(field, ()), prefix))
    pages = -(-len(found) // per_page)
    return {
        "field": field,
        "total": len(found),
        "page": page,
        "pages": pages,
        "per_page": per_page,
        "values": present.facet_answer(field, found[(page - 1) * per_page : page * per_page]),
        "generation": result.generation,
        "links": neighbours(page, pages),
    }


def _beginning(values: Sequence[FacetValue], prefix: str) -> Iterator[FacetValue]:
    """The values, at any level, whose name or path begins so; what is below one comes with it, not again."""
    for value in values:
        if value.value.casefold().startswith(prefix) or value.path.casefold().startswith(prefix):
            yield value
        else:
            yield from _beginning(value.children, prefix)


def _links(result: SearchResult) -> shapes.Links:
    asked = result.request
    if asked.cursor is None:
        return neighbours(asked.page, result.pages)
    following = {"cursor": result.next_cursor} if result.next_cursor else None
    return {"self": here(), "next": here(following) if following else None, "prev": None}


def _check_utf8(name: bytes, part: bytes) -> None:
    try:
        unquote_to_bytes(part).decode()
    except UnicodeDecodeError:
        named = unquote_to_bytes(name).decode(errors="replace")[:50]
        raise RequestError(named, "This is not text in UTF-8.") from None
