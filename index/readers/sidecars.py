"""What do files beside a raw file say of it?

`<file>.json` beside a file (`story.txt.json`) holds one object; `metadata.csv` in its folder has a
line a file, which a column `file` names. Keys are those of records. What they say wins over what is
found in the file, and is recorded as coming from there. One that cannot be used is rejected: whoever
wrote it believes that it says something.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path

from index.document import Found, RawDocument, Rejected
from index.readers.compressed import without_suffix
from index.readers.options import ReadOptions
from index.readers.records import stated_of
from index.readers.source import printable_name
from index.readers.table import Table, content_of, table_at
from index.readers.unparsed import Documents, changed
from search.errors import ReadError

TABLE = "metadata.csv"
_OF_ONE = frozenset(("id", "url", "headline", "kicker", "standfirst"))
"""Fields that two articles of one file cannot both have from it."""


def is_sidecar(path: Path) -> bool:
    """Whether a file is there to describe others, and is no article itself."""
    name = path.name
    # Path.is_file raises PermissionError in a folder that may be listed but not entered
    return name == TABLE or (name.endswith(".json") and os.path.isfile(str(path)[: -len(".json")]))  # noqa: PTH113


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


def with_said(
    documents: Documents, name: str, look: Callable[[], tuple[Mapping[str, Found], str]]
) -> Documents:
    """The documents of a file with what stands beside it, for which `look` looks.

    If there are many, each gets what can hold for all of them: where they are from, not what they are called.
    """
    whole = (name, without_suffix(name))
    found: tuple[Mapping[str, Found], str] | None = None
    for document in documents:
        if isinstance(document, Rejected):
            yield document
            continue
        said, fault = found or look()
        found = said, ""  # for the fault is named once
        if document.source not in whole:
            said = {field: value for field, value in said.items() if field not in _OF_ONE}
        yield changed(document, partial(described, said=said)) if said else document
        if fault:
            yield Rejected(f"{name}.json", fault)


def places_beside(path: Path) -> tuple[Path, Path]:
    """Where files that describe this one would be: its object, and its folder's table."""
    of_one, of_all = names_beside(path.name)
    return path.with_name(of_one), path.with_name(of_all)


def names_beside(name: str) -> tuple[str, str]:
    """How the files are called that describe one of this name: its object, and its folder's table."""
    return f"{name}.json", TABLE


def table_fault(path: Path) -> str:
    """Why a table, or its lines from some line on, cannot be used; nothing if all of it can."""
    return table_at(path).fault


def _from_object(path: Path, options: ReadOptions) -> Mapping[str, Found]:
    """Raises ReadError if there is an object that cannot be read."""
    if not os.path.isfile(f"{path}.json"):  # noqa: PTH113 (so for most; takes a third of the time)
        return {}
    beside, _ = places_beside(path)
    return object_in(content_of(beside), beside.name, options)


def object_in(content: str, name: str, options: ReadOptions) -> Mapping[str, Found]:
    """What the text of a file that holds an object says. Raises ReadError if it holds none."""
    try:
        value = json.loads(content)
        if not isinstance(value, dict):
            raise ReadError("not a record: a JSON object is needed")
        return stated_of(value, options, f"sidecar {printable_name(name)}")
    except (ValueError, RecursionError) as error:
        raise ReadError(f"broken JSON: {error}") from error


def _from_table(path: Path, options: ReadOptions) -> Mapping[str, Found]:
    folder, name = os.path.split(path)
    return line_in(table_at(f"{folder or '.'}/{TABLE}"), name, options)


def line_in(table: Table, name: str, options: ReadOptions) -> Mapping[str, Found]:
    """What a table says of a file."""
    said = table.line(name)
    return stated_of(said, options, f"sidecar {TABLE}") if said else {}
