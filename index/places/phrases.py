"""What is in a stretch of capitalised words: names of the gazetteer, and people named in full?

Four of five stretches have been met before, so a stretch is looked into once and what was found is kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import pairwise
from typing import NamedTuple

from index.places import tokens
from index.places.longer import longer
from index.places.names import of_class, words
from index.places.store import Gazetteer
from index.places.tokens import Token
from index.places.toponyms import Toponym, toponyms

_MOST_KEPT = 32_768  # stretches; with half of it a mixed archive takes a tenth longer
_LONGEST_KEPT = 80  # characters; longer stretches are not met again


class Stretch(NamedTuple):
    """What the phrases of a stretch hold; offsets are in the stretch.

    `people` are the folded last names of those who are named in full: "Kofi Annan" -> annan. A tuple, as
    toponyms are: with frozen dataclasses a stretch not met before takes an eighth longer.
    """

    names: tuple[Toponym, ...]
    people: tuple[str, ...]


class _Stretches(dict[str, Stretch | None]):
    """What every stretch that was asked for holds; all are forgotten when there are too many."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer

    def __missing__(self, stretch: str) -> Stretch | None:
        found = _stretch(self._gazetteer, stretch)
        if len(self) >= _MOST_KEPT:
            self.clear()
        if len(stretch) <= _LONGEST_KEPT:
            self[stretch] = found
        return found


@lru_cache(maxsize=1)
def known_stretches(gazetteer: Gazetteer) -> dict[str, Stretch | None]:
    """What any stretch holds; None for those, about half, in which there is nothing."""
    return _Stretches(gazetteer)


def _stretch(gazetteer: Gazetteer, stretch: str) -> Stretch | None:
    names, people = list[Toponym](), list[str]()
    for phrase in tokens.phrases(stretch):
        names += map(_with_longer, toponyms(gazetteer, stretch, phrase))
        people += _people(phrase) if len(phrase) > 1 else ()
    return Stretch(tuple(names), tuple(people)) if names or people else None


def _with_longer(name: Toponym) -> Toponym:
    return name._replace(longer=longer(name)) if name.left or name.right else name


def _people(phrase: Sequence[Token]) -> list[str]:
    first_names, common = words("first_names.txt"), _common()
    return [
        right.key
        for left, right in pairwise(phrase)
        if left.key in first_names and left.key not in common and right.key not in common
    ]


@cache
def _common() -> frozenset[str]:
    """Words that stand beside names and are none."""
    return frozenset().union(*map(of_class, ("role", "admin", "side", "org", "venue", "person")))
