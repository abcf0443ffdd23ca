"""How are tables with an article a line read: CSV, with commas, semicolons, tabulators or bars?"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from functools import partial

from index.document import RawDocument, Rejected
from index.readers.decoding import complete, encoding_of, repaired
from index.readers.keys import all_folded, folded
from index.readers.options import DEFAULT_KEYS, ReadOptions
from index.readers.records import document_of
from index.readers.source import Source
from index.readers.unparsed import Documents, Unparsed
from search.errors import ReadError

_DELIMITERS = ",;\t|"
_NAMES = (".csv", ".tsv")
_NAME = re.compile(r"[\w .:/()@#-]{0,40}")
_BODY = frozenset(map(folded, DEFAULT_KEYS["body"]))
_OTHERS = frozenset(folded(key) for name, keys in DEFAULT_KEYS.items() for key in keys if name != "body")
_LONGEST_HEADER, _SHOWN = 10_000, 8

Row = Sequence[str]


def is_table(head: bytes, name: str) -> bool:
    """Whether the first line names a column for the text and one for something else.

    If the name says that it is a table, it is enough if there are columns at all.
    """
    columns = _columns(head)
    if len(columns) < 2:
        return False
    if name.lower().endswith(_NAMES):
        return True
    if not all(map(_NAME.fullmatch, columns)):
        return False
    known = set(map(folded, columns))
    return not known.isdisjoint(_BODY) and not known.isdisjoint(_OTHERS)


def _columns(head: bytes) -> Row:
    """The cells of the first line, if the next one has some, too; a character a byte, in any encoding."""
    start = head.lstrip(b"\xef\xbb\xbf\xff\xfe\r\n ")[: _LONGEST_HEADER * 2].replace(b"\0", b"")
    line, end, rest = start.partition(b"\n")
    first = line.decode("latin-1")
    delimiter = _delimiter(first)
    if not end or delimiter not in first:
        return ()
    following = rest.decode("latin-1").lstrip().partition("\n")[0]
    if delimiter not in following and not following.startswith('"'):
        return ()
    try:
        return next(csv.reader([first.strip()], delimiter=delimiter), ())
    except csv.Error:
        return ()


def _delimiter(line: str) -> str:
    return max(_DELIMITERS, key=line.count)


def read(source: Source) -> Documents:
    """The article of each line, named by its number."""
    lines = _lines(source)
    header = next(lines, "")
    delimiter = _delimiter(header)
    columns = next(csv.reader([header], delimiter=delimiter), [])
    if set(map(folded, columns)).isdisjoint(all_folded(source.options.keys["body"])):
        yield Rejected(source.name, _without_text(columns))
        return
    rows = csv.reader(lines, delimiter=delimiter)
    number = 0
    while True:
        number += 1
        name, position = f"{source.name}:{number}", f"line {rows.line_num + 2}"
        try:
            row = _next(rows, source.options.limits.record)
        except StopIteration:
            return
        except csv.Error as error:
            yield Rejected(name, f"broken table: {error}", position)
            continue
        if any(row):
            size = sum(map(len, row))
            parse = partial(_article, columns, row, name, position, source.options)
            yield Unparsed(name, "table", size, parse)


def _next(rows: Iterator[list[str]], longest: int) -> list[str]:
    """The next line, whose cells may be as long as texts are: a setting that holds for a whole process."""
    usual = csv.field_size_limit(longest)
    try:
        return next(rows)
    finally:
        csv.field_size_limit(usual)


def _without_text(columns: Row) -> str:
    if "file" in map(folded, columns):
        return "a table that describes files; it should be called metadata.csv, and be in their folder"
    shown = ", ".join(complete(column)[:40] for column in columns[:_SHOWN])
    return f"a table in whose first line no column for the text is named, but: {shown}"


def _lines(source: Source) -> Iterator[str]:
    """The lines of the file, with their ends. Raises ReadError if one is too long."""
    limit = source.options.limits.record
    text = io.TextIOWrapper(source.stream, encoding_of(source.head), "surrogateescape", newline="")
    number = 0
    while line := text.readline(limit + 1):
        number += 1
        if len(line) > limit:
            raise ReadError(f"line {number} of the table is too long")
        yield line.lstrip("\ufeff") if number == 1 else line


def _article(
    columns: Row, row: Row, name: str, position: str, options: ReadOptions
) -> RawDocument | Rejected:
    try:
        cells = dict(zip(columns, map(repaired, row), strict=False))
        return document_of(cells, name, options, "column")
    except ReadError as error:
        return Rejected(name, error.message, position)
