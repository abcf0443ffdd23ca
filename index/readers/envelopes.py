"""Which records are inside the envelopes that APIs put around them?"""

from __future__ import annotations

import re
from typing import Any

from index.readers.options import ReadOptions
from index.readers.records import has_body, has_text
from index.readers.rows import rows_of

_KEYS = (
    "articles",
    "documents",
    "docs",
    "items",
    "results",
    "records",
    "data",
    "hits",
    "stories",
    "entries",
    "posts",
    "rows",
    "response",
)
_ANY = frozenset(_KEYS)
_INNER = ("_source", "fields", "attributes", "item", "row", "article", "document", "story", "post", "node")
"""Where the text of a record is, with what is known of it beside: Elasticsearch, The Guardian, JSON:API."""
_ROW = re.compile(rb'\s*\{\s*"(?!_id")[^"]{1,99}"\s*:\s*[\[{]')
_LIST = re.compile(rb'"(?:%s)"\s*:\s*\[' % "|".join(_KEYS).encode())


def may_list_records(line: bytes) -> bool:
    """Whether JSON may hold several records; of most that does not it is known without parsing.

    Looking for single brackets takes a fifth of the time that the expression takes.
    """
    if _ROW.match(line):
        return True
    at = line.find(b"[") + 1
    while at and line[at : at + 1] not in b"{ \t":
        at = line.find(b"[", at) + 1
    return at > 0 and _LIST.search(line) is not None


def unwrapped(value: Any, options: ReadOptions) -> list[Any]:
    """The records in a value: those of the list in its envelopes, or itself."""
    try:
        return _unwrapped(value, options)
    except RecursionError:  # from values within values, which whoever reads the record names
        return [value]


def _unwrapped(value: Any, options: ReadOptions) -> list[Any]:
    if isinstance(value, dict) and (rows := rows_of(value, options)):
        return rows
    while isinstance(value, dict) and not _ANY.isdisjoint(value):
        inner = next((value[key] for key in _KEYS if isinstance(value.get(key), list | dict)), None)
        if inner is None or has_body(value, options):
            break
        if has_text(value, options) and not _has_records(inner, options):
            break
        value = inner
    return value if isinstance(value, list) else [value]


def _has_records(inner: list[Any] | dict[str, Any], options: ReadOptions) -> bool:
    """Whether a list has an article: one in an object with a headline makes that a feed with a title."""
    return isinstance(inner, list) and any(isinstance(one, dict) and has_body(one, options) for one in inner)


def indexed(record: dict[str, Any], options: ReadOptions) -> dict[str, Any]:
    """A record as it was before an API put its text into an object in it, with what it says beside that."""
    for key in _INNER:
        inner = record.get(key)
        if isinstance(inner, dict) and has_text(inner, options):
            others = {name: value for name, value in record.items() if name != key}
            return record if has_body(others, options) else {**others, **inner}
    return record
