"""Which names of the gazetteer are in a phrase?

The longest names are taken from the left. What else is in the phrase is kept for those who judge whether
a place is meant.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from index.places.doubts import Doubts, doubts
from index.places.keys import fold
from index.places.longer import longer
from index.places.phrases import Phrase
from index.places.store import Gazetteer, Refs, Use
from index.places.words import Word, elsewhere

MOST_WORDS = 5  # of a name
MOST_BESIDE = 12  # words of its phrase that are looked at on each side of a name
_CONJUNCTIONS = frozenset({" und ", " y ", " & "})
_CITY_HALL = frozenset(
    {"council", "hall", "police", "school", "schools", "attorney", "manager", "commission"}
)
_BETWEEN = re.compile(r"\w+")


class Toponym(NamedTuple):
    """A name of the gazetteer in a phrase; offsets are in the stretch.

    `uses` are how its places bear the name. `left` and `right` are the words of the phrase on both
    sides, `link` what joins it to those on the left (" of "); `longer` says what longer name of something
    else it is a part of, if it is; `doubts` are what the name may mean instead.
    """

    start: int
    end: int
    text: str
    key: str
    refs: Refs
    uses: frozenset[Use] = frozenset()
    left: tuple[str, ...] = ()
    right: tuple[str, ...] = ()
    link: str = ""
    longer: str = ""
    doubts: Doubts = Doubts()


def toponyms(gazetteer: Gazetteer, phrase: Phrase, stretch: str) -> list[Toponym]:
    """The names in a phrase of a stretch, in order, the longest from the left."""
    found, at = list[Toponym](), 0
    for number, word in enumerate(phrase.words):
        if word.begins and number >= at:
            at, key, refs = _longest(gazetteer, phrase, number)
            if refs:
                found.append(_toponym(gazetteer, phrase, stretch, number, at, key, refs))
    return found


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
    gazetteer: Gazetteer, phrase: Phrase, stretch: str, at: int, to: int, key: str, refs: Refs
) -> Toponym:
    start, end = phrase.starts[at], phrase.end(to - 1)
    text, uses = stretch[start:end], gazetteer.uses(key)
    left, right = _before(phrase, at), _after(phrase, to)
    link = phrase.gaps[at] if at else ""
    part_of = longer(text, key, uses, left, right, link) if left or right else ""
    return Toponym(start, end, text, key, refs, uses, left, right, link, part_of, doubts(key, text, uses))


def _before(phrase: Phrase, at: int) -> tuple[str, ...]:
    """The words before a name that begins with a word, back to one that is no part of names.

    What a conjunction joins are two names, and letters without case do not tell where a name ends.
    """
    words, _, gaps = phrase
    if not at or not words[at].text[0].isupper():
        return ()
    first = at
    while first and at - first < MOST_BESIDE and not words[first - 1].stop:
        if gaps[first] in _CONJUNCTIONS:
            break
        first -= 1
    return tuple([word.text for word in words[first:at]])


def _after(phrase: Phrase, to: int) -> tuple[str, ...]:
    """The words after a name, from the one of this number up to one that is no part of names."""
    words, _, gaps = phrase
    if to == len(words) or not words[to - 1].text[0].isupper():
        return ()
    after = to
    while after < len(words) and after - to < MOST_BESIDE and not words[after].stop:
        if gaps[after] in _CONJUNCTIONS:
            break
        after += 1
    return tuple([word.text for word in words[to:after]])
