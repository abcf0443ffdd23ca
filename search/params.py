"""How do a URL's arguments become a search request, and a request a URL's arguments?

One table of parameters. The API refuses what it does not understand, so that a typo never widens a
result; the pages search with the rest and say what they left out.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol, get_args
from urllib.parse import urlencode

from search.dates import PartialDate
from search.errors import RequestError
from search.fields import FACETS
from search.request import MAX_DEPTH, MAX_PER_PAGE, MAX_QUERY, SearchRequest, SearchResult, Sort, Undated
from search.shapes import Links

PATH = "/api/v1/search"
MAX_VALUES = 50
MAX_VALUE = 200
MAX_CURSOR = 1000
EXCLUDE = "exclude."



class Args(Protocol):
    """The arguments of a URL: names, each with the values it was given, in order."""

    def __iter__(self) -> Iterator[str]:
        """The names."""

    def getlist(self, key: str) -> list[str]:
        """The values of a name; none if it was not given."""


Changes = Mapping[str, Any]
_NUMBER = re.compile(r"[1-9][0-9]{0,8}")
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


def read(args: Args) -> Reading:
    """The search that the arguments ask for; what cannot be meant is left out and told."""
    changes: dict[str, Any] = {}
    problems = [_unknown(name) for name in args if name not in PARAMETERS]
    for name, parameter in PARAMETERS.items():
        try:
            _merge(changes, _read_one(parameter, args.getlist(name)))
        except RequestError as problem:
            problems.append(problem)
    try:
        _check_together(changes)
    except RequestError as problem:
        problems.append(problem)
        changes = {name: value for name, value in changes.items() if name not in _TOGETHER}
    return Reading(SearchRequest(**changes), tuple(problems))


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


def write(request: SearchRequest) -> dict[str, list[str]]:
    """The arguments that `read` turns into this request; defaults are left unsaid."""
    args: dict[str, list[str]] = {"q": [request.q]} if request.q else {}
    for prefix, chosen in (("", request.selected), (EXCLUDE, request.excluded)):
        args |= {prefix + name: list(values) for name, values in chosen.items() if values}
    plain = {"from": request.date_from, "to": request.date_to, "cursor": request.cursor}
    args |= {name: [str(value)] for name, value in plain.items() if value is not None}
    for name in ("undated", "sort", "page", "per_page"):
        if getattr(request, name) != getattr(_DEFAULT, name):
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


def names(parameter: str, values: Sequence[str], allowed: Sequence[str]) -> tuple[str, ...]:
    """Names given once or often, with or without commas between them, each one of `allowed`."""
    given = dict.fromkeys(name.strip() for value in values for name in value.split(","))
    for name in given:
        if name and name not in allowed:
            raise RequestError(parameter, f"“{name}” is not one of: {', '.join(allowed)}.")
    return tuple(name for name in given if name)


def number(parameter: str, values: Sequence[str], default: int, most: int | None = None) -> int:
    """A whole number of at least one and at most `most`."""
    text = _single(parameter, values)
    if not text:
        return default
    if not _NUMBER.fullmatch(text):
        raise RequestError(parameter, f"“{text[:20]}” is not a whole number from 1 up.")
    if most is not None and int(text) > most:
        raise RequestError(parameter, f"{text} is too many.", f"Ask for at most {most}.")
    return int(text)


def _read_one(parameter: Parameter, values: list[str]) -> Changes:
    return parameter.read(values) if values else {}


def _merge(changes: dict[str, Any], more: Changes) -> None:
    for name, value in more.items():
        changes[name] = {**changes.get(name, {}), **value} if isinstance(value, dict) else value


_TOGETHER = ("date_from", "date_to", "page", "per_page", "cursor")


def _check_together(changes: Changes) -> None:
    start, end = changes.get("date_from"), changes.get("date_to")
    if start and end and end.last < start.first:
        raise RequestError("to", f"{end} is before {start}, where the search starts.")
    page, per_page = changes.get("page", 1), changes.get("per_page", _DEFAULT.per_page)
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


def _single(parameter: str, values: Sequence[str]) -> str:
    if len(values) > 1:
        raise RequestError(parameter, "This parameter can be given only once.")
    return values[0].strip() if values else ""


def _query(values: Sequence[str]) -> Changes:
    text = _single("q", values)
    if len(text) > MAX_QUERY:
        raise RequestError("q", f"A query has at most {MAX_QUERY} characters; this one has {len(text)}.")
    return {"q": text}


def _chosen(target: str, field: str, parameter: str) -> Callable[[Sequence[str]], Changes]:
    def reader(values: Sequence[str]) -> Changes:
        given = tuple(dict.fromkeys(value.strip() for value in values if value.strip()))
        if len(given) > MAX_VALUES:
            raise RequestError(parameter, f"At most {MAX_VALUES} values can be chosen.")
        if any(len(value) > MAX_VALUE for value in given):
            raise RequestError(parameter, f"A value has at most {MAX_VALUE} characters.")
        return {target: {field: given}} if given else {}

    return reader


def _date(target: str, parameter: str) -> Callable[[Sequence[str]], Changes]:
    def reader(values: Sequence[str]) -> Changes:
        text = _single(parameter, values)
        try:
            return {target: PartialDate.parse(text)} if text else {}
        except ValueError:
            remedy = "Write a year, a month or a day: 2012, 2012-03 or 2012-03-11."
            raise RequestError(parameter, f"“{text[:40]}” is not a date.", remedy) from None

    return reader


def _choice(name: str, allowed: Sequence[str]) -> Callable[[Sequence[str]], Changes]:
    def reader(values: Sequence[str]) -> Changes:
        text = _single(name, values)
        if text and text not in allowed:
            raise RequestError(name, f"“{text[:40]}” is not one of: {', '.join(allowed)}.")
        return {name: text} if text else {}

    return reader


def _page(values: Sequence[str]) -> Changes:
    return {"page": number("page", values, 1)}


def _per_page(values: Sequence[str]) -> Changes:
    return {"per_page": number("per_page", values, _DEFAULT.per_page, MAX_PER_PAGE)}


def _cursor(values: Sequence[str]) -> Changes:
    text = _single("cursor", values)
    if len(text) > MAX_CURSOR:
        raise RequestError("cursor", "This is not a cursor that an answer gave.")
    return {"cursor": text}


def _facets(values: Sequence[str]) -> Changes:
    return {"facets": names("facets", values, _FACET_NAMES)}


def _highlight(values: Sequence[str]) -> Changes:
    text = _single("highlight", values)
    if text not in ("", "0", "1"):
        raise RequestError("highlight", f"“{text[:20]}” is neither 0 nor 1.")
    return {"highlight": text != "0"}


_TEXT = {"type": "string", "maxLength": MAX_VALUE}
_PARTIAL_DATE = {"type": "string", "pattern": r"^\d{4}(-\d{2}(-\d{2})?)?$", "examples": ["2012-03"]}


def _facet_parameters() -> list[Parameter]:
    found = []
    for field in FACETS:
        tree = " A path such as `Syria` or `Syria/Idlib`." if field.kind == "tree" else ""
        for prefix, target, verb in (("", "selected", "only"), (EXCLUDE, "excluded", "no")):
            name = prefix + field.name
            said = f"{verb.capitalize()} hits with this {field.label.lower()}; repeat it for any of several."
            found.append(Parameter(name, _chosen(target, field.name, name), said + tree, _TEXT, repeat=True))
    return found


_ROWS = (
    Parameter("q", _query, "The query; empty means every article.", {"type": "string", "maxLength": MAX_QUERY}),
    *_facet_parameters(),
    Parameter("from", _date("date_from", "from"), "First date, inclusive; a year or month is a whole one.",
              _PARTIAL_DATE),
    Parameter("to", _date("date_to", "to"), "Last date, inclusive; a year or month is a whole one.",
              _PARTIAL_DATE),
    Parameter("undated", _choice("undated", get_args(Undated)), "What to do with undated articles.",
              {"enum": list(get_args(Undated)), "default": _DEFAULT.undated}),
    Parameter("sort", _choice("sort", get_args(Sort)), "The order of the hits.",
              {"enum": list(get_args(Sort)), "default": _DEFAULT.sort}),
    Parameter("page", _page, f"The page, from 1; pages end at {MAX_DEPTH:,} hits.",
              {"type": "integer", "minimum": 1, "default": 1}),
    Parameter("per_page", _per_page, "Hits on a page.",
              {"type": "integer", "minimum": 1, "maximum": MAX_PER_PAGE, "default": _DEFAULT.per_page}),
    Parameter("cursor", _cursor, "Walks every hit once, in the order of ids: empty to start, then as "
              "`links.next` says.", {"type": "string", "maxLength": MAX_CURSOR}),
    Parameter("facets", _facets, "The facets to count, with commas between them.",
              {"type": "string", "default": ",".join(_DEFAULT.facets)}),
    Parameter("highlight", _highlight, "0 turns highlighting off.", {"enum": ["0", "1"], "default": "1"}),
)
PARAMETERS: Mapping[str, Parameter] = {parameter.name: parameter for parameter in _ROWS}
