"""How are JSON and JSON lines read: a record a line, a list of records, or records one after the other?"""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from functools import partial
from typing import Any, cast

from index.document import RawDocument, Rejected
from index.readers.decoding import decode
from index.readers.envelopes import indexed, may_list_records, unwrapped
from index.readers.options import ReadOptions
from index.readers.records import document_of
from index.readers.sequences import DECODER, Broken, past_white, values_in
from index.readers.source import Source
from index.readers.unparsed import Documents, Unparsed
from search.errors import ReadError

_MOST_MARKS = 1 << 23
"""Commas and opening brackets; a value takes some hundred bytes, and prose has one in fifty characters."""
_MANY = "too many values for one JSON value; JSON lines have no such limit"
_STRICT = json.JSONDecoder()
_SEPARATOR = b"\x1e"  # before each record in a sequence (RFC 7464)
_EDGES = b"\xef\xbb\xbf \t\r\n" + _SEPARATOR
_LINE_EDGES = _EDGES + b","


def read(source: Source) -> Documents:
    """The records of the file. One that cannot be read is rejected with its line; the rest goes on."""
    if b"\0" in source.head[:4]:
        source = _narrowed(source)
    if _is_lines(source.head):
        yield from _lines(source)
        return
    data = source.all(_longest_value(source))
    if data is None:
        yield Rejected(source.name, "too large for one JSON value; JSON lines have no such limit")
        return
    if _has_many_values(data):
        yield Rejected(source.name, _MANY)
        return
    text = decode(data.replace(_SEPARATOR, b" ")).strip(" \t\r\n")
    yield from _listed(values_in(text), source)


def _listed(values: Iterator[Any], source: Source) -> Documents:
    """The records of a list, and what is said of those that are broken."""
    number, first = 0, None
    try:
        for number, value in enumerate(values, 1):
            if number == 1:
                first = value  # whose name says its number only if there are others
                continue
            if number == 2:
                yield from _numbered(first, source, 1)
            yield from _numbered(value, source, number)
    except (ValueError, RecursionError) as error:
        if number == 1:
            yield from _numbered(first, source, 1)
        yield from _numbered(Broken(str(error)), source, number + 1)
        return
    if number == 1:
        yield from _values(first, source.name, "", source.options)


def _narrowed(source: Source) -> Source:
    """JSON in two bytes a letter as UTF-8, since ends of lines are looked for in bytes."""
    data = source.all(source.options.limits.document * 4)
    if data is None:
        raise ReadError("too large for JSON in two bytes a letter; UTF-8 has no such limit")
    return source.holding(decode(data).encode("utf-8", "surrogatepass"))


def _has_many_values(data: bytes) -> bool:
    return sum(map(data.count, (b",", b"[", b"{"))) > _MOST_MARKS


def _is_lines(head: bytes) -> bool:
    """Whether the first line is one value or a broken one; laid-out JSON goes on in the second line."""
    text = head.lstrip(_EDGES).decode("latin-1")  # a character a byte, as far as can be seen
    if not text.startswith("{"):
        return False
    end = text.find("\n")
    if end < 0:
        end = len(text)
    try:
        after = _STRICT.raw_decode(text)[1]
        return after <= end and text[after:end].strip(", \t\r\x1e") == ""
    except json.JSONDecodeError as error:
        return error.pos <= past_white(text, end) and not _is_value(text)
    except RecursionError:
        return True


def _is_value(text: str) -> bool:
    """Whether a text begins with a value in which there are line breaks that should be written otherwise."""
    try:
        DECODER.raw_decode(text)
    except (ValueError, RecursionError):
        return False
    return True


def _lines(source: Source) -> Documents:
    usual = source.options.limits.record
    limit = _longest_value(source) if may_list_records(source.head.partition(b"\n")[0]) else usual
    number = 0
    while line := source.stream.readline(limit + 1):
        number += 1
        name = source.name if number == 1 and _is_alone(source) else f"{source.name}:{number}"
        if len(line) > limit or (len(line) > usual and not may_list_records(line)):
            _skip_line(source, line)
            yield Rejected(name, "line is too long to be one article", f"line {number}")
        elif not (line := line.strip(_LINE_EDGES)):
            continue
        elif may_list_records(line):
            yield from _enveloped(line, name, number, source.options)
        else:
            yield Unparsed(name, "JSON", len(line), partial(_line, line, name, number, source.options))


def _is_alone(source: Source) -> bool:
    """Whether a record is all of its file, whose name it then has. To JSON lines others may be added."""
    if source.name.lower().endswith((".jsonl", ".ndjson")):
        return False
    try:
        return not cast(io.BufferedReader, source.stream).peek(1).strip()
    except Exception:  # which reading on raises again
        return False


def _longest_value(source: Source) -> int:
    return source.options.limits.document * 16


def _skip_line(source: Source, line: bytes) -> None:
    while line and not line.endswith(b"\n"):
        line = source.stream.readline(1 << 20)


def _enveloped(line: bytes, name: str, number: int, options: ReadOptions) -> Documents:
    """The records in a line, named by their numbers in it where there are several."""
    position = f"line {number}"
    value = Rejected(name, _MANY, position) if _has_many_values(line) else _value(line, name, position)
    if isinstance(value, Rejected):
        yield value
        return
    records = unwrapped(value, options)
    if not records:
        yield Rejected(name, "a list without records", position)
    for index, record in enumerate(records, 1):
        known = (name, position)
        if len(records) > 1:
            known = f"{name}:{index}", f"{position}, record {index}"
        yield Unparsed(known[0], "JSON", len(line) // len(records), partial(_record, record, *known, options))


def _line(line: bytes, name: str, number: int, options: ReadOptions) -> RawDocument | Rejected:
    value = _value(line, name, f"line {number}")
    if isinstance(value, Rejected):
        return value
    records = unwrapped(value, options)
    return _record(records[0] if len(records) == 1 else value, name, f"line {number}", options)


def _value(line: bytes, name: str, position: str) -> Any:
    """The value of a line, or why it is `Rejected`."""
    try:
        return json.loads(decode(line), strict=False)
    except ReadError as error:
        return Rejected(name, error.message, position)
    except json.JSONDecodeError as error:
        return Rejected(name, f"broken JSON: {error.msg} at character {error.pos + 1}", position)
    except (ValueError, RecursionError) as error:
        return Rejected(name, f"broken JSON: {error}", position)


def _numbered(value: Any, source: Source, number: int) -> Documents:
    position = f"record {number}"
    if isinstance(value, Broken):
        return iter([Rejected(source.name, f"broken JSON: {value.error}", position)])
    return _values(value, f"{source.name}:{number}", position, source.options)


def _values(value: Any, name: str, position: str, options: ReadOptions) -> Documents:
    """The records in a value, named by their numbers in it where there are several."""
    records = unwrapped(value, options) if isinstance(value, dict) else [value]
    if len(records) == 1:
        yield _record(records[0], name, position, options)
        return
    for number, record in enumerate(records, 1):
        place = f"{position}, record {number}".removeprefix(", ")
        yield _record(record, f"{name}:{number}", place, options)


def _record(value: Any, name: str, position: str, options: ReadOptions) -> RawDocument | Rejected:
    if not isinstance(value, dict):
        return Rejected(name, "not a record: a JSON object is needed", position)
    try:
        return document_of(indexed(value, options), name, options, "record")
    except ReadError as error:
        return Rejected(name, error.message, position)
    except RecursionError:
        return Rejected(name, "values within values, too deep", position)
