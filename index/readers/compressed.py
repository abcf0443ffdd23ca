"""How are compressed files read: gzip, bzip2, xz and Zstandard, each around any other format?"""

from __future__ import annotations

import bz2
import gzip
import lzma
from collections.abc import Callable, Generator
from typing import BinaryIO, cast

import zstandard

from index.readers.source import Bounded, Counted, Readable, Source
from index.readers.unparsed import Documents

_MEMORY = 64 << 20
_MAGIC, _CHECKSUM = 4, 4  # bytes
_SUFFIXES = (".gz", ".bz2", ".xz", ".zst", ".zstd")

MAGIC = {b"\x1f\x8b": "gzip", b"BZh": "bzip2", b"\xfd7zXZ\0": "xz", b"\x28\xb5\x2f\xfd": "Zstandard"}


def is_compressed(head: bytes, name: str) -> bool:
    """Whether the bytes begin as those of a format that is read here."""
    return head.startswith(tuple(MAGIC))


def read(source: Source) -> Documents:
    """What is inside, under the name without the suffix of the compression."""
    packed = Counted(source.stream)
    unpacked = _OPEN[next(name for magic, name in MAGIC.items() if source.head.startswith(magic))](packed)
    yield from source.inside(without_suffix(source.name), Bounded(unpacked, packed, source))


def without_suffix(name: str) -> str:
    """The name of what is inside a compressed file of this name; any other name as it is."""
    suffix = next((suffix for suffix in _SUFFIXES if name.endswith(suffix)), "")
    return name.removesuffix(suffix)


def _gzip(packed: Readable) -> Readable:
    return _Members(_AtOnce(gzip.GzipFile(fileobj=cast(BinaryIO, packed))))


def _bzip2(packed: Readable) -> Readable:
    return _Unpacked(packed, bz2.BZ2Decompressor)


def _xz(packed: Readable) -> Readable:
    return _Unpacked(packed, lambda: lzma.LZMADecompressor(memlimit=_MEMORY))


def _zstandard(packed: Readable) -> Readable:
    window = zstandard.ZstdDecompressor(max_window_size=_MEMORY)
    return _AtOnce(window.stream_reader(cast(BinaryIO, _Frames(packed)), read_across_frames=True))


_OPEN: dict[str, Callable[[Readable], Readable]] = {
    "gzip": _gzip,
    "bzip2": _bzip2,
    "xz": _xz,
    "Zstandard": _zstandard,
}


class _AtOnce:
    """A stream that gives what it has before it reads on, for that may fail, and then what it has is lost."""

    def __init__(self, unpacked: gzip.GzipFile | zstandard.ZstdDecompressionReader) -> None:
        self._unpacked = unpacked

    def read(self, size: int, /) -> bytes:
        return self._unpacked.read1(size)


class _Members:
    """The members of a gzip file; what follows them and is none is ignored, as gzip does."""

    def __init__(self, unpacked: Readable) -> None:
        self._unpacked = unpacked
        self._begun = False

    def read(self, size: int, /) -> bytes:
        try:
            data = self._unpacked.read(size)
        except gzip.BadGzipFile as error:
            if self._begun and str(error).startswith("Not a gzipped file"):
                return b""
            raise
        self._begun = True
        return data


class _Frames:
    """A stream of Zstandard frames, followed from header to header (RFC 8878), as its library does not.

    Raises EOFError if that is within a frame.
    """

    def __init__(self, packed: Readable) -> None:
        self._packed = packed
        self._walk = _needed()
        self._needs, self._had = next(self._walk), b""

    def read(self, size: int, /) -> bytes:
        data = self._packed.read(size)
        if not data and (self._had or self._needs != _MAGIC):
            raise EOFError("ends before its end mark")
        self._follow(data)
        return data

    def _follow(self, data: bytes) -> None:
        at = 0
        while at < len(data):
            part = data[at : at + self._needs - len(self._had)]
            self._had += part
            at += len(part)
            if len(self._had) == self._needs:
                self._needs, self._had = self._walk.send(self._had), b""


def _needed() -> Generator[int, bytes, None]:
    """How many bytes are needed to know how many after them are, from the start of a frame to its end."""
    while True:
        magic = yield _MAGIC
        if magic[1:] == b"\x2a\x4d\x18":  # a frame to be skipped
            yield from _body(int.from_bytes((yield 4), "little"))
            continue
        (descriptor,) = yield 1
        is_single = descriptor >> 5 & 1
        size = (1 << (descriptor >> 6)) if descriptor >> 6 else is_single
        yield from _body((not is_single) + (0, 1, 2, 4)[descriptor & 3] + size)
        block = 0
        while not block & 1:
            block = int.from_bytes((yield 3), "little")
            yield from _body(1 if block >> 1 & 3 == 1 else block >> 3)
        yield from _body(_CHECKSUM if descriptor >> 2 & 1 else 0)


def _body(size: int) -> Generator[int, bytes, None]:
    """What need not be looked at, a part at a time."""
    while size:
        part = min(size, 1 << 16)
        yield part
        size -= part


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
