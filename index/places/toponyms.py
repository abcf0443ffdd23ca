"""Which names of the gazetteer are in a phrase?

The longest names are taken from the left. What else is in the phrase is kept for those who judge whether
a place is meant.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from index.places.keys import fold
from index.places.names import of_class
from index.places.store import Gazetteer, Refs, Use
from index.places.tokens import Token

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
    else it is a part of, if it is.
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


def toponyms(gazetteer: Gazetteer, text: str, tokens: Sequence[Token]) -> list[Toponym]:
    """The names in a phrase of a text, in order, the longest from the left."""
    found, at = list[Toponym](), 0
    while at < len(tokens):
        after, key, refs = _longest(gazetteer, text, tokens, at)
        if refs:
            found.append(_toponym(gazetteer, text, tokens, at, after, key, refs))
        at = after
    return found


def _longest(gazetteer: Gazetteer, text: str, tokens: Sequence[Token], at: int) -> tuple[int, str, Refs]:
    """(token after the last, key, places) of the longest name that begins with a token.

    Without places if there is none, or if it means something else.
    """
    longest: tuple[int, str, Refs] = at + 1, "", ()
    spelled, refs = tokens[at].key, gazetteer.named(tokens[at].key)
    for to in range(at + 1, min(len(tokens), at + MOST_WORDS) + 1):
        if spelled in of_class("elsewhere"):
            longest = to, spelled, ()
        elif refs and not tokens[to - 1].stop and not _of_city_hall(tokens, at, to):
            longest = to, spelled, refs
        elif refs is None and spelled not in _elsewhere():
            break
        if to < len(tokens):
            spelled = f"{spelled}{_between(text, tokens, to)}{tokens[to].key}"
            refs = gazetteer.look_up(spelled)  # words are met again, and most sequences of them are not
    return longest


def _of_city_hall(tokens: Sequence[Token], at: int, to: int) -> bool:
    """Whether a name's last word belongs to what follows: Dublin's City Council is not Dublin City's."""
    return to - at > 1 and tokens[to - 1].key == "city" and to < len(tokens) and tokens[to].key in _CITY_HALL


def _between(text: str, tokens: Sequence[Token], at: int) -> str:
    """What stands between a token and the one before it in a key: a space, or words in lower case."""
    gap = text[tokens[at - 1].end : tokens[at].start]
    words = [] if len(gap) < 3 else _BETWEEN.findall(gap)
    return " ".join(["", *map(fold, words), ""]) if words else " "


@cache
def _elsewhere() -> frozenset[str]:
    """What the names of `elsewhere` begin with."""
    names = (name.split(" ") for name in of_class("elsewhere"))
    return frozenset(" ".join(words[:count]) for words in names for count in range(1, len(words)))


def _toponym(
    gazetteer: Gazetteer, text: str, tokens: Sequence[Token], at: int, to: int, key: str, refs: Refs
) -> Toponym:
    start, end = tokens[at].start, tokens[to - 1].end
    return Toponym(
        start,
        end,
        text[start:end],
        key,
        refs,
        gazetteer.uses(key),
        _beside(text, tokens[max(0, at - MOST_BESIDE) : at + 1], before=True) if at else (),
        _beside(text, tokens[to - 1 : to + MOST_BESIDE], before=False) if to < len(tokens) else (),
        text[tokens[at - 1].end : start] if at else "",
    )


def _beside(text: str, tokens: Sequence[Token], *, before: bool) -> tuple[str, ...]:
    """The words before the last token of a phrase, or after the first, from one on that is no part of names.

    What a conjunction joins are two names, and letters without case do not tell where a name ends.
    """
    if not tokens[-1 if before else 0].text[0].isupper():
        return ()
    found = []
    for token, other in pairwise(tokens[::-1] if before else tokens):
        gap = text[other.end : token.start] if before else text[token.end : other.start]
        if other.stop or gap in _CONJUNCTIONS:
            break
        found.append(other.text)
    return tuple(found[::-1] if before else found)
