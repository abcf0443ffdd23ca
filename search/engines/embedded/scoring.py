"""How is a match scored?

BM25 (Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond", 2009) on
term frequencies that are already weighted by where a word stands, see `search.fields`; which makes
it BM25F. The inverse document frequency is the one that cannot be negative.
"""

from __future__ import annotations

from math import log
from typing import Any

from whoosh.scoring import BaseScorer, WeightingModel, WeightLengthScorer, WeightScorer

K1 = 1.1
B = 0.7
"""Chosen on six classic collections together, see `benchmarks/README.md`; neighbours differ little."""


def inverse_document_frequency(documents: int, frequency: int) -> float:
    """ln(1 + (N - n + 0.5) / (n + 0.5)) for n of N documents."""
    return log(1 + (documents - frequency + 0.5) / (frequency + 0.5))


class BM25(WeightingModel):  # type: ignore[misc]
    """BM25 for Whoosh's searcher."""

    def scorer(self, searcher: Any, fieldname: str, text: bytes, qf: int = 1) -> BaseScorer:
        """The scorer of one term; its weight where a field is not text and has no lengths."""
        if not searcher.schema[fieldname].scorable:
            return WeightScorer.for_(searcher, fieldname, text)
        return _Scorer(searcher, fieldname, text)


class _Scorer(WeightLengthScorer):  # type: ignore[misc]
    def __init__(self, searcher: Any, fieldname: str, text: bytes) -> None:
        parent = searcher.get_parent()
        self.idf = inverse_document_frequency(parent.doc_count_all(), parent.doc_frequency(fieldname, text))
        self.average = parent.avg_field_length(fieldname) or 1.0
        self.setup(searcher, fieldname, text)

    def _score(self, weight: float, length: float) -> float:
        return self.idf * weight * (K1 + 1) / (weight + K1 * (1 - B + B * length / self.average))
