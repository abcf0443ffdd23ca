"""How do articles become postings, tens of thousands at a time?

Only finding the words of a text (one regular expression) and looking each up in a dictionary
happens word by word. From there on a batch of articles is a handful of arrays: an occurrence of a
term is one 64-bit number that holds term, document, position and weight, and sorting these numbers
is inverting the batch.
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


class Lexicon(dict[str, int]):
    """Numbers for stretches of text, and what each was analysed to.

    The tokens of stretch `s` are `first[s]` to `first[s + 1]` in `terms`, `places`, `words` and
    `shares`: their term and word form, as numbers, position, and among how many tokens the weight
    of one is shared. The stretch takes `width[s]` positions.
    """

    def __init__(self) -> None:
        super().__init__()
        self.first, self.width = array("q", [0]), array("q")
        self.terms, self.places, self.words = array("q"), array("q"), array("q")
        self.shares = array("q")
        self.spelt: list[bytes] = []
        self._numbers: dict[str, int] = {}

    def __missing__(self, stretch: str) -> int:
        analysed = analysis.analyse(stretch)
        for token in analysed.tokens:
            self.terms.append(self._number(token.term))
            self.words.append(self._number(token.word))
            self.places.append(token.position)
            self.shares.append(analysed.positions if token.joined else 1)
        self.first.append(len(self.terms))
        self.width.append(analysed.positions)
        number = self[stretch] = len(self.width) - 1
        return number

    def _number(self, text: str) -> int:
        number = self._numbers.get(text)
        if number is None:
            number = self._numbers[text] = len(self.spelt)
            self.spelt.append(text.encode())
        return number


@dataclass
class _Texts:
    """The texts of one field: their document, stretches (`start` to `end`), and number of weight."""

    document: array[int]
    start: array[int]
    end: array[int]
    weight: array[int]


class Inverter:
    """Gathers the texts of articles; `chunks` inverts them."""

    def __init__(self) -> None:
        self._lexicon = Lexicon()
        self._stretches = array("q")
        self._fields: dict[str, _Texts] = {}
        self._weights: dict[float, int] = {}

    def __len__(self) -> int:
        return len(self._stretches)

    def add(self, document: int, fields: dict[str, list[tuple[float, str]]]) -> None:
        """Adds the texts of an article; one that is in several fields is analysed once."""
        known: dict[str, tuple[int, int]] = {}
        for field, texts in fields.items():
            self._add(document, field, texts, known)

    def _add(self, document: int, field: str, texts: Weighted, known: dict[str, tuple[int, int]]) -> None:
        columns = self._fields.get(field)
        if columns is None:
            columns = self._fields[field] = _Texts(array("q"), array("q"), array("q"), array("q"))
        for weight, text in texts:
            if text not in known:
                start = len(self._stretches)
                self._stretches.extend(map(self._lexicon.__getitem__, analysis.stretches(text)))
                known[text] = start, len(self._stretches)
            columns.document.append(document)
            columns.start.append(known[text][0])
            columns.end.append(known[text][1])
            columns.weight.append(self._weights.setdefault(weight, len(self._weights)))

    def chunks(self, documents: int) -> Iterator[tuple[Chunk, Keys]]:
        """The postings of each field, in order of name, and its length in each document."""
        inversion = _Inversion(self._lexicon, self._stretches, documents)
        weights = np.array(list(self._weights), np.float64)[:, None] / np.arange(1, _SHARES + 1)
        for field in sorted(self._fields):
            yield inversion.field(field, self._fields[field], weights.ravel())

    def words(self) -> Chunk:
        """Every word form, as a term of one document that it occurs in."""
        return _words(self._lexicon, self._stretches, self._fields)


class _Inversion:
    """The arrays that the fields of a batch share."""

    def __init__(self, lexicon: Lexicon, stretches: array[int], documents: int) -> None:
        self.documents = documents
        self.stretches = np.frombuffer(stretches, np.int64) if len(stretches) else np.zeros(0, np.int64)
        self.first, self.width = _array(lexicon.first), _array(lexicon.width)
        self.places = _array(lexicon.places)
        self.shares = _array(lexicon.shares)
        order = sorted(range(len(lexicon.spelt)), key=lexicon.spelt.__getitem__)
        self.spelt = [lexicon.spelt[number] for number in order]
        rank = np.empty(len(order), np.int64)
        rank[order] = np.arange(len(order))
        self.ranks = rank[_array(lexicon.terms)]
        self.position = np.concatenate([np.zeros(1, np.int64), np.cumsum(self.width[self.stretches])])

    def field(self, name: str, texts: _Texts, weights: npt.NDArray[np.float64]) -> tuple[Chunk, Keys]:
        """The postings and lengths of one field."""
        owner, start, end = _array(texts.document), _array(texts.start), _array(texts.end)
        base = _bases(owner, self.position[end] - self.position[start]) - self.position[start]
        counts = end - start
        places = ragged(start, counts)
        stretches = self.stretches[places]
        positions = self.position[places] + np.repeat(base, counts)
        sizes = self.first[stretches + 1] - self.first[stretches]
        tokens = ragged(self.first[stretches], sizes)
        weights_of = np.repeat(np.repeat(_array(texts.weight) * _SHARES, counts), sizes)
        occurrences = _Occurrences(
            term=self.ranks[tokens],
            document=np.repeat(np.repeat(owner, counts), sizes),
            position=np.repeat(positions, sizes) + self.places[tokens],
            weight=weights_of + self.shares[tokens] - 1,
        )
        return _chunk(name, self.spelt, occurrences, weights, self.documents)


@dataclass(frozen=True)
class _Occurrences:
    """Occurrences of terms, int64 all: rank of the term, document, position, number of the weight."""

    term: Keys
    document: Keys
    position: Keys
    weight: Keys

    def sorted(self) -> _Occurrences:
        """In order of term, document and position."""
        parts = (self.term, self.document, self.position, self.weight)
        widths = [int(part.max()).bit_length() if len(part) else 0 for part in parts]
        if sum(widths) > 63:
            order = np.lexsort(parts[::-1])
            return _Occurrences(*(part[order] for part in parts))
        key = np.zeros(len(self.term), np.int64)
        for part, width in zip(parts, widths, strict=True):
            key = key << width | part
        key.sort()
        unpacked = []
        for width in reversed(widths):
            unpacked.append(key & ((1 << width) - 1))
            key >>= width
        return _Occurrences(*reversed(unpacked))


def _chunk(
    name: str, spelt: list[bytes], made: _Occurrences, weights: npt.NDArray[np.float64], count: int
) -> tuple[Chunk, Keys]:
    """The postings of the occurrences, and how long the field is in each of `count` documents."""
    found = made.sorted()
    changes = (np.diff(found.term, prepend=-1) != 0) | (np.diff(found.document, prepend=-1) != 0)
    first = np.flatnonzero(changes)
    frequencies = np.diff(first, append=len(found.term)).astype(np.int32)
    summed = np.add.reduceat(weights[found.weight], first) if len(first) else np.zeros(0)
    documents = found.document[first]
    lengths = np.bincount(documents, np.rint(summed), count).astype(np.int64)
    starts = np.flatnonzero(np.diff(found.term[first], prepend=-1))
    chunk = Chunk(
        field=name,
        terms=[spelt[rank] for rank in found.term[first][starts].tolist()],
        frequencies=np.diff(starts, append=len(first)),
        documents=documents.astype(np.int32),
        pairs=pack(frequencies, summed.astype(np.float32)),
        positions=found.position.astype(np.uint32),
    )
    return chunk, lengths


def _bases(owner: Keys, widths: Keys) -> Keys:
    """At which position of its field each text begins; texts of a document follow one another."""
    ends = np.cumsum(widths + GAP)
    starts = ends - widths - GAP
    first = np.flatnonzero(np.diff(owner, prepend=-1))
    return starts - np.repeat(starts[first], np.diff(first, append=len(owner)))


def _words(lexicon: Lexicon, stretches: array[int], fields: dict[str, _Texts]) -> Chunk:
    owners = np.zeros(len(stretches), np.int64)
    for texts in fields.values():
        start, counts = _array(texts.start), _array(texts.end) - _array(texts.start)
        owners[ragged(start, counts)] = np.repeat(_array(texts.document), counts)
    used, at = np.unique(_array(stretches), return_index=True)
    first = _array(lexicon.first)
    sizes = first[used + 1] - first[used]
    words = _array(lexicon.words)[ragged(first[used], sizes)]
    earliest = np.full(len(lexicon.spelt), _GONE, np.int32)
    np.minimum.at(earliest, words, np.repeat(owners[at], sizes).astype(np.int32))
    seen = sorted(np.unique(words).tolist(), key=lexicon.spelt.__getitem__)
    terms = [lexicon.spelt[word] for word in seen]
    return _unweighted(WORD, terms, np.ones(len(terms), np.int64), earliest[seen])


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


def _array(numbers: array[int]) -> Keys:
    return np.frombuffer(numbers, np.int64) if len(numbers) else np.zeros(0, np.int64)
