"""Where in a text might a place be named?

In a text only stretches of capitalised words are searched for (`tokens.py`). What is in such a stretch does
not depend on where it stands, and has most often been found before (`stretches.py`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from index.places.store import Gazetteer
from index.places.stretches import Stretch, known_stretches, parts
from index.places.tokens import STRETCH
from index.places.toponyms import Toponym
from search.article import Mention

LONGEST_TEXT = 200_000  # characters looked at
AROUND = 30  # characters before and after a name


Run = tuple[str, int, Stretch]
"""A field, where a stretch begins in it, and what the stretch holds; 30 are made an article."""


@dataclass(slots=True)
class Name:
    """A name where it stands in a field; `text` is all of the field's."""

    field: str
    start: int
    end: int
    toponym: Toponym
    text: str

    @property
    def before(self) -> str:
        """Some characters of the text before it."""
        return self.text[max(0, self.start - AROUND) : self.start]

    @property
    def after(self) -> str:
        """Some characters of the text after it."""
        return self.text[self.end : self.end + AROUND]


def runs(gazetteer: Gazetteer, field: str, text: str, shouted: bool) -> list[Run]:
    """The stretches of a text that hold names of places or people, in order; see `longer.is_part`."""
    known = known_stretches(gazetteer, shouted)
    return [
        (field, found.start(), stretch)
        for found in STRETCH.finditer(text, 0, LONGEST_TEXT)
        if (stretch := known[found[0]])
    ]


def refused_parts(
    gazetteer: Gazetteer, field: str, text: str, shouted: bool
) -> Iterator[tuple[Mention, str]]:
    """The names of a text that `runs` leaves out, with the reasons."""
    for found in STRETCH.finditer(text, 0, LONGEST_TEXT):
        for start, end, reason in parts(gazetteer, shouted, found[0]):
            yield Mention(field, found.start() + start, found.start() + end), reason


def named(field: str, start: int, toponym: Toponym, text: str) -> Name:
    """A name of a stretch, which begins at `start`, where it stands in a text."""
    return Name(field, start + toponym.start, start + toponym.end, toponym, text)
