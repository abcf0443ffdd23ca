"""Where in a text might a place be named?

In a text only stretches of capitalised words are searched for (`tokens.py`). What is in such a stretch does
not depend on where it stands, and has most often been found before (`stretches.py`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from index.places.store import Gazetteer
from index.places.stretches import LONGEST_KEPT, Stretch, held, known_stretches
from index.places.tokens import STRETCH
from index.places.toponyms import Toponym

LONGEST_TEXT = 200_000  # characters looked at
AROUND = 30  # characters before and after a name


class Run(NamedTuple):
    """A stretch of a field that begins at `start`, and what it holds."""

    field: str
    start: int
    stretch: Stretch


class Name(NamedTuple):
    """A name where it stands in a field, with some characters of the text before and after it."""

    field: str
    start: int
    end: int
    before: str
    after: str
    toponym: Toponym


def runs(gazetteer: Gazetteer, field: str, text: str) -> list[Run]:
    """The stretches of a text that hold names of places or people, in order."""
    known, found = known_stretches(gazetteer), list[Run]()
    for match in STRETCH.finditer(text, 0, LONGEST_TEXT):
        words = match[0]
        stretch = known(words) if len(words) <= LONGEST_KEPT else held(gazetteer, words)
        if stretch:
            found.append(Run(field, match.start(), stretch))
    return found


def names(runs: Iterable[Run], texts: Mapping[str, str]) -> list[Name]:
    """The names in stretches of some texts, by field, in order."""
    return [
        named(field, start, toponym, texts[field])
        for field, start, stretch in runs
        for toponym in stretch.names
    ]


def named(field: str, start: int, toponym: Toponym, text: str) -> Name:
    """A name of a stretch, which begins at `start`, where it stands in a text."""
    start, end = start + toponym.start, start + toponym.end
    before, after = text[max(0, start - AROUND) : start], text[end : end + AROUND]
    return Name(field, start, end, before, after, toponym)
