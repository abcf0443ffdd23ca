"""Which terms does a segment have, and where are their postings?

    blob       uint8   the terms one after the other, each followed by END
    starts     uint32  where each term begins in `blob`; one more than terms
    posts      int32/64 where its postings begin in .ids and .wgt; one more than terms
    places     int32/64 where its positions begin in .pos; one more than there are terms up to the
               last that has any

Terms are sorted by field name, then by bytes. The facts of the container say which terms are whose:
`{"fields": {name: {"first": 0, "last": 17, "positions": true}}}`, `last` not included.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from search.engines.embedded.arrays.container import Array, Container
from search.errors import IndexDamaged

END = 0xFF
"""Follows every term. No byte of UTF-8; in the terms of numbers it may occur, so those are not
searched by pattern."""

ODD = 0xFF
"""Stands for the length of a term that is not compared byte by byte."""

_END = bytes([END])
_KEY = 8
_TAIL = 4
_SAMPLED = 32
_Keys = tuple[npt.NDArray[np.uint64], npt.NDArray[np.uint64], npt.NDArray[np.int64]]


@dataclass(frozen=True, slots=True)
class TermRange:
    """The terms of a field: numbers `first` to `last`, not included, and whether they have positions."""

    first: int
    last: int
    positions: bool


@dataclass(frozen=True, slots=True)
class Endings:
    """Of each term of a field, the last four bytes as one number, and how many letters it has; `ODD` if
    those are more, or some take several bytes. What a shorter term begins with are bytes of the one
    before it."""

    tails: npt.NDArray[np.uint32]
    lengths: npt.NDArray[np.uint8]

    def like(self, numbers: range, first: int, ending: bytes) -> npt.NDArray[np.int64]:
        """Which of these terms end so, as far as four bytes tell; `first` is the field's first term."""
        known = ending[-_TAIL:]
        mask = np.uint32((1 << 8 * len(known)) - 1)
        tails = self.tails[numbers.start - first : numbers.stop - first]
        return np.flatnonzero(tails & mask == np.uint32(int.from_bytes(known, "big"))) + numbers.start


class TermTable:
    """The sorted terms of a segment. Raises IndexDamaged when its arrays do not fit together."""

    def __init__(self, container: Container) -> None:
        self.starts = container.need("starts", "<u4")
        count = len(self.starts) - 1
        self.blob = container.need("blob", "|u1", int(self.starts[-1]) if count >= 0 else 0)
        self.posts = container.need("posts", "<i4 <i8", count + 1)
        self.places = container.need("places", "<i4 <i8")
        self.fields = {name: TermRange(**facts) for name, facts in container.facts["fields"].items()}
        self._bytes = self.blob.data
        self._known_keys: dict[str, _Keys] = {}
        self._known_endings: dict[str, Endings] = {}
        self._known_samples: dict[str, list[bytes]] = {}
        self._check(container.name, count)

    def __len__(self) -> int:
        return len(self.starts) - 1

    def term(self, number: int) -> bytes:
        """The term of this number."""
        return bytes(self._bytes[self.starts.item(number) : self.starts.item(number + 1) - 1])

    def all_of(self, field: str) -> list[bytes]:
        """The terms of a field, in order."""
        return self.listed(self.fields[field].first, self.fields[field].last)

    def find(self, field: str, term: bytes) -> int:
        """The number of a term, or -1."""
        terms = self.fields.get(field)
        if terms is None or terms.first == terms.last:
            return -1
        first, last = self._block(field, terms, term)
        start = self.starts.item(first)
        text = _END + self._bytes[start : self.starts.item(last)]
        place = text.find(_END + term + _END)
        if place < 0:
            return -1
        number = first + text.count(_END, 1, place + 1)
        if number < last and self.starts.item(number) == start + place:
            return number
        listed = self.listed(first, last)  # END is in some
        return first + listed.index(term) if term in listed else -1

    def at_or_after(self, field: str, term: bytes) -> int:
        """The number of the first term of the field that is not before `term`; `last` if there is none."""
        terms = self.fields.get(field)
        if terms is None or terms.first == terms.last:
            return 0 if terms is None else terms.first
        first, last = self._block(field, terms, term)
        return first + bisect_left(self.listed(first, last), term)

    def beginning(self, field: str, prefix: bytes) -> range:
        """The numbers of the terms of a field that begin with `prefix`."""
        terms = self.fields.get(field)
        if terms is None:
            return range(0)
        after = prefix.rstrip(b"\xff")
        if not after:
            return range(self.at_or_after(field, prefix), terms.last)
        following = after[:-1] + bytes([after[-1] + 1])
        return range(self.at_or_after(field, prefix), self.at_or_after(field, following))

    def find_many(self, field: str, wanted: list[bytes]) -> npt.NDArray[np.int64]:
        """The number of each of these terms in a field, -1 for those it does not have; int64.

        Looks for the first eight bytes of all at once, then for the next eight among the terms that
        share the first; only what is longer than that is compared one by one.
        """
        terms = self.fields.get(field)
        if terms is None or terms.first == terms.last or not wanted:
            return np.full(len(wanted), -1)
        head, tail, sizes = self._keys(field)
        needles = np.array(wanted, dtype=f"S{2 * _KEY}").view(">u8").astype(np.uint64).reshape(-1, 2)
        at, after = np.searchsorted(head, needles[:, 0]), np.searchsorted(head, needles[:, 0], "right")
        behind = np.flatnonzero(at < after)
        while len(behind):
            behind = behind[tail[at[behind]] < needles[behind, 1]]
            at[behind] += 1
            behind = behind[at[behind] < after[behind]]
        found = np.where(at < after, at + terms.first, -1)
        place = np.minimum(at, len(head) - 1)
        lengths = np.array([len(term) for term in wanted])
        found[(tail[place] != needles[:, 1]) | (sizes[place] != lengths)] = -1
        for index in np.flatnonzero(lengths > 2 * _KEY).tolist():
            found[index] = self.find(field, wanted[index])
        return found.astype(np.int64)

    def endings(self, field: str) -> Endings:
        """How the terms of a field end; made when first needed, then kept."""
        if field not in self._known_endings:
            terms = self.fields[field]
            starts = self.starts[terms.first : terms.last + 1].astype(np.int64)
            tails = np.zeros(len(starts) - 1, np.uint32)
            for place in range(_TAIL, 0, -1):
                letters = self.blob.take(starts[1:] - 1 - place, mode="clip")
                tails = tails << np.uint32(8) | letters
            text = self.blob[starts[0] : starts[-1]]
            several = (text >= 0x80) & (text != END)
            lengths = np.minimum(starts[1:] - starts[:-1] - 1, ODD).astype(np.uint8)
            lengths[np.searchsorted(starts, np.flatnonzero(several) + starts[0], "right") - 1] = ODD
            self._known_endings[field] = Endings(tails, lengths)
        return self._known_endings[field]

    def _block(self, field: str, terms: TermRange, term: bytes) -> tuple[int, int]:
        """The numbers of the first of the terms among which one is, if the field has it, and of the last,
        not included."""
        first = terms.first + max(bisect_right(self._samples(field), term) - 1, 0) * _SAMPLED
        return first, min(first + _SAMPLED, terms.last)

    def listed(self, first: int, last: int) -> list[bytes]:
        """The terms from number `first` to `last`, not included."""
        text = self._bytes[self.starts.item(first) : self.starts.item(last)].tobytes()
        listed = text.split(_END)[:-1]
        if len(listed) == last - first:
            return listed
        return [self.term(number) for number in range(first, last)]  # END is in some

    def _samples(self, field: str) -> list[bytes]:
        """Every `_SAMPLED`th term of a field, which bisection finds without a step of Python."""
        if field not in self._known_samples:
            terms = self.fields[field]
            sampled = [self.term(number) for number in range(terms.first, terms.last, _SAMPLED)]
            self._known_samples[field] = sampled
        return self._known_samples[field]

    def sizes(self, field: str) -> npt.NDArray[np.int64]:
        """How many bytes each term of a field has."""
        terms = self.fields[field]
        starts = self.starts[terms.first : terms.last + 1].astype(np.int64)
        return starts[1:] - starts[:-1] - 1

    def _keys(self, field: str) -> _Keys:
        """Two numbers for the first sixteen bytes of each term, and its length; made when first needed."""
        if field not in self._known_keys:
            terms, sizes = self.fields[field], self.sizes(field)
            starts = self.starts[terms.first : terms.last].astype(np.int64)
            keys = np.zeros((2, len(sizes)), np.uint64)
            for place in range(2 * _KEY):
                letters = np.where(place < sizes, self.blob.take(starts + place, mode="clip"), 0)
                keys[place // _KEY] = keys[place // _KEY] << np.uint64(8) | letters.astype(np.uint64)
            self._known_keys[field] = keys[0], keys[1], sizes
        return self._known_keys[field]

    def frequency(self, number: int) -> int:
        """In how many documents the term is, deleted ones included."""
        return int(self.posts.item(number + 1) - self.posts.item(number))

    def places_of(self, number: int) -> tuple[int, int]:
        """Where the positions of a term begin and end in .pos."""
        last = len(self.places) - 1
        return int(self.places[min(number, last)]), int(self.places[min(number + 1, last)])

    def _check(self, name: str, count: int) -> None:
        starts_ok = count >= 0 and self.starts[0] == 0 and bool(np.all(self.starts[1:] > self.starts[:-1]))
        arrays = (self.posts, self.places)
        ascending = 0 < len(self.places) <= count + 1 and all(_ascends(array) for array in arrays)
        ranges = [(terms.first, terms.last) for terms in self.fields.values()]
        joined = [edge for pair in ranges for edge in pair]
        covered = joined == sorted(joined) and joined[:1] in ([0], []) and joined[-1:] in ([count], [])
        if not (starts_ok and ascending and covered and list(self.fields) == sorted(self.fields)):
            raise IndexDamaged(f"{name} is damaged: its terms are not in order.", "Build the index again.")


def _ascends(array: Array) -> bool:
    return int(array[0]) == 0 and bool(np.all(array[1:] >= array[:-1]))
