"""How do a URL's arguments become a search request, and a request a URL's arguments?

One table of parameters. The API refuses what it does not understand, so that a typo never widens a
result; the pages search with the rest and say what they left out.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol, get_args
from urllib.parse import urlencode

from search import values
from search.errors import RequestError
from search.fields import FACETS, Field
from search.request import MAX_DEPTH, MAX_PER_PAGE, MAX_QUERY, SearchRequest, SearchResult, Sort, Undated
from search.shapes import Links

PATH = "/api/v1/search"
MAX_CURSOR = 1000
EXCLUDE = "exclude."


class Args(Protocol):
    """The arguments of a URL: names, each with the values it was given, in order."""

    def __iter__(self) -> Iterator[str]:
        """The names."""

    def getlist(self, key: str) -> list[str]:
        """The values of a name; none if it was not given."""


Changes = Mapping[str, Any]
_DEFAULT = SearchRequest()
_FACET_NAMES = tuple(field.name for field in FACETS)


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of a search: how its values are read, and what the API's document says of it."""

    name: str
    read: Callable[[Sequence[str]], Changes]
    description: str
    schema: Mapping[str, Any]
    repeat: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """What could be read of a URL's arguments, and what could not."""

    request: SearchRequest
    problems: tuple[RequestError, ...] = ()


def read(args: Args, per_page: int = _DEFAULT.per_page) -> Reading:
    """The search that the arguments ask for; what cannot be meant is left out and told.

    `per_page` is what is meant where none is given.
    """
    changes: dict[str, Any] = {}
    problems = [_unknown(name) for name in args if name not in PARAMETERS]
    for name, parameter in PARAMETERS.items():
        try:
            _merge(changes, _read_one(parameter, args.getlist(name)))
        except RequestError as problem:
            problems.append(problem)
    try:
        _check_together({"per_page": per_page} | changes)
    except RequestError as problem:
        problems.append(problem)
        changes = {name: value for name, value in changes.items() if name not in _TOGETHER}
    return Reading(SearchRequest(**{"per_page": per_page} | changes), tuple(problems))


def read_strictly(args: Args) -> SearchRequest:
    """The search that the arguments ask for. Raises RequestError naming the first wrong parameter."""
    reading = read(args)
    if reading.problems:
        raise reading.problems[0]
    return reading.request


def refuse_unknown(args: Args, known: Sequence[str] = ()) -> None:
    """Raises RequestError if there is an argument that is not one of these."""
    for name in args:
        if name not in known:
            raise _unknown(name, known)


def write(request: SearchRequest, per_page: int = _DEFAULT.per_page) -> dict[str, list[str]]:
    """The arguments that `read` turns into this request with this `per_page`; defaults are left unsaid."""
    default = replace(_DEFAULT, per_page=per_page)
    args: dict[str, list[str]] = {"q": [request.q]} if request.q else {}
    for prefix, chosen in (("", request.selected), (EXCLUDE, request.excluded)):
        args |= {prefix + name: list(chosen[name]) for name in _FACET_NAMES if chosen.get(name)}
    plain = {"from": request.date_from, "to": request.date_to, "cursor": request.cursor}
    args |= {name: [str(value)] for name, value in plain.items() if value is not None}
    for name in ("undated", "sort", "page", "per_page"):
        if getattr(request, name) != getattr(default, name):
            args[name] = [str(getattr(request, name))]
    if request.facets != _DEFAULT.facets:
        args["facets"] = [",".join(request.facets)]
    return args if request.highlight else args | {"highlight": ["0"]}


def links(result: SearchResult, base: str = "") -> Links:
    """The addresses of an answer and of those before and after it."""

    def address(**changes: Any) -> str:
        args = write(replace(result.request, **changes))
        return f"{base}{PATH}?{urlencode(args, doseq=True)}" if args else base + PATH

    if result.request.cursor is not None:
        following = address(cursor=result.next_cursor) if result.next_cursor else None
        return {"self": address(), "next": following, "prev": None}
    page = result.request.page
    return {
        "self": address(),
        "next": address(page=page + 1) if page < result.pages else None,
        "prev": address(page=page - 1) if 1 < page <= result.pages + 1 else None,
    }


def _read_one(parameter: Parameter, given: list[str]) -> Changes:
    return parameter.read(given) if given else {}


def _merge(changes: dict[str, Any], more: Changes) -> None:
    for name, value in more.items():
        changes[name] = {**changes.get(name, {}), **value} if isinstance(value, dict) else value


_TOGETHER = ("date_from", "date_to", "page", "per_page", "cursor")


def _check_together(changes: Changes) -> None:
    start, end = changes.get("date_from"), changes.get("date_to")
    if start and end and end.last < start.first:
        raise RequestError("to", f"{end} is before {start}, where the search starts.")
    page, per_page = changes.get("page", 1), changes["per_page"]
    if page > 1 and changes.get("cursor") is not None:
        raise RequestError("page", "A search walks by page or by cursor, not by both.")
    if page * per_page > MAX_DEPTH:
        raise RequestError(
            "page",
            f"Pages end at {MAX_DEPTH:,} hits.",
            "Narrow the search, or walk through all hits with the parameter cursor of the API.",
        )


def _unknown(name: str, known: Sequence[str] | None = None) -> RequestError:
    near = difflib.get_close_matches(name[:50], list(PARAMETERS) if known is None else known, n=1)
    remedy = f"Did you mean {near[0]}?" if near else ""
    return RequestError(name[:50], f"There is no parameter “{name[:50]}” here.", remedy)


def _facet(field: Field, target: str, prefix: str) -> Parameter:
    name = prefix + field.name

    def reader(given: Sequence[str]) -> Changes:
        chosen = values.several(name, given)
        return {target: {field.name: chosen}} if chosen else {}

    verb = "No" if prefix else "Only"
    tree = " A path such as `Syria` or `Syria/Idlib`." if field.kind == "tree" else ""
    said = f"{verb} hits with this {field.label.lower()}; repeat it for any of several.{tree}"
    schema = {"type": "string", "maxLength": values.MAX_VALUE}
    return Parameter(name, reader, said, schema, repeat=True)


def _date(name: str, target: str, said: str) -> Parameter:
    schema = {"type": "string", "pattern": r"^\d{4}(-\d{2}(-\d{2})?)?$", "examples": ["2012-03"]}
    return Parameter(name, lambda given: {target: values.date(name, given)}, said, schema)


def _choice(name: str, allowed: tuple[str, ...], said: str) -> Parameter:
    default = getattr(_DEFAULT, name)
    schema = {"enum": list(allowed), "default": default}
    return Parameter(name, lambda given: {name: values.choice(name, given, allowed) or default}, said, schema)


def _number(name: str, most: int | None, said: str) -> Parameter:
    default = getattr(_DEFAULT, name)
    schema = {"type": "integer", "minimum": 1, "default": default} | ({"maximum": most} if most else {})

    def reader(given: Sequence[str]) -> Changes:
        number = values.number(name, given, 0, most)
        return {name: number} if number else {}

    return Parameter(name, reader, said, schema)


def _text(name: str, most: int, said: str) -> Parameter:
    schema = {"type": "string", "maxLength": most}
    return Parameter(name, lambda given: {name: values.text(name, given, most)}, said, schema)


def _facets() -> Parameter:
    said = f"The facets to count, with commas between them, of: {', '.join(_FACET_NAMES)}."
    schema = {"type": "string", "default": ",".join(_DEFAULT.facets)}

    def reader(given: Sequence[str]) -> Changes:
        return {"facets": values.names("facets", given, _FACET_NAMES)}

    return Parameter("facets", reader, said, schema)


def _highlight() -> Parameter:
    def reader(given: Sequence[str]) -> Changes:
        return {"highlight": values.choice("highlight", given, ("0", "1")) != "0"}

    return Parameter("highlight", reader, "0 turns highlighting off.", {"enum": ["0", "1"], "default": "1"})


_ROWS = (
    _text("q", MAX_QUERY, "The query; empty means every article."),
    *(_facet(field, "selected", "") for field in FACETS),
    *(_facet(field, "excluded", EXCLUDE) for field in FACETS),
    _date("from", "date_from", "First date, inclusive; a year or month is a whole one."),
    _date("to", "date_to", "Last date, inclusive; a year or month is a whole one."),
    _choice("undated", get_args(Undated), "What to do with undated articles."),
    _choice("sort", get_args(Sort), "The order of the hits."),
    _number("page", None, f"The page, from 1; pages end at {MAX_DEPTH:,} hits."),
    _number("per_page", MAX_PER_PAGE, "Hits on a page."),
    _text(
        "cursor",
        MAX_CURSOR,
        "Walks every hit once, in the order of ids. Empty to start; then follow `links.next`.",
    ),
    _facets(),
    _highlight(),
)
PARAMETERS: Mapping[str, Parameter] = {parameter.name: parameter for parameter in _ROWS}
