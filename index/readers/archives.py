"""How are zip and tar archives read? Members are read in memory; nothing is written or followed."""

from __future__ import annotations

import lzma
import struct
import tarfile
import tempfile
import zipfile
import zlib
from dataclasses import replace
from typing import IO, cast

from index.document import Rejected
from index.readers.enclosed import Enclosed
from index.readers.sidecars import TABLE
from index.readers.source import NOT_RAW, Bounded, Budget, Counted, Readable, Source, printable_name
from index.readers.unparsed import Documents
from search.errors import ReadError

_SPOOL = 32 << 20
_ENCRYPTED = 0x1
_OFFICE = "[Content_Types].xml"
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    NotImplementedError,
    OSError,
    EOFError,
    ValueError,
)


def is_zip(head: bytes, name: str) -> bool:
    """Whether the bytes begin as a zip archive does."""
    return head.startswith((b"PK\x03\x04", b"PK\x05\x06"))


def is_tar(head: bytes, name: str) -> bool:
    """Whether the first block is that of a tar archive."""
    return head[257:262] == b"ustar"


def read_zip(source: Source) -> Documents:
    """Every member. A zip archive's table is at its end, so one inside another is copied aside first."""
    with tempfile.SpooledTemporaryFile(_SPOOL) as spooled:
        file = source.path or _copied(source, spooled)
        with zipfile.ZipFile(cast(IO[bytes], file)) as archive:
            if _OFFICE in archive.NameToInfo:
                raise ReadError("a document of Microsoft Office, which is not read")
            source = _budgeted(source, archive)
            enclosed = Enclosed(archive, source) if source.options.sidecars else None
            for number, member in enumerate(archive.infolist()):
                if number >= source.options.limits.members:
                    raise ReadError(f"more than {number} members: the rest is not read")
                if member.is_dir() or _is_aside(member.filename):
                    continue
                if enclosed and enclosed.describes(member.filename):
                    yield from enclosed.faults(member.filename)
                else:
                    found = _zip_member(source, archive, member)
                    yield from enclosed.described(found, member.filename) if enclosed else found


def _is_aside(name: str) -> bool:
    """Whether a member is one that is left alone in folders, too; Macs add some of their own."""
    *folders, file = name.split("/")
    hidden = any(folder.startswith(".") and folder.strip(".") for folder in folders)
    return hidden or folders[:1] == ["__MACOSX"] or file.startswith(NOT_RAW)


def _budgeted(source: Source, archive: zipfile.ZipFile) -> Source:
    """The source with what may come out of all members together, by the size of the archive."""
    whole = Counted(source.stream)
    whole.count = archive.start_dir
    return source if source.budget else replace(source, budget=Budget(whole))


def _copied(source: Source, spooled: IO[bytes]) -> IO[bytes]:
    left = source.options.limits.total
    while part := source.stream.read(1 << 20):
        left -= len(part)
        if left < 0:
            raise ReadError("too large an archive within an archive")
        spooled.write(part)
    spooled.seek(0)
    return spooled


def _zip_member(source: Source, archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Documents:
    name = f"{source.name}/{printable_name(member.filename)}"
    if member.flag_bits & _ENCRYPTED:
        yield Rejected(name, "encrypted")
        return
    try:
        with archive.open(member) as stream:
            packed = Counted(stream)
            packed.count = member.compress_size
            yield from source.inside(name, Bounded(cast(Readable, stream), packed, source))
    except ReadError as error:
        yield Rejected(name, error.message)
    except _BROKEN as error:
        yield Rejected(name, f"broken zip member: {error}")


def read_tar(source: Source) -> Documents:
    """Every regular file; links, devices and the like are named and not followed."""
    with tarfile.open(fileobj=source.stream, mode="r|") as archive:
        for number, member in enumerate(archive):
            if number >= source.options.limits.members:
                raise ReadError(f"more than {number} members: the rest is not read")
            name = f"{source.name}/{printable_name(member.name)}"
            if _is_aside(member.name):
                continue
            if source.options.sidecars and member.name.rpartition("/")[2] == TABLE:
                yield Rejected(
                    name, "it describes other files, which is read in folders and zip archives only"
                )
            elif member.isfile() and (stream := archive.extractfile(member)) is not None:
                yield from source.inside(name, cast(Readable, stream))
            elif not member.isdir():
                yield Rejected(name, "not a regular file: links are not followed")
