"""How do several segments become one?

Documents keep their order, deleted ones go. The terms of a field are merged in stretches of about
`BATCH` postings: a stretch of the merged dictionary is a stretch of every segment's postings, and
where each of those ends up is computed for all at once.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from search.engines.embedded.arrays.build import Chunk, SegmentBuilder
from search.engines.embedded.arrays.container import Array
from search.engines.embedded.arrays.segment import Documents, Postings
from search.engines.embedded.arrays.weights import PairTable, pack, unpack
from search.engines.embedded.kernels import ragged

BATCH = 1 << 21
_GONE = np.iinfo(np.int32).max

Numbers = npt.NDArray[np.int64]


@dataclass(frozen=True)
class _Source:
    """A segment to be merged; `renumbered` has the new number of each document, -1 for deleted ones."""

    postings: Postings
    documents: Documents
    live: npt.NDArray[np.bool_]
    renumbered: npt.NDArray[np.int32]

    @property
    def has_deletions(self) -> bool:
        return not self.live.all()


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
    wide = any(source.postings.positions.dtype.itemsize > 2 for source in sources)
    tables = [source.postings.pairs.table for source in sources]
    pairs = np.concatenate([table.pairs for table in tables])
    table = PairTable.of(pairs, np.concatenate([table.counts for table in tables]))
    builder = SegmentBuilder(storage, merged, count, table, wide=wide)
    _documents(builder, sources)
    for field in sorted({name for source in sources for name in source.postings.terms.fields}):
        terms = _Terms(field, sources)
        for chunk in [terms.once()] if field in once else terms.chunks():
            builder.postings(chunk)
    builder.close()
    return count


def _sources(storage: Any, segments: list[Any]) -> list[_Source]:
    sources = []
    first = 0
    for segment in segments:
        documents = Documents(storage, segment)
        live = np.ones(documents.count, np.bool_)
        live[list(segment.deleted_docs())] = False
        renumbered = np.where(live, np.cumsum(live) - 1 + first, -1).astype(np.int32)
        sources.append(_Source(Postings(storage, segment), documents, live, renumbered))
        first += int(live.sum())
    return sources


def _documents(builder: SegmentBuilder, sources: list[_Source]) -> None:
    for source in sources:
        source.documents.stored.copy_to(builder.stored, source.live)
    for field in _named(sources, "length"):
        builder.lengths(field, _column(sources, [source.documents.lengths(field) for source in sources]))
    for field in _named(sources, "number"):
        builder.numbers(field, _column(sources, [source.documents.numbers(field) for source in sources]))
    for field in _named(sources, "value"):
        _values(builder, field, sources)


def _named(sources: list[_Source], kind: str) -> list[str]:
    return sorted({name for source in sources for name in source.documents.names(kind)})


def _column(sources: list[_Source], columns: list[Array | None]) -> Array:
    """A column of the documents that live; 0 where a segment does not have it."""
    dtype = np.result_type(*(column.dtype for column in columns if column is not None))
    parts = [
        np.zeros(int(source.live.sum()), dtype) if column is None else column[source.live]
        for source, column in zip(sources, columns, strict=True)
    ]
    return np.concatenate(parts)


def _values(builder: SegmentBuilder, field: str, sources: list[_Source]) -> None:
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


@dataclass(frozen=True)
class _Part:
    """What a segment adds to a field: `numbers` are its terms in the merged dictionary, `first` is
    the number of the first among its own, `counts` how many postings of each are left."""

    source: _Source
    first: int
    numbers: npt.NDArray[np.int32]
    counts: npt.NDArray[np.int32]


class _Terms:
    """The merged terms of one field."""

    def __init__(self, field: str, sources: list[_Source]) -> None:
        self._field = field
        owners = [source for source in sources if field in source.postings.terms.fields]
        self._terms = sorted(set().union(*(source.postings.terms.all_of(field) for source in owners)))
        number = {term: index for index, term in enumerate(self._terms)}
        self._parts = [_part(source, field, number) for source in owners]
        facts = [source.postings.terms.fields[field] for source in owners]
        self._positions = any(terms.positions for terms in facts)
        self._counted = any(source.documents.facet(field) is not None for source in owners)

    def once(self) -> Chunk:
        """All terms with one posting each."""
        documents = np.full(len(self._terms), _GONE, np.int32)
        for part in self._parts:
            ids, posts = _ids(part, 0, len(part.numbers))
            if len(ids):
                first = np.minimum.reduceat(np.where(ids < 0, _GONE, ids), posts)
                documents[part.numbers] = np.minimum(documents[part.numbers], first)
        documents[documents == _GONE] = 0
        ones = np.ones(len(documents), np.int64)
        pairs = pack(ones.astype(np.int32), ones.astype(np.float32))
        return Chunk(self._field, self._terms, ones, documents, pairs, None)

    def chunks(self) -> Iterator[Chunk]:
        """The postings of all terms that have any left, about `BATCH` at a time."""
        totals = np.zeros(len(self._terms), np.int64)
        for part in self._parts:
            totals[part.numbers] += part.counts
        ends = np.cumsum(totals)
        first = 0
        while first < len(totals):
            before = int(ends[first - 1]) if first else 0
            last = max(int(np.searchsorted(ends, before + BATCH, "right")), first + 1)
            yield self._chunk(first, last, totals[first:last])
            first = last

    def _chunk(self, first: int, last: int, totals: Numbers) -> Chunk:
        size = int(totals.sum())
        documents, pairs = np.empty(size, np.int32), np.empty(size, np.uint64)
        filled = np.cumsum(totals) - totals
        placed = []
        for part in self._parts:
            low, high = np.searchsorted(part.numbers, [first, last]).tolist()
            counts, numbers = part.counts[low:high].astype(np.int64), part.numbers[low:high] - first
            places = ragged(filled[numbers], counts)
            filled[numbers] += counts
            ids, kept, start = _kept(part, low, high)
            documents[places] = ids
            found = part.source.postings.pairs.packed(start, start + len(kept))
            pairs[places] = found[kept]
            placed.append((part, places, kept, found, low))
        left = totals > 0
        return Chunk(
            field=self._field,
            terms=[term for term, stays in zip(self._terms[first:last], left.tolist(), strict=True) if stays],
            frequencies=totals[left],
            documents=documents,
            pairs=pairs,
            positions=_positions(pairs, placed) if self._positions else None,
            counted=self._counted,
        )


def _part(source: _Source, field: str, number: dict[bytes, int]) -> _Part:
    terms = source.postings.terms.all_of(field)
    numbers = np.fromiter(map(number.__getitem__, terms), np.int32, len(terms))
    first = source.postings.terms.fields[field].first
    posts = source.postings.terms.posts[first : first + len(numbers) + 1]
    counts = np.diff(posts)
    if source.has_deletions and len(numbers):
        ids = source.postings.ids.of_many(np.arange(first, first + len(numbers)))
        lives = np.concatenate([np.zeros(1, np.int64), np.cumsum(source.live[ids])])
        counts = np.diff(lives[posts - posts[0]])
    return _Part(source, first, numbers, counts.astype(np.int32))


def _ids(part: _Part, low: int, high: int) -> tuple[npt.NDArray[np.int32], Numbers]:
    """New document numbers of the postings of some terms, and where each term's begin."""
    posts = part.source.postings.terms.posts[part.first + low : part.first + high + 1]
    ids = part.source.postings.ids.of_many(np.arange(part.first + low, part.first + high))
    return part.source.renumbered[ids], posts[:-1] - posts[0]


def _kept(part: _Part, low: int, high: int) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.bool_], int]:
    """New numbers of the documents that live, which postings those are, and where they begin."""
    ids, _ = _ids(part, low, high)
    kept = ids >= 0
    return ids[kept], kept, int(part.source.postings.terms.posts[part.first + low])


def _positions(pairs: npt.NDArray[np.uint64], placed: list[Any]) -> npt.NDArray[np.uint32]:
    frequencies = unpack(pairs)[0].astype(np.int64)
    starts = np.cumsum(frequencies) - frequencies
    positions = np.empty(int(frequencies.sum()), np.uint32)
    for part, places, kept, found, low in placed:
        own = unpack(found)[0].astype(np.int64)
        first, _ = part.source.postings.terms.places_of(part.first + low)
        stretch = part.source.postings.positions[first : first + int(own.sum())]
        if not kept.all():
            stretch = stretch[np.repeat(kept, own)]
        positions[ragged(starts[places], own[kept])] = stretch
    return positions
