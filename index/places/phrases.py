"""What is in a phrase: names of the gazetteer, and people named in full?

Four of five phrases have been met before, so a phrase is looked into once and what was found is kept.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from itertools import pairwise
from typing import NamedTuple

from index.places import tokens
from index.places.longer import longer
from index.places.names import of_class, words
from index.places.store import Gazetteer
from index.places.tokens import Token
from index.places.toponyms import MOST_WORDS, Toponym, toponyms

_MOST_KEPT = 32_768  # stretches; with half of it a mixed archive takes a tenth longer
_LONGEST_KEPT = 80  # characters; longer stretches are not met again


class Phrase(NamedTuple):
    """Capitalised words that stand together; offsets are in their stretch.

    `key` is that of all of it, and empty when it is too long for a name or has words that are no part of
    one. `people` are the folded last names of those who are named in full: "Kofi Annan" -> annan. A tuple, as
    toponyms are: a phrase not met before takes 14 microseconds, and 16 with frozen dataclasses.
    """

    start: int
    text: str
    key: str
    names: tuple[Toponym, ...]
    people: tuple[str, ...]


class _Phrases(dict[str, tuple[Phrase, ...]]):
    """The phrases of every stretch that was asked for; all are forgotten when there are too many."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer

    def __missing__(self, stretch: str) -> tuple[Phrase, ...]:
        found = tuple(
            _phrase(self._gazetteer, stretch, phrase)
            for phrase in tokens.phrases(stretch)
            if len(phrase) > 1 or not phrase[0].stop
        )
        if len(self) >= _MOST_KEPT:
            self.clear()
        if len(stretch) <= _LONGEST_KEPT:
            self[stretch] = found
        return found


@lru_cache(maxsize=1)
def known_phrases(gazetteer: Gazetteer) -> dict[str, tuple[Phrase, ...]]:
    """The phrases of any stretch, in order; single words that are no part of names ("The") are left out."""
    return _Phrases(gazetteer)


def _phrase(gazetteer: Gazetteer, stretch: str, phrase: Sequence[Token]) -> Phrase:
    start, end = phrase[0].start, phrase[-1].end
    nameable = len(phrase) <= MOST_WORDS and not any(token.stop for token in phrase)
    return Phrase(
        start,
        stretch[start:end],
        " ".join(token.key for token in phrase) if nameable else "",
        tuple(map(_with_longer, toponyms(gazetteer, stretch, phrase))),
        tuple(_people(phrase)),
    )


def _with_longer(name: Toponym) -> Toponym:
    return name._replace(longer=longer(name)) if name.left or name.right else name


def _people(phrase: Sequence[Token]) -> Iterator[str]:
    first_names, common = words("first_names.txt"), _common()
    for left, right in pairwise(phrase):
        if left.key in first_names and right.key not in common and left.key not in common:
            yield right.key


@cache
def _common() -> frozenset[str]:
    """Words that stand beside names and are none."""
    return frozenset().union(*map(of_class, ("role", "admin", "side", "org", "venue", "person")))
