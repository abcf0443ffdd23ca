"""What can be narrowed and widened beside the hits: the facets' choices, and chips for what is chosen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from search.fields import FACETS, UNKNOWN
from search.request import FacetValue, SearchRequest
from web import narrow
from web.text import label_of, spell_date, spell_place
from web.urls import search_url

SHOWN = 7
SHOWN_BELOW = 5


@dataclass(frozen=True, slots=True)
class Choice:
    """A value of a facet; `toggle` chooses it or lets go of it, `leave_out` excludes it."""

    label: str
    count: int
    selected: bool
    toggle: str
    leave_out: str
    shown: tuple[Choice, ...] = ()
    folded: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True)
class FacetList:
    """A facet's choices: those that are seen at once, and those that unfold."""

    name: str
    label: str
    shown: tuple[Choice, ...]
    folded: tuple[Choice, ...]


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
            most_below = [SHOWN_BELOW, *[0] * len(values)]  # only the first value of a tree is seen unfolded
            choices = [_choice(asked, field.name, *pair) for pair in zip(values, most_below, strict=False)]
            found.append(FacetList(field.name, field.label, *_fold(choices, SHOWN)))
    return found


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


def _choice(asked: SearchRequest, field: str, value: FacetValue, most_below: int = 0) -> Choice:
    selected = value.path in asked.selected.get(field, ())
    turn = narrow.unselect if selected else narrow.select
    below = [_choice(asked, field, child) for child in value.children]
    shown, folded = _fold(below, SHOWN_BELOW if selected else most_below)
    return Choice(
        label=value.value,
        count=value.count,
        selected=selected,
        toggle=search_url(turn(asked, field, value.path)),
        leave_out=search_url(narrow.exclude(asked, field, value.path)),
        shown=shown,
        folded=folded,
    )


def _fold(choices: list[Choice], most: int) -> tuple[tuple[Choice, ...], tuple[Choice, ...]]:
    """The first choices and the rest; what is chosen is never folded away, nor is a single one."""
    if len(choices) <= most + 1:
        return tuple(choices), ()
    seen = [choice for place, choice in enumerate(choices) if place < most or _is_chosen(choice)]
    return tuple(seen), tuple(choice for choice in choices if choice not in seen)


def _is_chosen(choice: Choice) -> bool:
    return choice.selected or any(map(_is_chosen, (*choice.shown, *choice.folded)))
