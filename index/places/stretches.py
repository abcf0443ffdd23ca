"""What is in a stretch of capitalised words: names of the gazetteer, and people named in full?

Four of five stretches have been met before, so a stretch is looked into once and what was found is kept.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache, partial
from itertools import pairwise
from operator import attrgetter
from typing import NamedTuple

from index.places.kept import Kept
from index.places.phrases import phrases
from index.places.store import Gazetteer
from index.places.toponyms import Toponym, toponyms
from index.places.words import Word, pieces

_MOST_KEPT = 32_768  # stretches; with half of it a mixed archive has a sixth more that are looked into
_tells = attrgetter("tells")


class Stretch(NamedTuple):
    """What the phrases of a stretch hold; offsets are in the stretch.

    `people` are the folded last names of those who are named in full: "Kofi Annan" -> annan. A tuple, as
    toponyms are: with frozen dataclasses a stretch not met before takes an eighth longer.
    """

    names: tuple[Toponym, ...]
    people: tuple[str, ...]


@lru_cache(maxsize=1)
def known_stretches(gazetteer: Gazetteer) -> Mapping[str, Stretch | None]:
    """What any stretch holds; None for those, about half, in which there is nothing."""
    return Kept(partial(_stretch, gazetteer), _MOST_KEPT)


def _stretch(gazetteer: Gazetteer, stretch: str) -> Stretch | None:
    found = pieces(gazetteer, stretch)
    if not any(map(_tells, found)):
        return None  # so for a quarter of those that are new
    names, people = list[Toponym](), list[str]()
    for phrase in phrases(found, stretch):
        names += toponyms(gazetteer, phrase, stretch)
        people += _people(phrase.words)
    return Stretch(tuple(names), tuple(people)) if names or people else None


def _people(words: Sequence[Word]) -> list[str]:
    return [right.key for left, right in pairwise(words) if left.first_name and not right.common]
