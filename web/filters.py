"""What can be narrowed and widened beside the hits: the facets' choices, and chips for what is chosen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from search.fields import FACETS, UNKNOWN
from search.request import FacetValue, SearchRequest
from web import narrow
from web.listing import WHOLE, Listing, inside
from web.text import label_of, spell_date, spell_place
from web.urls import facet_url, search_url

SHOWN = 8
SHOWN_BELOW = 8
BELOW_ON_A_PAGE = 20


@dataclass(frozen=True, slots=True)
class Choice:
    """A value of a facet; `toggle` chooses it or lets go of it, `leave_out` excludes it.

    What is `below` it is folded away unless `is_open`.
    """

    label: str
    count: int
    selected: bool
    toggle: str
    leave_out: str
    below: Choices
    is_open: bool = False


@dataclass(frozen=True, slots=True)
class Choices:
    """Values side by side; `more` is the page that has those that are not shown, if there are any."""

    shown: tuple[Choice, ...] = ()
    more: str | None = None


@dataclass(frozen=True, slots=True)
class FacetList:
    """A facet and its choices."""

    name: str
    label: str
    choices: Choices


@dataclass(frozen=True, slots=True)
class Chip:
    """Something that narrows the search, and the search without it."""

    kind: str
    label: str
    without: SearchRequest

    @property
    def url(self) -> str:
        """The page of the search without it."""
        return search_url(self.without)


def facet_lists(asked: SearchRequest, facets: Mapping[str, Sequence[FacetValue]]) -> list[FacetList]:
    """The facets that tell hits apart, in the order of the table of fields."""
    found = []
    for field in FACETS:
        values = facets.get(field.name, ())
        if any(value.path != UNKNOWN for value in values) or asked.selected.get(field.name):
            more = facet_url(asked, field.name)
            found.append(FacetList(field.name, field.label, _choices(asked, field.name, values, SHOWN, more)))
    return found


def all_choices(
    asked: SearchRequest, field: str, values: Sequence[FacetValue], listing: Listing
) -> list[Choice]:
    """A choice for each of the values; what is below them is open where something was looked for."""
    sought = bool(listing.contains)
    return [
        replace(each, is_open=each.is_open or sought)
        for each in (_choice(asked, field, value, BELOW_ON_A_PAGE, listing) for value in values)
    ]


def chips(asked: SearchRequest) -> list[Chip]:
    """Everything that narrows the search, one by one."""
    found = [
        Chip(label_of(field), spell_place(value), narrow.unselect(asked, field, value))
        for field, values in asked.selected.items()
        for value in values
    ]
    found += [
        Chip(f"Not {label_of(field).lower()}", spell_place(value), narrow.readmit(asked, field, value))
        for field, values in asked.excluded.items()
        for value in values
    ]
    return found + _date_chips(asked)


def _date_chips(asked: SearchRequest) -> list[Chip]:
    found = []
    start, end = asked.date_from, asked.date_to
    if start and start == end:
        found.append(Chip("Date", spell_date(start), narrow.between(asked, None, None)))
    elif start or end:
        if start:
            found.append(Chip("From", spell_date(start), narrow.between(asked, None, end)))
        if end:
            found.append(Chip("To", spell_date(end), narrow.between(asked, start, None)))
    if asked.undated != "include":
        label = "left out" if asked.undated == "exclude" else "only these"
        found.append(Chip("Undated", label, replace(narrow.between(asked, start, end), undated="include")))
    return found


def _choices(
    asked: SearchRequest,
    field: str,
    values: Sequence[FacetValue],
    most: int,
    more: str,
    listing: Listing = WHOLE,
) -> Choices:
    seen = _seen(values, most)
    shown = tuple(_choice(asked, field, value, min(most, SHOWN_BELOW), listing) for value in seen)
    return Choices(shown, more if len(seen) < len(values) else None)


def _choice(asked: SearchRequest, field: str, value: FacetValue, most_below: int, listing: Listing) -> Choice:
    selected = value.path in asked.selected.get(field, ())
    turn = narrow.unselect if selected else narrow.select
    rest = facet_url(asked, field, inside(listing, value))
    return Choice(
        label=value.value,
        count=value.count,
        selected=selected,
        toggle=search_url(turn(asked, field, value.path)),
        leave_out=search_url(narrow.exclude(asked, field, value.path)),
        below=_choices(asked, field, value.children, most_below, rest, listing),
        is_open=_is_chosen(value),
    )


def _seen(values: Sequence[FacetValue], most: int) -> list[FacetValue]:
    """The first values and those that are chosen; a single one more is not worth a link."""
    if len(values) <= most + 1:
        return list(values)
    return [value for place, value in enumerate(values) if place < most or _is_chosen(value)]


def _is_chosen(value: FacetValue) -> bool:
    return value.selected or any(map(_is_chosen, value.children))
