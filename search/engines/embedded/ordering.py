"""In which order do ids stand, so that a cursor can walk all hits?"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from search.engines.embedded.arrays.terms import END, TermTable
from search.engines.embedded.view import View

ID = "id"


class IdOrder:
    """All documents by id, deleted ones included.

    `documents` lists them in the order of ids; `ranks` says for each where it stands there.
    """

    def __init__(self, view: View) -> None:
        names = [_fixed_width(leaf.postings.terms) for leaf in view.leaves]
        owners = [_documents(leaf) for leaf in view.leaves]
        self._ids = np.concatenate([np.zeros(0, "S1"), *names])
        self.documents = np.concatenate([np.zeros(0, np.intp), *owners])
        if len(view.leaves) > 1:
            order = np.argsort(self._ids, kind="stable")
            self._ids, self.documents = self._ids[order], self.documents[order]
        self.ranks = np.empty(view.count, np.intp)
        self.ranks[self.documents] = np.arange(len(self.documents))

    def after(self, name: str) -> int:
        """The rank of the first id that comes after this one."""
        return int(np.searchsorted(self._ids, np.bytes_(name.encode()), "right")) if name else 0

    def name(self, document: int) -> str:
        """The id of a document."""
        return bytes(self._ids[int(self.ranks[document])]).decode()


def _documents(leaf: Any) -> npt.NDArray[np.intp]:
    terms = leaf.postings.terms.fields[ID]
    ids = leaf.postings.ids.of_many(np.arange(terms.first, terms.last))
    return np.asarray(ids.astype(np.intp) + leaf.offset)


def _fixed_width(table: TermTable) -> npt.NDArray[np.bytes_]:
    """The ids of a segment, one posting each, as an array of byte strings."""
    terms, sizes = table.fields[ID], table.sizes(ID)
    text = table.blob[table.starts[terms.first] : table.starts[terms.last]]
    width = int(sizes.max())
    letters = np.zeros((len(sizes), width), np.uint8)
    letters[np.arange(width) < sizes[:, None]] = text[text != END]
    return letters.view(f"S{width}").ravel()
