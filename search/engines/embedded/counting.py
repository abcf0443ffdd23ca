"""How many hits have which value, and how many are from which month?"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from search.engines.embedded.arrays.columns import narrow
from search.engines.embedded.kernels import Keys, Numbers
from search.engines.embedded.packed import PackedValues
from search.engines.embedded.schema import VALUE
from search.engines.embedded.view import Leaf, View
from search.fields import DATE_FIRST, DATE_LAST
from search.request import Bucket, Histogram

_EPOCH = datetime.date(1970, 1, 1).toordinal()
_UNDATED, _IMPRECISE, _MONTHS = 0, 1, 2
_BLOCK = 1 << 16


@dataclass(frozen=True)
class Facet:
    """The values of a field in all documents, as indices of `names` (an array of strings).

    `values` has the one of each document where every document has exactly one.
    """

    names: npt.NDArray[np.object_]
    values: npt.NDArray[Any] | PackedValues

    def counts(self, docs: Numbers) -> Keys:
        """How many of these documents have each value."""
        if isinstance(self.values, PackedValues):
            return self.values.counts(docs)
        return np.bincount(self.values.take(docs), minlength=len(self.names))


def facet(view: View, field: str) -> Facet:
    """The values of a facet field; made when first asked for, then kept."""
    return view.cached(("facet", field), lambda: _facet(view, field + VALUE), keep=True)


def count(view: View, field: str, docs: Numbers | None) -> Mapping[str, int]:
    """How many of these documents, or of all, have each value; values without any are left out.

    Of more than half of all documents, the others are counted and subtracted.
    """
    if docs is not None and not len(docs):
        return {}
    values = facet(view, field)
    counts = _totals(view, field) if docs is None else _counts(view, field, values, docs)
    some = counts.nonzero()[0]
    return dict(zip(values.names[some].tolist(), counts[some].tolist(), strict=True))


def histogram(view: View, docs: Numbers | None) -> Histogram:
    """How many of these documents, or of all, are from which month."""
    if docs is not None and not len(docs):
        return Histogram()
    months, first_days = view.cached("months", lambda: _months(view), keep=True)
    if docs is None and view.live is not None:
        months = months[view.live]
    counts = np.bincount(months if docs is None else months.take(docs), minlength=_MONTHS)
    dated = counts[_MONTHS:]
    some = dated.nonzero()[0]
    buckets = tuple(map(Bucket, first_days[some].tolist(), dated[some].tolist()))
    return Histogram(buckets, int(counts[_UNDATED]), int(counts[_IMPRECISE]))


def _counts(view: View, field: str, values: Facet, docs: Numbers) -> Keys:
    if len(docs) * 2 < view.count:
        return values.counts(docs)
    others = np.ones(view.count, np.bool_) if view.live is None else view.live.copy()
    others[docs] = False
    return _totals(view, field) - values.counts(np.flatnonzero(others))


def _totals(view: View, field: str) -> Keys:
    """How many documents that are not deleted have each value."""

    def count_all() -> Keys:
        everything = np.arange(view.count) if view.live is None else np.flatnonzero(view.live)
        return facet(view, field).counts(everything)

    return view.cached(("totals", field), count_all, keep=True)


def _facet(view: View, field: str) -> Facet:
    numbers: dict[str, int] = {}
    parts = [_leaf_values(leaf, field, numbers) for leaf in view.leaves]
    counts = np.concatenate([np.zeros(0, np.uint8), *(counts for _, counts in parts)])
    values = np.concatenate([np.zeros(0, np.uint16), *(values for values, _ in parts)])
    names = np.array([*numbers, None], np.object_)[:-1]  # with None, since strings alone make another type
    if len(counts) and counts.min() == counts.max() == 1:
        return Facet(names, values)
    return Facet(names, PackedValues.of(values, counts, len(numbers)))


def _leaf_values(leaf: Leaf, field: str, numbers: dict[str, int]) -> tuple[Numbers, Numbers]:
    """The values of a segment's documents as indices of `numbers`, to which new ones are added, and
    how many each document has."""
    column = leaf.documents.facet(field)
    table = leaf.postings.terms
    terms = table.fields.get(field)
    if column is None or terms is None:
        return np.zeros(0, np.uint16), np.zeros(leaf.documents.count, np.uint8)
    names = [table.term(number).decode() for number in range(terms.first, terms.last)]
    known = narrow(np.array([numbers.setdefault(name, len(numbers)) for name in names], np.int64))
    if column.one is not None:
        return known[column.one[column.one > 0] - 1], (column.one > 0).astype(np.uint8)
    assert column.many is not None
    assert column.many_at is not None
    return known[column.many], narrow(np.diff(column.many_at))


def _months(view: View) -> tuple[npt.NDArray[Any], npt.NDArray[np.object_]]:
    """For each document `_UNDATED`, `_IMPRECISE` or `_MONTHS` and on for the months from a first one;
    and the first days of those months."""
    first, last = _month(view.numbers(DATE_FIRST)), _month(view.numbers(DATE_LAST))
    dated = view.numbers(DATE_FIRST) > 0
    precise = dated & (first == last)
    base = int(first[precise].min()) if precise.any() else 0
    months = np.where(precise, first - base + _MONTHS, np.where(dated, _IMPRECISE, _UNDATED))
    first_days = [_first_day(base + index) for index in range(int(months.max(initial=_MONTHS)) - _MONTHS + 1)]
    return narrow(months), np.array(first_days, np.object_)


def _month(days: Numbers) -> npt.NDArray[np.int32]:
    """Months since January 1970 of proleptic ordinals."""
    blocks = [days[at : at + _BLOCK].astype(np.int64) for at in range(0, len(days), _BLOCK)]
    months = [(block - _EPOCH).astype("M8[D]").astype("M8[M]").astype(np.int32) for block in blocks]
    return np.concatenate([np.zeros(0, np.int32), *months])


def _first_day(month: int) -> datetime.date:
    return datetime.date(1970 + month // 12, month % 12 + 1, 1)
