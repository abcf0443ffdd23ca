"""How is something filed under names, and found again without a look at the names themselves?

A name is filed under the 64-bit hash of its key: a directory says where hashes with its first bits lie, and
binary search finds it among those. Most of what is asked for is nowhere; of nearly all of that a filter says
so, by a hash that is found in a tenth of the time.
"""

from __future__ import annotations

import hashlib
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple
from zlib import crc32

_FIRST = 16  # bits of a hash that the directory goes by
_REST = 64 - _FIRST


class Filed(NamedTuple):
    """Numbers by the hashes of names: columns of a file, as `filed` makes them."""

    directory: Sequence[int]
    hashes: Sequence[int]
    starts: Sequence[int]
    refs: memoryview

    def find(self, name: str) -> list[int] | None:
        """What is filed under a name, which may be nothing; None if the name is not there."""
        wanted = digest(name)
        first = wanted >> _REST
        high = self.directory[first + 1]
        at = bisect_left(self.hashes, wanted, self.directory[first], high)
        if at == high or self.hashes[at] != wanted:
            return None
        return self.refs[self.starts[at] : self.starts[at + 1]].tolist()


def filed(numbers: Mapping[int, Iterable[int]]) -> tuple[array[int], array[int], array[int], array[int]]:
    """The columns of `Filed` for numbers by hashes."""
    hashes, starts, refs = array("Q", sorted(numbers)), array("I", [0]), array("I")
    for digested in hashes:
        refs.extend(sorted(numbers[digested]))
        starts.append(len(refs))
    directory = array("I", (bisect_left(hashes, first << _REST) for first in range(2**_FIRST + 1)))
    return directory, hashes, starts, refs


class Filter:
    """A Bloom filter (Bloom, 1970) with one hash function: which words may be of a set."""

    def __init__(self, bits: bytearray | memoryview) -> None:
        """`bits` are as many as a power of two; of a file they are read where they lie."""
        self.bits = bits
        self._last = len(bits) * 8 - 1

    def add(self, word: str) -> None:
        """Puts a word into the set."""
        bit = crc32(word.encode("utf-8", "replace")) & self._last
        self.bits[bit >> 3] |= 1 << (bit & 7)

    def may_hold(self, word: str) -> bool:
        """Whether a word may be of the set; of the words that are not, so are as many as bits are set."""
        bit = crc32(word.encode("utf-8", "replace")) & self._last
        return self.bits[bit >> 3] >> (bit & 7) & 1 == 1


def digest(name: str) -> int:
    """The 64-bit hash that a name is filed under."""
    return int.from_bytes(hashlib.blake2b(name.encode("utf-8", "replace"), digest_size=8).digest(), "little")
