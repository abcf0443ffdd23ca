"""Which names of the gazetteer are in a phrase?

The longest names are taken from the left. Those that are part of a longer name of something else, half of
all, are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

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


@dataclass(slots=True)
class Toponym:
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
    doubts: Doubts = field(default_factory=Doubts)


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
    words, to = phrase.words, 0
    for at, word in enumerate(words):
        if at < to or not word.begins:
            continue
        to, key, refs = at + 1, word.key, word.refs
        if to < len(words) and words[to].follows:
            to, key, refs = _longest(gazetteer, phrase, at)
        if refs:
            yield at, to, key, refs, gazetteer.uses(key)


def _longest(gazetteer: Gazetteer, phrase: Phrase, at: int) -> tuple[int, str, Refs]:
    """(word after the last, key, places) of the longest name that begins with a word.

    Without places if there is none, or if it means something else.
    """
    words, gaps = phrase.words, phrase.gaps
    spelled, refs = words[at].key, words[at].refs
    longest: tuple[int, str, Refs] = at + 1, spelled, refs
    for to, word in enumerate(words[at + 1 : at + MOST_WORDS], at + 1):
        if not word.follows:
            break
        spelled = f"{spelled}{_between(gaps[to])}{word.key}"
        found, whole = gazetteer.look_up(spelled), elsewhere().get(spelled)
        # looked up anew: words are met again, and most sequences of them are not
        if whole:
            longest = to + 1, spelled, ()
        elif found:
            if not word.stop and not _of_city_hall(words, to):
                longest = to + 1, spelled, found
        elif found is None and whole is None:
            break
    return longest


def _of_city_hall(words: Sequence[Word], last: int) -> bool:
    """Whether a name's last word belongs to what follows: Dublin's City Council is not Dublin City's."""
    return words[last].key == "city" and last + 1 < len(words) and words[last + 1].key in _CITY_HALL


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
