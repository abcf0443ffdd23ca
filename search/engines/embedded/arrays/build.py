"""How do sorted postings and documents become the files of a segment?

`SegmentBuilder` is what flushing, merging and Whoosh's own writer have in common. Documents come
first, since the lengths of fields are needed to describe terms; then postings in the order of
fields and terms, in as many chunks as memory asks for.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from search.engines.embedded.arrays.columns import narrow, write_facet, write_values
from search.engines.embedded.arrays.container import Array, ContainerWriter
from search.engines.embedded.arrays.ids import IdWriter
from search.engines.embedded.arrays.positions import PositionWriter
from search.engines.embedded.arrays.stored import StoredWriter
from search.engines.embedded.arrays.terms import END
from search.engines.embedded.arrays.weights import PairTable, PairWriter, unpack
from search.errors import BackfileError

TERMS, IDS, HIGH, WEIGHTS = ".trm", ".ids", ".idh", ".wgt"
POSITIONS, DOCUMENTS, STORED = ".pos", ".doc", ".sto"
FILES = (TERMS, IDS, HIGH, WEIGHTS, POSITIONS, DOCUMENTS, STORED)

Integers = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Chunk:
    """Postings of some terms of one field, sorted by term, then document.

    `terms` are sorted bytes; `frequencies` int64 says in how many documents each is; `documents`
    int32 and `pairs` uint64 (see `weights.pack`) have one number a posting; `positions` have one an
    occurrence, ascending within a posting, or are None in a field without them: uint8, uint16 or
    uint32, the same in all chunks of a field. A `counted` field's values are counted for facets.
    """

    field: str
    terms: list[bytes]
    frequencies: Integers
    documents: npt.NDArray[np.int32]
    pairs: npt.NDArray[np.uint64]
    positions: npt.NDArray[np.unsignedinteger] | None
    counted: bool = False


class SegmentBuilder:
    """Writes one segment of `count` documents.

    Stored fields are compressed with `dictionary`, if there is one; see `stored`.
    """

    def __init__(
        self, storage: Any, segment: Any, count: int, table: PairTable, dictionary: bytes = b""
    ) -> None:
        self.count = count
        self._terms, ids, high, weights, positions, self._documents, stored = (
            ContainerWriter(segment.create_file(storage, extension)) for extension in FILES
        )
        self._ids = IdWriter(ids, high, count)
        self._positions = PositionWriter(positions)
        self._weights = PairWriter(weights, table)
        self._table = table
        self.stored = StoredWriter(stored, dictionary)
        self._columns = _TermColumns()
        self._counted: dict[str, list[tuple[Array, Array]]] = {}
        self._totals: dict[str, int] = {}

    def lengths(self, field: str, lengths: Array) -> None:
        """How many terms a field has in each document."""
        self._totals[field] = int(lengths.sum(dtype=np.int64))
        self._documents.put(f"length:{field}", narrow(lengths))

    def numbers(self, field: str, numbers: Array) -> None:
        """A numeric column."""
        self._documents.put(f"number:{field}", numbers)

    def values(self, field: str, numbers: Array, values: list[bytes]) -> None:
        """A column of byte strings: for each document the number of its value."""
        write_values(self._documents, field, numbers, values)

    def postings(self, chunk: Chunk) -> None:
        """Adds postings; fields in order of name, and within a field terms in order of bytes."""
        places = self._columns.add(chunk)
        self._ids.extend(chunk.documents, chunk.frequencies)
        self._weights.extend(chunk.pairs)
        if chunk.positions is not None:
            assert places == len(chunk.positions), "a posting has as many positions as its frequency"
            self._positions.extend(chunk.field, chunk.positions)
        if chunk.counted:
            first = self._columns.ordinal(chunk)
            ordinals = np.repeat(np.arange(first, first + len(chunk.terms)), chunk.frequencies)
            self._counted.setdefault(chunk.field, []).append((chunk.documents, ordinals))

    def close(self) -> None:
        """Ends all files."""
        for field, pieces in self._counted.items():
            documents, ordinals = (np.concatenate(column) for column in zip(*pieces, strict=True))
            write_facet(self._documents, field, documents, ordinals, self.count)
        self.stored.close(self._documents)
        self._documents.facts = {"documents": self.count, "totals": self._totals}
        self._documents.close()
        self._ids.close()
        self._weights.close()
        self._positions.close()
        self._columns.write(self._terms, self._table)
        self._terms.close()


class _TermColumns:
    """Gathers the columns of `terms.TermTable`."""

    def __init__(self) -> None:
        self.fields: dict[str, dict[str, Any]] = {}
        self._terms = 0
        self._bytes: list[bytes] = []
        self._columns: dict[str, list[Array]] = {"sizes": [], "posts": [], "places": []}

    def ordinal(self, chunk: Chunk) -> int:
        """The number within its field of the first term of the chunk that was just added."""
        return self._terms - len(chunk.terms) - int(self.fields[chunk.field]["first"])

    def add(self, chunk: Chunk) -> int:
        """Adds the terms of a chunk; returns how many positions they have."""
        facts = self.fields.setdefault(
            chunk.field, {"first": self._terms, "positions": chunk.positions is not None}
        )
        self._terms += len(chunk.terms)
        facts["last"] = self._terms
        if not chunk.terms:
            return 0
        self._bytes.append(bytes([END]).join([*chunk.terms, b""]))
        columns = self._columns
        columns["sizes"].append(np.fromiter(map(len, chunk.terms), np.int64, len(chunk.terms)) + 1)
        columns["posts"].append(chunk.frequencies)
        positions = np.zeros(len(chunk.terms), np.int64)
        if chunk.positions is not None:
            starts = np.cumsum(chunk.frequencies) - chunk.frequencies  # every term has postings
            positions = np.add.reduceat(unpack(chunk.pairs)[0], starts, dtype=np.int64)
        columns["places"].append(positions)
        return int(positions.sum())

    def write(self, out: ContainerWriter, table: PairTable) -> None:
        """Writes all columns."""
        starts = _starts(self._columns["sizes"])
        if starts[-1] >= 1 << 32:
            raise BackfileError("A segment cannot hold more than 4 GB of terms.", "Build in several steps.")
        out.put("blob", np.frombuffer(b"".join(self._bytes), np.uint8))
        out.put("starts", starts.astype(np.uint32))
        for name in ("posts", "places"):
            starts = _starts(self._columns[name])
            if name == "places":
                starts = starts[: int(np.searchsorted(starts, starts[-1])) + 1]
            out.put(name, starts.astype(np.int32 if starts[-1] < 1 << 31 else np.int64))
        out.put("pairs", table.pairs)
        out.put("pair_counts", table.counts)
        out.facts["fields"] = self.fields


def _starts(counts: list[Array]) -> Integers:
    joined = np.concatenate([np.zeros(1, np.int64), *counts])
    return np.cumsum(joined)
