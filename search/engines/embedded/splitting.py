"""Where do the runs of many texts begin and end, and which are the same?

A run is what stands between two spaces, or between punctuation that no word has inside, in lower case.
Its stretches (see `search.analysis`) are those of the text, but there are fewer different runs. Many
texts are one array of bytes here, so finding their runs takes some passes of NumPy, and a run of up to
sixteen bytes is two numbers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from search import analysis

Counts = npt.NDArray[np.int32]
Numbers = npt.NDArray[np.int64]
Halves = npt.NDArray[np.uint64]

TOGETHER = 1 << 20
"""Characters of text that are split at once: what is made of them stays in the processor's caches."""

_SPACE = 0x20
"""Bytes up to this one, spaces and control characters, stand between runs."""

_INSIDE = b"'.,-_"
"""Punctuation that can stand in a word, or decides whether it is one: `8,500`, `U.N._`."""

_TRANSLATED = bytes(
    byte if byte >= 0x80 or byte in _INSIDE else ord(chr(byte).lower()) if chr(byte).isalnum() else _SPACE
    for byte in range(256)
)
_PUNCTUATION = np.array([0x80 <= byte < 0xC0 for byte in range(256)])
_PUNCTUATION[[character.encode()[2] for character in "‐‑’"]] = False
"""Third bytes of the characters from U+2000 to U+203F, dashes and quotes, that no word has inside."""

_LONG_RUN = 16
"""Characters of a run, on average, from which on a text has no spaces to speak of."""

_HALF = 8
_MASKS = np.array([(1 << 8 * size) - 1 for size in range(_HALF + 1)], np.uint64)


@dataclass(frozen=True)
class Split:
    """Texts taken apart: run `i` is `content[starts[i]:ends[i]]`; `counts` has how many each text has."""

    content: bytes
    starts: Numbers
    ends: Numbers
    counts: Counts

    @classmethod
    def of(cls, texts: Iterable[str]) -> Split:
        """The runs of texts, one text's after the other's."""
        encoded = [_spaced(text) for text in texts]
        content = b" ".join([b"", *encoded, b""]).translate(_TRANSLATED)
        inside = _inside(np.frombuffer(content, np.uint8))
        edges = np.flatnonzero(inside[1:] != inside[:-1]) + 1
        starts, ends = edges[::2], edges[1::2]
        bounds = np.cumsum([1, *(len(text) + 1 for text in encoded)])
        counts = np.diff(np.searchsorted(starts, bounds)).astype(np.int32)
        return cls(content, starts, ends, counts)

    def spelt(self, places: Numbers) -> Iterator[str]:
        """The runs at these places."""
        for start, end in zip(self.starts[places].tolist(), self.ends[places].tolist(), strict=True):
            yield self.content[start:end].decode()

    def halves(self) -> tuple[Halves, Halves]:
        """The first and the second eight bytes of each run, little-endian, with zeros after its end.

        No run has zeros, so a run of up to sixteen bytes is told from all others by its two numbers.
        For longer ones both are 0.
        """
        sizes = self.ends - self.starts
        padded = self.content + bytes(3 * _HALF - len(self.content) % _HALF)
        eights = np.frombuffer(padded, "<u8")
        first = _eight(eights, self.starts, sizes)
        second = np.zeros(len(sizes), np.uint64)
        more = np.flatnonzero(sizes > _HALF)
        second[more] = _eight(eights, self.starts[more] + _HALF, sizes[more] - _HALF)
        long = sizes > 2 * _HALF
        first[long] = second[long] = 0
        return first, second


def _spaced(text: str) -> bytes:
    """The text as UTF-8; one that is not written with spaces as its stretches, with spaces between them.

    Scripts without spaces take three bytes a character or more.
    """
    encoded = text.encode()
    if len(encoded) > 2 * len(text) > 2 * _LONG_RUN * text.count(" "):
        return " ".join(analysis.stretches(text)).encode()
    return encoded


def _inside(letters: npt.NDArray[np.uint8]) -> npt.NDArray[np.bool_]:
    """Which bytes are inside runs; not spaces, nor punctuation that no word has inside or ends with."""
    inside = letters > _SPACE
    narrow = np.flatnonzero(letters[:-1] == 0xC2)
    narrow = narrow[letters[narrow + 1] == 0xA0]  # no-break space
    wide = np.flatnonzero(letters[:-2] == 0xE2)
    wide = wide[(letters[wide + 1] == 0x80) & _PUNCTUATION[letters[wide + 2]]]
    for apart in (narrow, narrow + 1, wide, wide + 1, wide + 2):
        inside[apart] = False
    stops = (letters[:-1] == ord(".")) | (letters[:-1] == ord(","))
    inside[:-1] &= inside[1:] | ~stops
    return inside


def _eight(eights: Halves, starts: Numbers, sizes: Numbers) -> Halves:
    """Up to eight bytes from each of `starts` on; `eights` are all bytes, eight to a number."""
    at, bits = starts >> 3, (starts & 7).astype(np.uint64) << np.uint64(3)
    found = eights.take(at) >> bits
    found |= eights.take(at + 1) << (np.uint64(64) - bits)  # NumPy shifts by 64 to 0
    found &= _MASKS.take(np.minimum(sizes, _HALF))
    return found


def together(texts: Iterable[str]) -> Iterator[list[str]]:
    """The texts, so many at a time that they have about `TOGETHER` characters."""
    gathered: list[str] = []
    characters = 0
    for text in texts:
        gathered.append(text)
        characters += len(text)
        if characters >= TOGETHER:
            yield gathered
            gathered, characters = [], 0
    if gathered:
        yield gathered
