"""Where are documents kept that were read before their turn? Packed, in a temporary file without a name."""

from __future__ import annotations

import pickle
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from typing import IO, Self

import zstandard

from index.document import RawDocument, Rejected
from index.sources import Source

_MOST = 2**29
"""Bytes of packed documents that are kept; a page of 80 KB takes 28,000."""
_LEVEL = 1
"""Packs a page to a quarter in a fifth of a millisecond."""

Documents = Sequence[RawDocument | Rejected]


def packed(documents: Documents) -> bytes:
    """The documents as bytes."""
    return zstandard.ZstdCompressor(_LEVEL).compress(pickle.dumps(documents, pickle.HIGHEST_PROTOCOL))


def unpacked(documents: bytes) -> Documents:
    """What `packed` was given. Only for what this program has packed itself: pickles can run code."""
    found: Documents = pickle.loads(zstandard.ZstdDecompressor().decompress(documents))  # noqa: S301
    return found


@dataclass(frozen=True, slots=True)
class _Place:
    start: int
    size: int


class Spool:
    """Keeps packed documents by the file that they are from, until it is closed, and gives each once.

    Where no temporary file can be had, or the disk is full, less is kept, and files are read again.
    """

    def __init__(self) -> None:
        self._file: IO[bytes] | None = None
        self._end = 0
        self._room = _MOST
        self._places: dict[Source, _Place] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._file:
            self._file.close()

    def keep(self, source: Source, documents: bytes) -> None:
        """Sets the documents of a file aside, while there is room."""
        if self._end + len(documents) > self._room:
            return
        try:
            self._write(documents)
        except OSError:
            self._room = self._end
            return
        self._places[source] = _Place(self._end, len(documents))
        self._end += len(documents)

    def take(self, source: Source) -> bytes | None:
        """The packed documents of a file; None if they were not set aside."""
        place = self._places.pop(source, None)
        if place is None or self._file is None:
            return None
        self._file.seek(place.start)
        return self._file.read(place.size)

    def _write(self, documents: bytes) -> None:
        if self._file is None:
            # Without a buffer, which could not be emptied on closing when the disk is full.
            self._file = tempfile.TemporaryFile(buffering=0)  # noqa: SIM115 (closed with the spool)
        self._file.seek(self._end)
        if self._file.write(documents) < len(documents):
            raise OSError("no room")
