"""Which records are in an object that is a table: by columns, by ids, or as rows without names?

So `pandas` writes a table (`orient` of `DataFrame.to_json`), and those who keep records in a dictionary.
"""

from __future__ import annotations

from typing import Any

from index.readers.options import ReadOptions
from index.readers.records import has_body

Row = dict[str, Any]


def rows_of(value: dict[str, Any], options: ReadOptions) -> list[Row]:
    """The records of a table; none if the object is no table of articles."""
    for form in (_split, _by_column, _by_id):
        rows = form(value)
        if rows and any(has_body(row, options) for row in rows[:_LOOKED_AT]):
            return rows
    return []


_LOOKED_AT = 16
"""Rows of a table in which an article must be; a body may be missing from some."""


def _split(value: dict[str, Any]) -> list[Row]:
    """`{"columns": ["title", "text"], "data": [["A", "..."]]}`."""
    columns, data = value.get("columns"), value.get("data")
    if not isinstance(columns, list) or not isinstance(data, list):
        return []
    names = list(map(str, columns))
    return [dict(zip(names, row, strict=False)) for row in data if isinstance(row, list)]


def _by_column(value: dict[str, Any]) -> list[Row]:
    """`{"title": {"0": "A", "1": "B"}, "text": {...}}`, or lists instead of objects."""
    columns = list(value.values())
    if len(columns) < 2 or not (_are(columns, dict) or _are(columns, list)):
        return []
    if len({len(column) for column in columns}) != 1 or len(columns[0]) < 2:
        return []
    if isinstance(columns[0], list):
        return [dict(zip(value, cells, strict=True)) for cells in zip(*columns, strict=True)]
    first = columns[0].keys()
    if any(column.keys() != first for column in columns):
        return []
    return [{name: column[row] for name, column in value.items()} for row in first]


def _by_id(value: dict[str, Any]) -> list[Row]:
    """`{"a1": {"title": "A", "text": "..."}, "a2": {...}}`."""
    rows = list(value.values())
    return [{"id": name, **row} for name, row in value.items()] if rows and _are(rows, dict) else []


def _are(values: list[Any], kind: type) -> bool:
    return all(isinstance(value, kind) for value in values)
