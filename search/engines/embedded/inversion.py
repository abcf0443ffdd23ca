"""How do articles become postings, tens of thousands at a time?

Only splitting a text at its spaces and looking each part up in a dictionary happens word by word.
From there on a batch of articles is a handful of arrays: an occurrence of a term is one 64-bit number
that holds term, place and weight, and sorting these numbers is inverting the batch.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from search import analysis
from search.engines.embedded.arrays.build import Chunk
from search.engines.embedded.arrays.weights import pack
from search.engines.embedded.kernels import Keys, ragged
from search.engines.embedded.schema import GAP, Weighted
from search.fields import WORD

_GONE = np.iinfo(np.int32).max
_SHARES = 8
"""Most parts of a hyphenated word that is also indexed joined; see `search.analysis`."""

_WEIGHT_BITS = 6
"""For the number of a weight: there are at most eight of them, each shared among up to `_SHARES`."""

Counts = npt.NDArray[np.int32]


class Lexicon(dict[str, int]):
    """Numbers for runs of text (see `analysis.runs`), and what each was analysed to.

    The tokens of run `n` are `first[n]` to `first[n + 1]` in `terms`, `places`, `words` and `shares`:
    their term and word form, as indices of `spelt`, position, and among how many tokens the weight
    of one is shared. The run takes `width[n]` positions. Runs with the same words have one number.
    """

    def __init__(self) -> None:
        super().__init__()
        self.first, self.width = array("i", [0]), array("i")
        self.terms, self.places, self.words = array("i"), array("i"), array("i")
        self.shares = array("i")
        self.spelt: list[bytes] = []
        self._numbers: dict[str, int] = {}
        self._order: list[int] = []

    def __missing__(self, run: str) -> int:
        stretches = analysis.stretches(run)
        if len(stretches) == 1 and stretches[0] != run:
            number = self[run] = self[stretches[0]]
            return number
        width = 0
        for stretch in stretches:
            width += self._add(stretch, width)
        self.first.append(len(self.terms))
        self.width.append(width)
        number = self[run] = len(self.width) - 1
        return number

    def order(self) -> list[int]:
        """The indices of `spelt` in the order of its bytes."""
        new = range(len(self._order), len(self.spelt))
        self._order = sorted([*self._order, *new], key=self.spelt.__getitem__)
        return self._order

    def _add(self, stretch: str, position: int) -> int:
        analysed = analysis.analyse(stretch)
        for token in analysed.tokens:
            self.terms.append(self._number(token.term))
            self.words.append(self._number(token.word))
            self.places.append(position + token.position)
            self.shares.append(analysed.positions if token.joined else 1)
        return analysed.positions

    def _number(self, text: str) -> int:
        number = self._numbers.get(text)
        if number is None:
            number = self._numbers[text] = len(self.spelt)
            self.spelt.append(text.encode())
        return number


class _Texts:
    """The texts of one field: document, number of runs and number of weight of each, and all runs."""

    def __init__(self) -> None:
        self.document, self.count, self.weight = array("i"), array("i"), array("i")
        self.runs = array("i")


class Inverter:
    """Gathers the texts of articles; `chunks` inverts them. A lexicon may be used again and again."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._fields: dict[str, _Texts] = {}
        self._weights: dict[float, int] = {}

    def add(self, document: int, fields: dict[str, list[tuple[float, str]]]) -> None:
        """Adds the texts of an article; one that is in several fields is split once."""
        known: dict[str, array[int]] = {}
        for field, texts in fields.items():
            self._add(document, field, texts, known)

    def _add(self, document: int, field: str, texts: Weighted, known: dict[str, array[int]]) -> None:
        columns = self._fields.get(field)
        if columns is None:
            columns = self._fields[field] = _Texts()
        for weight, text in texts:
            runs = known.get(text)
            if runs is None:
                runs = known[text] = array("i", map(self._lexicon.__getitem__, analysis.runs(text)))
            columns.runs.extend(runs)
            columns.document.append(document)
            columns.count.append(len(runs))
            columns.weight.append(self._weights.setdefault(weight, len(self._weights)))

    def chunks(self, documents: int) -> Iterator[tuple[Chunk, Keys]]:
        """The postings of each field, in order of name, and its length in each document."""
        inversion = _Inversion(self._lexicon, documents)
        weights = np.array(list(self._weights), np.float64)[:, None] / np.arange(1, _SHARES + 1)
        for field in sorted(self._fields):
            yield inversion.field(field, self._fields[field], weights.ravel())

    def words(self) -> Chunk:
        """Every word form, as a term of the first document that it occurs in."""
        first, words = _array(self._lexicon.first), _array(self._lexicon.words)
        owners = np.full(len(self._lexicon.width), _GONE, np.int32)
        for texts in self._fields.values():
            runs, documents = _array(texts.runs), _array(texts.document)
            earliest = np.full(len(owners), _GONE, np.int32)
            earliest[runs[::-1]] = np.repeat(documents, _array(texts.count))[::-1]  # the last one stays
            np.minimum(owners, earliest, out=owners)
        earliest = np.full(len(self._lexicon.spelt), _GONE, np.int32)
        np.minimum.at(earliest, words, np.repeat(owners, np.diff(first)))
        order = np.array(self._lexicon.order(), np.int64)
        seen = order[earliest[order] < _GONE]
        terms = [self._lexicon.spelt[word] for word in seen.tolist()]
        return _unweighted(WORD, terms, np.ones(len(terms), np.int64), earliest[seen])


class _Inversion:
    """The arrays that the fields of a batch share."""

    def __init__(self, lexicon: Lexicon, documents: int) -> None:
        self.documents = documents
        self.first, self.width = _array(lexicon.first), _array(lexicon.width)
        self.places, self.shares = _array(lexicon.places), _array(lexicon.shares)
        self.sizes = np.diff(self.first)
        order = lexicon.order()
        self.spelt = [lexicon.spelt[number] for number in order]
        rank = np.empty(len(order), np.int64)
        rank[order] = np.arange(len(order))
        self.ranks = rank[_array(lexicon.terms)]

    def field(self, name: str, texts: _Texts, weights: npt.NDArray[np.float64]) -> tuple[Chunk, Keys]:
        """The postings and lengths of one field."""
        counts, runs = _array(texts.count), _array(texts.runs)
        at = np.concatenate([np.zeros(1, np.int64), np.cumsum(self.width[runs], dtype=np.int64)])
        gaps = np.arange(len(counts), dtype=np.int64) * GAP
        weight = _array(texts.weight).astype(np.int64) * _SHARES
        shared = np.repeat((gaps << _WEIGHT_BITS) + weight, counts)
        end = int(at[-1]) + GAP * len(counts)
        places = _Places.of(_array(texts.document), at[np.cumsum(counts) - counts] + gaps, end)
        keys = self._keys(runs, shared + (at[:-1] << _WEIGHT_BITS), places.bits + _WEIGHT_BITS)
        keys.sort()
        return _chunk(name, self.spelt, keys, places, weights, self.documents)

    def _keys(self, runs: Counts, keys: Keys, shift: int) -> Keys:
        """One number an occurrence: the rank of its term from bit `shift` on, then place and weight.

        `keys` has place and weight of the runs. Most runs have one token, some none, a few several.
        """
        ranks = self.ranks << shift
        sizes = self.sizes[runs]
        several = np.flatnonzero(sizes > 1)
        more = sizes[several] - 1
        others = ragged(self.first[runs[several]].astype(np.int64) + 1, more)
        added = np.repeat(keys[several], more) + ranks[others] + self.shares[others] - 1
        added += self.places[others].astype(np.int64) << _WEIGHT_BITS
        keys = keys + np.append(ranks, 0)[self.first[:-1]][runs]
        return np.concatenate([keys if sizes.all() else keys[sizes > 0], added])


@dataclass(frozen=True)
class _Places:
    """All positions of a field, one article's after the other's, as one row of places.

    `documents` says whose each place is, `starts` (by document) where those of an article begin;
    a place is a number of at most `bits` bits.
    """

    documents: Counts
    starts: Keys
    bits: int

    @classmethod
    def of(cls, documents: Counts, starts: Keys, end: int) -> _Places:
        """From the document of each text, ascending, and where its places begin; `end` is after all."""
        first = np.flatnonzero(np.diff(documents, prepend=-1))
        sizes = np.diff(starts[first], append=end)
        by_document = np.zeros(int(documents[-1]) + 1 if len(documents) else 0, np.int64)
        by_document[documents[first]] = starts[first]
        return cls(np.repeat(documents[first], sizes), by_document, end.bit_length())


def _chunk(
    name: str, spelt: list[bytes], keys: Keys, places: _Places, weights: npt.NDArray[np.float64], count: int
) -> tuple[Chunk, Keys]:
    """The postings of sorted keys, and how long the field is in each of `count` documents."""
    place = (keys >> _WEIGHT_BITS) & ((1 << places.bits) - 1)
    owner = places.documents[place]
    term = keys >> (places.bits + _WEIGHT_BITS)
    changes = (np.diff(term, prepend=-1) != 0) | (np.diff(owner, prepend=-1) != 0)
    first = np.flatnonzero(changes)
    frequencies = np.diff(first, append=len(keys)).astype(np.int32)
    weight = weights[keys & ((1 << _WEIGHT_BITS) - 1)]
    summed = np.add.reduceat(weight, first) if len(first) else np.zeros(0)
    documents, terms = owner[first], term[first]
    lengths = np.bincount(documents, np.rint(summed), count).astype(np.int64)
    starts = np.flatnonzero(np.diff(terms, prepend=-1))
    chunk = Chunk(
        field=name,
        terms=[spelt[rank] for rank in terms[starts].tolist()],
        frequencies=np.diff(starts, append=len(first)),
        documents=documents,
        pairs=pack(frequencies, summed.astype(np.float32)),
        positions=(place - places.starts[owner]).astype(np.uint32),
    )
    return chunk, lengths


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
