"""Where does an article play, as far as its names have been resolved?"""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from index.places.store import Entry, Kind

NEAR = 120  # kilometres
MOST_POINTS = 16
_KM_PER_DEGREE = 111.2
_NEAR_BY_LATITUDE = NEAR / _KM_PER_DEGREE
# Looked up once: members of an enumeration are found by a call in Python 3.11.
_COUNTRY, _CITY = Kind.COUNTRY, Kind.CITY


def _no_counts() -> defaultdict[Any, int]:
    return defaultdict(int)  # which is made in a tenth of the time that a Counter takes


@dataclass(slots=True)
class Context:
    """What is known of where the article plays, while its names are resolved.

    `named` counts the names that mean a country itself, the others the names that were settled in one.
    """

    named: defaultdict[str, int] = field(default_factory=_no_counts)
    countries: defaultdict[str, int] = field(default_factory=_no_counts)
    regions: defaultdict[tuple[str, str], int] = field(default_factory=_no_counts)
    points: list[tuple[float, float]] = field(default_factory=list)
    home: Entry | None = None

    def has_country(self, country: str) -> bool:
        """Whether a name may have been settled in a country, or have meant it."""
        return country in self.countries or country in self.named

    def is_near(self, entry: Entry) -> bool:
        """Whether a settled place is near this one, and not the place itself; most are far by latitude."""
        lat = entry.lat
        for point in self.points:
            if abs(point[0] - lat) < _NEAR_BY_LATITUDE and 0 < distance(entry, point) < NEAR:
                return True
        return False

    def add(self, entry: Entry) -> None:
        """Learns of a settled place."""
        self._count(entry, 1)
        if entry.kind >= _CITY and len(self.points) < MOST_POINTS:
            self.points.append((entry.lat, entry.lon))

    def remove(self, entry: Entry) -> None:
        """Forgets a settled place, so that it is no evidence for itself."""
        self._count(entry, -1)
        point = (entry.lat, entry.lon)
        if entry.kind >= _CITY and point in self.points:
            self.points.remove(point)

    def _count(self, entry: Entry, by: int) -> None:
        if entry.kind is _COUNTRY:
            self.named[entry.country] += by
            return
        self.countries[entry.country] += by
        if entry.region_code:
            self.regions[entry.country, entry.region_code] += by


def distance(entry: Entry, point: tuple[float, float]) -> float:
    """About how many kilometres a place lies from a point (equirectangular approximation)."""
    east = (entry.lon - point[1] + 180) % 360 - 180
    return _KM_PER_DEGREE * math.hypot(entry.lat - point[0], east * math.cos(math.radians(entry.lat)))
