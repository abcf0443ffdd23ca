"""What is a rule, once it has been read?"""

from __future__ import annotations

import re
from collections.abc import Callable, Set
from dataclasses import dataclass
from typing import NamedTuple

from index.document import Role


class Test(NamedTuple):
    """An expression that a rule looks for, and which blocks it can match at all.

    `openings` are those of `openings.LETTERS` that a block must begin with, if it begins with one of
    those, and `endings` those that it must end with; `needs` are the words and signs of which it must
    have one, and `also` other words of which it must have one; empty if they are not known.
    """

    openings: frozenset[str]
    endings: frozenset[str]
    needs: frozenset[str]
    also: frozenset[str]
    matches: Callable[[str], object]


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
