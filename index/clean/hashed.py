"""Which words do lines have, as they stand between spaces, and which of them are known?

A word is here a stretch between spaces, without case, but with the marks that touch it. Those of many lines
are looked up together, which takes a fifth of the time: each has a polynomial hash of 64 bits (R. Karp and
M. Rabin, "Efficient Randomized Pattern-Matching Algorithms", 1987), and known words are found by theirs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache, cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.clean.codes import Codes
from index.clean.letters import PIECE, Bools, Letters, Numbers, Piece
from index.clean.stopwords import STOPWORDS

Hashes = NDArray[np.uint64]

_BASE, _SALT = 0x9E3779B97F4A7C15, 0xD6E8FEB86659FD93  # Odd, so that there is an inverse; else arbitrary.
_INVERSE = pow(_BASE, -1, 1 << 64)

Found = tuple[Numbers, Numbers]
"""Where known words are, counted from where one looks, and their numbers."""


class _Words(NamedTuple):
    """Where words begin, their hashes, and which have capitals and which other letters that have a case."""

    starts: Numbers
    hashes: Hashes
    capital: Bools
    small: Bools


class HashedWords:
    """The words of some lines. `counts` is how many each line has, `hashes` one for each."""

    def __init__(self, letters: Letters) -> None:
        words = _words_of(letters)
        self._piece = letters.piece
        self._first = np.searchsorted(words.starts, letters.starts)
        self.counts: Numbers = np.diff(np.append(self._first, len(words.starts)))
        self.hashes, self._capital, self._small = words.hashes, words.capital, words.small

    def lower(self) -> Numbers:
        """How many of each line are in lower case (as `str.islower` has it)."""
        return np.add.reduceat(self._small & ~self._capital, self._first, dtype=np.int64)

    def stopwords(self) -> Numbers:
        """How many different stopwords each line has, those with capitals aside."""

        def find(some: slice) -> Found:
            at, words = _stopwords().find(self.hashes[some])
            is_small = ~self._capital[some][at]
            return at[is_small], words[is_small]

        return self._different(find)

    def shared(self, others: HashedWords, of: Numbers) -> Numbers:
        """How many different ones each line shares with one of other lines, that with the number in `of`."""
        known = _Known(others._salted(_salt(np.arange(len(others.counts)))))
        salt = _salt(of)
        return self._different(lambda some: known.find(self.hashes[some] + salt[self._of(some)]))

    def _salted(self, salt: Hashes) -> Hashes:
        """The hashes, with a salt for each line; where there are many, fewer times the same ones."""
        found = [self.hashes[some] + salt[self._of(some)] for some in self._stretches()]
        return found[0] if len(found) == 1 else np.concatenate(list(map(np.unique, found)))

    def _stretches(self) -> Iterator[slice]:
        """The words, so many at a time."""
        for start in range(0, len(self.hashes), self._piece):
            yield slice(start, start + self._piece)

    def _of(self, some: slice) -> Numbers:
        """The line of each of some words."""
        if len(self.hashes) <= self._piece:
            return self._of_all
        ends = self._first + self.counts
        first = np.searchsorted(ends, some.start, side="right")
        lines = np.arange(first, np.searchsorted(self._first, some.stop))
        counts = np.minimum(ends[lines], some.stop) - np.maximum(self._first[lines], some.start)
        return np.repeat(lines, counts)

    @cached_property
    def _of_all(self) -> Numbers:
        return np.repeat(np.arange(len(self.counts)), self.counts)

    def _different(self, find: Callable[[slice], Found]) -> Numbers:
        """How many different known words each line has; `find` finds those among some of the words."""
        pairs = [self._pairs(some, *find(some)) for some in self._stretches()]
        different = pairs[0] if len(pairs) == 1 else np.unique(np.concatenate(pairs))
        return np.bincount(different >> 32, minlength=len(self.counts))

    def _pairs(self, some: slice, at: Numbers, words: Numbers) -> Numbers:
        """Different pairs of a line and a known word, as one number each."""
        pairs = np.sort(self._of(some)[at] << 32 | words)
        return pairs[np.diff(pairs, prepend=-1) > 0]


class _Known:
    """The hashes of known words, which are numbered."""

    def __init__(self, hashes: Hashes) -> None:
        self._hashes = np.unique(hashes)
        self._sieve = np.zeros(1 << 16, dtype=np.bool_)
        self._sieve[_first_bits(self._hashes)] = True

    def find(self, hashes: Hashes) -> tuple[Numbers, Numbers]:
        """Where there are known ones, and their numbers."""
        at = np.flatnonzero(self._sieve.take(_first_bits(hashes)))  # Spares searching for most others.
        likely = hashes.take(at)
        words = np.minimum(np.searchsorted(self._hashes, likely), len(self._hashes) - 1)
        is_known = self._hashes.take(words) == likely
        return at[is_known], words[is_known]


@cache
def _stopwords() -> _Known:
    return _Known(HashedWords(Letters(sorted(STOPWORDS))).hashes)


def _first_bits(hashes: Hashes) -> Numbers:
    return (hashes >> np.uint64(48)).view(np.int64)


def _words_of(letters: Letters) -> _Words:
    found: list[_Words] = []
    for piece in letters.pieces():
        words = _words_in(piece)
        if letters.goes_on(piece.start):
            _lengthen(found[-1], words)
            words = _Words(words.starts[1:], words.hashes[1:], words.capital[1:], words.small[1:])
        if len(words.starts):
            found.append(words)
    return found[0] if len(found) == 1 else _Words(*map(np.concatenate, zip(*found, strict=True)))


def _words_in(piece: Piece) -> _Words:
    starts = piece.word_starts()
    return _Words(starts + piece.start, _hashes(piece.caseless(), starts), *piece.cases(starts))


def _lengthen(words: _Words, rest: _Words) -> None:
    """Adds to the last of some words what the first of others has, which is the rest of it."""
    power = pow(_BASE, int(rest.starts[0] - words.starts[-1]), 1 << 64)
    words.hashes[-1:] += rest.hashes[:1] * np.array([power], dtype=np.uint64)
    words.capital[-1:] |= rest.capital[:1]
    words.small[-1:] |= rest.small[:1]


def _hashes(codes: Codes, starts: Numbers) -> Hashes:
    """Of each word the sum of its code points, each times a power of the base that counts from its start.

    The sums of all letters up to the end of each word are found first: what is between words adds nothing.
    """
    sums = np.cumsum(codes * _powers(_BASE)[: len(codes)]).take(np.append(starts[1:], len(codes)) - 1)
    return np.diff(sums, prepend=np.uint64(0)) * _powers(_INVERSE).take(starts)


def _salt(numbers: Numbers) -> Hashes:
    """What tells the same words of different documents apart."""
    return numbers.astype(np.uint64) * np.uint64(_SALT)


@cache
def _powers(base: int) -> Hashes:
    """As many as a piece has letters, with the space that may end it."""
    return np.full(PIECE + 1, base, dtype=np.uint64).cumprod(dtype=np.uint64)
