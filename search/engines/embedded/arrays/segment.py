"""What can be read of a segment: its postings by term, its documents by number?"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from search.engines.embedded.arrays.build import (
    DOCUMENTS,
    FILES,
    HIGH,
    IDS,
    POSITIONS,
    STORED,
    TERMS,
    WEIGHTS,
)
from search.engines.embedded.arrays.columns import FacetColumn, Values
from search.engines.embedded.arrays.container import Array, Container, map_file
from search.engines.embedded.arrays.ids import IdColumn
from search.engines.embedded.arrays.positions import PositionColumn
from search.engines.embedded.arrays.stored import StoredReader
from search.engines.embedded.arrays.terms import TermTable
from search.engines.embedded.arrays.weights import Frequencies, PairColumn, Weights
from search.errors import IndexDamaged

_NUMBERS = "<i4 <u4 <i8 <u8 <f4 <f8"


def open_container(storage: Any, segment: Any, extension: str) -> Container:
    """A file of a segment, mapped where the storage is a directory. Raises IndexDamaged."""
    name = segment.make_filename(extension)
    folder = getattr(storage, "folder", None)
    try:
        if folder is None:
            with storage.open_file(name) as file:
                return Container(bytes(file.read(storage.file_length(name))), name)
        with (Path(folder) / name).open("rb") as file:
            return Container(map_file(file), name)
    except FileNotFoundError as error:
        raise IndexDamaged(
            f"{name} is missing.",
            "Serve the one before with: backfile-index rollback; or build the index again.",
        ) from error


class Postings:
    """The postings of a segment. A term is named by its number in `terms`."""

    def __init__(self, storage: Any, segment: Any) -> None:
        container = open_container(storage, segment, TERMS)
        self.terms = TermTable(container)
        count = int(self.terms.posts[-1])
        ids, high = (open_container(storage, segment, extension) for extension in (IDS, HIGH))
        self.ids = IdColumn.read(ids, high, self.terms.posts)
        self.pairs = PairColumn.read(container, open_container(storage, segment, WEIGHTS), count)
        self.positions = PositionColumn.read(open_container(storage, segment, POSITIONS), self.terms)

    def span(self, number: int) -> tuple[int, int]:
        """Where the postings of a term begin and end among all."""
        return self.terms.posts.item(number), self.terms.posts.item(number + 1)

    def documents(self, number: int) -> Array:
        """The documents of a term, ascending, deleted ones included; int32, an array of the caller's."""
        return self.ids.of(number)

    def weights(self, number: int) -> Weights:
        """The weight of a term in each of its documents."""
        return self.pairs.weights(*self.span(number))

    def frequencies(self, number: int) -> Frequencies:
        """How often a term occurs in each of its documents."""
        return self.pairs.frequencies(*self.span(number))

    def places(self, number: int) -> Array:
        """The positions of a term in all its documents, one document after the other."""
        return self.positions.between(*self.terms.places_of(number))


class Documents:
    """What a segment knows by document."""

    def __init__(self, storage: Any, segment: Any) -> None:
        self._container = open_container(storage, segment, DOCUMENTS)
        self.count = int(self._container.facts["documents"])
        self.totals: dict[str, int] = self._container.facts["totals"]
        self.stored = StoredReader(open_container(storage, segment, STORED), self._container, self.count)

    def names(self, kind: str) -> list[str]:
        """The fields that have an array of a kind, such as `length` or `number`."""
        return [key.partition(":")[2] for key in self._container if key.partition(":")[0] == kind]

    def lengths(self, field: str) -> Array | None:
        """How many terms a field has in each document; None where lengths are not kept."""
        if f"length:{field}" not in self._container:
            return None
        return self._container.need(f"length:{field}", "|u1 <u2 <u4", self.count)

    def numbers(self, field: str) -> Array | None:
        """A numeric column."""
        if f"number:{field}" not in self._container:
            return None
        return self._container.need(f"number:{field}", _NUMBERS, self.count)

    def values(self, field: str) -> Values | None:
        """A column of byte strings."""
        if f"value:{field}" not in self._container:
            return None
        return Values.read(self._container, field, self.count)

    def facet(self, field: str) -> FacetColumn | None:
        """The values of a facet field."""
        return FacetColumn.read(self._container, field, self.count)


def verify(storage: Any, segment: Any) -> None:
    """Reads every byte of a segment and compares checksums. Raises IndexDamaged."""
    for extension in FILES:
        open_container(storage, segment, extension).verify()
