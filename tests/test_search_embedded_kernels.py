"""Do operations on ascending arrays give what operations on sets give, whichever way they take?"""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.engines.embedded import kernels
from search.engines.embedded.bitmap import Bitmap
from search.engines.embedded.packed import PackedValues

COUNT = 600

sets = st.sets(st.integers(0, COUNT - 1), max_size=8) | st.sets(st.integers(0, COUNT - 1), min_size=200)
types = st.sampled_from((np.uint16, np.int32, np.intp))


@settings(deadline=None)
@given(sets, sets, types, types)
def test_documents_in_common(one: set[int], other: set[int], first: type, second: type) -> None:
    """Few are searched for, many are marked, frequent terms have bitmaps: the documents are the same."""
    docs, others = np.array(sorted(one), first), np.array(sorted(other), second)
    both = sorted(one & other)
    kept, places = kernels.common(docs, others, COUNT)
    assert docs[kept].tolist() == both
    if places is None:
        places = kernels.locate(docs[kept], others, COUNT)
    assert (others if places is None else others[places]).tolist() == both
    assert docs[kernels.member(docs, others, COUNT)].tolist() == both
    assert kernels.shared(docs.astype(np.int64), others.astype(np.int64)).tolist() == both
    assert kernels.union([docs, others], COUNT).tolist() == sorted(one | other)
    bitmap = Bitmap.of(others, COUNT)
    assert docs[bitmap.has(docs)].tolist() == both
    assert others[bitmap.places(np.array(both, first))].tolist() == both


@pytest.mark.parametrize("distinct", [7, 70_000])
@settings(deadline=None)
@given(data=st.data())
def test_packed_values_are_counted(distinct: int, data: st.DataObject) -> None:
    """However many values a document has, in words of four or of two."""
    own = st.lists(st.integers(0, distinct - 1), max_size=11, unique=True)
    values = data.draw(st.lists(own, min_size=1, max_size=12))
    flat = np.array([value for each in values for value in each], np.int64)
    packed = PackedValues.of(flat, np.array([len(each) for each in values]), distinct)
    docs = sorted(data.draw(st.sets(st.integers(0, len(values) - 1))))
    expected = np.zeros(distinct, np.int64)
    for document in docs:
        expected[values[document]] += 1
    assert packed.counts(np.array(docs, np.intp)).tolist() == expected.tolist()
    assert sorted(packed.listed(np.array(docs, np.intp))) == np.arange(distinct).repeat(expected).tolist()


@pytest.mark.parametrize("distinct", [40, 100_000])
def test_packed_values_of_many_documents_are_counted(distinct: int) -> None:
    """Packed a part at a time, all are there; some documents have none, some more than fit a word."""
    counts = np.arange(140_000) % 8
    flat = np.arange(int(counts.sum())) * 7 % distinct
    packed = PackedValues.of(flat, counts, distinct)
    for first in (0, 65_530, 139_900):
        begin, end = int(counts[:first].sum()), int(counts[: first + 100].sum())
        expected = np.bincount(flat[begin:end], minlength=distinct)
        assert packed.counts(np.arange(first, first + 100)).tolist() == expected.tolist()
