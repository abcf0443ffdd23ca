"""What is a rule, once it has been read?"""

from __future__ import annotations

import re
from collections.abc import Callable, Set
from dataclasses import dataclass
from functools import cached_property

from index.document import Role


@dataclass(frozen=True, eq=False)
class Test:
    """An expression that a rule looks for, and which blocks it can match at all.

    It must match the `whole` block, or it can match `at_start` alone, or it is looked for in as many of the
    last characters as `tail` says; in all if that is 0.

    `openings` are those of `openings.LETTERS` that a block must begin with, if it begins with one of
    those, and `endings` those that it must end with; `needs` are the words and signs of which it must
    have one, and `also` other words of which it must have one; empty if they are not known.
    """

    expression: str
    openings: frozenset[str]
    endings: frozenset[str]
    needs: frozenset[str]
    also: frozenset[str]
    whole: bool
    at_start: bool
    tail: int

    @cached_property
    def matches(self) -> Callable[[str], object]:
        """Says of a text whether it matches. Compiled here, for many are not tried on most files."""
        pattern, tail = re.compile(self.expression, re.IGNORECASE), self.tail
        if self.whole:
            return pattern.fullmatch
        if self.at_start:
            return pattern.match
        return (lambda text: pattern.search(text, max(0, len(text) - tail))) if tail else pattern.search


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule about whole blocks, other than those in which an expression of `unless` is found.

    With words in `inside` it is about what stands in elements of pages that are called so; if it has no
    tests, about all of that.
    """

    name: str
    reason: str
    role: Role
    words: int
    tests: tuple[Test, ...]
    at_least: int = 1
    beside: str = ""
    between: bool = False
    rest: bool = False
    beside_caption: bool = False
    box: bool = False
    unless: tuple[re.Pattern[str], ...] = ()
    inside: tuple[str, ...] = ()

    def is_inside(self, hints: Set[str]) -> bool:
        """Whether a word of what the elements around a block are called begins like one of `inside`."""
        return any(word.startswith(self.inside) for word in hints)

    def excepts(self, text: str) -> bool:
        """Whether the rule leaves a block alone that one of its tests matches."""
        return any(expression.search(text) for expression in self.unless)


@dataclass(frozen=True, slots=True, eq=False)  # so that what is kept by cuts is found by who they are
class Cut:
    """A rule about the start or the end of a block, and the `openings.LETTERS` that are there, if one is."""

    name: str
    reason: str
    pattern: re.Pattern[str]
    letters: frozenset[str]
