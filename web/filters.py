"""What can be narrowed and widened beside the hits: the facets' choices, and chips for what is chosen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from search.fields import FACETS, UNKNOWN
from search.request import FacetValue, SearchRequest
from web import narrow
from web.text import label_of, spell_date, spell_place
from web.urls import facet_url, search_url

SHOWN = 7
SHOWN_BELOW = 5
FOLDED = 25


@dataclass(frozen=True, slots=True)
class Choice:
    """A value of a facet; `toggle` chooses it or lets go of it, `leave_out` excludes it."""

    label: str
    count: int
    selected: bool
    toggle: str
    leave_out: str
    below: Choices


@dataclass(frozen=True, slots=True)
class Choices:
    """Values side by side: those seen at once, those that unfold, and whether there are still more."""

    shown: tuple[Choice, ...] = ()
    folded: tuple[Choice, ...] = ()
    more: bool = False


@dataclass(frozen=True, slots=True)
class FacetList:
    """A facet, its choices, and the page that has all of them."""

    name: str
    label: str
    choices: Choices
    url: str


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
            choices = _choices(asked, field.name, values, SHOWN)
            found.append(FacetList(field.name, field.label, choices, facet_url(asked, field.name)))
    return found


def all_choices(asked: SearchRequest, field: str, values: Sequence[FacetValue]) -> list[Choice]:
    """A choice for each of the values, with everything below it in sight."""
    return [_choice(asked, field, value, len(value.children)) for value in values]


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


def _choices(asked: SearchRequest, field: str, values: Sequence[FacetValue], most: int) -> Choices:
    seen, folded = _fold(values, most)
    # Only what is below the first value is seen at once, and what is below a chosen one.
    shown = [
        _choice(asked, field, value, SHOWN_BELOW if value.selected or value is values[0] else 0)
        for value in seen
    ]
    unfolded = [_choice(asked, field, value, 0) for value in folded[:FOLDED]]
    return Choices(tuple(shown), tuple(unfolded), len(folded) > len(unfolded))


def _choice(asked: SearchRequest, field: str, value: FacetValue, most_below: int) -> Choice:
    selected = value.path in asked.selected.get(field, ())
    turn = narrow.unselect if selected else narrow.select
    return Choice(
        label=value.value,
        count=value.count,
        selected=selected,
        toggle=search_url(turn(asked, field, value.path)),
        leave_out=search_url(narrow.exclude(asked, field, value.path)),
        below=_choices(asked, field, value.children, most_below),
    )


def _fold(values: Sequence[FacetValue], most: int) -> tuple[list[FacetValue], list[FacetValue]]:
    """The first values and the rest; what is chosen is never folded away, nor is a single one."""
    if len(values) <= most + 1:
        return list(values), []
    seen = [value for place, value in enumerate(values) if place < most or _is_chosen(value)]
    paths = {value.path for value in seen}
    return seen, [value for value in values if value.path not in paths]


def _is_chosen(value: FacetValue) -> bool:
    return value.selected or any(map(_is_chosen, value.children))
