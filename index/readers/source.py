"""What does a reader get to read from: bytes that can be looked at before they are consumed?"""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from typing import BinaryIO, Protocol

from index.readers.options import ReadOptions

HEAD = 1 << 16


class Readable(Protocol):
    """The one method that a stream of bytes needs here."""

    def read(self, size: int, /) -> bytes:
        """At most `size` bytes; none at the end."""


@dataclass(frozen=True, slots=True)
class Source:
    """One input: its name for people, its first bytes, a stream of all of them, and how to read it.

    `depth` counts the containers around it. `charset` is what a protocol header said of it.
    """

    name: str
    head: bytes
    stream: BinaryIO
    options: ReadOptions = field(default_factory=ReadOptions)
    depth: int = 0
    charset: str | None = None

    @classmethod
    def of(cls, name: str, stream: Readable, options: ReadOptions, *, depth: int = 0,
           charset: str | None = None) -> Source:
        """A source over a stream that need not be seekable."""
        head = _fill(stream, HEAD)
        return cls(name, head, io.BufferedReader(_Joined(head, stream)), options, depth, charset)

    def all(self, limit: int) -> bytes | None:
        """Everything, or None if there is more than `limit` bytes."""
        data = self.stream.read(limit + 1)
        return None if len(data) > limit else data


def _fill(stream: Readable, size: int) -> bytes:
    """`size` bytes unless the stream ends before; a raw stream may give fewer at a time."""
    parts: list[bytes] = []
    while size > 0 and (part := stream.read(size)):
        parts.append(part)
        size -= len(part)
    return b"".join(parts)


class _Joined(io.RawIOBase):
    """The bytes already read, then the rest of the stream."""

    def __init__(self, head: bytes, rest: Readable) -> None:
        self._head = memoryview(head)
        self._rest = rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        if self._head:
            part: bytes | memoryview = self._head[:len(buffer)]
            self._head = self._head[len(part):]
        else:
            part = self._rest.read(len(buffer))
        buffer[:len(part)] = part
        return len(part)
