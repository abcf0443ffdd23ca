"""Which places does an article name, and which of them is it about?"""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from itertools import zip_longest

from index.places import judge
from index.places.heard import heard
from index.places.keys import key
from index.places.names import countries
from index.places.resolve import ACCEPTED_FROM, Choice, Group, resolve
from index.places.spot import Name, Run, runs
from index.places.store import Entry, Gazetteer, Kind, Use
from search.article import Mention, Place

SALIENT_FROM = 0.25
SALIENT_WITHIN = 0.15  # for a place named twice in a country that the article is about
MOST_LOCATIONS = 6
LONGEST_SHOUT = 400  # characters
MOST_ALIASES = 24  # of a country
PART_OF_COUNTRY = 0.5  # what is said of its places says this much of the country
CITY, GREAT_CITY = 150_000, 500_000  # people
_KINDS = {
    Kind.COUNTRY: "country",
    Kind.REGION: "region",
    Kind.DISTRICT: "region",
    Kind.CITY: "city",
    Kind.CAPITAL: "city",
}
_WEIGHTS = {"headline": 3.0, "standfirst": 1.5, "body": 1.0}


@dataclass(frozen=True, slots=True)
class Refused:
    """A name of the gazetteer that does not mean a place here, where it stands, and why not."""

    text: str
    mention: Mention
    reason: str


Judged = tuple[Name, str]
"""A name and why it does not mean a place."""


@dataclass(frozen=True, slots=True)
class Located:
    """What `locate` found: places with evidence, paths for the location facet, other names, refusals."""

    places: tuple[Place, ...] = ()
    locations: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    _refused: tuple[Judged, ...] = ()

    @property
    def refused(self) -> tuple[Refused, ...]:
        """The names that do not mean places here, and why; made when asked for, since few people ask."""
        return tuple(
            Refused(name.toponym.text, Mention(name.field, name.start, name.end), reason)
            for name, reason in self._refused
        )


def find(
    gazetteer: Gazetteer, texts: Mapping[str, str], dateline: str | None = None, home: str = ""
) -> tuple[Place, ...]:
    """The places that an article names; see `locate`."""
    return locate(gazetteer, texts, dateline, home).places


def _salient(places: Sequence[Place]) -> list[Place]:
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


def locate(
    gazetteer: Gazetteer, texts: Mapping[str, str], dateline: str | None = None, home: str = ""
) -> Located:
    """The places that an article names, the salient first.

    `texts` maps fields of the article to their text; `home` is where the outlet is at home, as
    `CC`, `CC Place` or `CC-REGION Place`.
    """
    texts = {**({"dateline": dateline} if dateline else {}), **texts}
    spotted = [run for field, text in texts.items() if text for run in runs(gazetteer, field, text)]
    shouted = {field for field, text in texts.items() if field != "dateline" and _shouted(field, text)}
    names, refused = _judged(gazetteer, spotted, texts, shouted)
    groups = _grouped(names)
    chosen = resolve(gazetteer, groups, home_of(gazetteer, home))
    places, weak = [], []
    for group in groups:
        choice = chosen.get(group.key)
        if choice and choice.score >= ACCEPTED_FROM:
            places.append((group, choice))
        else:
            weak += [
                (name, "only a small place has this name, and nothing points to it") for name in group.names
            ]
    taken = {(name.field, name.start) for group, _ in places for name in group.names}
    free = (run for run in spotted if not run.phrase.names or not _any_of(run, taken))
    places += heard(gazetteer, free, texts, [choice.entry for _, choice in places])
    found = _placed(places)
    salient = _salient(found)
    return Located(
        found,
        tuple(dict.fromkeys(place.path for place in salient)),
        _aliases(salient, texts),
        (*refused, *weak),
    )


def home_of(gazetteer: Gazetteer, home: str) -> Entry | None:
    """The place that an outlet's home names: `US-LA Alexandria`, `GB Oxford`, `US-MN Minnesota`, `SY`."""
    where, _, name = home.partition(" ")
    country, _, region = where.partition("-")
    refs = gazetteer.named(key(name or _country_names().get(country, ""))) or ()
    entries = [gazetteer.entry(number) for number, _ in refs]
    fitting = [
        entry for entry in entries if entry.country == country and (not region or entry.region_code == region)
    ]
    return max(fitting, key=lambda entry: (entry.kind >= Kind.CITY, entry.population), default=None)


@cache
def _country_names() -> dict[str, str]:
    return {country.code: country.name for country in countries()}


def _shouted(field: str, text: str) -> bool:
    """Whether capitals mean nothing in a text: a headline with one on each word, a line in capitals."""
    if len(text) >= LONGEST_SHOUT or field == "body":
        return text.isupper()
    words = [word for word in text.split() if word[:1].isalpha()]
    return sum(word[:1].isupper() for word in words) > 0.6 * len(words)


def _any_of(run: Run, taken: Container[tuple[str, int]]) -> bool:
    """Whether one of the names of a run is among those that are taken."""
    return any((run.field, run.start + toponym.start) in taken for toponym in run.phrase.names)


def _judged(
    gazetteer: Gazetteer, spotted: Sequence[Run], texts: Mapping[str, str], shouted: set[str]
) -> tuple[list[Name], list[Judged]]:
    """The names that may mean places, and the others."""
    persons = judge.people(spotted)
    names, refused = [], []
    all_names = [
        Name(field, start + toponym.start, start + toponym.end, texts[field], toponym)
        for field, start, phrase in spotted
        for toponym in phrase.names
    ]
    for name, after in zip_longest(all_names, all_names[1:]):
        sure = partial(_sure, gazetteer, name, after)
        if reason := judge.refusal(name, persons, name.field in shouted, sure):
            refused.append((name, reason))
        else:
            names.append(name)
    spoken = {name.toponym.key for name in names if name.field not in shouted}
    kept = []
    for name in names:
        if name.field not in shouted or name.toponym.key in spoken or _great(gazetteer, name):
            kept.append(name)
        else:
            refused.append((name, "in a line of capitals, and not named elsewhere"))
    return kept, refused


def _sure(gazetteer: Gazetteer, name: Name, after: Name | None) -> bool:
    """Whether a place is meant by what may be an ordinary word: "Reading, Pa.", "in Reading"."""
    if after and _follows(name, after) and _is_region(gazetteer, after):
        return True
    return judge.alone_inside(name) and _of_size(gazetteer, name, CITY)


def _is_region(gazetteer: Gazetteer, name: Name) -> bool:
    return any(gazetteer.entry(number).kind <= Kind.REGION for number, _ in name.toponym.refs)


def _of_size(gazetteer: Gazetteer, name: Name, least: int) -> bool:
    refs = name.toponym.refs
    return any(gazetteer.entry(number).population >= least for number, use in refs if use is Use.NAME)


def _great(gazetteer: Gazetteer, name: Name) -> bool:
    """Whether a name is a country's or a great city's that no person bears, and so known without context."""
    if judge.like_person(name):
        return False
    entries = [
        gazetteer.entry(number)
        for number, use in name.toponym.refs
        if use in (Use.NAME, Use.PEOPLE) or len(name.toponym.key) < 4
    ]
    return any(entry.kind is Kind.COUNTRY or entry.population >= GREAT_CITY for entry in entries)


def _grouped(names: Sequence[Name]) -> list[Group]:
    groups: dict[str, Group] = {}
    for number, name in enumerate(names):
        key = name.toponym.key
        group = groups.setdefault(key, Group(key, []))
        group.names.append(name)
        group.placed = group.placed or judge.placed(name)
        group.area = group.area or judge.area(name)
        group.like_person = not group.placed and judge.like_person(name)
        if not group.within and number + 1 < len(names) and _follows(name, names[number + 1]):
            group.within = names[number + 1].toponym.refs
    return list(groups.values())


def _follows(name: Name, other: Name) -> bool:
    return (name.field == other.field and 0 < other.start - name.end <= 2 and name.after[:1] in ",(") or (
        name.end + 2 == other.start and name.after[:2] == ", "
    )


def _placed(found: Sequence[tuple[Group, Choice]]) -> tuple[Place, ...]:
    merged: dict[int, tuple[list[Name], Choice]] = {}
    for group, choice in found:
        names, _ = merged.setdefault(choice.entry.number, ([], choice))
        names += group.names
    weights = {number: _weight(names) for number, (names, _) in merged.items()}
    for number, (_, choice) in merged.items():
        if choice.entry.kind is Kind.COUNTRY:
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
        people = 0.6 if Use.PEOPLE in name.toponym.uses else 1.0
        weight += _WEIGHTS.get(name.field, 1.5) * early * people
    return weight


def _place(names: Sequence[Name], choice: Choice, salience: float) -> Place:
    entry = choice.entry
    country = _country_names()[entry.country]
    path = country if entry.kind is Kind.COUNTRY else f"{country}/{entry.name}"
    mentions = tuple(Mention(name.field, name.start, name.end) for name in names)
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


def _aliases(salient: Sequence[Place], texts: Mapping[str, str]) -> tuple[str, ...]:
    """Other names of the countries, and the spellings that the article uses for its places."""
    named = sorted(filter(None, map(_country_aliases().get, {place.country for place in salient})))
    names = [name for _, others in named for name in others]
    names += [
        texts[mention.field][mention.start : mention.end] for place in salient for mention in place.mentions
    ]
    known = {key(place.name) for place in salient}
    return tuple({key(name): name for name in reversed(names) if key(name) not in known}.values())


@cache
def _country_aliases() -> dict[str, tuple[int, tuple[str, ...]]]:
    """The place of each country in the table, and its other names."""
    return {
        country.code: (number, country.others[:MOST_ALIASES]) for number, country in enumerate(countries())
    }


__all__ = ["Located", "Refused", "find", "locate"]
