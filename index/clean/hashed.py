"""Which words do lines have, as they stand between spaces, and which of them are known?

A word is here a stretch between spaces, without case, but with the marks that touch it. Those of many lines
are looked up together, which takes a fifth of the time: each has a polynomial hash of 64 bits (R. Karp and
M. Rabin, "Efficient Randomized Pattern-Matching Algorithms", 1987), and known words are found by theirs.
"""

from __future__ import annotations

from functools import cache, cached_property

import numpy as np
from numpy.typing import NDArray

from index.clean.letters import Bools, Codes, Letters, Numbers
from index.clean.stopwords import STOPWORDS

Hashes = NDArray[np.uint64]

_BASE, _SALT = 0x9E3779B97F4A7C15, 0xD6E8FEB86659FD93  # Odd, so that there is an inverse; else arbitrary.
_INVERSE = pow(_BASE, -1, 1 << 64)
_KEPT = 1 << 18
"""How many powers are kept: as many as the letters that are looked at together, but for long documents."""


class HashedWords:
    """The words of some lines. `counts` is how many each line has, `hashes` one for each."""

    def __init__(self, letters: Letters) -> None:
        self._letters = letters
        self._starts, self._first = letters.word_starts()
        self.counts: Numbers = np.diff(np.append(self._first, len(self._starts)))
        self.hashes = _hashes(letters.caseless(), self._starts)

    def lower(self) -> Numbers:
        """How many of each line are in lower case (as `str.islower` has it)."""
        capitals, small = self._cases
        return np.add.reduceat(small & ~capitals, self._first, dtype=np.int64)

    def stopwords(self) -> Numbers:
        """How many different stopwords each line has, those with capitals aside."""
        at, words = _stopwords().find(self.hashes)
        is_small = ~self._cases[0][at]
        return self._different(at[is_small], words[is_small])

    def shared(self, others: HashedWords, of: Numbers) -> Numbers:
        """How many different ones each line shares with one of other lines, that with the number in `of`."""
        known = _Known(others.hashes + _salt(others._of))
        return self._different(*known.find(self.hashes + _salt(of)[self._of]))

    @cached_property
    def _of(self) -> Numbers:
        """The line of each word."""
        return np.repeat(np.arange(len(self.counts)), self.counts)

    @cached_property
    def _cases(self) -> tuple[Bools, Bools]:
        return self._letters.cases(self._starts)

    def _different(self, at: Numbers, words: Numbers) -> Numbers:
        """How many different known words each line has: `words` are their numbers, `at` where they stand."""
        pairs = np.sort(self._of[at] << 32 | words)
        is_first = np.diff(pairs, prepend=-1) > 0
        return np.bincount(pairs[is_first] >> 32, minlength=len(self.counts))


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


def _hashes(codes: Codes, starts: Numbers) -> Hashes:
    """Of each word the sum of its code points, each times a power of the base that counts from its start.

    The sums of all letters up to the end of each word are found first: what is between words adds nothing.
    """
    sums = np.cumsum(codes * _powers(_BASE, len(codes))).take(np.append(starts[1:], len(codes)) - 1)
    return np.diff(sums, prepend=np.uint64(0)) * _powers(_INVERSE, len(codes)).take(starts)


def _salt(numbers: Numbers) -> Hashes:
    """What tells the same words of different documents apart."""
    return numbers.astype(np.uint64) * np.uint64(_SALT)


def _powers(base: int, count: int) -> Hashes:
    return _kept_powers(base)[:count] if count <= _KEPT else _all_powers(base, count)


@cache
def _kept_powers(base: int) -> Hashes:
    return _all_powers(base, _KEPT)


def _all_powers(base: int, count: int) -> Hashes:
    return np.full(count, base, dtype=np.uint64).cumprod(dtype=np.uint64)
