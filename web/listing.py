"""Which values of a facet does the page of all of them list, and in what order?

What is asked of the list stands in the address beside the search, under names that no search uses.
"""

from __future__ import annotations

import string
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from werkzeug.datastructures import MultiDict

from search import values
from search.errors import RequestError
from search.fields import SEPARATOR, UNKNOWN
from search.request import FacetValue

Order = Literal["count", "name"]
ORDERS: tuple[Order, ...] = ("count", "name")
MOST_OTHERS = 20


@dataclass(frozen=True, slots=True)
class Listing:
    """What is asked of a list of values.

    `prefix` is how names begin, `contains` what stands anywhere in them; case and accents do not
    matter. `within` is the path of the value whose places are listed instead of all countries.
    """

    order: Order = "count"
    prefix: str = ""
    contains: str = ""
    within: str = ""


WHOLE = Listing()


@dataclass(frozen=True, slots=True)
class Letter:
    """What names can begin with, and whether any here does."""

    letter: str
    exists: bool
    chosen: bool


def take(args: MultiDict[str, str]) -> tuple[Listing, tuple[RequestError, ...]]:
    """What the arguments ask of a list; taken out of them, and what could not be used is told."""
    read: dict[str, Any] = {}
    problems = []
    for name in ("order", "prefix", "contains", "within"):
        given = args.poplist(name)
        try:
            read[name] = _read(name, given)
        except RequestError as problem:
            problems.append(problem)
    return Listing(**read), tuple(problems)


def write(listing: Listing) -> dict[str, list[str]]:
    """The arguments that `take` reads so; what is not asked is left unsaid."""
    said = {"prefix": listing.prefix, "contains": listing.contains, "within": listing.within}
    args = {name: [value] for name, value in said.items() if value}
    return args if listing.order == WHOLE.order else args | {"order": [listing.order]}


def asking(listing: Listing, **changes: Any) -> Listing:
    """The same with something else asked."""
    return replace(listing, **changes)


def inside(listing: Listing, value: FacetValue) -> Listing:
    """The list of what is below a value; what was looked for above is looked for in there too.

    Where the value itself is what was looked for, all below it is.
    """
    contains = "" if fold(listing.contains) in fold(value.value) else listing.contains
    return replace(listing, prefix="", contains=contains, within=value.path)


def level(found: Sequence[FacetValue], within: str) -> Sequence[FacetValue]:
    """The values below a path; those at the top without one, none where there is no such value."""
    if not within:
        return found
    for value in found:
        if value.path == within:
            return value.children
        if within.startswith(value.path + SEPARATOR):
            return level(value.children, within)
    return ()


def listed(found: Sequence[FacetValue], listing: Listing) -> list[FacetValue]:
    """The values of a level that are asked for, in order; those above a value that is stay with it."""
    prefix, contains = fold(listing.prefix), fold(listing.contains)
    kept = [value for value in found if fold(value.value).startswith(prefix)]
    kept = [match for value in kept if (match := _matching(value, contains))]
    return _ordered(kept) if listing.order == "name" else kept


def letters(found: Sequence[FacetValue], prefix: str) -> list[Letter]:
    """A to Z, then other beginnings that there are."""
    initials = {fold(value.value)[:1] for value in found} - {""}
    others = sorted(initials - set(string.ascii_lowercase))[:MOST_OTHERS]
    chosen = fold(prefix)
    return [
        Letter(letter.upper(), letter in initials, letter == chosen)
        for letter in (*string.ascii_lowercase, *others)
    ]


def fold(text: str) -> str:
    """Text without case and accents, so that `Île` is found with `ile`."""
    apart = unicodedata.normalize("NFKD", text)
    return "".join(char for char in apart if not unicodedata.combining(char)).casefold().strip()


def _read(name: str, given: Sequence[str]) -> str:
    if name == "order":
        return values.choice(name, given, ORDERS) or WHOLE.order
    return values.text(name, given, values.MAX_VALUE)


def _matching(value: FacetValue, contains: str) -> FacetValue | None:
    """The value with all below it if it matches, or with only what matches below it, or nothing."""
    if not contains or contains in fold(value.value):
        return value
    below = tuple(match for child in value.children if (match := _matching(child, contains)))
    return value._replace(children=below) if below else None


def _ordered(found: Sequence[FacetValue]) -> list[FacetValue]:
    by_name = sorted(found, key=_by_name)
    return [value._replace(children=tuple(_ordered(value.children))) for value in by_name]


def _by_name(value: FacetValue) -> tuple[bool, str, str]:
    return value.path == UNKNOWN, fold(value.value), value.path
