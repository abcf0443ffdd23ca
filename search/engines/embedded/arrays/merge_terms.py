"""How do the terms and postings of several segments become those of one?

Field by field, in stretches of some hundred thousand terms, so that memory does not grow with the
dictionary; and the terms of a stretch in chunks of about `BATCH` postings. A chunk of the merged
dictionary is a stretch of every segment's postings, and where each of those ends up is computed for
all at once.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt

from search.engines.embedded.arrays.build import Chunk
from search.engines.embedded.arrays.segment import Documents, Postings
from search.engines.embedded.arrays.weights import pack, unpack
from search.engines.embedded.kernels import ragged

BATCH = 1 << 21
SAMPLED = 1 << 10
"""Every so many terms of a segment, one is looked at to part a field into stretches ..."""

STRETCH = 256
"""... of so many samples."""

_GONE = np.iinfo(np.int32).max

Numbers = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Source:
    """A segment to be merged; `renumbered` has the new number of each document, -1 for deleted ones."""

    postings: Postings
    documents: Documents
    live: npt.NDArray[np.bool_]
    renumbered: npt.NDArray[np.int32]

    @property
    def has_deletions(self) -> bool:
        """Whether some of its documents are deleted."""
        return not self.live.all()


def all_postings(field: str, sources: Sequence[Source]) -> Iterator[Chunk]:
    """The postings of all terms of a field that have any left."""
    owners = [source for source in sources if field in source.postings.terms.fields]
    counted = any(source.documents.facet(field) is not None for source in owners)
    dtype = _dtype(field, owners)
    for stretch in _stretches(field, owners):
        yield from stretch.chunks(dtype, counted)


def one_posting_each(field: str, sources: Sequence[Source]) -> Iterator[Chunk]:
    """All terms of a field, with their first document that is left, or 0."""
    for stretch in _stretches(field, [source for source in sources if field in source.postings.terms.fields]):
        yield stretch.once()


def _dtype(field: str, owners: Sequence[Source]) -> np.dtype[Any] | None:
    """The type of a field's positions; None if it has none."""
    ranges = [(source.postings, source.postings.terms.fields[field]) for source in owners]
    found = [postings.places(terms.first).dtype for postings, terms in ranges if terms.first < terms.last]
    return np.result_type(np.uint8, *found) if any(terms.positions for _, terms in ranges) else None


def _stretches(field: str, owners: Sequence[Source]) -> Iterator[_Stretch]:
    """All terms of a field, about `STRETCH * SAMPLED` of all segments at a time."""
    tables = [source.postings.terms for source in owners]
    ranges = [table.fields[field] for table in tables]
    sampled = sorted(
        table.term(number)
        for table, terms in zip(tables, ranges, strict=True)
        for number in range(terms.first, terms.last, SAMPLED)
    )
    edges = list(dict.fromkeys(sampled[STRETCH::STRETCH]))
    bounds = [
        [terms.first, *(table.at_or_after(field, edge) for edge in edges), terms.last]
        for table, terms in zip(tables, ranges, strict=True)
    ]
    for stretch in zip(*map(pairwise, bounds), strict=True):
        yield _Stretch(field, list(zip(owners, stretch, strict=True)))


@dataclass(frozen=True)
class _Part:
    """What a segment adds to a stretch: `numbers` are its terms among the merged ones, `first` is the
    number of the first among its own, `counts` how many postings of each are left."""

    source: Source
    first: int
    numbers: npt.NDArray[np.int32]
    counts: npt.NDArray[np.int32]


class _Stretch:
    """Merged terms of one field."""

    def __init__(self, field: str, ranges: Sequence[tuple[Source, tuple[int, int]]]) -> None:
        self._field = field
        listed = [source.postings.terms.listed(*numbers) for source, numbers in ranges]
        self._terms = sorted(set().union(*listed))
        number = {term: index for index, term in enumerate(self._terms)}
        self._parts = [
            _part(source, first, np.fromiter(map(number.__getitem__, terms), np.int32, len(terms)))
            for (source, (first, _)), terms in zip(ranges, listed, strict=True)
            if terms
        ]

    def once(self) -> Chunk:
        """All terms with one posting each."""
        documents = np.full(len(self._terms), _GONE, np.int32)
        for part in self._parts:
            ids, posts = _ids(part, 0, len(part.numbers))
            first = np.minimum.reduceat(np.where(ids < 0, _GONE, ids), posts)
            documents[part.numbers] = np.minimum(documents[part.numbers], first)
        documents[documents == _GONE] = 0
        ones = np.ones(len(documents), np.int64)
        pairs = pack(ones.astype(np.int32), ones.astype(np.float32))
        return Chunk(self._field, self._terms, ones, documents, pairs, None)

    def chunks(self, dtype: np.dtype[Any] | None, counted: bool) -> Iterator[Chunk]:
        """The postings of all terms that have any left; `dtype` is that of positions."""
        totals = np.zeros(len(self._terms), np.int64)
        for part in self._parts:
            totals[part.numbers] += part.counts
        ends = np.cumsum(totals)
        first = 0
        while first < len(totals):
            before = int(ends[first - 1]) if first else 0
            last = max(int(np.searchsorted(ends, before + BATCH, "right")), first + 1)
            yield self._chunk(first, last, totals[first:last], dtype, counted)
            first = last

    def _chunk(
        self, first: int, last: int, totals: Numbers, dtype: np.dtype[Any] | None, counted: bool
    ) -> Chunk:
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
            positions=_positions(pairs, placed, dtype) if dtype else None,
            counted=counted,
        )


def _part(source: Source, first: int, numbers: npt.NDArray[np.int32]) -> _Part:
    posts = source.postings.terms.posts[first : first + len(numbers) + 1]
    counts = np.diff(posts)
    if source.has_deletions:
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


def _positions(
    pairs: npt.NDArray[np.uint64], placed: list[Any], dtype: np.dtype[Any]
) -> npt.NDArray[np.unsignedinteger]:
    frequencies = unpack(pairs)[0].astype(np.int64)
    starts = np.cumsum(frequencies) - frequencies
    positions = np.empty(int(frequencies.sum()), dtype)
    for part, places, kept, found, low in placed:
        own = unpack(found)[0].astype(np.int64)
        first, _ = part.source.postings.terms.places_of(part.first + low)
        stretch = part.source.postings.positions.between(first, first + int(own.sum()))
        if not kept.all():
            stretch = stretch[np.repeat(kept, own)]
        positions[ragged(starts[places], own[kept])] = stretch
    return positions
