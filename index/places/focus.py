"""Which of the places that an article names is it about (its geographic focus)?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

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
    weights = {number: _weight(names) for number, (names, _) in merged.items()}
    for number, (_, choice) in merged.items():
        if choice.entry.kind is _COUNTRY:
            weights[number] += PART_OF_COUNTRY * sum(
                weights[other]
                for other, (_, inner) in merged.items()
                if inner.entry.country == choice.entry.country and other != number
            )
    top = max(weights.values(), default=1.0)
    places = [_place(names, choice, weights[number] / top) for number, (names, choice) in merged.items()]
    return tuple(sorted(places, key=lambda place: -place.salience))


def _weight(names: Sequence[Name]) -> float:
    weight = 0.0
    for name in names:
        early = 1.5 if name.field == "body" and name.start < 600 else 1.0
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
    """Other names of the countries, and the spellings that the article uses for its places."""
    named = sorted(filter(None, map(_country_aliases().get, {place.country for place in salient})))
    spelled = [
        texts[mention.field][mention.start : mention.end] for place in salient for mention in place.mentions
    ]
    names = [pair for _, others in named for pair in others] + [(key(name), name) for name in spelled]
    known = {key(place.name) for place in salient}
    return tuple({key: name for key, name in reversed(names) if key not in known}.values())


@cache
def _country_aliases() -> dict[str, tuple[int, list[tuple[str, str]]]]:
    """The place of each country in the table, and its other names with their keys."""
    return {
        country.code: (number, [(key(name), name) for name in country.others[:MOST_ALIASES]])
        for number, country in enumerate(countries())
    }
