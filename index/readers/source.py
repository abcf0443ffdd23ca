"""What does a reader get to read from: bytes that can be looked at before they are consumed?"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import BinaryIO, Protocol

from index.readers.options import ReadOptions
from index.readers.unparsed import Documents
from search.errors import ReadError

HEAD = 1 << 16
_AT_ONCE = 1 << 18
"""Bytes asked for at a time: room for them is made before it is known how many there are."""

_UNSPEAKABLE = re.compile("[\0-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


NOT_RAW = (".", "README", "LICENSE")
"""How the names begin of hidden files, and of those that describe a folder rather than being in it."""


class Readable(Protocol):
    """The one method that a stream of bytes needs here."""

    def read(self, size: int, /) -> bytes:
        """At most `size` bytes; none at the end."""


@dataclass(frozen=True)
class Source:
    """One input: its name for people, its first bytes, a stream of the rest, and how to read it.

    `read` reads an input that was found inside this one; `depth` counts the containers around it.
    `charset` is what a protocol header said of it, `path` the file if it is one by itself, and `budget` what
    came out of the packed file that it is in.
    """

    name: str
    head: bytes
    rest: Readable
    read: Callable[[Source], Documents]
    options: ReadOptions = field(default_factory=ReadOptions)
    depth: int = 0
    charset: str | None = None
    path: Path | None = None
    budget: Budget | None = None

    @classmethod
    def of(
        cls,
        name: str,
        stream: Readable,
        read: Callable[[Source], Documents],
        options: ReadOptions,
        *,
        path: Path | None = None,
    ) -> Source:
        """A source over a stream that need not be seekable."""
        return cls(name, _fill(stream, HEAD), stream, read, options, path=path)

    @cached_property
    def stream(self) -> BinaryIO:
        """All bytes, the first ones again."""
        return io.BufferedReader(_Joined(self.head, self.rest))

    def inside(
        self, name: str, stream: Readable, *, charset: str | None = None, deeper: bool = True
    ) -> Documents:
        """Reads what was found inside. Raises ReadError where containers are nested too deeply."""
        if self.depth >= self.options.limits.depth:
            raise ReadError("containers within containers, too deep")
        head, rest = _begun(stream)
        budget = stream.budget if isinstance(stream, Bounded) else self.budget
        depth = self.depth + deeper
        found = Source(name, head, rest, self.read, self.options, depth, charset, budget=budget)
        return self.read(found)

    def holding(self, content: bytes) -> Source:
        """The same source with other bytes."""
        return replace(self, head=content[:HEAD], rest=io.BytesIO(content[HEAD:]))

    def past_white(self) -> Source:
        """The source from its first bytes on that are not all white space."""
        head = self.head
        while head.isspace():
            head = _fill(self.rest, HEAD)
        return self if head is self.head else replace(self, head=head)

    def all(self, limit: int) -> bytes | None:
        """Everything, or None if there is more than `limit` bytes."""
        is_whole = len(self.head) < HEAD and not isinstance(self.rest, _Broken)
        data = self.head if is_whole else _fill(self.stream, limit + 1)
        return None if len(data) > limit else data


class Counted:
    """A stream that knows how much was read from it."""

    def __init__(self, stream: Readable) -> None:
        self._stream = stream
        self.count = 0

    def read(self, size: int = -1, /) -> bytes:
        """At most `size` bytes."""
        data = self._stream.read(size)
        self.count += len(data)
        return data


@dataclass(slots=True)
class Budget:
    """How much came out of all that is packed in one file, of which so much was read (`packed`)."""

    packed: Counted
    spent: int = 0


class Bounded(Counted):
    """What comes out of a packed stream; more than the limits allow is refused as a bomb.

    They hold for the stream and for all of the file that it is in, where many small ones may be packed.
    """

    def __init__(self, unpacked: Readable, packed: Counted, source: Source) -> None:
        super().__init__(unpacked)
        self._packed = packed
        self._limits = source.options.limits
        self.budget = source.budget or Budget(packed)

    def read(self, size: int = -1, /) -> bytes:
        """At most `size` bytes. Raises ReadError beyond the limits."""
        data = super().read(size)
        self.budget.spent += len(data)
        if self.count > min(self._allowed(self._packed), self._limits.total):
            raise ReadError(f"unpacks to more than {self.count >> 20} MB: taken for a bomb")
        if self.budget.spent > self._allowed(self.budget.packed):
            spent = self.budget.spent >> 20
            raise ReadError(f"in a file that unpacks to more than {spent} MB: taken for a bomb")
        return data

    def _allowed(self, packed: Counted) -> int:
        return max(packed.count * self._limits.ratio, self._limits.document)


def printable_name(name: str) -> str:
    r"""A file's name without what can be neither stored nor shown: `d\xfcrr.txt` for `d\udcfcrr.txt`.

    Names of files are bytes. Those that are not UTF-8 reach us as lone surrogates (PEP 383); they are written
    as hexadecimal digits, and so are control characters, which a terminal would obey, and those that turn
    round what follows them.
    """
    return _UNSPEAKABLE.sub(_digits, name)


def _digits(found: re.Match[str]) -> str:
    code = ord(found[0])
    return f"\\u{code:04x}" if 0xFF < code < 0xD800 else f"\\x{code & 0xFF:02x}"


def _fill(stream: Readable, size: int) -> bytes:
    """`size` bytes unless the stream ends before; a raw stream may give fewer at a time."""
    return b"".join(_parts(stream, size))


def _parts(stream: Readable, size: int) -> Iterator[bytes]:
    while size > 0 and (part := stream.read(min(size, _AT_ONCE))):
        yield part
        size -= len(part)


def _begun(stream: Readable) -> tuple[bytes, Readable]:
    """The first bytes and the rest. Where a stream breaks among them, those before that are kept."""
    parts: list[bytes] = []
    try:
        for part in _parts(stream, HEAD):
            parts.append(part)  # of which those before it breaks stay
    except Exception as error:
        if not parts:
            raise
        return b"".join(parts), _Broken(error)
    return b"".join(parts), stream


class _Broken:
    """The rest of a stream that broke."""

    def __init__(self, error: Exception) -> None:
        self._error = error

    def read(self, size: int, /) -> bytes:
        """Raises what the stream raised."""
        raise self._error


class _Joined(io.RawIOBase):
    """The bytes already read, then the rest of the stream."""

    def __init__(self, head: bytes, rest: Readable) -> None:
        self._head = memoryview(head)
        self._rest = rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        if self._head:
            part: bytes | memoryview = self._head[: len(buffer)]
            self._head = self._head[len(part) :]
        else:
            part = self._rest.read(len(buffer))
        buffer[: len(part)] = part
        return len(part)
