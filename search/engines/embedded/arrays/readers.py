"""How does Whoosh read a segment of arrays?"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Any

import numpy as np
from whoosh import columns
from whoosh.codec import base
from whoosh.reading import TermNotFound

from search.engines.embedded.arrays import stored
from search.engines.embedded.arrays.columns import NumberColumnReader, ValueColumnReader
from search.engines.embedded.arrays.container import Array
from search.engines.embedded.arrays.matcher import ArrayMatcher, ArrayTermInfo
from search.engines.embedded.arrays.segment import Documents, Postings

Term = tuple[str, bytes]


class ArrayTermsReader(base.TermsReader):  # type: ignore[misc]
    """The terms of a segment for Whoosh; `postings` for who evaluates arrays."""

    def __init__(self, storage: Any, segment: Any) -> None:
        self.postings = Postings(storage, segment)
        self._table = self.postings.terms
        self._opened = storage, segment

    def __contains__(self, term: Term) -> bool:
        return self._table.find(*term) >= 0

    def indexed_field_names(self) -> list[str]:
        """The fields that have terms."""
        return list(self._table.fields)

    def cursor(self, fieldname: str, fieldobj: Any) -> ArrayCursor:
        """Steps through the terms of a field."""
        return ArrayCursor(self.postings, fieldname, fieldobj, self._lengths(fieldname))

    def terms(self) -> Iterator[Term]:
        """All terms, with their fields, in order."""
        for name, terms in self._table.fields.items():
            for number in range(terms.first, terms.last):
                yield name, self._table.term(number)

    def terms_from(self, fieldname: str, prefix: bytes) -> Iterator[Term]:
        """The terms from a field's first that is not before `prefix` on, other fields' too."""
        for term, _ in self._numbers_from(fieldname, prefix):
            yield term

    def items(self) -> Iterator[tuple[Term, ArrayTermInfo]]:
        """All terms with their statistics."""
        return self.items_from("", b"")

    def items_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[Term, ArrayTermInfo]]:
        """As `terms_from`, with statistics."""
        for term, number in self._numbers_from(fieldname, prefix):
            yield term, ArrayTermInfo(self.postings, number, self._lengths(term[0]))

    def term_info(self, fieldname: str, text: bytes) -> ArrayTermInfo:
        """The statistics of a term. Raises TermNotFound."""
        return ArrayTermInfo(self.postings, self._number(fieldname, text), self._lengths(fieldname))

    def frequency(self, fieldname: str, text: bytes) -> float:
        """The sum of the weights of a term; 0 if it is not there."""
        number = self._table.find(fieldname, text)
        return float(self.postings.weights(number).sum(dtype=np.float64)) if number >= 0 else 0.0

    def doc_frequency(self, fieldname: str, text: bytes) -> int:
        """In how many documents a term is."""
        number = self._table.find(fieldname, text)
        return self._table.frequency(number) if number >= 0 else 0

    def matcher(self, fieldname: str, text: bytes, format_: Any, scorer: Any = None) -> ArrayMatcher:
        """Steps through the postings of a term. Raises TermNotFound."""
        number = self._number(fieldname, text)
        lengths = self._lengths(fieldname)
        return ArrayMatcher(self.postings, number, (fieldname, text), format_, scorer, lengths)

    @cached_property
    def _documents(self) -> Documents:
        return Documents(*self._opened)

    def _lengths(self, fieldname: str) -> Array | None:
        return self._documents.lengths(fieldname)

    def _number(self, fieldname: str, text: bytes) -> int:
        number = self._table.find(fieldname, text)
        if number < 0:
            raise TermNotFound(f"No term {fieldname}:{text!r}")
        return number

    def _numbers_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[Term, int]]:
        for name, terms in self._table.fields.items():
            if name >= fieldname:
                first = self._table.at_or_after(name, prefix) if name == fieldname else terms.first
                for number in range(first, terms.last):
                    yield (name, self._table.term(number)), number


class ArrayCursor(base.FieldCursor):  # type: ignore[misc]
    """Steps through the terms of a field."""

    def __init__(self, postings: Postings, fieldname: str, fieldobj: Any, lengths: Array | None) -> None:
        self._postings = postings
        self._lengths = lengths
        self._table = postings.terms
        self._field = fieldname
        self._type = fieldobj
        terms = self._table.fields.get(fieldname)
        self._first, self._last = (terms.first, terms.last) if terms else (0, 0)
        self._at = self._first

    def first(self) -> Any:
        """Goes to the first term and returns it."""
        self._at = self._first
        return self.text()

    def find(self, term: Any) -> Any:
        """Goes to the first term that is not before `term` and returns it."""
        wanted = term if isinstance(term, bytes) else self._type.to_bytes(term)
        self._at = self._table.at_or_after(self._field, wanted)
        return self.text()

    def next(self) -> Any:
        """Goes to the next term and returns it, None after the last."""
        self._at += 1
        return self.text()

    def text(self) -> Any:
        """The current term, None if there is none."""
        return self._type.from_bytes(self._table.term(self._at)) if self.is_valid() else None

    def term_info(self) -> ArrayTermInfo | None:
        """The statistics of the current term."""
        return ArrayTermInfo(self._postings, self._at, self._lengths) if self.is_valid() else None

    def is_valid(self) -> bool:
        """Whether there is a current term."""
        return self._at < self._last


class ArrayDocumentReader(base.PerDocumentReader):  # type: ignore[misc]
    """The documents of a segment for Whoosh; `documents` for who evaluates arrays."""

    def __init__(self, storage: Any, segment: Any) -> None:
        self.documents = Documents(storage, segment)
        self._segment = segment

    def doc_count(self) -> int:
        """How many documents are not deleted."""
        return self.documents.count - int(self._segment.deleted_count())

    def doc_count_all(self) -> int:
        """How many documents there are."""
        return self.documents.count

    def has_deletions(self) -> bool:
        """Whether documents are deleted."""
        return bool(self._segment.has_deletions())

    def is_deleted(self, docnum: int) -> bool:
        """Whether a document is deleted."""
        return bool(self._segment.is_deleted(docnum))

    def deleted_docs(self) -> Any:
        """The numbers of deleted documents."""
        return self._segment.deleted_docs()

    def supports_columns(self) -> bool:
        """It does."""
        return True

    def has_column(self, fieldname: str) -> bool:
        """Whether there is a column of this field."""
        return fieldname in (*self.documents.names("number"), *self.documents.names("value"))

    def list_columns(self) -> list[str]:
        """The fields that have columns."""
        return [*self.documents.names("number"), *self.documents.names("value")]

    def column_reader(self, fieldname: str, column: Any) -> columns.ColumnReader:
        """The values of a column by document."""
        numbers, values = self.documents.numbers(fieldname), self.documents.values(fieldname)
        if numbers is not None:
            return NumberColumnReader(numbers)
        if values is not None:
            return ValueColumnReader(values)
        raise KeyError(fieldname)

    def doc_field_length(self, docnum: int, fieldname: str, default: int = 0) -> int:
        """How many terms a field has in a document, exactly."""
        lengths = self.documents.lengths(fieldname)
        return default if lengths is None else int(lengths[docnum])

    def field_length(self, fieldname: str) -> int:
        """How many terms a field has in all documents, deleted ones included."""
        return self.documents.totals.get(fieldname, 0)

    def min_field_length(self, fieldname: str) -> int:
        """The shortest of a field."""
        lengths = self.documents.lengths(fieldname)
        return 0 if lengths is None or not len(lengths) else int(lengths.min())

    def max_field_length(self, fieldname: str) -> int:
        """The longest of a field."""
        lengths = self.documents.lengths(fieldname)
        return 0 if lengths is None or not len(lengths) else int(lengths.max())

    def stored_fields(self, docnum: int) -> dict[str, Any]:
        """The stored fields of a document."""
        return stored.unpack(self.documents.stored.packed(docnum))
