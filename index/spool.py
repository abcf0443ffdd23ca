"""Where are documents kept that were read before their turn? Packed, in a temporary file without a name."""

from __future__ import annotations

import pickle
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import zstandard

from index.document import RawDocument, Rejected
from index.sources import Source

_MOST = 2**29
"""Bytes of packed documents that are kept; a page takes some 20,000."""
_LEVEL = 1
"""Packs pages to a sixth in a sixth of a millisecond."""

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
    """Keeps packed documents by the file that they are from, until it is closed, and gives each once."""

    def __init__(self) -> None:
        self._file = tempfile.TemporaryFile()  # noqa: SIM115 (closed with the spool)
        self._end = 0
        self._places: dict[Source, _Place] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def keep(self, source: Source, documents: bytes) -> None:
        """Sets the documents of a file aside, while there is room."""
        if self._end + len(documents) > _MOST:
            return
        self._file.seek(self._end)
        self._file.write(documents)
        self._places[source] = _Place(self._end, len(documents))
        self._end += len(documents)

    def take(self, source: Source) -> bytes | None:
        """The packed documents of a file; None if they were not set aside."""
        place = self._places.pop(source, None)
        if place is None:
            return None
        self._file.seek(place.start)
        return self._file.read(place.size)
