"""How does Whoosh's own writer fill a segment of arrays, one document and posting at a time?

This is the way in for any schema, and what tests compare the fast writer with. It keeps everything
in memory until the segment is written.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

import numpy as np
from whoosh import columns, formats
from whoosh.codec import base

from search.engines.embedded.arrays import stored
from search.engines.embedded.arrays.build import Chunk, SegmentBuilder
from search.engines.embedded.arrays.columns import narrow
from search.engines.embedded.arrays.weights import PairTable, pack
from search.errors import BackfileError

Posting = tuple[str, bytes, int, float, bytes]

_WIDENED = {"b": "<i4", "B": "<u4", "h": "<i4", "H": "<u4", "i": "<i4", "I": "<u4", "f": "<f4"}
_BYTES = (columns.VarBytesColumn, columns.RefBytesColumn, columns.FixedBytesColumn)


class ArrayDocumentWriter(base.PerDocumentWriter):  # type: ignore[misc]
    """Gathers what is known by document."""

    def __init__(self) -> None:
        self.stored: list[bytes] = []
        self.lengths: dict[str, dict[int, int]] = {}
        self.columns: dict[str, tuple[Any, dict[int, Any]]] = {}
        self.is_closed = False
        self._fields: dict[str, Any] = {}

    def start_doc(self, docnum: int) -> None:
        """Begins the next document."""
        self._docnum = docnum
        self._fields = {}

    def add_field(self, fieldname: str, fieldobj: Any, value: Any, length: int) -> None:
        """Keeps a stored value and the length of a field."""
        if value is not None:
            self._fields[fieldname] = value
        if fieldobj.indexed and fieldobj.scorable:
            self.lengths.setdefault(fieldname, {})[self._docnum] = length or 0

    def add_column_value(self, fieldname: str, columnobj: Any, value: Any) -> None:
        """Keeps a value of a column."""
        self.columns.setdefault(fieldname, (columnobj, {}))[1][self._docnum] = value

    def add_vector_items(self, fieldname: str, fieldobj: Any, items: Any) -> None:
        """Raises BackfileError: term vectors are not kept."""
        raise BackfileError("Segments of arrays do not keep term vectors.")

    def finish_doc(self) -> None:
        """Ends the document."""
        self.stored.append(stored.pack(self._fields))

    def cancel_doc(self) -> None:
        """Forgets the document that was begun."""
        for lengths in self.lengths.values():
            lengths.pop(self._docnum, None)
        for _, values in self.columns.values():
            values.pop(self._docnum, None)

    def close(self) -> None:
        """Ends gathering."""
        self.is_closed = True

    def write(self, builder: SegmentBuilder) -> None:
        """Writes everything gathered."""
        for packed in self.stored:
            builder.stored.add(packed)
        for field, lengths in sorted(self.lengths.items()):
            builder.lengths(field, _filled(lengths, builder.count, 0, np.int64))
        for field, (column, values) in sorted(self.columns.items()):
            _write_column(builder, field, column, values)


class ArrayFieldWriter(base.FieldWriter):  # type: ignore[misc]
    """Gathers postings, then writes the whole segment."""

    def __init__(self, storage: Any, segment: Any, documents: ArrayDocumentWriter) -> None:
        self._storage = storage
        self._segment = segment
        self._documents = documents
        self.is_closed = False

    def add_postings(self, schema: Any, lengths: Any, items: Iterable[Posting]) -> None:
        """Writes the segment from postings sorted by field, term and document."""
        chunks = list(_chunks(schema, items))
        pairs = np.concatenate([np.zeros(0, np.uint64), *(chunk.pairs for chunk in chunks)])
        count = len(self._documents.stored)
        builder = SegmentBuilder(self._storage, self._segment, count, PairTable.of(pairs))
        self._documents.write(builder)
        for chunk in chunks:
            builder.postings(chunk)
        builder.close()

    def close(self) -> None:
        """Ends writing."""
        self._segment.gathered = None
        self.is_closed = True


def _chunks(schema: Any, items: Iterable[Posting]) -> Iterator[Chunk]:
    real = (posting for posting in items if posting[2] >= 0)
    for field, postings in groupby(real, key=lambda posting: posting[0]):
        yield _chunk(field, schema[field], list(postings))


def _chunk(field: str, kind: Any, postings: list[Posting]) -> Chunk:
    if type(kind.format) not in (formats.Existence, formats.Frequency, formats.Positions):
        raise BackfileError(f"Segments of arrays do not keep {type(kind.format).__name__} of a term.")
    frequencies, positions = _decoded(kind.format, [value or b"" for *_, value in postings])
    terms = [(term, sum(1 for _ in group)) for term, group in groupby(posting[1] for posting in postings)]
    weights = np.array([weight for _, _, _, weight, _ in postings], np.float32)
    return Chunk(
        field=field,
        terms=[term for term, _ in terms],
        frequencies=np.array([count for _, count in terms], np.int64),
        documents=np.array([document for _, _, document, _, _ in postings], np.int32),
        pairs=pack(np.array(frequencies, np.int32), weights),
        positions=positions,
        counted=bool(getattr(kind, "counted", False)),
    )


def _decoded(format_: Any, values: list[bytes]) -> tuple[list[int], Any]:
    """The frequency of each posting and all positions, None if the format has none."""
    if format_.supports("positions"):
        places = [format_.decode_positions(value) for value in values]
        return list(map(len, places)), narrow(
            np.array([place for each in places for place in each], np.uint32)
        )
    if isinstance(format_, formats.Frequency):
        return [format_.decode_frequency(value) for value in values], None
    return [1] * len(values), None


def _filled(values: dict[int, Any], count: int, default: Any, dtype: Any) -> Any:
    filled = np.full(count, default, dtype)
    filled[list(values)] = list(values.values())
    return filled


def _write_column(builder: SegmentBuilder, field: str, column: Any, values: dict[int, Any]) -> None:
    if isinstance(column, columns.NumericColumn):
        dtype = _WIDENED.get(column._typecode) or np.dtype(column._typecode).newbyteorder("<")
        builder.numbers(field, _filled(values, builder.count, column.default_value(), dtype))
    elif isinstance(column, _BYTES):
        distinct = {column.default_value(): 0}
        numbers = {document: distinct.setdefault(value, len(distinct)) for document, value in values.items()}
        builder.values(field, _filled(numbers, builder.count, 0, np.int64), list(distinct))
    else:
        raise BackfileError(f"Segments of arrays do not keep a {type(column).__name__}.")
