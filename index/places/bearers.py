"""Which places bear a name, and how likely is each when nothing else is known?"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from operator import itemgetter

from index.places.store import Entry, Gazetteer, Kind, Use

RIVAL = 2.0  # of the prior score, which is a hundredth of the population
GREAT, CAPITAL = 0.5, 1.0  # added to the score of a city of a million people, of a capital
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
    entries = [(gazetteer.entry(number), use) for number, use in gazetteer.named(key) or ()]
    places = sorted([(_prior(entry, use), entry) for entry, use in entries], key=itemgetter(0), reverse=True)
    least = places[0][0] - _MOST_FROM_CONTEXT
    return Bearers(
        tuple(places),
        tuple([each for each in places if each[0] >= least or each[1].country == home]),
        min(entry.kind for _, entry in places),
        len(places) == 1 or places[0][0] - places[1][0] >= RIVAL,
        any(entry.kind is _REGION for _, entry in places),
        tuple([entry for _, entry in places if entry.kind < _CITY]),
    )


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
