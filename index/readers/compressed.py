"""How are compressed files read: gzip, bzip2, xz and Zstandard, each around any other format?"""

from __future__ import annotations

import bz2
import gzip
import lzma
from collections.abc import Callable
from typing import BinaryIO, cast

import zstandard

from index.readers.source import Bounded, Counted, Readable, Source
from index.readers.unparsed import Documents

_MEMORY = 64 << 20
_SUFFIXES = (".gz", ".bz2", ".xz", ".zst", ".zstd")

MAGIC = {b"\x1f\x8b": "gzip", b"BZh": "bzip2", b"\xfd7zXZ\0": "xz", b"\x28\xb5\x2f\xfd": "Zstandard"}


def is_compressed(head: bytes, name: str) -> bool:
    """Whether the bytes begin as those of a format that is read here."""
    return head.startswith(tuple(MAGIC))


def read(source: Source) -> Documents:
    """What is inside, under the name without the suffix of the compression."""
    packed = Counted(source.stream)
    unpacked = _OPEN[next(name for magic, name in MAGIC.items() if source.head.startswith(magic))](packed)
    yield from source.inside(without_suffix(source.name), Bounded(unpacked, packed, source.options))


def without_suffix(name: str) -> str:
    """The name of what is inside a compressed file of this name; any other name as it is."""
    suffix = next((suffix for suffix in _SUFFIXES if name.endswith(suffix)), "")
    return name.removesuffix(suffix)


def _gzip(packed: Readable) -> Readable:
    return gzip.GzipFile(fileobj=cast(BinaryIO, packed))


def _bzip2(packed: Readable) -> Readable:
    return _Unpacked(packed, bz2.BZ2Decompressor)


def _xz(packed: Readable) -> Readable:
    return _Unpacked(packed, lambda: lzma.LZMADecompressor(memlimit=_MEMORY))


def _zstandard(packed: Readable) -> Readable:
    window = zstandard.ZstdDecompressor(max_window_size=_MEMORY)
    return window.stream_reader(cast(BinaryIO, packed), read_across_frames=True)


_OPEN: dict[str, Callable[[Readable], Readable]] = {
    "gzip": _gzip,
    "bzip2": _bzip2,
    "xz": _xz,
    "Zstandard": _zstandard,
}


class _Unpacked:
    """A stream through one of the standard library's decompressors, which may be followed by another."""

    def __init__(
        self, packed: Readable, start: Callable[[], bz2.BZ2Decompressor | lzma.LZMADecompressor]
    ) -> None:
        self._packed = packed
        self._start = start
        self._open = start()

    def read(self, size: int, /) -> bytes:
        """At most `size` bytes. Raises EOFError if the stream ends before its end mark."""
        while True:
            if self._open.eof:
                rest = self._open.unused_data or self._packed.read(1 << 16)
                if not rest:
                    return b""
                self._open = self._start()
            else:
                rest = self._packed.read(1 << 16) if self._open.needs_input else b""
                if self._open.needs_input and not rest:
                    raise EOFError("ends before its end mark")
            if data := self._open.decompress(rest, size):
                return data
