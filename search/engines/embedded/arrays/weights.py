"""How do a frequency and a weight fit in one byte?

Most postings of an archive share few pairs of frequency (how often a term occurs in a document) and
weight (the same, each occurrence counted with the boost of where it stands). A segment lists its
255 most common pairs in a table, and a posting is the number of its pair. `RARE` stands for the
others, which are kept beside it by their place among all postings.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from search.engines.embedded.arrays.container import Container, ContainerWriter
from search.engines.embedded.kernels import where

RARE = 255

Codes = npt.NDArray[np.uint8]
Frequencies = npt.NDArray[np.int32]
Weights = npt.NDArray[np.float32]
Indices = npt.NDArray[np.int64]


def pack(frequencies: Frequencies, weights: Weights) -> npt.NDArray[np.uint64]:
    """Pairs as one uint64 each: the frequency above, the bits of the float32 weight below."""
    bits = np.ascontiguousarray(weights, np.float32).view(np.uint32)
    return frequencies.astype(np.uint64) << np.uint64(32) | bits


def unpack(pairs: npt.NDArray[np.uint64]) -> tuple[Frequencies, Weights]:
    """The frequencies and weights of packed pairs."""
    weights = (pairs & np.uint64(0xFFFFFFFF)).astype(np.uint32).view(np.float32)
    return (pairs >> np.uint64(32)).astype(np.int32), weights


@dataclass(frozen=True)
class PairTable:
    """The common pairs of a segment, sorted: `pairs` uint64, `counts` int64, at most 255 of them."""

    pairs: npt.NDArray[np.uint64]
    counts: Indices

    @classmethod
    def of(cls, pairs: npt.NDArray[np.uint64], counts: Indices | None = None) -> PairTable:
        """The most common of these packed pairs, which may repeat; each stands for its count."""
        if counts is None:
            distinct, summed = np.unique(pairs, return_counts=True)
        else:
            distinct, inverse = np.unique(pairs, return_inverse=True)
            summed = np.bincount(inverse, weights=counts, minlength=len(distinct)).astype(np.int64)
        common = np.sort(np.argsort(-summed, kind="stable")[:RARE])
        return cls(distinct[common], summed[common])

    def encode(self, pairs: npt.NDArray[np.uint64]) -> Codes:
        """The code of each packed pair."""
        if not len(self.pairs):
            return np.full(len(pairs), RARE, np.uint8)
        codes = np.minimum(np.searchsorted(self.pairs, pairs), len(self.pairs) - 1)
        return np.where(self.pairs[codes] == pairs, codes, RARE).astype(np.uint8)


@dataclass
class PairColumn:
    """Frequencies and weights of all postings of a segment, read from its codes.

    `codes` is uint8; `rare_at` int64, ascending, says where `RARE` stands, and `rare` uint64 for
    which pairs.
    """

    codes: Codes
    table: PairTable
    rare_at: Indices
    rare: npt.NDArray[np.uint64]
    _frequencies: Frequencies = field(init=False)
    _weights: Weights = field(init=False)

    def __post_init__(self) -> None:
        pairs = np.zeros(256, np.uint64)
        pairs[: len(self.table.pairs)] = self.table.pairs
        self._frequencies, self._weights = unpack(pairs)

    @classmethod
    def read(cls, terms: Container, weights: Container, postings: int) -> PairColumn:
        """The pairs of a segment; raises IndexDamaged when the parts do not fit together."""
        pairs = terms.need("pairs", "<u8")
        counts = terms.need("pair_counts", "<i8", len(pairs))
        rare_at = weights.need("rare_at", "<i8")
        rare = weights.need("rare", "<u8", len(rare_at))
        codes = weights.need("codes", "|u1", postings)
        return cls(codes, PairTable(pairs[:RARE], counts[:RARE]), rare_at, rare)

    def frequencies(self, start: int, end: int) -> Frequencies:
        """How often the term occurs, for postings `start` to `end`; int32."""
        found = self._frequencies.take(self.codes[start:end])
        first, last = self._rare_between(start, end)
        if first < last:
            found[self.rare_at[first:last] - start] = unpack(self.rare[first:last])[0]
        return found

    def weights(self, start: int, end: int) -> Weights:
        """The weights of postings `start` to `end`; float32."""
        found = self._weights.take(self.codes[start:end])
        first, last = self._rare_between(start, end)
        if first < last:
            found[self.rare_at[first:last] - start] = unpack(self.rare[first:last])[1]
        return found

    def weights_at(self, places: Indices) -> Weights:
        """The weights of postings anywhere; float32."""
        codes = self.codes.take(places)
        found = self._weights.take(codes)
        if RARE in codes.tobytes():  # asked in a tenth of the time that NumPy takes
            rare = where(codes == RARE)
            found[rare] = unpack(self.rare.take(self.rare_at.searchsorted(places.take(rare))))[1]
        return found

    def packed(self, start: int, end: int) -> npt.NDArray[np.uint64]:
        """The packed pairs of postings `start` to `end`."""
        return pack(self.frequencies(start, end), self.weights(start, end))

    def _rare_between(self, start: int, end: int) -> tuple[int, int]:
        if not len(self.rare_at):
            return 0, 0
        first, last = self.rare_at.searchsorted((start, end)).tolist()
        return first, last


class PairWriter:
    """Writes the codes of postings as they come, and at the end the rare pairs."""

    def __init__(self, out: ContainerWriter, table: PairTable) -> None:
        self._out = out
        self._table = table
        self._rare_at: list[Indices] = []
        self._rare: list[npt.NDArray[np.uint64]] = []
        self._written = 0
        out.begin("codes", np.uint8)

    def extend(self, pairs: npt.NDArray[np.uint64]) -> None:
        """Adds postings by their packed pairs."""
        codes = self._table.encode(pairs)
        rare = np.flatnonzero(codes == RARE)
        if len(rare):
            self._rare_at.append(rare + self._written)
            self._rare.append(pairs[rare])
        self._out.extend(codes)
        self._written += len(codes)

    def close(self) -> None:
        """Writes the rare pairs and ends the file."""
        self._out.end()
        self._out.put("rare_at", np.concatenate([*self._rare_at, np.zeros(0, np.int64)]))
        self._out.put("rare", np.concatenate([*self._rare, np.zeros(0, np.uint64)]))
        self._out.close()
