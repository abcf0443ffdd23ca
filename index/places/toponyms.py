"""Which names of the gazetteer are in a phrase?

The longest names are taken from the left. What else is in the phrase is kept for those who judge whether
a place is meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
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


def toponyms(gazetteer: Gazetteer, text: str, tokens: Sequence[Token]) -> Iterator[Toponym]:
    """The names in a phrase of a text, in order."""
    for span in _longest(gazetteer, text, tokens):
        yield _toponym(text, tokens, *span)


def _longest(
    gazetteer: Gazetteer, text: str, tokens: Sequence[Token]
) -> Iterator[tuple[int, int, str, Refs]]:
    """(first token, token after the last, key, places) of the names in a phrase, longest from the left."""
    at, elsewhere = 0, of_class("elsewhere")
    while at < len(tokens):
        after, found = at + 1, None
        for to, spelled, refs in _known(gazetteer, text, tokens, at):
            if spelled in elsewhere:
                after, found = to, None
            elif refs and not tokens[to - 1].stop and not _of_city_hall(tokens, at, to):
                after, found = to, (at, to, spelled, refs)
        if found:
            yield found
        at = after


def _of_city_hall(tokens: Sequence[Token], at: int, to: int) -> bool:
    """Whether a name's last word belongs to what follows: Dublin's City Council is not Dublin City's."""
    return to - at > 1 and tokens[to - 1].key == "city" and to < len(tokens) and tokens[to].key in _CITY_HALL


def _known(
    gazetteer: Gazetteer, text: str, tokens: Sequence[Token], at: int
) -> Iterator[tuple[int, str, Refs | None]]:
    """(token after the last, key, places) of what begins with a token, as long as longer names may."""
    spelled = ""
    for to in range(at, min(len(tokens), at + MOST_WORDS)):
        spelled = f"{spelled}{_between(text, tokens, to)}{tokens[to].key}" if spelled else tokens[to].key
        refs = gazetteer.named(spelled)
        yield to + 1, spelled, refs
        if refs is None and spelled not in _elsewhere():
            return


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


def _toponym(text: str, tokens: Sequence[Token], at: int, to: int, key: str, refs: Refs) -> Toponym:
    start, end = tokens[at].start, tokens[to - 1].end
    return Toponym(
        start,
        end,
        text[start:end],
        key,
        refs,
        _shared(frozenset(use for _, use in refs)),
        _beside(text, tokens[max(0, at - MOST_BESIDE) : at + 1][::-1])[::-1],
        _beside(text, tokens[to - 1 : to + MOST_BESIDE]),
        text[tokens[at - 1].end : start] if at else "",
    )


@cache
def _shared(uses: frozenset[Use]) -> frozenset[Use]:
    """The same object for equal sets, which are few and large."""
    return uses


def _beside(text: str, tokens: Sequence[Token]) -> tuple[str, ...]:
    """The words next to the first token of a phrase, in order, up to one that is no part of names.

    What a conjunction joins are two names, and letters without case do not tell where a name ends.
    """
    if len(tokens) == 1 or not tokens[0].text[0].isupper():
        return ()  # so for most names
    found = []
    for token, other in pairwise(tokens):
        left, right = (token, other) if token.start < other.start else (other, token)
        if other.stop or text[left.end : right.start] in _CONJUNCTIONS:
            break
        found.append(other.text)
    return tuple(found)
