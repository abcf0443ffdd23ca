"""Which articles have two very frequent words one after the other?

All occurrences of both would have to be compared, which takes longer than any other search. So of the
pairs of words that occur most a segment keeps the answer (Williams, Zobel and Bahle, "Fast phrase querying
with combined indexes", 2004):

.prs   first, second  int32  by pair: the numbers of its terms among all terms of the segment
       documents      uint8  by pair: a bit for each document, the lowest first, in whole bytes
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from search.engines.embedded.arrays.container import ContainerWriter
from search.engines.embedded.arrays.segment import Postings, open_container
from search.engines.embedded.kernels import Docs, Numbers, starts_of, where
from search.engines.embedded.occurrences import WIDE, Occurrences, matching
from search.fields import TEXT

EXTENSION = ".prs"
_MOST = 32
"""Most pairs of a segment: four bytes of each document, and a hundredth of the time to write it."""

_WORTH = 20
"""Pairs are kept whose words together occur so often in a document, on the average: 8 ms for 100,000."""

_STEP = 1 << 10
_CODE_BITS = 8

Pair = tuple[int, int]


@dataclass(frozen=True)
class Pairs:
    """The pairs of a segment: `rows` says which row of `bits`, of `count` documents, is that of the terms
    of two numbers. Empty if none were written."""

    postings: Postings
    count: int
    rows: dict[Pair, int]
    bits: npt.NDArray[np.uint8]

    def documents(self, pair: Pair, stop: Callable[[], bool]) -> Docs:
        """The documents in which the second term follows the first, compared now if that is not kept;
        `stop` is then asked from time to time."""
        if pair not in self.rows:
            return _compared(self.postings, pair, self.count, stop)
        bits = np.unpackbits(self.bits[self.rows[pair]], count=self.count, bitorder="little")
        return where(bits.view(np.bool_))


def write(storage: Any, segment: Any) -> None:
    """Writes the pairs of a segment beside its other files, and checks them. Raises IndexDamaged."""
    postings, count = Postings(storage, segment), segment.doc_count_all()
    pairs = _most_frequent(postings, count)
    out = ContainerWriter(segment.create_file(storage, EXTENSION))
    out.put("first", np.array([first for first, _ in pairs], np.int32))
    out.put("second", np.array([second for _, second in pairs], np.int32))
    out.put("documents", _documents(postings, pairs, count).ravel())
    out.close()
    open_container(storage, segment, EXTENSION).verify()


def read(storage: Any, segment: Any, postings: Postings) -> Pairs:
    """The pairs of a segment with these postings. Raises IndexDamaged."""
    count = segment.doc_count_all()
    if not storage.file_exists(segment.make_filename(EXTENSION)):
        return Pairs(postings, count, {}, np.zeros((0, 0), np.uint8))
    container = open_container(storage, segment, EXTENSION)
    first = container.need("first", "<i4")
    second = container.need("second", "<i4", len(first))
    width = -(-count // 8)
    bits = container.need("documents", "|u1", len(first) * width).reshape(len(first), width)
    rows = {pair: row for row, pair in enumerate(zip(first.tolist(), second.tolist(), strict=True))}
    return Pairs(postings, count, rows, bits)


def _most_frequent(postings: Postings, count: int) -> list[Pair]:
    """The pairs of terms that are worth keeping."""
    terms = postings.terms.fields.get(TEXT)
    if terms is None or not terms.positions:
        return []
    occurrences = np.diff(postings.terms.places[terms.first : terms.last + 1]).astype(np.int64)
    frequent = np.argsort(-occurrences, kind="stable")[:_MOST]
    together = np.add.outer(occurrences[frequent], occurrences[frequent]).ravel()
    best = np.argsort(-together, kind="stable")[:_MOST]
    best = best[together[best] >= count * _WORTH]
    first, second = (frequent[at] + terms.first for at in np.divmod(best, len(frequent)))
    return list(zip(first.tolist(), second.tolist(), strict=True))


def _documents(postings: Postings, pairs: list[Pair], count: int) -> npt.NDArray[np.uint8]:
    """The bits of all pairs: the occurrences of all terms are sorted, some thousand documents at a time."""
    terms = sorted({number for pair in pairs for number in pair})
    words = [_occurrences(postings, number) for number in terms]
    row = np.full((len(terms), len(terms)), len(pairs))
    for number, (first, second) in enumerate(pairs):
        row[terms.index(first), terms.index(second)] = number
    bits = np.zeros((len(pairs), -(-count // 8)), np.uint8)
    for start in range(0, count if pairs else 0, _STEP):
        found = np.zeros((len(pairs) + 1, min(_STEP, count - start)), np.bool_)
        keys = [word.keys(start, start + found.shape[1], WIDE) for word in words]
        _mark(keys, row, found)
        bits[:, start // 8 : (start + _STEP) // 8] = np.packbits(found[:-1], axis=1, bitorder="little")
    return bits


def _mark(keys: list[Numbers], row: npt.NDArray[np.int64], found: npt.NDArray[np.bool_]) -> None:
    """Marks documents in the row of each two terms of which one follows the other."""
    merged = np.concatenate([(each << _CODE_BITS) + code for code, each in enumerate(keys)])
    merged.sort(kind="stable")
    places, codes = merged >> _CODE_BITS, merged & ((1 << _CODE_BITS) - 1)
    for apart in range(1, len(merged)):  # several terms may have one position
        gaps = places[apart:] - places[:-apart]
        if gaps.min() > 1:
            return
        at = where(gaps == 1)
        found[row[codes[at], codes[at + apart]], places[at] >> WIDE.bits] = True


def _compared(postings: Postings, pair: Pair, count: int, stop: Callable[[], bool]) -> Docs:
    return matching([_occurrences(postings, number) for number in pair], (0, 1), 1, count, stop)


def _occurrences(postings: Postings, number: int) -> Occurrences:
    starts = starts_of(postings.frequencies(number))
    return Occurrences.all_of(postings.documents(number), starts, postings.places(number))
