"""What do files beside a raw file say of it?

`<file>.json` beside a file (`story.txt.json`) holds one object; `metadata.csv` in its folder has a
line a file, which a column `file` names. Keys are those of records. What they say wins over what is
found in the file, and is recorded as coming from there.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from index.document import Found, RawDocument
from index.readers.decoding import decode
from index.readers.options import ReadOptions
from index.readers.records import stated_of
from index.readers.source import printable_name
from search.errors import ReadError

_TABLE = "metadata.csv"
_NAMES = ("file", "filename", "file_name", "path", "source_file")
_LARGEST = 64 << 20


def is_sidecar(path: Path) -> bool:
    """Whether a file is there to describe others, and is no article itself."""
    return path.name == _TABLE or (path.suffix == ".json" and path.with_suffix("").is_file())


def described(document: RawDocument, path: Path, options: ReadOptions) -> RawDocument:
    """The document with what the files beside its file say of it."""
    said = {**_from_table(path, options), **_from_object(path, options)}
    return replace(document, stated={**document.stated, **said}) if said else document


def _from_object(path: Path, options: ReadOptions) -> Mapping[str, Found]:
    beside = path.with_name(path.name + ".json")
    content = _content(beside)
    try:
        value = json.loads(content) if content else None
    except (ValueError, RecursionError):
        return {}
    origin = f"sidecar {printable_name(beside.name)}"
    return stated_of(value, options, origin) if isinstance(value, dict) else {}


def _from_table(path: Path, options: ReadOptions) -> Mapping[str, Found]:
    table = path.parent / _TABLE
    try:
        changed = table.stat().st_mtime_ns
    except OSError:
        return {}
    row = _rows(table, changed).get(path.name)
    return stated_of(row, options, f"sidecar {_TABLE}") if row else {}


@lru_cache(64)
def _rows(table: Path, changed: int) -> Mapping[str, Mapping[str, Any]]:
    """The lines of a table by file name. `changed` is when the table last was, so that it is read again."""
    lines = csv.DictReader(_content(table).splitlines())
    found: dict[str, Mapping[str, Any]] = {}
    try:
        for row in lines:
            name = next((row[key] for key in _NAMES if row.get(key)), "")
            found[Path(name).name] = {key: value for key, value in row.items() if key and key not in _NAMES}
    except csv.Error:
        pass  # A line that cannot be read ends the table; the lines before it hold.
    return found


def _content(path: Path) -> str:
    try:
        if path.stat().st_size > _LARGEST:
            return ""
        return decode(path.read_bytes())
    except (OSError, ReadError):
        return ""
