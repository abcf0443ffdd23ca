"""Which of the places that an article names is it about (its geographic focus)?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from operator import attrgetter

from index.places.groups import Group
from index.places.keys import key
from index.places.names import countries, country_names
from index.places.resolve import Choice
from index.places.spot import Name
from index.places.store import Kind, Use
from search.article import Mention, Place

SALIENT_FROM = 0.25
SALIENT_WITHIN = 0.15  # for a place named twice in a country that the article is about
MOST_LOCATIONS = 6
MOST_ALIASES = 24  # of a country
PART_OF_COUNTRY = 0.5  # what is said of its places says this much of the country
_KINDS = ("country", "region", "region", "city", "city")
"""What readers are told of each `Kind`."""
_COUNTRY, _PEOPLE = Kind.COUNTRY, Use.PEOPLE  # looked up once: found by a call in Python 3.11
_WEIGHTS = {"headline": 3.0, "standfirst": 1.5, "body": 1.0}


def salient(places: Sequence[Place]) -> list[Place]:
    """The places that the article is about.

    In a country that it is about anyway, a city or region needs less: three mentions of Idlib among
    thirty of Syria are where the story happens.
    """
    countries = {place.country for place in places if place.salience >= SALIENT_FROM}
    return [
        place
        for place in places
        if place.salience >= SALIENT_FROM
        or (place.salience >= SALIENT_WITHIN and place.country in countries and len(place.mentions) > 1)
    ][:MOST_LOCATIONS]


def ranked(found: Sequence[tuple[Group, Choice]]) -> tuple[Place, ...]:
    """The places that were found, the salient first; what is said of a country's places says much of it."""
    merged: dict[int, tuple[list[Name], Choice]] = {}
    for group, choice in found:
        names, _ = merged.setdefault(choice.entry.number, ([], choice))
        names += group.names
    entries = [choice.entry for _, choice in merged.values()]
    weights = [_weight(names) for names, _ in merged.values()]
    of_places: dict[str, float] = {}
    for entry, weight in zip(entries, weights, strict=True):
        if entry.kind is not _COUNTRY:
            of_places[entry.country] = of_places.get(entry.country, 0.0) + weight
    for at, entry in enumerate(entries):
        if entry.kind is _COUNTRY:
            weights[at] += PART_OF_COUNTRY * of_places.get(entry.country, 0.0)
    top = max(weights, default=1.0)
    places = [
        _place(names, choice, weight / top)
        for (names, choice), weight in zip(merged.values(), weights, strict=True)
    ]
    return tuple(sorted(places, key=attrgetter("salience"), reverse=True))


def _weight(names: Sequence[Name]) -> float:
    weight = 0.0
    for name in names:
        early = 1.5 if name.start < 600 and name.field == "body" else 1.0
        people = 0.6 if _PEOPLE in name.toponym.uses else 1.0
        weight += _WEIGHTS.get(name.field, 1.5) * early * people
    return weight


def _place(names: Sequence[Name], choice: Choice, salience: float) -> Place:
    entry = choice.entry
    country = country_names()[entry.country]
    path = country if entry.kind is _COUNTRY else f"{country}/{entry.name}"
    mentions = tuple([Mention(name.field, name.start, name.end) for name in names])
    return Place(
        name=entry.name,
        path=path,
        kind=_KINDS[entry.kind],
        country=entry.country,
        geonameid=entry.geonameid or None,
        region=entry.region or None,
        lat=entry.lat,
        lon=entry.lon,
        mentions=mentions,
        salience=round(salience, 3),
        evidence="; ".join((f'named as "{names[0].toponym.text}" in the {names[0].field}', *choice.reasons)),
    )


def aliases(salient: Sequence[Place], texts: Mapping[str, str]) -> tuple[str, ...]:
    """Other names of the countries, and the spellings that the article uses for its places, by their keys."""
    spelled = [texts[field][start:end] for place in salient for field, start, end in place.mentions]
    found = {key(name): name for name in reversed(spelled)}
    known = map(_country_aliases().get, {place.country for place in salient})
    for _, names in sorted(filter(None, known), reverse=True):
        found |= names
    for place in salient:
        found.pop(key(place.name), None)
    return tuple(found.values())


@cache
def _country_aliases() -> dict[str, tuple[int, dict[str, str]]]:
    """The place of each country in the table, and its other names by their keys, the last first."""
    return {
        country.code: (number, {key(name): name for name in reversed(country.others[:MOST_ALIASES])})
        for number, country in enumerate(countries())
    }
