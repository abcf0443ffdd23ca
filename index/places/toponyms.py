"""Which names of the gazetteer are in a phrase?

The longest names are taken from the left. Those that are part of a longer name of something else, half of
all, are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from index.places.doubts import Doubts, doubts
from index.places.keys import fold
from index.places.longer import is_part
from index.places.phrases import Phrase
from index.places.store import Gazetteer, Refs, Use
from index.places.words import Word, elsewhere

MOST_WORDS = 5  # of a name
_CITY_HALL = frozenset(
    {"council", "hall", "police", "school", "schools", "attorney", "manager", "commission"}
)
_BETWEEN = re.compile(r"\w+")


class Toponym(NamedTuple):
    """A name of the gazetteer in a phrase; offsets are in the stretch.

    `uses` are how its places bear the name. `left` and `right` are the words of the phrase right beside
    it, `link` what joins it to that on the left (" of "); `doubts` are what the name may mean instead.
    """

    start: int
    end: int
    text: str
    key: str
    refs: Refs
    uses: frozenset[Use] = frozenset()
    left: Word | None = None
    right: Word | None = None
    link: str = ""
    doubts: Doubts = Doubts()


def toponyms(gazetteer: Gazetteer, phrase: Phrase, stretch: str, shouted: bool) -> list[Toponym]:
    """The names in a phrase of a stretch that are no part of longer ones, in order; see `is_part`."""
    return [
        _toponym(phrase, stretch, at, to, key, refs, uses)
        for at, to, key, refs, uses in named_in(gazetteer, phrase)
        if not is_part(phrase, at, to, key, uses, shouted)
    ]


def named_in(gazetteer: Gazetteer, phrase: Phrase) -> Iterator[tuple[int, int, str, Refs, frozenset[Use]]]:
    """The names in a phrase, in order, the longest from the left.

    Of each the numbers of its first word and of that after its last, its key, its places and their uses.
    """
    to = 0
    for at, word in enumerate(phrase.words):
        if word.begins and at >= to:
            to, key, refs = _longest(gazetteer, phrase, at)
            if refs:
                yield at, to, key, refs, gazetteer.uses(key)


def _longest(gazetteer: Gazetteer, phrase: Phrase, at: int) -> tuple[int, str, Refs]:
    """(word after the last, key, places) of the longest name that begins with a word.

    Without places if there is none, or if it means something else.
    """
    words, _, gaps = phrase
    names_elsewhere, most, to = elsewhere(), min(len(words), at + MOST_WORDS), at + 1
    longest: tuple[int, str, Refs] = to, "", ()
    spelled, refs = words[at].key, words[at].refs
    while True:
        whole = names_elsewhere.get(spelled)
        if whole:
            longest = to, spelled, ()
        elif refs:
            if not words[to - 1].stop and not _of_city_hall(words, at, to):
                longest = to, spelled, refs
        elif refs is None and whole is None:
            return longest
        if to == most or not words[to].follows:
            return longest
        spelled = f"{spelled}{_between(gaps[to])}{words[to].key}"
        refs = gazetteer.look_up(spelled)  # words are met again, and most sequences of them are not
        to += 1


def _of_city_hall(words: Sequence[Word], at: int, to: int) -> bool:
    """Whether a name's last word belongs to what follows: Dublin's City Council is not Dublin City's."""
    return to - at > 1 and words[to - 1].key == "city" and to < len(words) and words[to].key in _CITY_HALL


def _between(gap: str) -> str:
    """What stands between two words in a key: a space, or words in lower case."""
    words = [] if len(gap) < 3 else _BETWEEN.findall(gap)
    return " ".join(["", *map(fold, words), ""]) if words else " "


def _toponym(
    phrase: Phrase, stretch: str, at: int, to: int, key: str, refs: Refs, uses: frozenset[Use]
) -> Toponym:
    start, end = phrase.starts[at], phrase.end(to - 1)
    text, link = stretch[start:end], phrase.gaps[at] if at else ""
    beside = phrase.left(at), phrase.right(to)
    return Toponym(start, end, text, key, refs, uses, *beside, link, doubts(key, text, uses))
