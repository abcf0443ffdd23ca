"""What is known of every document of a segment, as arrays by document number?

length:<field>   uint8/16/32  how many terms the field has in the document
number:<field>   i4/u4/i8/u8/f4/f8  a numeric Whoosh column
value:<field>    uint8/16/32  any other Whoosh column: number of the value, 0 being the default
values:<field>   uint8        those values one after the other ...
ends:<field>     int64        ... and where each ends
one:<field>      uint8/16/32  facet field with at most one value a document: 1 + the number of
                              its term within the field, 0 for none
many:<field>     uint8/16/32  facet field with several: numbers of terms within the field ...
many_at:<field>  int32/64     ... and where each document's begin; one more than documents
"""

from __future__ import annotations

from typing import Any

import numpy as np
from whoosh import columns

from search.engines.embedded.arrays.container import Array, Container, ContainerWriter

_UNSIGNED = "|u1 <u2 <u4"


def narrow(array: Array) -> Array:
    """The numbers, none negative, in the smallest unsigned type of at most 32 bits that holds them."""
    largest = int(array.max()) if len(array) else 0
    return array.astype(np.uint8 if largest < 1 << 8 else np.uint16 if largest < 1 << 16 else np.uint32)


class Values:
    """Distinct byte strings and which document has which; a Whoosh column without number type."""

    def __init__(self, numbers: Array, content: Array, ends: Array) -> None:
        self.numbers = numbers
        self._content = content
        self._ends = ends

    @classmethod
    def read(cls, documents: Container, field: str, count: int) -> Values:
        """The column of a field; raises IndexDamaged."""
        ends = documents.need(f"ends:{field}", "<i8")
        content = documents.need(f"values:{field}", "|u1", int(ends[-1]) if len(ends) else 0)
        return cls(documents.need(f"value:{field}", _UNSIGNED, count), content, ends)

    def value(self, number: int) -> bytes:
        """The value of this number."""
        start = int(self._ends[number - 1]) if number else 0
        return self._content[start : int(self._ends[number])].tobytes()

    def all(self) -> list[bytes]:
        """Every distinct value, the default first."""
        return [self.value(number) for number in range(len(self._ends))]


def write_values(out: ContainerWriter, field: str, numbers: Array, values: list[bytes]) -> None:
    """Writes a column of byte strings: for each document the number of its value."""
    out.put(f"value:{field}", narrow(numbers))
    out.put(f"values:{field}", np.frombuffer(b"".join(values), np.uint8))
    out.put(f"ends:{field}", np.cumsum([len(value) for value in values], dtype=np.int64))


class FacetColumn:
    """The values of a facet field by document, as numbers of terms within the field.

    Either `one` is there (1 + number, 0 for none) or `many` with `many_at`.
    """

    def __init__(self, one: Array | None, many: Array | None = None, many_at: Array | None = None) -> None:
        self.one = one
        self.many = many
        self.many_at = many_at

    @classmethod
    def read(cls, documents: Container, field: str, count: int) -> FacetColumn | None:
        """The column of a field, None if it has none; raises IndexDamaged."""
        if f"one:{field}" in documents:
            return cls(documents.need(f"one:{field}", _UNSIGNED, count))
        if f"many:{field}" in documents:
            starts = documents.need(f"many_at:{field}", "<i4 <i8", count + 1)
            return cls(None, documents.need(f"many:{field}", _UNSIGNED, int(starts[-1])), starts)
        return None


def write_facet(out: ContainerWriter, field: str, documents: Array, ordinals: Array, count: int) -> None:
    """Turns postings round: for pairs of document and term number, each document's term numbers.

    `documents` and `ordinals` are of one length, in the order of terms; `count` is the number of
    documents of the segment.
    """
    per_document = np.bincount(documents, minlength=count)
    if not len(documents) or int(per_document.max()) <= 1:
        one = np.zeros(count, np.int64)
        one[documents] = ordinals + 1
        out.put(f"one:{field}", narrow(one))
        return
    out.put(f"many:{field}", narrow(ordinals[np.argsort(documents, kind="stable")]))
    starts = np.concatenate([np.zeros(1, np.int64), np.cumsum(per_document)])
    out.put(f"many_at:{field}", starts.astype(np.int32 if starts[-1] < 1 << 31 else np.int64))


class NumberColumnReader(columns.ColumnReader):  # type: ignore[misc]
    """A numeric column for Whoosh."""

    def __init__(self, numbers: Array) -> None:
        self._numbers = numbers
        self._reverse = False

    def __getitem__(self, document: int) -> Any:
        return self._numbers[document].item()

    def __iter__(self) -> Any:
        return iter(self._numbers.tolist())

    def __len__(self) -> int:
        return len(self._numbers)

    def set_reverse(self) -> None:
        """Makes `sort_key` count downwards."""
        self._reverse = True

    def sort_key(self, document: int) -> Any:
        """What to sort a document by."""
        key = self[document]
        return 0 - key if self._reverse else key

    def load(self) -> Any:
        """All values."""
        return self._numbers.tolist()


class ValueColumnReader(columns.ColumnReader):  # type: ignore[misc]
    """A column of byte strings for Whoosh."""

    def __init__(self, values: Values) -> None:
        self._values = values

    def __getitem__(self, document: int) -> bytes:
        return self._values.value(int(self._values.numbers[document]))

    def __iter__(self) -> Any:
        values = self._values.all()
        return iter([values[number] for number in self._values.numbers.tolist()])

    def __len__(self) -> int:
        return len(self._values.numbers)

    def load(self) -> Any:
        """All values."""
        return list(self)
