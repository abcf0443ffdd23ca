"""What is in a stretch of capitalised words: names of the gazetteer, and people named in full?

Four of five stretches have been met before, so a stretch is looked into once and what was found is kept.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache, partial
from itertools import pairwise
from operator import attrgetter

from index.places.kept import Kept
from index.places.longer import is_part, longer
from index.places.phrases import phrases
from index.places.store import Gazetteer, Refs
from index.places.toponyms import Toponym, named_in, toponyms
from index.places.words import pieces

_MOST_KEPT = 65_536  # stretches; with half of it 12.2 of an article are looked into instead of 10.5
_tells = attrgetter("tells")


@dataclass(slots=True)
class Stretch:
    """What the phrases of a stretch hold; offsets are in the stretch.

    `people` are the folded last names of those who are named in full: "Kofi Annan" -> annan. Like words and
    toponyms it is kept and never changed, though not frozen: frozen ones take three times longer to make, and
    of named tuples values take twice as long to read.
    """

    names: tuple[Toponym, ...]
    people: tuple[str, ...]


@lru_cache(maxsize=2)
def known_stretches(gazetteer: Gazetteer, shouted: bool) -> Mapping[str, Stretch | None]:
    """What any stretch holds, of a text with or without capitals throughout; None if nothing, as most do."""
    return Kept(partial(_stretch, gazetteer, shouted), _MOST_KEPT)


def _stretch(gazetteer: Gazetteer, shouted: bool, stretch: str) -> Stretch | None:
    found = pieces(gazetteer, stretch)
    if not any(map(_tells, found)):
        return None  # so for a quarter of those that are new
    names: list[Toponym] = []
    people: list[str] = []
    for phrase in phrases(found, stretch):
        names += toponyms(gazetteer, phrase, stretch, shouted)
        people += [
            right.key for left, right in pairwise(phrase.words) if left.first_name and not right.common
        ]
    return Stretch(tuple(names), tuple(people)) if names or people else None


def first_named(gazetteer: Gazetteer, stretch: str) -> Refs:
    """The places that bear the name that a stretch begins with, be it part of a longer one or not."""
    phrase = next(phrases(pieces(gazetteer, stretch), stretch))
    return next((refs for at, _, _, refs, _ in named_in(gazetteer, phrase) if not at), ())


def parts(gazetteer: Gazetteer, shouted: bool, stretch: str) -> Iterator[tuple[int, int, str]]:
    """The names of a stretch that `toponyms` leaves out: begin, end, and what they are part of."""
    for phrase in phrases(pieces(gazetteer, stretch), stretch):
        for at, to, key, _, uses in named_in(gazetteer, phrase):
            if is_part(phrase, at, to, key, uses, shouted):
                start, end = phrase.starts[at], phrase.end(to - 1)
                yield start, end, longer(phrase, at, to, key, uses, stretch[start:end])
