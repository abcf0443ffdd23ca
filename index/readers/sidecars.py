"""What do files beside a raw file say of it?

`<file>.json` beside a file (`story.txt.json`) holds one object; `metadata.csv` in its folder has a
line a file, which a column `file` names. Keys are those of records. What they say wins over what is
found in the file, and is recorded as coming from there. One that cannot be used is rejected: whoever
wrote it believes that it says something.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from index.document import Found, RawDocument
from index.readers.options import ReadOptions
from index.readers.records import stated_of
from index.readers.source import printable_name
from index.readers.table import content_of, table_at
from search.errors import ReadError

TABLE = "metadata.csv"


def is_sidecar(path: Path) -> bool:
    """Whether a file is there to describe others, and is no article itself."""
    described = str(path).removesuffix(".json")
    # Path.is_file raises PermissionError in a folder that may be listed but not entered
    return path.name == TABLE or (path.suffix == ".json" and os.path.isfile(described))  # noqa: PTH113


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
    return table_at(path).fault


def _from_object(path: Path, options: ReadOptions) -> Mapping[str, Found]:
    """Raises ReadError if there is an object that cannot be read."""
    if not os.path.isfile(f"{path}.json"):  # noqa: PTH113 (so for most; takes a third of the time)
        return {}
    beside, _ = places_beside(path)
    try:
        value = json.loads(content_of(beside))
        if not isinstance(value, dict):
            raise ReadError("not a record: a JSON object is needed")
        return stated_of(value, options, f"sidecar {printable_name(beside.name)}")
    except (ValueError, RecursionError) as error:
        raise ReadError(f"broken JSON: {error}") from error


def _from_table(path: Path, options: ReadOptions) -> Mapping[str, Found]:
    folder, name = os.path.split(path)
    said = table_at(f"{folder or '.'}/{TABLE}").line(name)
    return stated_of(said, options, f"sidecar {TABLE}") if said else {}
