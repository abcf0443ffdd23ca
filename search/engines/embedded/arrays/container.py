"""How are arrays laid out in a file so that opening it is one mapping, and damage is noticed?

    offset 0    8 bytes   MAGIC
           8    4 bytes   VERSION, uint32
          12   52 bytes   zero
          64              arrays, each at a multiple of 64 bytes
           d    n bytes   directory: JSON, UTF-8
      end-32    8 bytes   d, uint64
      end-24    8 bytes   n, uint64
      end-16    4 bytes   CRC-32 of the directory, uint32
      end-12    4 bytes   zero
      end-8     8 bytes   MAGIC

The directory is `{"arrays": {name: [dtype, offset, length, crc32]}, "facts": {...}}`; dtypes are
NumPy's names with byte order (`<i4`). Opening checks everything but the arrays' own checksums, which
`verify` does, since it has to read every byte.
"""

from __future__ import annotations

import json
import mmap
import struct
import zlib
from collections.abc import Mapping
from typing import Any, BinaryIO, Protocol

import numpy as np
import numpy.typing as npt

from search.errors import IndexDamaged, IndexOutdated

MAGIC = b"BACKFILE"
VERSION = 1
ALIGNMENT = 64

_HEADER = struct.Struct("<8sI52x")
_FOOTER = struct.Struct("<QQI4x8s")
_DTYPES = frozenset({"|u1", "|i1", "<u2", "<i2", "<u4", "<i4", "<u8", "<i8", "<f4", "<f8"})

Array = npt.NDArray[Any]


class Sink(Protocol):
    """What a container is written to: a binary file."""

    def write(self, content: bytes | memoryview, /) -> Any:
        """Appends bytes."""

    def close(self) -> Any:
        """Ends the file."""


class ContainerWriter:
    """Writes arrays one after the other; a long one may come in pieces.

    `put` writes a whole array; `begin`, `extend` (any number of times) and `end` one that is not
    in memory as a whole. `facts` may be any JSON and is written by `close`.
    """

    def __init__(self, sink: Sink) -> None:
        self._sink = sink
        self._at = _HEADER.size
        self._arrays: dict[str, tuple[str, int, int, int]] = {}
        self._open: tuple[str, np.dtype[Any], int] | None = None
        self._length = self._crc = 0
        self.facts: dict[str, Any] = {}
        sink.write(_HEADER.pack(MAGIC, VERSION))

    def put(self, name: str, array: Array) -> None:
        """Writes a one-dimensional array of any number type under a name."""
        self.begin(name, array.dtype)
        self.extend(array)
        self.end()

    def begin(self, name: str, dtype: npt.DTypeLike) -> None:
        """Starts an array; it begins at the next multiple of `ALIGNMENT`."""
        gap = -self._at % ALIGNMENT
        self._sink.write(bytes(gap))
        self._at += gap
        self._open = (name, np.dtype(dtype).newbyteorder("<"), self._at)
        self._length = self._crc = 0

    def extend(self, piece: Array) -> None:
        """Adds to the array that was begun; the piece is cast to its type."""
        assert self._open is not None, "begin() comes first"
        content = np.ascontiguousarray(piece, dtype=self._open[1])
        self._sink.write(content.data)
        self._crc = zlib.crc32(content.data, self._crc)
        self._length += len(piece)
        self._at += content.nbytes

    def end(self) -> None:
        """Ends the array that was begun."""
        assert self._open is not None, "begin() comes first"
        name, dtype, start = self._open
        self._arrays[name] = (dtype.str, start, self._length, self._crc)
        self._open = None

    def close(self) -> None:
        """Writes the directory and ends the file."""
        directory = json.dumps({"arrays": self._arrays, "facts": self.facts}).encode()
        self._sink.write(directory)
        self._sink.write(_FOOTER.pack(self._at, len(directory), zlib.crc32(directory), MAGIC))
        self._sink.close()


class Container(Mapping[str, Array]):
    """The arrays of a file by name, read-only and backed by `content` without copying.

    Raises IndexDamaged when anything does not add up, IndexOutdated for another version's file.
    """

    def __init__(self, content: bytes | mmap.mmap, name: str) -> None:
        self.name = name
        self._content = content
        directory, end = self._directory()
        self.facts: dict[str, Any] = directory["facts"]
        self._checksums: dict[str, int] = {}
        self._arrays: dict[str, Array] = {}
        for key, entry in directory["arrays"].items():
            self._arrays[key] = self._array(key, entry, end)

    def __getitem__(self, key: str) -> Array:
        return self._arrays[key]

    def __iter__(self) -> Any:
        return iter(self._arrays)

    def __len__(self) -> int:
        return len(self._arrays)

    def need(self, key: str, dtypes: str, length: int | None = None) -> Array:
        """The array of this name, of one of these types (`"<u2 <u4"`) and of this length.

        Raises IndexDamaged when there is none.
        """
        array = self._arrays.get(key)
        if array is None or array.dtype.str not in dtypes.split():
            raise self._damaged(f"array {key!r} is missing or of a wrong type")
        if length is not None and len(array) != length:
            raise self._damaged(f"array {key!r} has {len(array)} numbers instead of {length}")
        return array

    def verify(self) -> None:
        """Reads everything and compares checksums; IndexDamaged if a byte has changed."""
        for key, array in self._arrays.items():
            if zlib.crc32(array.data) != self._checksums[key]:
                raise self._damaged(f"array {key!r} has changed since it was written")

    def _directory(self) -> tuple[dict[str, Any], int]:
        content, size = self._content, len(self._content)
        if size < _HEADER.size + _FOOTER.size:
            raise self._damaged("it is cut short")
        magic, version = _HEADER.unpack(content[: _HEADER.size])
        start, length, checksum, last = _FOOTER.unpack(content[size - _FOOTER.size :])
        if magic != MAGIC or last != MAGIC:
            raise self._damaged("it does not begin and end as it should")
        if version != VERSION:
            raise IndexOutdated(f"{self.name} is of another version.", "Build the index again.")
        if start < _HEADER.size or start + length + _FOOTER.size != size:
            raise self._damaged("its directory is not where it should be")
        text = content[start : start + length]
        if zlib.crc32(text) != checksum:
            raise self._damaged("its directory has changed")
        parsed: dict[str, Any] = json.loads(text)
        return parsed, start

    def _array(self, key: str, entry: tuple[str, int, int, int], end: int) -> Array:
        dtype, start, length, self._checksums[key] = entry
        if dtype not in _DTYPES or start % ALIGNMENT or start < _HEADER.size or length < 0:
            raise self._damaged(f"array {key!r} is not described properly")
        if start + length * np.dtype(dtype).itemsize > end:
            raise self._damaged(f"array {key!r} does not fit in")
        return np.frombuffer(self._content, dtype=dtype, count=length, offset=start)

    def _damaged(self, what: str) -> IndexDamaged:
        return IndexDamaged(
            f"{self.name} is damaged: {what}.",
            "Serve the one before with: backfile-index rollback; or build the index again.",
        )


def map_file(file: BinaryIO) -> mmap.mmap | bytes:
    """A file's content, mapped; an empty file cannot be mapped and is empty bytes."""
    try:
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    except ValueError:
        return b""
