"""How does the gazetteer lie on disk, and how is it looked up?

One file of columns, mapped into memory and read where it lies: opening costs no more than the few
thousand names of countries and regions. A name is found by the 64-bit hash of its key: a directory says
where hashes with its first bits lie, and binary search finds it among those. Each hash leads to the
places that bear the name and how they bear it; what begins a name of more words is there with none.

    magic, length of header | header (JSON: countries, regions, columns) | columns, each 8-aligned
"""

from __future__ import annotations

import hashlib
import json
import mmap
import struct
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from search.errors import ConfigError

MAGIC = b"BFGAZ\x00\x00\x08"  # its last byte is the version
_HEAD = struct.Struct("<8sQ")
_FIRST = 16  # bits of a hash that the directory goes by
_REST = 64 - _FIRST
_BIT = 22  # bits of a word's hash that tell which of `following` is its own
_COLUMNS = {
    "keys_from": "I",
    "keys": "Q",
    "starts": "I",
    "refs": "I",
    "sounds_from": "I",
    "sounds": "Q",
    "sound_starts": "I",
    "sound_refs": "I",
    "geonameid": "I",
    "lat": "f",
    "lon": "f",
    "population": "I",
    "country": "H",
    "region": "H",
    "kind": "B",
    "name": "I",
}


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
    """The places of the world by name. Reading it is safe from several threads."""

    def __init__(self, buffer: bytes | mmap.mmap) -> None:
        """Raises ConfigError when the buffer is not a gazetteer of this version."""
        view = memoryview(buffer)
        try:
            magic, length = _HEAD.unpack_from(view)
            if magic != MAGIC:
                raise ValueError("another format")
            header: dict[str, Any] = json.loads(bytes(view[_HEAD.size : _HEAD.size + length]))
            self._columns: dict[str, Any] = {}
            for name, (start, end) in header["columns"].items():
                form: Any = _COLUMNS.get(name, "B")
                self._columns[name] = view[start:end].cast(form)
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
        return len(self._columns["kind"])

    def sounding(self, sound: str) -> tuple[int, ...]:
        """The places whose names sound like this (`keys.sound`)."""
        return tuple(ref >> 2 for ref in self._refs("sounds", sound) or ())

    def area(self, number: int) -> tuple[int, int]:
        """The country and region that a place lies in, as numbers: equal if those of its `entry` are."""
        return self._columns["country"][number], self._columns["region"][number]

    def look_up(self, key: str) -> Refs | None:
        """The places that bear a name (`keys.key`) and how; `named` does the same and keeps what it found.

        Empty when it only begins longer names, None when it does not even that.
        """
        refs = self._refs("keys", key)
        return None if refs is None else tuple([(ref >> 2, _USES[ref & 3]) for ref in refs])

    def follows(self, word: str) -> bool:
        """Whether a folded word may stand in a name after its first; so do two of 100 that may not."""
        bit = digest(word) >> 64 - _BIT
        return bool(self._columns["following"][bit >> 3] >> (bit & 7) & 1)

    def _uses(self, key: str) -> frozenset[Use]:
        """How the places that bear a name bear it."""
        return _shared(frozenset(use for _, use in self.named(key) or ()))

    def _refs(self, column: str, text: str) -> Sequence[int] | None:
        keys, directory = self._columns[column], self._columns[f"{column}_from"]
        wanted = digest(text)
        first = wanted >> _REST
        low, high = directory[first], directory[first + 1]
        at = bisect_left(keys, wanted, low, high)
        if at == high or keys[at] != wanted:
            return None
        prefix = "" if column == "keys" else "sound_"
        starts = self._columns[f"{prefix}starts"]
        refs: list[int] = self._columns[f"{prefix}refs"][starts[at] : starts[at + 1]].tolist()
        return refs

    def _entry(self, number: int) -> Entry:
        """A place by its number."""
        column = self._columns
        start = column["name"][number]
        text = bytes(column["text"][start : start + 256]).split(b"\0", 1)[0].decode("utf-8", "replace")
        region = self._regions[column["region"][number]]
        return Entry(
            number,
            text,
            _KINDS[column["kind"][number]],
            self._countries[column["country"][number]],
            region[1],
            region[0],
            column["geonameid"][number],
            round(column["lat"][number], 5),
            round(column["lon"][number], 5),
            column["population"][number],
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


def directory(keys: Sequence[int]) -> array[int]:
    """Where among ascending hashes those with each value of the first bits begin, and where they end."""
    return array("I", (bisect_left(keys, first << _REST) for first in range(2**_FIRST + 1)))


def following(words: Iterable[str]) -> bytes:
    """A Bloom filter (Bloom, 1970) with one hash function: a bit for each of these words."""
    bits = bytearray(2**_BIT // 8)
    for word in words:
        bit = digest(word) >> 64 - _BIT
        bits[bit >> 3] |= 1 << (bit & 7)
    return bytes(bits)


def digest(text: str) -> int:
    """The 64-bit hash that a name is filed under."""
    return int.from_bytes(hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=8).digest(), "little")


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
