"""What do members of a zip archive say of others, as files do that lie beside each other in a folder?"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator, Mapping
from functools import partial

from index.document import Found, Rejected
from index.readers.decoding import decode
from index.readers.sidecars import TABLE, line_in, object_in, with_said
from index.readers.source import Bounded, Counted, Source, printable_name
from index.readers.table import Table, parsed
from index.readers.unparsed import Documents
from search.errors import ReadError

_LARGEST, _LARGEST_TABLES = 16 << 20, 64 << 20
"""Bytes of one that describes, and of all tables together, which are kept."""
_BROKEN = (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, OSError, EOFError, ValueError)


class Enclosed:
    """The members of an archive that describe others."""

    def __init__(self, archive: zipfile.ZipFile, source: Source) -> None:
        self._archive = archive
        self._source = source
        self._names = frozenset(archive.namelist())
        self._folders = frozenset(name.rpartition("/")[0] for name in self._names)
        self._tables: dict[str, Table] = {}
        self._left = _LARGEST_TABLES

    def describes(self, name: str) -> bool:
        """Whether a member is there to describe others, and is no article itself."""
        is_object = name.endswith(".json") and name.removesuffix(".json") in self._names
        return is_object or name.rpartition("/")[2] == TABLE

    def faults(self, name: str) -> Iterator[Rejected]:
        """Why a table cannot be used. What is wrong with an object is said where its file is read."""
        folder, _, file = name.rpartition("/")
        if file == TABLE and (fault := self._table(folder).fault):
            yield Rejected(self._shown(name), fault)

    def described(self, documents: Documents, name: str) -> Documents:
        """The documents of a member with what others say of it."""
        return with_said(documents, self._shown(name), partial(self._said, name))

    def _shown(self, name: str) -> str:
        return f"{self._source.name}/{printable_name(name)}"

    def _said(self, name: str) -> tuple[Mapping[str, Found], str]:
        folder, _, file = name.rpartition("/")
        said = line_in(self._table(folder), file, self._source.options)
        if f"{name}.json" not in self._names:
            return said, ""
        try:
            content = self._content(f"{name}.json")
            return {**said, **object_in(content, f"{file}.json", self._source.options)}, ""
        except ReadError as error:
            return said, error.message

    def _table(self, folder: str) -> Table:
        if folder not in self._tables:
            self._tables[folder] = self._read_table(folder)
        return self._tables[folder]

    def _read_table(self, folder: str) -> Table:
        name = f"{folder}/{TABLE}".removeprefix("/")
        if name not in self._names:
            return Table()
        try:
            content = self._content(name)
            self._left -= len(content)
            if self._left < 0:
                raise ReadError(f"the tables of the archive are larger than {_LARGEST_TABLES >> 20} MB")
            return parsed(content, lambda path: f"{folder}/{path}".lstrip("/") in self._folders)
        except ReadError as error:
            return Table(fault=error.message)

    def _content(self, name: str) -> str:
        """Raises ReadError if a member is too large, broken, no text, or part of a bomb."""
        try:
            with self._archive.open(name) as stream:
                packed = Counted(stream)
                packed.count = self._archive.getinfo(name).compress_size
                content = Bounded(stream, packed, self._source).read(_LARGEST + 1)
        except _BROKEN as error:
            raise ReadError(f"broken zip member: {error}") from error
        if len(content) > _LARGEST:
            raise ReadError(f"larger than {_LARGEST >> 20} MB")
        return decode(content)
