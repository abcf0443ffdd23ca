"""Which of the names in an article may mean places?

The question is known as geo/non-geo ambiguity (Amitay et al., "Web-a-Where: geotagging web content", 2004);
which of the places that share a name is meant (geo/geo) is asked afterwards, in `resolve.py`. Every refusal
says why, for `explain`.
"""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence

from index.places.around import related
from index.places.groups import like_person
from index.places.refusal import refusal
from index.places.spot import Name, Run, named
from index.places.store import Gazetteer, Kind, Use

LONGEST_SHOUT = 400  # characters
GREAT_CITY = 500_000  # people
_IN_CAPITALS = "in a line of capitals, and not named elsewhere"


def judged(
    gazetteer: Gazetteer, runs: Sequence[Run], texts: Mapping[str, str], shouted: Container[str]
) -> tuple[list[Name], list[tuple[Name, str]]]:
    """The names that may mean places, and the others with reasons; `texts` are those of the fields."""
    persons = {last for _, _, stretch in runs for last in stretch.people}
    found: list[Name] = []
    refused: list[tuple[Name, str]] = []
    for field, start, stretch in runs:
        for toponym in stretch.names:
            name, doubts = named(field, start, toponym, texts[field]), toponym.doubts
            if (doubts.any or doubts.last in persons or related(name)) and (
                reason := refusal(gazetteer, name, persons, field in shouted)
            ):
                refused.append((name, reason))
            else:
                found.append(name)
    if not shouted:
        return found, refused
    kept, doubtful = _parted(gazetteer, found, shouted)
    return kept, refused + [(name, _IN_CAPITALS) for name in doubtful]


def _parted(
    gazetteer: Gazetteer, names: Sequence[Name], shouted: Container[str]
) -> tuple[list[Name], list[Name]]:
    """The names that mean places, and those that may not, since only fields that are `shouted` have them."""
    spoken = {name.toponym.key for name in names if name.field not in shouted}
    kept: list[Name] = []
    doubtful: list[Name] = []
    for name in names:
        sure = name.field not in shouted or name.toponym.key in spoken or _great(gazetteer, name)
        (kept if sure else doubtful).append(name)
    return kept, doubtful


def is_shouted(field: str, text: str) -> bool:
    """Whether capitals mean nothing in a text: a headline with one on each word, a line in capitals."""
    if len(text) >= LONGEST_SHOUT or field == "body":
        return text.isupper()
    initials = list(filter(str.isalpha, [word[0] for word in text.split()]))
    return sum(map(str.isupper, initials)) > 0.6 * len(initials)


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
