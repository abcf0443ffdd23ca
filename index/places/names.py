"""Which names and words does the package bring along for places?

Tab-separated files and word lists in `data/`, which a person can read and extend.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable


@dataclass(frozen=True, slots=True)
class CountryNames:
    """A country's ISO 3166-1 code, its name, other names, and names of its people and adjectives."""

    code: str
    name: str
    others: tuple[str, ...]
    people: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RegionNames:
    """A region or district: country, GeoNames code of the region, names, position in degrees."""

    country: str
    code: str
    name: str
    lat: float
    lon: float
    geonameid: int
    others: tuple[str, ...]


@cache
def countries() -> tuple[CountryNames, ...]:
    """All countries of `countries.tsv`."""
    return tuple(
        CountryNames(code, name, _parts(others), _parts(people))
        for code, name, others, people in _rows("countries.tsv", 4)
    )


def regions() -> Iterator[RegionNames]:
    """All first-level regions of `regions.tsv`."""
    for country, code, name, lat, lon, number, others in _rows("regions.tsv", 7):
        yield RegionNames(country, code, name, float(lat), float(lon), int(number or 0), _parts(others))


def districts() -> Iterator[RegionNames]:
    """All counties and districts of `districts.tsv`."""
    for country, code, name, lat, lon, others in _rows("districts.tsv", 6):
        yield RegionNames(country, code, name, float(lat), float(lon), 0, _parts(others))


@cache
def words(file: str) -> frozenset[str]:
    """The words of a list in `data/`, one a line."""
    return frozenset(line for line in _lines(file) if line)


@cache
def country_names() -> dict[str, str]:
    """The countries' names by their codes."""
    return {country.code: country.name for country in countries()}


@cache
def of_class(name: str) -> frozenset[str]:
    """The folded words of a class of `contexts.tsv`. Raises KeyError when there is no such class."""
    return _classes()[name]


@cache
def _classes() -> dict[str, frozenset[str]]:
    return {name: frozenset(_parts(cell)) for name, cell in _rows("contexts.tsv", 2)}


def data() -> bytes:
    """All tables that the compiled gazetteer is made of, for telling whether it is out of date."""
    return b"\0".join(_path(file).read_bytes() for file in ("countries.tsv", "regions.tsv", "districts.tsv"))


def _rows(file: str, width: int) -> Iterator[list[str]]:
    for line in _lines(file):
        cells = [cell.strip() for cell in line.split("\t")]
        yield (cells + [""] * width)[:width]


def _lines(file: str) -> Iterator[str]:
    for line in _path(file).read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            yield line


def _path(file: str) -> Traversable:
    return files("index.places").joinpath("data", file)


def _parts(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split("|") if part.strip())
