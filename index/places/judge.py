"""Which of the names in an article may mean places?

The question is known as geo/non-geo ambiguity (Amitay et al., "Web-a-Where: geotagging web content", 2004);
which of the places that share a name is meant (geo/geo) is asked afterwards, in `resolve.py`. Every refusal
says why, for `explain`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import zip_longest

from index.places.groups import like_person
from index.places.refusal import refusal
from index.places.spot import Name, Run, names
from index.places.store import Gazetteer, Kind, Use

LONGEST_SHOUT = 400  # characters
GREAT_CITY = 500_000  # people

Judged = tuple[Name, str]
"""A name and why it does not mean a place."""


def judged(
    gazetteer: Gazetteer, runs: Sequence[Run], texts: Mapping[str, str]
) -> tuple[list[Name], list[Judged]]:
    """The names that may mean places, and the others; `texts` are those of the fields."""
    persons = frozenset(last for run in runs for last in run.stretch.people)
    shouted = {field for field, text in texts.items() if field != "dateline" and _shouted(field, text)}
    found, refused = [], []
    spotted = names(runs, texts)
    for name, after in zip_longest(spotted, spotted[1:]):
        if reason := refusal(gazetteer, name, after, persons, name.field in shouted):
            refused.append((name, reason))
        else:
            found.append(name)
    spoken = {name.toponym.key for name in found if name.field not in shouted}
    kept = []
    for name in found:
        if name.field not in shouted or name.toponym.key in spoken or _great(gazetteer, name):
            kept.append(name)
        else:
            refused.append((name, "in a line of capitals, and not named elsewhere"))
    return kept, refused


def _shouted(field: str, text: str) -> bool:
    """Whether capitals mean nothing in a text: a headline with one on each word, a line in capitals."""
    if len(text) >= LONGEST_SHOUT or field == "body":
        return text.isupper()
    words = [word for word in text.split() if word[:1].isalpha()]
    return sum(word[:1].isupper() for word in words) > 0.6 * len(words)


def _great(gazetteer: Gazetteer, name: Name) -> bool:
    """Whether a name is a country's or a great city's that no person bears, and so known without context."""
    if like_person(name):
        return False
    entries = [
        gazetteer.entry(number)
        for number, use in name.toponym.refs
        if use in (Use.NAME, Use.PEOPLE) or len(name.toponym.key) < 4
    ]
    return any(entry.kind is Kind.COUNTRY or entry.population >= GREAT_CITY for entry in entries)
