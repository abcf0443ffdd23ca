"""How does the gazetteer lie on disk, and how is it looked up?

One file of columns, mapped into memory and read where it lies: opening costs no more than the few
thousand names of countries and regions. A name is found by the hash of its key (`filed.py`), which leads to
the places that bear the name and how they bear it; what begins a name of more words is there with none.

    magic, length of header | header (JSON: countries, regions, columns) | columns, each 8-aligned
"""

from __future__ import annotations

import json
import mmap
import struct
from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from index.places.filed import Filed, Filter
from search.errors import ConfigError

MAGIC = b"BFGAZ\x00\x00\x09"  # its last byte is the version
_HEAD = struct.Struct("<8sQ")
PLACE = struct.Struct("<HHffIIIHB")
"""Country and region of a place as numbers, position in degrees, number in GeoNames, people, where its name
begins in `text` and how many bytes it has, kind."""
_AREA = struct.Struct("<HH")
COLUMNS: Mapping[str, Any] = {
    "keys_from": "I",
    "keys": "Q",
    "key_starts": "I",
    "key_refs": "I",
    "known": "B",
    "following": "B",
    "sounds_from": "I",
    "sounds": "Q",
    "sound_starts": "I",
    "sound_refs": "I",
    "places": "B",
    "text": "B",
}
"""The columns, and the types of their values as in `array`."""


class Kind(IntEnum):
    """What a place is. A district lies between region and city: a county, a parish."""

    COUNTRY = 0
    REGION = 1
    DISTRICT = 2
    CITY = 3
    CAPITAL = 4  # the city that is a country's capital


class Use(IntEnum):
    """How a name is used for a place."""

    NAME = 0
    OTHER = 1  # an alternate name
    PEOPLE = 2  # of its people, or as an adjective: Syrians, Turkish
    SHORT = 3  # an abbreviation that only means the place beside another: La., OR

    __hash__ = int.__hash__  # an enumeration's own is a call in Python


# Looked up here: an enumeration's call takes longer than all else that is done for a place.
_KINDS, _USES = tuple(Kind), tuple(Use)


@dataclass(frozen=True, slots=True)
class Entry:
    """A place of the gazetteer. `region` is "" for countries; `population` is 0 when unknown."""

    number: int
    name: str
    kind: Kind
    country: str
    region: str
    region_code: str
    geonameid: int
    lat: float
    lon: float
    population: int


Refs = tuple[tuple[int, Use], ...]


class Gazetteer:
    """The places of the world by name. Reading it is safe from several threads.

    `follows` says whether a folded word may stand in a name after its first; so do two of 100 that may not.
    """

    def __init__(self, buffer: bytes | mmap.mmap) -> None:
        """Raises ConfigError when the buffer is not a gazetteer of this version."""
        view = memoryview(buffer)
        try:
            magic, length = _HEAD.unpack_from(view)
            if magic != MAGIC:
                raise ValueError("another format")
            header = json.loads(bytes(view[_HEAD.size : _HEAD.size + length]))
            column: dict[str, Any] = {
                name: view[slice(*header["columns"][name])].cast(form) for name, form in COLUMNS.items()
            }
            self._keys = Filed(column["keys_from"], column["keys"], column["key_starts"], column["key_refs"])
            self._sounds = Filed(
                column["sounds_from"], column["sounds"], column["sound_starts"], column["sound_refs"]
            )
            self._places: memoryview = column["places"]
            self._text: memoryview = column["text"]
            self._is_known = Filter(column["known"]).may_hold
            self.follows = Filter(column["following"]).may_hold
        except (struct.error, ValueError, KeyError, TypeError) as error:
            raise ConfigError(f"not a gazetteer: {error}", "Delete the file; it is made again.") from error
        self._countries: list[str] = header["countries"]
        self._regions: list[list[str]] = header["regions"]
        self.country_numbers: Mapping[str, int] = {
            code: number for number, code in enumerate(self._countries)
        }
        self.entry = lru_cache(maxsize=8_192)(self._entry)
        self.named = lru_cache(maxsize=16_384)(self.look_up)
        self.uses = lru_cache(maxsize=16_384)(self._uses)

    @classmethod
    def open(cls, path: Path) -> Gazetteer:
        """Maps a file. Raises OSError when it cannot be read and ConfigError when it is not a gazetteer."""
        with path.open("rb") as file:
            try:
                return cls(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
            except ValueError as error:
                raise ConfigError(f"{path} is empty", "Delete the file; it is made again.") from error

    def __len__(self) -> int:
        """How many places there are."""
        return len(self._places) // PLACE.size

    def sounding(self, sound: str) -> tuple[int, ...]:
        """The places whose names sound like this (`keys.sound`)."""
        return tuple(ref >> 2 for ref in self._sounds.find(sound) or ())

    def area(self, number: int) -> tuple[int, int]:
        """The country and region that a place lies in, as numbers: equal if those of its `entry` are."""
        country, region = _AREA.unpack_from(self._places, number * PLACE.size)
        return country, region

    def look_up(self, key: str) -> Refs | None:
        """The places that bear a name (`keys.key`) and how; `named` does the same and keeps what it found.

        Empty when it only begins longer names, None when it does not even that.
        """
        refs = self._keys.find(key) if self._is_known(key) else None
        return None if refs is None else tuple([(ref >> 2, _USES[ref & 3]) for ref in refs])

    def _uses(self, key: str) -> frozenset[Use]:
        """How the places that bear a name bear it."""
        return _shared(frozenset([use for _, use in self.named(key) or ()]))

    def _entry(self, number: int) -> Entry:
        """A place by its number."""
        country, region, lat, lon, geonameid, population, start, length, kind = PLACE.unpack_from(
            self._places, number * PLACE.size
        )
        region_code, region_name = self._regions[region]
        return Entry(
            number,
            str(self._text[start : start + length], "utf-8", "replace"),
            _KINDS[kind],
            self._countries[country],
            region_name,
            region_code,
            geonameid,
            round(lat, 5),
            round(lon, 5),
            population,
        )


@cache
def _shared(uses: frozenset[Use]) -> frozenset[Use]:
    """The same object for equal sets, which are few and large."""
    return uses


def is_of_former_version(path: Path) -> bool:
    """Whether a file is a gazetteer of a version before this one. Raises OSError when it cannot be read."""
    if not path.is_file():
        return False
    with path.open("rb") as file:
        magic = file.read(len(MAGIC))
    return magic[:-1] == MAGIC[:-1] and magic < MAGIC


def pack(
    columns: Mapping[str, array[Any] | bytes], countries: Sequence[str], regions: Sequence[Sequence[str]]
) -> bytes:
    """The bytes of a gazetteer: what `Gazetteer` reads."""
    blobs = {
        name: column if isinstance(column, bytes) else column.tobytes() for name, column in columns.items()
    }
    header = b""
    for _ in range(3):  # offsets depend on the header's length, and its length a little on them
        at = _aligned(_HEAD.size + len(header))
        offsets = {}
        for name, blob in blobs.items():
            offsets[name] = (at, at + len(blob))
            at = _aligned(at + len(blob))
        header = json.dumps({"countries": countries, "regions": regions, "columns": offsets}).encode()
        header += b" " * (-len(header) % 64)
    parts = bytearray(_HEAD.pack(MAGIC, len(header)) + header)
    for name, blob in blobs.items():
        parts += b"\0" * (offsets[name][0] - len(parts)) + blob
    return bytes(parts)


def _aligned(offset: int) -> int:
    return (offset + 7) // 8 * 8
