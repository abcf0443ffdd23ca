"""What do files beside a raw file say of it?

`<file>.json` beside a file (`story.txt.json`) holds one object; `metadata.csv` in its folder has a
line a file, which a column `file` names. Keys are those of records. What they say wins over what is
found in the file, and is recorded as coming from there. One that cannot be used is rejected: whoever
wrote it believes that it says something.
"""

from __future__ import annotations

import csv
import io
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from index.document import Found, RawDocument
from index.readers.decoding import decode
from index.readers.options import ReadOptions
from index.readers.records import stated_of
from index.readers.source import printable_name
from search.errors import ReadError

TABLE = "metadata.csv"
_NAMES = ("file", "filename", "file_name", "path", "source_file")
_DELIMITERS = ",;\t"
_LARGEST = 64 << 20


@dataclass(frozen=True, slots=True)
class _Table:
    """The lines of a table by the names of the files that they describe, and why there are no more."""

    lines: Mapping[str, Mapping[str, Any]]
    fault: str = ""


_NO_TABLE = _Table({})
_OPEN = "a quotation mark in it is not closed, and takes all that follows for one value"


def is_sidecar(path: Path) -> bool:
    """Whether a file is there to describe others, and is no article itself."""
    name = path.name
    described, dot, suffix = str(path).rpartition(".")
    # Path.is_file raises PermissionError in a folder that may be listed but not entered
    return name == TABLE or (dot + suffix == ".json" and name != ".json" and os.path.isfile(described))  # noqa: PTH113


def said_beside(path: Path, options: ReadOptions) -> tuple[Mapping[str, Found], str]:
    """What the files beside a file say of it, and why the object cannot be used; nothing if it can."""
    said = _from_table(path, options)
    try:
        return {**said, **_from_object(path, options)}, ""
    except ReadError as error:
        return said, error.message


def described(document: RawDocument, said: Mapping[str, Found]) -> RawDocument:
    """The document with what is said beside its file."""
    return replace(document, stated={**document.stated, **said}) if said else document


def places_beside(path: Path) -> tuple[Path, Path]:
    """Where files that describe this one would be: its object, and its folder's table."""
    return path.with_name(path.name + ".json"), path.parent / TABLE


def table_fault(path: Path) -> str:
    """Why a table, or its lines from some line on, cannot be used; nothing if all of it can."""
    return _table(path).fault


def _from_object(path: Path, options: ReadOptions) -> Mapping[str, Found]:
    """Raises ReadError if there is an object that cannot be read."""
    if not os.path.isfile(f"{path}.json"):  # noqa: PTH113 (so for most; takes a third of the time)
        return {}
    beside, _ = places_beside(path)
    try:
        value = json.loads(_content(beside))
        if not isinstance(value, dict):
            raise ReadError("not a record: a JSON object is needed")
        return stated_of(value, options, f"sidecar {printable_name(beside.name)}")
    except (ValueError, RecursionError) as error:
        raise ReadError(f"broken JSON: {error}") from error


def _from_table(path: Path, options: ReadOptions) -> Mapping[str, Found]:
    folder, name = os.path.split(path)
    row = _table(f"{folder or '.'}/{TABLE}").lines.get(name)
    return stated_of(row, options, f"sidecar {TABLE}") if row else {}


def _table(path: str | Path) -> _Table:
    try:
        return _read_table(Path(path), os.stat(path).st_mtime_ns)  # noqa: PTH116 (as above)
    except FileNotFoundError:
        return _NO_TABLE
    except OSError as error:
        return _Table({}, f"it cannot be read: {error.strerror or error}")


@lru_cache(64)
def _read_table(path: Path, changed: int) -> _Table:
    """`changed` is when the table last was, so that it is read again."""
    try:
        content = _content(path)
    except ReadError as error:
        return _Table({}, error.message)
    header = content.partition("\n")[0]
    rows = csv.DictReader(io.StringIO(content, newline=""), delimiter=max(_DELIMITERS, key=header.count))
    lines: dict[str, Mapping[str, Any]] = {}
    try:
        naming = [key for key in rows.fieldnames or () if key.strip().casefold() in _NAMES]
        if not naming:
            return _Table({}, f"no column of it names files; it should be called {_NAMES[0]}")
        for row in rows:
            name = next((row[key] for key in naming if row[key]), "")
            lines[Path(name).name] = {key: value for key, value in row.items() if key and key not in naming}
    except csv.Error as error:
        return _Table(lines, f"broken after line {rows.line_num}: {error}")
    return _Table(lines, _OPEN if content.count('"') % 2 and _spans_lines(lines) else "")


def _spans_lines(lines: dict[str, Mapping[str, Any]]) -> bool:
    """Whether the last line of a table goes on over the end of a line of text."""
    name, values = next(reversed(lines.items()), ("", {}))
    return any(isinstance(value, str) and "\n" in value for value in (name, *values.values()))


def _content(path: Path) -> str:
    """The text of a file. Raises ReadError if it is none, elsewhere, too large, no text or unreadable."""
    try:
        if not path.is_file():  # a pipe would never end
            raise ReadError("it is not a file")
        if path.is_symlink() and path.resolve().parent != path.parent.resolve():
            raise ReadError("a link that leads out of the folder")
        if path.stat().st_size > _LARGEST:
            raise ReadError(f"larger than {_LARGEST >> 20} MB")
        return decode(path.read_bytes())
    except OSError as error:
        raise ReadError(f"it cannot be read: {error.strerror or error}") from error
