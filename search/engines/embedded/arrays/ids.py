"""How are the documents of postings kept in few bytes?

A posting takes one byte in a *dense* term, one whose documents mostly follow each other closely, and
otherwise two (in a segment of up to 65,536 documents) or three.

.ids  low      uint8           by posting: in a dense term how far the document is from the one before
                               (the first from 0), 255 for farther; otherwise its lowest eight bits
      dense    int64           numbers of the dense terms, ascending
      before   int64           how many postings dense terms have before each of them, and in all
      jump_at  int32/64        ascending: which postings of dense terms are 255 or more from the one before,
      jumps    int32           and how far
.idh  high     uint8/16/32     by posting of other terms: the higher bits
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from search.engines.embedded.arrays.container import Container, ContainerWriter
from search.engines.embedded.kernels import merged, ragged, where
from search.errors import IndexDamaged

_FAR = 255
_JUMP_BYTES = 8
_WORTH = 64
"""Fewest postings of a dense term: what is said of it must not take more than it spares."""

_FEW = 64
"""Up to so many stretches are copied one by one, from there on all at once."""

T = TypeVar("T", bound=np.generic)
Documents = npt.NDArray[np.int32]
Numbers = npt.NDArray[np.int64]


@dataclass(frozen=True)
class IdColumn:
    """The documents of all postings of a segment; `posts` says where those of each term begin."""

    posts: npt.NDArray[np.signedinteger]
    low: npt.NDArray[np.uint8]
    high: npt.NDArray[np.unsignedinteger]
    dense: Numbers
    before: Numbers
    jump_at: npt.NDArray[np.signedinteger]
    jumps: Documents

    @classmethod
    def read(cls, ids: Container, high: Container, posts: npt.NDArray[np.signedinteger]) -> IdColumn:
        """The column of a segment; raises IndexDamaged when the parts do not fit together."""
        low = ids.need("low", "|u1", int(posts[-1]))
        dense = ids.need("dense", "<i8")
        before = ids.need("before", "<i8", len(dense) + 1)
        jump_at = ids.need("jump_at", "<i4 <i8")
        jumps = ids.need("jumps", "<i4", len(jump_at))
        within = ((dense, len(posts) - 2), (before, len(low)), (jump_at, len(low) - 1))
        if not all(_ascends(array, last) for array, last in within):
            raise IndexDamaged(f"{ids.name} is damaged: it names postings that there are not.")
        parts = high.need("high", "|u1 <u2 <u4", len(low) - int(before[-1]))
        return cls(posts, low, parts, dense, before, jump_at, jumps)

    def of(self, number: int) -> Documents:
        """The documents of a term, ascending; int32."""
        start, end = self.posts.item(number), self.posts.item(number + 1)
        place = int(self.dense.searchsorted(number))
        documents = self.low[start:end].astype(np.int32)
        if place < len(self.dense) and self.dense.item(place) == number:
            self._add_up(documents, start)
            return documents
        first = start - self.before.item(place)
        documents |= self.high[first : first + end - start].astype(np.int32) << 8
        return documents

    def of_many(self, numbers: Numbers) -> Documents:
        """The documents of these terms, given in ascending order, one term's after the other's; int32."""
        starts = self.posts.take(numbers).astype(np.int64)
        counts = self.posts.take(numbers + 1) - starts
        steps = _stretches(self.low, starts, counts).astype(np.int32)
        places = self.dense.searchsorted(numbers)
        others = where(self.dense.searchsorted(numbers, "right") == places)
        if len(others):
            sizes = counts.take(others)
            firsts = starts.take(others) - self.before.take(places.take(others))
            high = _stretches(self.high, firsts, sizes).astype(np.int32) << 8
            if len(others) == len(numbers):
                return steps | high
            at = ragged((counts.cumsum() - counts).take(others), sizes)
            steps[at] = _steps(steps.take(at) | high, sizes.cumsum() - sizes)
        return self._added_up(steps, starts, counts)

    def _add_up(self, steps: Documents, start: int) -> None:
        """Makes documents of the steps between those of a dense term whose postings begin at `start`."""
        edges = np.array((start, start + len(steps)), self.jump_at.dtype)
        first, last = self.jump_at.searchsorted(edges).tolist()
        far = np.subtract(self.jump_at[first:last], start, dtype=np.intp)
        steps[far] = self.jumps[first:last]
        np.add.accumulate(steps, out=steps)

    def _jumps_before(self, places: Numbers) -> Numbers:
        """How many jumps there are before these postings. Of another type, NumPy would copy all jumps."""
        return self.jump_at.searchsorted(places.astype(self.jump_at.dtype))

    def _added_up(self, steps: Documents, starts: Numbers, counts: Numbers) -> Documents:
        """The documents of terms, none of them empty, whose postings begin at `starts`, from the steps
        between them."""
        first, last = self._jumps_before(starts), self._jumps_before(starts + counts)
        begin = counts.cumsum() - counts
        jumps = ragged(first, last - first)
        steps[self.jump_at.take(jumps) + (begin - starts).repeat(last - first)] = self.jumps.take(jumps)
        lasts = np.add.reduceat(steps, begin, dtype=np.int32)
        steps[begin[1:]] -= lasts[:-1]  # so that the sum begins anew with each term
        return steps.cumsum(out=steps)


def _steps(documents: Documents, starts: Numbers) -> Documents:
    """How far each document is from the one before, the first of a term, which `starts` tell, from 0."""
    steps = documents.copy()
    steps[1:] -= documents[:-1]
    steps[starts] = documents.take(starts)
    return steps


def _ascends(array: npt.NDArray[np.signedinteger], last: int) -> bool:
    """Whether the numbers ascend, from 0 or more to at most `last`."""
    return not len(array) or bool(array[0] >= 0 and array[-1] <= last and np.all(array[1:] >= array[:-1]))


def _stretches(array: npt.NDArray[T], starts: Numbers, counts: Numbers) -> npt.NDArray[T]:
    """`counts[i]` elements of an array from `starts[i]` on, for every i."""
    firsts, sizes = merged(starts, counts)
    if len(firsts) > _FEW:
        return array.take(ragged(firsts, sizes))
    ends = (firsts + sizes).tolist()
    return np.concatenate([array[:0], *map(array.__getitem__, map(slice, firsts.tolist(), ends))])


class IdWriter:
    """Writes the documents of postings as they come."""

    def __init__(self, ids: ContainerWriter, high: ContainerWriter, count: int) -> None:
        self._ids, self._high = ids, high
        self._terms = self._postings = self._dense_postings = 0
        self._dense: list[Numbers] = []
        self._before: list[Numbers] = []
        self._jump_at: list[Numbers] = []
        self._jumps: list[Documents] = []
        ids.begin("low", np.uint8)
        rest = max(count - 1, 0) >> 8
        kind = np.uint8 if rest < 1 << 8 else np.uint16 if rest < 1 << 16 else np.uint32
        self._spared = np.dtype(kind).itemsize
        high.begin("high", kind)

    def extend(self, documents: Documents, frequencies: Numbers) -> None:
        """Adds postings of terms; `frequencies` says how many each term has, in their order; none is 0."""
        if not len(documents):
            return
        starts = np.cumsum(frequencies) - frequencies
        steps = _steps(documents, starts)
        far = steps >= _FAR
        jumps = np.add.reduceat(far, starts, dtype=np.int64)
        dense = (frequencies >= _WORTH) & (jumps * _JUMP_BYTES < frequencies * self._spared)
        of_dense = np.repeat(dense, frequencies)
        self._ids.extend(np.where(of_dense, np.minimum(steps, _FAR), documents & 0xFF).astype(np.uint8))
        self._high.extend(documents[~of_dense] >> 8)
        self._describe(dense, frequencies)
        jumping = np.flatnonzero(of_dense & far)
        self._jump_at.append(jumping + self._postings)
        self._jumps.append(steps[jumping])
        self._terms += len(frequencies)
        self._postings += len(documents)

    def close(self) -> None:
        """Writes what is said of dense terms and ends the files."""
        self._ids.end()
        self._ids.put("dense", np.concatenate([np.zeros(0, np.int64), *self._dense]))
        last = np.array([self._dense_postings], np.int64)
        self._ids.put("before", np.concatenate([*self._before, last]))
        wide = np.int32 if self._postings < 1 << 31 else np.int64
        self._ids.put("jump_at", np.concatenate([np.zeros(0, np.int64), *self._jump_at]).astype(wide))
        self._ids.put("jumps", np.concatenate([np.zeros(0, np.int32), *self._jumps]))
        self._ids.close()
        self._high.end()
        self._high.close()

    def _describe(self, dense: npt.NDArray[np.bool_], frequencies: Numbers) -> None:
        at = np.flatnonzero(dense)
        ends = np.cumsum(frequencies[at])
        self._dense.append(at + self._terms)
        self._before.append(ends - frequencies[at] + self._dense_postings)
        self._dense_postings += int(ends[-1]) if len(ends) else 0
