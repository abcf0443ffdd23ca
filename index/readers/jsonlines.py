"""How are JSON and JSON lines read: a record a line, a list of records, or one record?"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import partial
from typing import Any

from index.document import RawDocument, Rejected
from index.readers.decoding import decode
from index.readers.options import ReadOptions
from index.readers.records import document_of
from index.readers.source import Source
from index.readers.unparsed import Documents, Unparsed
from search.errors import ReadError

_ENVELOPES = (
    "articles",
    "documents",
    "docs",
    "items",
    "results",
    "records",
    "data",
    "hits",
    "stories",
    "response",
)
_MOST_MARKS = 1 << 23
"""Commas and opening brackets; a value takes some hundred bytes, and prose has one in fifty characters."""
_DECODER = json.JSONDecoder()
_WHITE = re.compile(r"[ \t\r\n]*")


def read(source: Source) -> Documents:
    """The records of the file. One that cannot be read is rejected with its line; the rest goes on."""
    if _is_lines(source.head):
        yield from _lines(source)
        return
    data = source.all(source.options.limits.document * 16)
    if data is None:
        yield Rejected(source.name, "too large for one JSON value; JSON lines have no such limit")
        return
    if sum(map(data.count, (b",", b"[", b"{"))) > _MOST_MARKS:
        yield Rejected(source.name, "too many values for one JSON value; JSON lines have no such limit")
        return
    text = decode(data).strip(" \t\r\n")
    if text.startswith("["):
        yield from _listed(text, source)
        return
    try:
        value = json.loads(text)
    except ValueError as error:
        yield Rejected(source.name, f"broken JSON: {error}")
        return
    yield from _values(value, source)


def _listed(text: str, source: Source) -> Documents:
    """The records of a list, those before a broken one, too."""
    number, first = 0, None
    try:
        for number, value in enumerate(_elements(text), 1):
            if number == 1:
                first = value  # whose name says its number only if there are others
                continue
            if number == 2:
                yield _numbered(first, source, 1)
            yield _numbered(value, source, number)
    except (ValueError, RecursionError) as error:
        if number == 1:
            yield _numbered(first, source, 1)
        yield Rejected(source.name, f"broken JSON: {error}", f"record {number + 1}")
        return
    if number == 1:
        yield _record(first, source.name, "", source.options)


def _elements(text: str) -> Iterator[Any]:
    """What is in a list, which begins the text. Raises ValueError or RecursionError where it is broken."""
    at = _past_white(text, 1)
    if text[at : at + 1] != "]":
        at -= 1
        while text[at : at + 1] != "]":
            value, at = _DECODER.raw_decode(text, _past_white(text, at + 1))
            yield value
            at = _past_white(text, at)
            if text[at : at + 1] not in ("]", ","):
                raise json.JSONDecodeError("Expecting ',' delimiter", text, at)
    if _past_white(text, at + 1) < len(text):
        raise json.JSONDecodeError("Extra data", text, at + 1)


def _past_white(text: str, at: int) -> int:
    found = _WHITE.match(text, at)
    return found.end() if found else at


def _is_lines(head: bytes) -> bool:
    """Whether the first line is a JSON value by itself, or goes on beyond what can be seen."""
    first, newline, _ = head.lstrip(b"\xef\xbb\xbf \t\r\n").partition(b"\n")
    if not newline:
        return first.startswith(b"{")
    try:
        return isinstance(json.loads(first.decode("utf-8", "replace")), dict)
    except ValueError:
        # A broken first line of many is one broken record; a line with a lone bracket is laid-out JSON.
        return first.startswith(b"{") and len(first.strip()) > 40
    except RecursionError:
        return True


def _lines(source: Source) -> Documents:
    limit = source.options.limits.record
    number = 0
    while line := source.stream.readline(limit + 1):
        number += 1
        if len(line) > limit:
            _skip_line(source, limit)
            yield Rejected(f"{source.name}:{number}", "line is too long to be one article", f"line {number}")
        elif line.strip(b"\xef\xbb\xbf \t\r\n"):
            name = f"{source.name}:{number}"
            yield Unparsed(name, "JSON", len(line), partial(_line, line, name, number, source.options))


def _skip_line(source: Source, limit: int) -> None:
    while (rest := source.stream.readline(limit)) and not rest.endswith(b"\n"):
        pass


def _line(line: bytes, name: str, number: int, options: ReadOptions) -> RawDocument | Rejected:
    try:
        value = json.loads(decode(line))
    except ReadError as error:
        return Rejected(name, error.message, f"line {number}")
    except (ValueError, RecursionError) as error:
        return Rejected(name, f"broken JSON: {error}", f"line {number}")
    return _record(value, name, f"line {number}", options)


def _values(value: Any, source: Source) -> Iterator[RawDocument | Rejected]:
    records = _unwrapped(value)
    if len(records) == 1:
        yield _record(records[0], source.name, "", source.options)
        return
    for number, record in enumerate(records, 1):
        yield _numbered(record, source, number)


def _numbered(record: Any, source: Source, number: int) -> RawDocument | Rejected:
    return _record(record, f"{source.name}:{number}", f"record {number}", source.options)


def _unwrapped(value: Any) -> list[Any]:
    """The list of records inside the envelopes that APIs put around them."""
    while isinstance(value, dict):
        inner = next((value[key] for key in _ENVELOPES if isinstance(value.get(key), list | dict)), None)
        if inner is None:
            return [value]
        value = inner
    return value if isinstance(value, list) else [value]


def _record(value: Any, name: str, position: str, options: ReadOptions) -> RawDocument | Rejected:
    if not isinstance(value, dict):
        return Rejected(name, "not a record: a JSON object is needed", position)
    try:
        return document_of(value, name, options, "record")
    except ReadError as error:
        return Rejected(name, error.message, position)
    except RecursionError:
        return Rejected(name, "values within values, too deep", position)
