"""Which places bear a name, and how likely is each when nothing else is known?"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from operator import itemgetter

from index.places.keys import key as spelling
from index.places.store import Entry, Gazetteer, Kind, Use

RIVAL = 2.0  # of the prior score, which is a hundredth of the population
GREAT, CAPITAL = 0.5, 1.0  # added to the score of a city of a million people, of a capital
FORMER = 2.5  # taken from the score of a city by a name that it had and that another city has
LEAST_NAMESAKE = 10_000  # people of that other city
LEAST_ALIKE = 0.5  # of 1: spellings of one name, by matching letters
GREATEST = 1_000_000  # people of a city that may be called like its state: New York
_MOST_FROM_CONTEXT = 3.4  # what country, region and near can add, all but always
# Looked up once: members of an enumeration are found by a call in Python 3.11.
_COUNTRY, _REGION, _DISTRICT, _CITY, _CAPITAL = Kind
_NAME = Use.NAME


@dataclass(frozen=True, slots=True)
class Bearers:
    """The places that bear a name, with how likely each is when nothing else is known.

    `all` are in order, the likeliest first; `likely` are those of them that evidence can lift to the top, as
    it may what lies in the outlet's country. `kind` is that of the greatest, `unrivalled` says that one is
    the likeliest by far, `has_region` that one is a region; in `areas` others may lie.
    """

    all: tuple[tuple[float, Entry], ...]
    likely: tuple[tuple[float, Entry], ...]
    kind: Kind
    unrivalled: bool
    has_region: bool
    areas: tuple[Entry, ...]


@lru_cache(maxsize=8_192)
def bearers(gazetteer: Gazetteer, key: str, home: str) -> Bearers:
    """The places that bear a name of the gazetteer; `home` is the code of the outlet's country, or empty."""
    entries = _without_lesser([(gazetteer.entry(number), use) for number, use in gazetteer.named(key) or ()])
    priors = [_prior(entry, use) for entry, use in entries]
    likeliest = sorted(priors, reverse=True)
    taken = any(use is _NAME and entry.population >= LEAST_NAMESAKE for entry, use in entries)
    places = [
        (prior - FORMER if taken and _is_former(key, entry, use) else prior, entry)
        for prior, (entry, use) in zip(priors, entries, strict=True)
    ]
    places.sort(key=itemgetter(0), reverse=True)
    least = places[0][0] - _MOST_FROM_CONTEXT
    return Bearers(
        tuple(places),
        tuple([each for each in places if each[0] >= least or each[1].country == home]),
        min(entry.kind for _, entry in places),
        len(places) == 1 or likeliest[0] - likeliest[1] >= RIVAL,
        any(entry.kind is _REGION for _, entry in places),
        tuple([entry for _, entry in places if entry.kind < _CITY]),
    )


def is_state(entry: Entry) -> bool:
    """Whether a place is a country, or one of the regions that are called like countries: Georgia."""
    return entry.kind is _COUNTRY or (entry.kind is _REGION and entry.country == "US")


def _without_lesser(entries: Sequence[tuple[Entry, Use]]) -> list[tuple[Entry, Use]]:
    """Without cities that bear the name of a country or state beside their own: Mexico City is not Mexico."""
    states = [entry for entry, use in entries if is_state(entry) and use is not Use.PEOPLE]
    if not states:
        return list(entries)
    least = math.inf if any(state.kind is _COUNTRY for state in states) else GREATEST
    return [
        (entry, use)
        for entry, use in entries
        if entry.kind < _CITY or use is _NAME or entry.population >= least
    ]


def _is_former(key: str, entry: Entry, use: Use) -> bool:
    """Whether a city had a name once: it is no spelling of the one it has (Odessa is Odesa)."""
    if entry.kind < _CITY or use is _NAME:
        return False
    name = spelling(entry.name)
    return key not in name and not _alike(key, name)


def _alike(left: str, right: str) -> bool:
    """Whether two names may be spellings of one; most have too few letters in common to look further."""
    least = LEAST_ALIKE * (len(left) + len(right)) / 2
    if sum(min(left.count(letter), right.count(letter)) for letter in set(left)) < least:
        return False
    return SequenceMatcher(None, left, right).ratio() >= LEAST_ALIKE


def _prior(entry: Entry, use: Use) -> float:
    """How likely a place is meant by its name when nothing else is known."""
    if entry.kind is _COUNTRY:
        return 8.0
    if entry.kind is _REGION:
        return 6.5 if entry.country in ("US", "CA", "GB", "AU", "IN", "DE") else 4.4
    if entry.kind is _DISTRICT:
        return 3.5
    size = math.log10(entry.population + 1) + (GREAT if entry.population >= 1_000_000 else 0.0)
    size += CAPITAL if entry.kind is _CAPITAL else 0.0
    return size - (0.0 if use is _NAME else 1.0 if entry.population > 300_000 else 2.0)
