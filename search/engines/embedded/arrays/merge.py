"""How do several segments become one?

Documents keep their order, deleted ones go. What is known by document is put together here, terms and
postings in `merge_terms`.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import numpy as np

from search.engines.embedded.arrays.build import SegmentBuilder
from search.engines.embedded.arrays.container import Array
from search.engines.embedded.arrays.merge_terms import Source, all_postings, one_posting_each
from search.engines.embedded.arrays.segment import Documents, Postings
from search.engines.embedded.arrays.weights import PairTable


def merge(storage: Any, segments: list[Any], merged: Any, once: Collection[str] = ()) -> int:
    """Writes the documents of segments into the files of `merged`; how many there are.

    `once` names fields of which each term keeps a single posting, whether or not its document is
    left: such a term only says that it occurs somewhere. Raises IndexDamaged.
    """
    sources = _sources(storage, segments)
    count = int(sum(source.live.sum() for source in sources))
    merged.set_doc_count(count)
    if not count:
        return 0
    tables = [source.postings.pairs.table for source in sources]
    pairs = np.concatenate([table.pairs for table in tables])
    table = PairTable.of(pairs, np.concatenate([table.counts for table in tables]))
    builder = SegmentBuilder(storage, merged, count, table)
    _documents(builder, sources)
    for field in sorted({name for source in sources for name in source.postings.terms.fields}):
        for chunk in one_posting_each(field, sources) if field in once else all_postings(field, sources):
            builder.postings(chunk)
    builder.close()
    return count


def _sources(storage: Any, segments: list[Any]) -> list[Source]:
    sources = []
    first = 0
    for segment in segments:
        documents = Documents(storage, segment)
        live = np.ones(documents.count, np.bool_)
        live[list(segment.deleted_docs())] = False
        renumbered = np.where(live, np.cumsum(live) - 1 + first, -1).astype(np.int32)
        sources.append(Source(Postings(storage, segment), documents, live, renumbered))
        first += int(live.sum())
    return sources


def _documents(builder: SegmentBuilder, sources: list[Source]) -> None:
    for source in sources:
        source.documents.stored.copy_to(builder.stored, source.live)
    for field in _named(sources, "length"):
        builder.lengths(field, _column(sources, [source.documents.lengths(field) for source in sources]))
    for field in _named(sources, "number"):
        builder.numbers(field, _column(sources, [source.documents.numbers(field) for source in sources]))
    for field in _named(sources, "value"):
        _values(builder, field, sources)


def _named(sources: list[Source], kind: str) -> list[str]:
    return sorted({name for source in sources for name in source.documents.names(kind)})


def _column(sources: list[Source], columns: list[Array | None]) -> Array:
    """A column of the documents that live; 0 where a segment does not have it."""
    dtype = np.result_type(*(column.dtype for column in columns if column is not None))
    parts = [
        np.zeros(int(source.live.sum()), dtype) if column is None else column[source.live]
        for source, column in zip(sources, columns, strict=True)
    ]
    return np.concatenate(parts)


def _values(builder: SegmentBuilder, field: str, sources: list[Source]) -> None:
    found = [source.documents.values(field) for source in sources]
    default = next(column for column in found if column is not None).value(0)
    numbers = {default: 0}
    columns: list[Array | None] = []
    for column in found:
        if column is None:
            columns.append(None)
            continue
        renumbered = [numbers.setdefault(value, len(numbers)) for value in column.all()]
        columns.append(np.array(renumbered)[column.numbers])
    builder.values(field, _column(sources, columns), list(numbers))
