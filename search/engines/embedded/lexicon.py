"""Which number has each run of text, and what was it analysed to?

An archive has few different runs (see `splitting`), so what each becomes is found out once and kept.
Most are then found in a table, all runs of a batch at once; Python sees only the others.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from operator import attrgetter

import numpy as np

from search import analysis
from search.engines.embedded.splitting import Counts, Halves, Numbers, Split, together

BITS = 18
"""Of the number of a slot of the table of runs: 262,144 slots, 5 MB."""
_FACTORS = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xC2B2AE3D27D4EB4F)
_EMPTY = np.uint64(0xFFFF_FFFF_FFFF_FFFF)
"""What no run begins with: UTF-8 has no such bytes."""


class Lexicon(dict[str, int]):
    """Numbers for runs of text, and what each was analysed to.

    The tokens of run `n` are `first[n]` to `first[n + 1]` in `terms`, `places`, `words` and `shares`:
    their term and word form, as indices of `spelt`, position, and among how many tokens the weight
    of one is shared. They are in order of position. The run takes `width[n]` positions.
    Runs with the same words have one number. Very long ones are not remembered.
    """

    def __init__(self) -> None:
        super().__init__()
        self.first, self.width = array("i", [0]), array("i")
        self.terms, self.places, self.words = array("i"), array("i"), array("i")
        self.shares = array("i")
        self.spelt: list[bytes] = []
        self._spellings: dict[str, int] = {}
        self._order: list[int] = []
        self._table = _Table()

    def runs(self, texts: Iterable[str]) -> tuple[Counts, Counts]:
        """The numbers of the runs of texts, one text's after the other's, and how many each text has."""
        runs, counts = [np.zeros(0, np.int32)], [np.zeros(0, np.int32)]
        for some in together(texts):
            split = Split.of(some)
            runs.append(self._numbers(split))
            counts.append(split.counts)
        return np.concatenate(runs), np.concatenate(counts)

    def order(self) -> list[int]:
        """The indices of `spelt` in the order of its bytes."""
        new = range(len(self._order), len(self.spelt))
        self._order = sorted([*self._order, *new], key=self.spelt.__getitem__)
        return self._order

    def __missing__(self, run: str) -> int:
        word = analysis.plain(run)
        if word is not None:
            number = self._plain(word) if word == run else self[word]
        else:
            stretches = analysis.stretches(run)
            one = len(stretches) == 1 and stretches[0] != run
            number = self[stretches[0]] if one else self._several(stretches)
        if len(run) <= analysis.MAX_TERM:
            self[run] = number
        return number

    def _numbers(self, split: Split) -> Counts:
        """The numbers of all runs."""
        first, second = split.halves()
        slots, numbers = self._table.find(first, second)
        missing = np.flatnonzero(numbers < 0)
        numbers[missing] = [self[run] for run in split.spelt(missing)]
        self._table.keep(slots[missing], first[missing], second[missing], numbers[missing])
        return numbers

    def _plain(self, word: str) -> int:
        """Adds a run that is one word."""
        self.terms.append(self._spelling(analysis.stem(word)))
        self.words.append(self._spelling(word))
        self.places.append(0)
        self.shares.append(1)
        return self._ended(1)

    def _several(self, stretches: list[str]) -> int:
        """Adds a run of any stretches."""
        width = 0
        for stretch in stretches:
            analysed = analysis.analyse(stretch)
            for token in sorted(analysed.tokens, key=attrgetter("position")):
                self.terms.append(self._spelling(token.term))
                self.words.append(self._spelling(token.word))
                self.places.append(width + token.position)
                self.shares.append(analysed.positions if token.joined else 1)
            width += analysed.positions
        return self._ended(width)

    def _ended(self, width: int) -> int:
        self.first.append(len(self.terms))
        self.width.append(width)
        return len(self.width) - 1

    def _spelling(self, text: str) -> int:
        number = self._spellings.get(text)
        if number is None:
            number = self._spellings[text] = len(self.spelt)
            self.spelt.append(text.encode())
        return number


class _Table:
    """The numbers of runs of up to sixteen bytes by their `Split.halves`, as far as there is room.

    Each run has one slot, and whoever has it keeps it: frequent runs come before rare ones.
    """

    def __init__(self) -> None:
        self._first = np.full(1 << BITS, _EMPTY)
        self._second = np.zeros(1 << BITS, np.uint64)
        self._numbers = np.zeros(1 << BITS, np.int32)

    def find(self, first: Halves, second: Halves) -> tuple[Numbers, Counts]:
        """The slots of runs and their numbers, -1 for those that are not there."""
        mixed = first * _FACTORS[0] ^ second * _FACTORS[1]
        slots = (mixed >> np.uint64(64 - BITS)).astype(np.int64)
        numbers = self._numbers.take(slots)
        numbers[(self._first.take(slots) != first) | (self._second.take(slots) != second)] = -1
        return slots, numbers

    def keep(self, slots: Numbers, first: Halves, second: Halves, numbers: Counts) -> None:
        """Keeps the numbers of runs that were not found, where a slot is empty."""
        free = np.flatnonzero((self._first.take(slots) == _EMPTY) & (first != 0))
        at = slots[free]  # of several runs for one slot the last stays, in all three arrays
        self._first[at], self._second[at], self._numbers[at] = first[free], second[free], numbers[free]
