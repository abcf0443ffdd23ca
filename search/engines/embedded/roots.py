"""Which term does each word of a segment become?

Patterns are matched with words as they were written, and what is looked for are their stems. Which
those are is found out once, when a segment is written, for a pattern can stand for thousands of words:

.rts   roots   int32   by word of the field `WORD`, in their order: the number of its term among all
                       terms of the segment, or -1 if no article has it any more
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from search import analysis
from search.engines.embedded.arrays.container import ContainerWriter
from search.engines.embedded.arrays.segment import Postings, open_container
from search.engines.embedded.arrays.terms import TermTable
from search.fields import TEXT, WORD

EXTENSION = ".rts"
_ROOTS = "roots"

Roots = npt.NDArray[np.int32]


def write(storage: Any, segment: Any) -> None:
    """Writes the roots of a segment's words beside its other files, and checks them. Raises IndexDamaged."""
    found = _roots(Postings(storage, segment).terms)
    out = ContainerWriter(segment.create_file(storage, EXTENSION))
    out.put(_ROOTS, found)
    out.close()
    open_container(storage, segment, EXTENSION).verify()


def read(storage: Any, segment: Any, table: TermTable) -> Roots | None:
    """The roots of a segment with these terms; None if they were not written. Raises IndexDamaged."""
    words = table.fields.get(WORD)
    if words is None or not storage.file_exists(segment.make_filename(EXTENSION)):
        return None
    return open_container(storage, segment, EXTENSION).need(_ROOTS, "<i4", words.last - words.first)


def _roots(table: TermTable) -> Roots:
    words = table.fields.get(WORD)
    if words is None:
        return np.zeros(0, np.int32)
    stems = [analysis.stem(table.term(n).decode()).encode() for n in range(words.first, words.last)]
    return table.find_many(TEXT, stems).astype(np.int32)
