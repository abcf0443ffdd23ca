"""Which tests of the rules can a block pass, going by its length, first and last letter, words and signs?

There are more than a hundred, and most blocks can pass none or very few, so those are looked up and not
tried in turn. Each is a bit of an integer: what a word stands for in all of them is one number.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from index.clean.rules.needs import SIGNS
from index.clean.rules.openings import LETTERS
from index.clean.rules.rule import Rule, Test

_KEPT = 4096


class _Possible(NamedTuple):
    """The tests that blocks of some length can pass, which of them need nothing, and what the others need.

    The longer a block, the fewer: of 450 words that rules need, those about a paragraph need a fifth.
    """

    tests: int
    always: int
    words: frozenset[str]
    signs: Sequence[tuple[str, int]]


class Prefilter:
    """The tests of some rules, in order, for looking up those that a block can pass."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self._tests = [(rule, test) for rule in rules for test in rule.tests]
        self._by_need: dict[str, int] = {}
        for number, (_, test) in enumerate(self._tests):
            for need in test.needs:
                self._by_need[need] = self._by_need.get(need, 0) | 1 << number
        self._lengths = sorted({each for rule in rules for each in (rule.at_least, rule.words + 1)})
        self._possible = cache(self._possible_within)
        self._beginning = lru_cache(_KEPT)(self._beginning_bits)
        self._ending = lru_cache(_KEPT)(self._ending_bits)

    def passing(self, text: str, words: int, tokens: frozenset[str]) -> list[tuple[Rule, Test]]:
        """The tests that a block of so many words can pass, each with its rule.

        `tokens` are the words that rules may need (`letters.words_of`).
        """
        found: list[tuple[Rule, Test]] = []
        possible = self._possible(bisect_right(self._lengths, words))
        able = possible.tests and possible.tests & self._beginning(text[0]) & self._ending(text[-1])
        if not able:
            return found
        bits = possible.always
        for sign, needing in possible.signs:
            if sign in text:
                bits |= needing
        for word in possible.words & tokens:
            bits |= self._by_need[word]
        bits &= able
        while bits:
            lowest = bits & -bits
            rule, test = self._tests[lowest.bit_length() - 1]
            if not test.also or not test.also.isdisjoint(tokens):
                found.append((rule, test))
            bits ^= lowest
        return found

    def _possible_within(self, reached: int) -> _Possible:
        """What blocks can pass whose words reach so many of the lengths from which on rules change."""
        words = self._lengths[reached - 1] if reached else 0
        tests = self._bits(lambda rule, _: rule.at_least <= words <= rule.words)
        needs = {need: bits for need, bits in self._by_need.items() if bits & tests}
        return _Possible(
            tests,
            self._bits(lambda _, test: not test.needs),
            frozenset(needs).difference(SIGNS),
            [(need, bits) for need, bits in needs.items() if need in SIGNS],
        )

    def _beginning_bits(self, letter: str) -> int:
        lower = letter.lower()
        return self._bits(lambda _, test: lower in test.openings or lower not in LETTERS)

    def _ending_bits(self, letter: str) -> int:
        lower = letter.lower()
        return self._bits(lambda _, test: lower in test.endings or lower not in LETTERS)

    def _bits(self, holds: Callable[[Rule, Test], bool]) -> int:
        return sum(1 << number for number, each in enumerate(self._tests) if holds(*each))
