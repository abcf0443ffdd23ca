"""How do articles become postings, tens of thousands at a time?

The runs of a batch's texts come as numbers (see `lexicon`), so a batch is a handful of arrays. Its
occurrences of terms are in order of document and position; a stable sort by term inverts it.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from search.engines.embedded.arrays.build import Chunk
from search.engines.embedded.arrays.columns import narrow
from search.engines.embedded.arrays.weights import pack
from search.engines.embedded.kernels import Keys, Numbers, ragged, starts_of
from search.engines.embedded.lexicon import Lexicon
from search.engines.embedded.schema import GAP, Weighted
from search.engines.embedded.splitting import Counts
from search.fields import WORD

_GONE = np.iinfo(np.int32).max
_SHARES = 8
"""Most parts of a hyphenated word that is also indexed joined; see `search.analysis`."""

_RADIX = 16
"""Bits of a number by which NumPy sorts stably in time that grows with the numbers only: 50 ms for two
million; sorting 64-bit numbers takes 120."""


@dataclass
class _Texts:
    """The texts of one field, each with its document and the number of its weight."""

    texts: list[str] = field(default_factory=list)
    documents: array[int] = field(default_factory=lambda: array("i"))
    weights: array[int] = field(default_factory=lambda: array("i"))


@dataclass(frozen=True)
class _Runs:
    """The same texts taken apart: all runs, and how many each text has."""

    runs: Counts
    counts: Counts
    documents: Counts
    weights: Counts


class Inverter:
    """Gathers the texts of articles; `invert` inverts them. A lexicon may be used again and again."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._fields: dict[str, _Texts] = {}
        self._weights: dict[float, int] = {}

    def add(self, document: int, fields: Mapping[str, Weighted]) -> None:
        """Adds the texts of an article."""
        for name, weighted in fields.items():
            columns = self._fields.get(name)
            if columns is None:
                columns = self._fields[name] = _Texts()
            for weight, text in weighted:
                columns.texts.append(text)
                columns.documents.append(document)
                columns.weights.append(self._weights.setdefault(weight, len(self._weights)))

    def invert(self, documents: int) -> Inverted:
        """What has been gathered, of so many documents."""
        fields = {name: self._taken_apart(self._fields[name]) for name in sorted(self._fields)}
        weights = np.array(list(self._weights), np.float64)[:, None] / np.arange(1, _SHARES + 1)
        return Inverted(self._lexicon, fields, weights.ravel(), documents)

    def _taken_apart(self, columns: _Texts) -> _Runs:
        runs, counts = self._lexicon.runs(columns.texts)
        return _Runs(runs, counts, _array(columns.documents), _array(columns.weights))


class Inverted:
    """The postings of a batch of articles."""

    def __init__(
        self, lexicon: Lexicon, fields: dict[str, _Runs], weights: npt.NDArray[np.float64], documents: int
    ) -> None:
        self._spelt, self._fields, self._weights, self._documents = lexicon.spelt, fields, weights, documents
        self._first, self._width = _array(lexicon.first), _array(lexicon.width)
        self._words, self._places = _array(lexicon.words), _array(lexicon.places)
        self._sizes = np.diff(self._first)
        self._order = np.array(lexicon.order(), np.int64)
        rank = np.empty(len(self._order), np.int32)
        rank[self._order] = np.arange(len(self._order), dtype=np.int32)
        self._ranks, self._shares = rank[_array(lexicon.terms)], _array(lexicon.shares).astype(np.uint8) - 1

    def chunks(self) -> Iterator[tuple[Chunk, Keys]]:
        """The postings of each field, in order of name, and its length in each document."""
        for name, texts in self._fields.items():
            yield self._chunk(name, self._occurrences(texts))

    def words(self) -> Chunk:
        """Every word form, as a term of the first document that it occurs in."""
        owners = np.full(len(self._sizes), _GONE, np.int32)
        for texts in self._fields.values():
            earliest = np.full(len(owners), _GONE, np.int32)
            documents = np.repeat(texts.documents, texts.counts)
            earliest[texts.runs[::-1]] = documents[::-1]  # the last one stays
            np.minimum(owners, earliest, out=owners)
        earliest = np.full(len(self._spelt), _GONE, np.int32)
        np.minimum.at(earliest, self._words, np.repeat(owners, self._sizes))
        seen = self._order[earliest[self._order] < _GONE]
        terms = [self._spelt[word] for word in seen.tolist()]
        return _unweighted(WORD, terms, np.ones(len(terms), np.int64), earliest[seen])

    def _occurrences(self, texts: _Runs) -> _Occurrences:
        """All occurrences of terms in a field, in order of document and position."""
        sizes, width = self._sizes[texts.runs], self._width[texts.runs]
        edges, at = starts_of(texts.counts), starts_of(width)
        shifts = _shifts(texts.documents, at[edges[:-1]]).astype(at.dtype)
        at = at[:-1] + np.repeat(shifts, texts.counts)
        tokens = self._first[texts.runs]
        if np.any(sizes != 1):
            tokens, at = ragged(tokens, sizes).astype(np.int32), np.repeat(at, sizes)
        of_text = np.diff(starts_of(sizes)[edges])
        weights = (texts.weights * _SHARES).astype(np.uint8)
        return _Occurrences(
            ranks=self._ranks[tokens],
            documents=np.repeat(texts.documents, of_text),
            positions=narrow(at + self._places[tokens]),
            weights=np.repeat(weights, of_text) + self._shares[tokens],
        )

    def _chunk(self, name: str, found: _Occurrences) -> tuple[Chunk, Keys]:
        """The postings of occurrences, and how long the field is in each document."""
        counts = np.bincount(found.ranks, minlength=len(self._order))
        ranks = np.flatnonzero(counts)
        order = _sorted(found.ranks, len(self._order))
        owners, starts = found.documents[order], _starts(counts[ranks])
        changes = np.append(True, owners[1:] != owners[:-1])[: len(owners)]
        changes[starts] = True
        first = np.flatnonzero(changes)
        frequencies = np.diff(first, append=len(order)).astype(np.int32)
        weights = self._weights[found.weights[order]]
        summed = np.add.reduceat(weights, first) if len(first) else np.zeros(0)
        documents = owners[first]
        chunk = Chunk(
            field=name,
            terms=[self._spelt[number] for number in self._order[ranks].tolist()],
            frequencies=np.diff(np.searchsorted(first, starts), append=len(first)),
            documents=documents,
            pairs=pack(frequencies, summed.astype(np.float32)),
            positions=found.positions[order],
        )
        return chunk, np.bincount(documents, np.rint(summed), self._documents).astype(np.int64)


@dataclass(frozen=True)
class _Occurrences:
    """Of each occurrence the rank of its term, its document, its position, and the number of its weight."""

    ranks: Counts
    documents: Counts
    positions: npt.NDArray[np.unsignedinteger]
    weights: npt.NDArray[np.uint8]


def _shifts(documents: Counts, places: Numbers) -> Keys:
    """What makes a place of each text a position in its document; `places` says where each text begins.

    Every article begins at 0, and `GAP` more for every text before.
    """
    numbers = np.arange(len(documents))
    first = np.maximum.accumulate(np.where(np.diff(documents, prepend=-1) != 0, numbers, 0))
    return (numbers - first) * GAP - places[first]


def _starts(counts: Keys) -> Keys:
    return np.cumsum(counts) - counts


def _sorted(numbers: Counts, below: int) -> Keys:
    """What `np.argsort(numbers, kind="stable")` gives for numbers below a limit: a radix sort."""
    order = np.argsort(numbers.astype(np.uint16), kind="stable")
    if below <= 1 << _RADIX:
        return order
    high = (numbers >> _RADIX).astype(np.uint16)
    return order[np.argsort(high[order], kind="stable")]


def whole_terms(field: str, documents: dict[bytes, list[int]], *, counted: bool = False) -> Chunk:
    """Postings of terms that are just there or not; documents are listed in ascending order."""
    terms = sorted(documents)
    frequencies = np.array([len(documents[term]) for term in terms], np.int64)
    numbers = np.array([number for term in terms for number in documents[term]], np.int32)
    return _unweighted(field, terms, frequencies, numbers, counted=counted)


def _unweighted(
    field: str, terms: list[bytes], frequencies: Keys, documents: npt.NDArray[np.int32], counted: bool = False
) -> Chunk:
    ones = np.ones(len(documents))
    pairs = pack(ones.astype(np.int32), ones.astype(np.float32))
    return Chunk(field, terms, frequencies, documents, pairs, None, counted)


def _array(numbers: array[int]) -> Counts:
    return np.array(numbers, np.int32)
