"""Where in a text might a place be named?

In a text only stretches of capitalised words are searched for (`tokens.py`). What is in such a stretch does
not depend on where it stands, and has most often been found before (`phrases.py`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from index.places.phrases import Phrase, known_phrases
from index.places.store import Gazetteer
from index.places.tokens import STRETCH
from index.places.toponyms import Toponym

LONGEST_TEXT = 200_000  # characters looked at
_AROUND = 30  # characters before and after a name


class Run(NamedTuple):
    """A phrase of a field; `start` is where its stretch begins."""

    field: str
    start: int
    phrase: Phrase


class Name(NamedTuple):
    """A name where it stands in a field, with some characters of the text before and after it."""

    field: str
    start: int
    end: int
    before: str
    after: str
    toponym: Toponym


def runs(gazetteer: Gazetteer, field: str, text: str) -> list[Run]:
    """The phrases of a text, in order."""
    known = known_phrases(gazetteer)
    return [
        Run(field, found.start(), phrase)
        for found in STRETCH.finditer(text, 0, LONGEST_TEXT)
        for phrase in known[found[0]]
    ]


def names(runs: Iterable[Run], texts: Mapping[str, str]) -> Iterator[Name]:
    """The names in phrases of some texts, by field."""
    for run in runs:
        for toponym in run.phrase.names:
            yield named(run, toponym, texts[run.field])


def named(run: Run, toponym: Toponym, text: str) -> Name:
    """A name of a phrase where it stands in a text."""
    start, end = run.start + toponym.start, run.start + toponym.end
    before, after = text[max(0, start - _AROUND) : start], text[end : end + _AROUND]
    return Name(run.field, start, end, before, after, toponym)
