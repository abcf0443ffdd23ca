"""How does Whoosh step through the postings of a term?"""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np
from whoosh.matching import LeafMatcher, ReadTooFar
from whoosh.reading import TermInfo

from search.engines.embedded.arrays.container import Array
from search.engines.embedded.arrays.segment import Postings


class ArrayTermInfo(TermInfo):  # type: ignore[misc]
    """The statistics of a term, whose field has these lengths by document, or None."""

    def __init__(self, postings: Postings, number: int, lengths: Array | None) -> None:
        documents, weights = postings.documents(number), postings.weights(number)
        shortest, longest = _extremes(documents, lengths)
        super().__init__(
            weight=float(weights.sum(dtype=np.float64)),
            df=len(documents),
            minlength=shortest,
            maxlength=longest,
            maxweight=float(weights.max(initial=0.0)),
            minid=int(documents[0]) if len(documents) else None,
            maxid=int(documents[-1]) if len(documents) else 0,
        )


class ArrayMatcher(LeafMatcher):  # type: ignore[misc]
    """Whoosh's view of the postings of one term. The whole list is one block."""

    def __init__(
        self,
        postings: Postings,
        number: int,
        term: Any,
        format_: Any,
        scorer: Any = None,
        lengths: Array | None = None,
    ) -> None:
        self._postings = postings
        self._lengths = lengths
        self._number = number
        self._term = term
        self.format = format_
        self.scorer = scorer
        self._ids = postings.documents(number)
        self._weights = postings.weights(number)
        self._starts: Any = None
        self._i = 0

    def is_active(self) -> bool:
        """Whether there is a current posting."""
        return self._i < len(self._ids)

    def reset(self) -> None:
        """Goes back to the first posting."""
        self._i = 0

    def copy(self) -> ArrayMatcher:
        """Another matcher at the same posting."""
        twin = ArrayMatcher(self._postings, self._number, self._term, self.format, self.scorer, self._lengths)
        twin._i = self._i
        return twin

    def replace(self, minquality: float = 0) -> Any:
        """Itself."""
        return self

    def id(self) -> int:
        """The current document."""
        return int(self._ids[self._i])

    def all_ids(self) -> Any:
        """The documents from the current one on."""
        return iter(self._ids[self._i :].tolist())

    def weight(self) -> float:
        """The weight of the term in the current document."""
        return float(self._weights[self._i])

    def value(self) -> bytes:
        """What is known of the current posting, encoded as its format wants it."""
        if self.supports("positions"):
            return self.format.encode(self.value_as("positions"))  # type: ignore[no-any-return]
        if self.format.posting_size:
            return int(self.value_as("frequency")).to_bytes(4, "big")
        return b""

    def value_as(self, astype: str) -> Any:
        """`positions`, `frequency` or `weight` of the current posting."""
        if astype == "positions" and self.supports(astype):
            start, end = self._place()
            return self._postings.places(self._number)[start:end].tolist()
        if astype == "frequency":
            return int(self._postings.frequencies(self._number)[self._i])
        return super().value_as(astype)

    def next(self) -> bool:
        """Goes to the next posting. Raises ReadTooFar after the last."""
        if not self.is_active():
            raise ReadTooFar
        self._i += 1
        return not self.is_active()

    def skip_to(self, id: int) -> None:
        """Goes to the first posting whose document is not before `id`."""
        if not self.is_active():
            raise ReadTooFar
        self._i += int(np.searchsorted(self._ids[self._i :], id))

    def skip_to_quality(self, minquality: float) -> int:
        """Goes to the end if no posting of the list can be better."""
        if self.block_quality() > minquality:
            return 0
        self._i = len(self._ids)
        return 1

    def block_min_id(self) -> int:
        """The first document."""
        return int(self._ids[0])

    def block_max_id(self) -> int:
        """The last document."""
        return int(self._ids[-1])

    def block_min_length(self) -> int:
        """The shortest field the term is in."""
        return _extremes(self._ids, self._lengths)[0]

    def block_max_length(self) -> int:
        """The longest field the term is in."""
        return _extremes(self._ids, self._lengths)[1]

    def block_max_weight(self) -> float:
        """The largest weight of a posting."""
        return float(self._weights.max(initial=0.0))

    def _place(self) -> tuple[int, int]:
        if self._starts is None:
            counts = self._postings.frequencies(self._number)
            self._starts = list(pairwise([0, *np.cumsum(counts, dtype=np.int64).tolist()]))
        return self._starts[self._i]  # type: ignore[no-any-return]


def _extremes(documents: Array, lengths: Array | None) -> tuple[int, int]:
    """The lengths of the shortest and of the longest field among these documents; 0 where not kept."""
    if lengths is None or not len(documents):
        return 0, 0
    found = lengths.take(documents)
    return int(found.min()), int(found.max())
