"""How many hits have which value, and how many are from which month?"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from search.engines.embedded.kernels import Docs, Keys, ragged
from search.engines.embedded.schema import VALUE
from search.engines.embedded.view import Leaf, View
from search.fields import DATE_FIRST, DATE_LAST
from search.request import Bucket, Histogram

_EPOCH = datetime.date(1970, 1, 1).toordinal()
_UNDATED, _IMPRECISE, _MONTHS = 0, 1, 2


@dataclass(frozen=True)
class Facet:
    """The values of a field in all documents, as indices of `names`.

    `values` has those of all documents one after the other; `starts`, one longer than documents,
    where each document's begin, or is None if every document has exactly one.
    """

    names: list[str]
    values: npt.NDArray[Any]
    starts: Keys | None

    def counts(self, docs: Docs) -> Keys:
        """How many of these documents have each value."""
        if self.starts is None:
            return np.bincount(self.values.take(docs), minlength=len(self.names))
        starts = self.starts.take(docs)
        places = ragged(starts, self.starts.take(docs + 1) - starts)
        return np.bincount(self.values.take(places), minlength=len(self.names))


def facet(view: View, field: str) -> Facet:
    """The values of a facet field; made when first asked for, then kept."""
    return view.cached(("facet", field), lambda: _facet(view, field + VALUE), keep=True)


def count(view: View, field: str, docs: Docs | None) -> Mapping[str, int]:
    """How many of these documents, or of all, have each value; values without any are left out.

    Of more than half of all documents, the others are counted and subtracted.
    """
    values = facet(view, field)
    counts = _totals(view, field)
    if docs is not None:
        counts = _counts(view, values, counts, docs)
    some = np.flatnonzero(counts)
    return dict(zip([values.names[index] for index in some.tolist()], counts[some].tolist(), strict=True))


def histogram(view: View, docs: Docs | None) -> Histogram:
    """How many of these documents, or of all, are from which month."""
    months, base = view.cached("months", lambda: _months(view), keep=True)
    counts = np.bincount(months if docs is None else months.take(docs), minlength=_MONTHS)
    if docs is None and view.live is not None:
        counts = np.bincount(months[view.live], minlength=_MONTHS)
    buckets = tuple(
        Bucket(_first_day(base + index), int(counts[_MONTHS + index]))
        for index in np.flatnonzero(counts[_MONTHS:]).tolist()
    )
    return Histogram(buckets, int(counts[_UNDATED]), int(counts[_IMPRECISE]))


def _counts(view: View, values: Facet, totals: Keys, docs: Docs) -> Keys:
    if len(docs) * 2 < view.count:
        return values.counts(docs)
    others = np.ones(view.count, np.bool_) if view.live is None else view.live.copy()
    others[docs] = False
    return totals - values.counts(np.flatnonzero(others))


def _totals(view: View, field: str) -> Keys:
    """How many documents that are not deleted have each value."""

    def count_all() -> Keys:
        everything = np.arange(view.count) if view.live is None else np.flatnonzero(view.live)
        return facet(view, field).counts(everything)

    return view.cached(("totals", field), count_all, keep=True)


def _facet(view: View, field: str) -> Facet:
    numbers: dict[str, int] = {}
    parts = [_leaf_values(leaf, field, numbers) for leaf in view.leaves]
    counts = np.concatenate([np.zeros(0, np.int64), *(counts for _, counts in parts)])
    values = np.concatenate([np.zeros(0, np.int64), *(values for values, _ in parts)])
    narrowed = values.astype(np.uint16 if len(numbers) < 1 << 16 else np.uint32)
    if len(counts) and counts.min() == counts.max() == 1:
        return Facet(list(numbers), narrowed, None)
    return Facet(list(numbers), narrowed, np.concatenate([np.zeros(1, np.int64), np.cumsum(counts)]))


def _leaf_values(leaf: Leaf, field: str, numbers: dict[str, int]) -> tuple[Keys, Keys]:
    """The values of a segment's documents as indices of `numbers`, to which new ones are added, and
    how many each document has."""
    column = leaf.documents.facet(field)
    table = leaf.postings.terms
    terms = table.fields.get(field)
    if column is None or terms is None:
        return np.zeros(0, np.int64), np.zeros(leaf.documents.count, np.int64)
    names = [table.term(number).decode() for number in range(terms.first, terms.last)]
    known = np.array([numbers.setdefault(name, len(numbers)) for name in names])
    if column.one is not None:
        own = column.one.astype(np.int64)
        return known[own[own > 0] - 1], (own > 0).astype(np.int64)
    assert column.many is not None
    assert column.many_at is not None
    return known[column.many], np.diff(column.many_at).astype(np.int64)


def _months(view: View) -> tuple[npt.NDArray[np.uint16], int]:
    """For each document `_UNDATED`, `_IMPRECISE` or `_MONTHS` and on for the months from a first one."""
    first, last = _month(view.numbers(DATE_FIRST)), _month(view.numbers(DATE_LAST))
    dated = view.numbers(DATE_FIRST) > 0
    precise = dated & (first == last)
    base = int(first[precise].min()) if precise.any() else 0
    months = np.where(precise, first - base + _MONTHS, np.where(dated, _IMPRECISE, _UNDATED))
    return months.astype(np.uint16), base


def _month(days: npt.NDArray[np.int64]) -> Keys:
    """Months since January 1970 of proleptic ordinals."""
    return (days - _EPOCH).astype("M8[D]").astype("M8[M]").astype(np.int64)


def _first_day(month: int) -> datetime.date:
    return datetime.date(1970 + month // 12, month % 12 + 1, 1)
