"""How are positions kept in few bytes?

.pos   positions:<field>   uint8/16/32   by occurrence, terms and documents in their order: its position

Every field has an array of its own, since those of headlines and names fit in one byte. `terms` says
where the positions of each term begin, counted through all fields.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from search.engines.embedded.arrays.container import Array, Container, ContainerWriter
from search.engines.embedded.arrays.terms import TermTable

_PREFIX = "positions:"


@dataclass(frozen=True)
class PositionColumn:
    """The positions of all terms of a segment: `arrays` one after the other, `firsts` where each begins."""

    firsts: list[int]
    arrays: list[Array]

    @classmethod
    def read(cls, positions: Container, terms: TermTable) -> PositionColumn:
        """The column of a segment; raises IndexDamaged when it does not fit its terms."""
        firsts, arrays = [], []
        for name, field in terms.fields.items():
            if field.positions and field.first < field.last:
                first, end = terms.places_of(field.first)[0], terms.places_of(field.last - 1)[1]
                firsts.append(first)
                arrays.append(positions.need(_PREFIX + name, "|u1 <u2 <u4", end - first))
        return cls(firsts, arrays)

    def between(self, start: int, end: int) -> Array:
        """Positions of one field, read-only; of any unsigned type."""
        which = max(bisect_right(self.firsts, start) - 1, 0)
        first = self.firsts[which]
        return self.arrays[which][start - first : end - first]


class PositionWriter:
    """Writes positions as they come, field by field."""

    def __init__(self, out: ContainerWriter) -> None:
        self._out = out
        self._field: str | None = None

    def extend(self, field: str, positions: npt.NDArray[np.unsignedinteger]) -> None:
        """Adds positions of a field, of the same type as those before."""
        if field != self._field:
            self._end()
            self._field = field
            self._out.begin(_PREFIX + field, positions.dtype)
        self._out.extend(positions)

    def close(self) -> None:
        """Ends the file."""
        self._end()
        self._out.close()

    def _end(self) -> None:
        if self._field is not None:
            self._out.end()
