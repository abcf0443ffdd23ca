"""How many hits have which value, and how many are from which month?"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from search.engines.embedded.arrays.columns import narrow
from search.engines.embedded.kernels import Keys, Numbers, where
from search.engines.embedded.packed import PackedValues
from search.engines.embedded.view import Leaf, View
from search.fields import DATE_FIRST, DATE_LAST, VALUE
from search.request import Histogram

_EPOCH = datetime.date(1970, 1, 1).toordinal()
_UNDATED, _IMPRECISE, _MONTHS = 0, 1, 2

FEW = 16
"""Up to so many documents are counted by Python, in 2 microseconds; from there on NumPy is faster, which
takes at least 3.5."""


@dataclass(frozen=True)
class Facet:
    """The values of a field in all documents, as indices of `names` (an array of strings).

    `values` has the one of each document where every document has exactly one. `totals` is how many
    documents have each value, deleted ones included.
    """

    names: npt.NDArray[np.object_]
    values: npt.NDArray[Any] | PackedValues
    totals: Keys

    def counts(self, docs: Numbers) -> Keys:
        """How many of these documents have each value."""
        if isinstance(self.values, PackedValues):
            return self.values.counts(docs)
        return np.bincount(self.values.take(docs), minlength=len(self.names))

    def listed(self, docs: Numbers) -> list[int]:
        """The values of these documents, in any order."""
        if isinstance(self.values, PackedValues):
            return self.values.listed(docs)
        values: list[int] = self.values.take(docs).tolist()
        return values


def facet(view: View, field: str) -> Facet:
    """The values of a facet field; made when first asked for, then kept."""
    return view.kept(("facet", field), lambda: _facet(view, field + VALUE))


def count(view: View, field: str, docs: Numbers | None) -> Mapping[str, int]:
    """How many of these documents, or of all, have each value; values without any are left out.

    Of more than half of all documents, the others are counted and subtracted.
    """
    if docs is not None and not len(docs):
        return {}
    values = facet(view, field)
    if docs is not None and len(docs) <= FEW:
        return {values.names[value]: times for value, times in _tally(values.listed(docs)).items()}
    counts = _totals(view, field) if docs is None else _counts(view, field, values, docs)
    some = where(counts > 0)
    return dict(zip(values.names.take(some).tolist(), counts.take(some).tolist(), strict=True))


def histogram(view: View, docs: Numbers | None) -> Histogram:
    """How many of these documents, or of all, are from which month."""
    if docs is not None and not len(docs):
        return Histogram()
    months, first_days = view.kept("months", lambda: _months(view))
    if docs is None and view.live is not None:
        months = months[view.live]
    if docs is not None:
        months = months.take(docs)
    if len(months) <= FEW:
        times = _tally(sorted(months.tolist()))
        undated, imprecise = times.pop(_UNDATED, 0), times.pop(_IMPRECISE, 0)
        by_day = {first_days[month - _MONTHS]: count for month, count in times.items()}
        return Histogram(by_day, undated, imprecise)
    counts = np.bincount(months, minlength=_MONTHS)
    dated = counts[_MONTHS:]
    some = where(dated > 0)
    by_day = dict(zip(first_days.take(some).tolist(), dated.take(some).tolist(), strict=True))
    return Histogram(by_day, int(counts[_UNDATED]), int(counts[_IMPRECISE]))


def _counts(view: View, field: str, values: Facet, docs: Numbers) -> Keys:
    if len(docs) * 2 < view.count:
        return values.counts(docs)
    others = np.ones(view.count, np.bool_) if view.live is None else view.live.copy()
    others[docs] = False
    return _totals(view, field) - values.counts(np.flatnonzero(others))


def _tally(numbers: Iterable[int]) -> dict[int, int]:
    """How often each number is there. Of few, faster than `Counter`, which first asks what it is given."""
    times: dict[int, int] = {}
    for number in numbers:
        times[number] = times.get(number, 0) + 1
    return times


def _totals(view: View, field: str) -> Keys:
    """How many documents that are not deleted have each value."""

    def count_all() -> Keys:
        values = facet(view, field)
        if view.live is None:
            return values.totals
        return values.totals - values.counts(np.flatnonzero(~view.live))

    return view.kept(("totals", field), count_all)


def _facet(view: View, field: str) -> Facet:
    numbers: dict[str, int] = {}
    parts = [_leaf_facet(leaf, field, numbers) for leaf in view.leaves]
    counts = np.concatenate([np.zeros(0, np.uint8), *(part.counts for part in parts)])
    values = np.concatenate([np.zeros(0, np.uint16), *(part.values for part in parts)])
    totals = np.zeros(len(numbers), np.int64)
    for part in parts:
        totals[part.known] += part.totals
    names = np.array([*numbers, None], np.object_)[:-1]  # with None, since strings alone make another type
    if len(counts) and counts.min() == counts.max() == 1:
        return Facet(names, values, totals)
    return Facet(names, PackedValues.of(values, counts, len(numbers)), totals)


@dataclass(frozen=True)
class _LeafFacet:
    """The values of a segment's documents, one document's after the other's, and how many each has;
    the values of the segment, and in how many documents each is. Values are indices of all names."""

    values: Numbers
    counts: Numbers
    known: Numbers
    totals: Numbers


def _leaf_facet(leaf: Leaf, field: str, numbers: dict[str, int]) -> _LeafFacet:
    """The values of a segment; names that are new are added to `numbers`."""
    column = leaf.documents.facet(field)
    table = leaf.postings.terms
    terms = table.fields.get(field)
    if column is None or terms is None:
        none = np.zeros(0, np.uint16)
        return _LeafFacet(none, np.zeros(leaf.documents.count, np.uint8), none, none)
    names = [name.decode() for name in table.all_of(field)]
    known = narrow(np.array([numbers.setdefault(name, len(numbers)) for name in names], np.int64))
    totals = np.diff(table.posts[terms.first : terms.last + 1])
    if column.one is not None:
        some = column.one > 0
        return _LeafFacet(known[column.one[some] - 1], some.astype(np.uint8), known, totals)
    assert column.many is not None
    assert column.many_at is not None
    return _LeafFacet(known[column.many], narrow(np.diff(column.many_at)), known, totals)


def _months(view: View) -> tuple[npt.NDArray[Any], npt.NDArray[np.object_]]:
    """For each document `_UNDATED`, `_IMPRECISE` or `_MONTHS` and on for the months from a first one;
    and the first days of those months."""
    first, last = view.numbers(DATE_FIRST), view.numbers(DATE_LAST)
    undated = first == 0
    if undated.all():
        return np.full(len(first), _UNDATED, np.uint8), np.array([], np.object_)
    starts = _month_starts(int(first[~undated].min()), int(last.max()))
    # a look-up by day: converting a million dates takes 30 ms
    calendar = narrow(np.repeat(np.arange(_MONTHS, _MONTHS + len(starts) - 1), np.diff(starts)))
    months, others = (calendar.take(days - starts[0], mode="clip") for days in (first, last))
    months[months != others] = _IMPRECISE
    months[undated] = _UNDATED
    return months, np.array([datetime.date.fromordinal(day) for day in starts[:-1].tolist()], np.object_)


def _month_starts(first: int, last: int) -> Keys:
    """The first day of each month from the one that has the day `first` to the one after `last`."""
    low, high = (datetime.date.fromordinal(day) for day in (first, last))
    end = (high.year * 12 + high.month) - (low.year * 12 + low.month) + 1
    months = np.arange(end + 1) + np.datetime64(low, "M")
    return months.astype("M8[D]").astype(np.int64) + _EPOCH
