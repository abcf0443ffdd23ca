"""Where in a text might a place be named?

Names are written with capitals, or in scripts that have none. Capitalised words that stand together
are a phrase (`Syrian Observatory for Human Rights` is two); inside a phrase the longest names of the
gazetteer are taken from the left. What else is in the phrase, and the words around, is kept for those
who judge whether a place is meant.

Four of five phrases have been met before, so a phrase is looked into once and what was found is kept:
in a text only the phrases are searched for, by one regular expression.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from typing import NamedTuple

from index.places.keys import fold
from index.places.names import classes
from index.places.store import Gazetteer, Refs, Use

MOST_WORDS = 5  # of a name
MOST_BESIDE = 12  # words of its run that are looked at on each side of a name
LONGEST_TEXT = 200_000  # characters looked at
_AROUND = 30  # characters before and after a name
_MOST_KEPT = 32_768  # stretches
_LONGEST_KEPT = 80  # characters; longer stretches are not met again


def _classes() -> tuple[str, str]:
    """Character classes of upper-case letters, and of letters without case outside the CJK scripts."""
    letters = [chr(point) for point in range(0x41, 0x1_0000)]
    kinds = list(map(unicodedata.category, letters))
    upper = [letter for letter, kind in zip(letters, kinds, strict=True) if kind in ("Lu", "Lt")]
    other = [letter for letter, kind in zip(letters, kinds, strict=True) if kind == "Lo"]
    return re.escape("".join(upper)), _ranges([each for each in other if not _is_cjk(ord(each))])


def _is_cjk(point: int) -> bool:
    return 0x2E80 <= point < 0xA000 or 0xAC00 <= point < 0xFB1D


def _ranges(letters: list[str]) -> str:
    ranges: list[list[int]] = []
    for point in map(ord, letters):
        if ranges and ranges[-1][1] == point - 1:
            ranges[-1][1] = point
        else:
            ranges.append([point, point])
    return "".join(f"{chr(low)}-{chr(high)}" for low, high in ranges)


_UPPER, _OTHER = _classes()
# Begins with one class of characters, which is found three times faster than alternatives are.
_TOKEN = re.compile(
    rf"[{_UPPER}{_OTHER}](?:"
    rf"(?<=[{_UPPER}])(?<!\w.)(?:\.[{_UPPER}])+(?!\w)\.?"  # U.S., D.C., U.S.S.R
    rf"|(?<=[{_UPPER}])(?<![\w@#/<].)\w*(?:['’]\w+)*"
    rf"|(?<=[{_OTHER}])[{_OTHER}\u0300-\u036f\u064b-\u0655\u093c-\u094d]*)",
    re.DOTALL,
)
_GAP = re.compile(
    r" (?:of|de|del|de la|da|do|dos|di|du|des|la|le|el|upon|on|the|of the|und|y|sur|am|an der|al|ad|ar"
    r"|as|ash|bin|ibn|van|von|der|den|ter)"
    r" (?:al-|el-|ad-|ar-|as-|ash-|l['’])?| ?-| (?:al|el|ad|ar|as|ash|ez|az|at|an)-|-(?:on|upon|sur|en"
    r"|le|la|les|sous|al|el|de|am|an|ez|in)-| d['’]| & | "
)
_POINT = r"(?<!\w\w\w\w)\. ?"  # after an initial or a short word, which may be an abbreviation
_POSSESSIVE = r"(?<!['’][sS])"
_STRETCH = re.compile(
    rf"{_TOKEN.pattern}(?:{_POSSESSIVE}(?:{_GAP.pattern}|{_POINT}){_TOKEN.pattern})*", re.DOTALL
)
"""Tokens that may be of one phrase: `_joined` decides whether they are."""
_CONJUNCTIONS = frozenset({" und ", " y ", " & "})
_CITY_HALL = frozenset(
    {"council", "hall", "police", "school", "schools", "attorney", "manager", "commission"}
)
_BETWEEN = re.compile(r"\w+")
_PARTIES = frozenset(["R", "D", "I", "DFL", "L"])  # R-Elbow Lake: a party, and whom it sits for


class Token(NamedTuple):
    """A capitalised word (or one without case), its offsets and key; `stop`: no part of a name."""

    start: int
    end: int
    text: str
    key: str
    stop: bool


@dataclass(frozen=True, slots=True, eq=False)
class Toponym:
    """A name of the gazetteer in a phrase; offsets are in the stretch.

    `uses` are how its places bear the name. `left` and `right` are the words of the phrase on both
    sides, `link` what joins it to those on the left (" of ").
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


@dataclass(frozen=True, slots=True, eq=False)
class Phrase:
    """Capitalised words that stand together, and the names among them; offsets are in their stretch."""

    text: str
    tokens: tuple[Token, ...]
    names: tuple[Toponym, ...]


class Run(NamedTuple):
    """A phrase of a field; `start` is where its stretch begins."""

    field: str
    start: int
    phrase: Phrase


class Name(NamedTuple):
    """A name where it stands in the text of a field."""

    field: str
    start: int
    end: int
    story: str
    toponym: Toponym

    @property
    def before(self) -> str:
        """Some characters of the text before the name."""
        return self.story[max(0, self.start - _AROUND) : self.start]

    @property
    def after(self) -> str:
        """Some characters of the text after the name."""
        return self.story[self.end : self.end + _AROUND]


def runs(gazetteer: Gazetteer, field: str, text: str) -> list[Run]:
    """The runs of a text, in order; single words that are no part of names ("The") are left out."""
    phrases = _phrases(gazetteer)
    return [
        Run(field, found.start(), phrase)
        for found in _STRETCH.finditer(text, 0, LONGEST_TEXT)
        for phrase in phrases[found[0]]
    ]


class _Phrases(dict[str, tuple[Phrase, ...]]):
    """The phrases of every stretch that was asked for; all are forgotten when there are too many."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer

    def __missing__(self, stretch: str) -> tuple[Phrase, ...]:
        found = tuple(
            _phrase(self._gazetteer, stretch, tokens)
            for tokens in _grouped(stretch)
            if len(tokens) > 1 or not tokens[0].stop
        )
        if len(self) >= _MOST_KEPT:
            self.clear()
        if len(stretch) <= _LONGEST_KEPT:
            self[stretch] = found
        return found


@lru_cache(maxsize=1)
def _phrases(gazetteer: Gazetteer) -> _Phrases:
    return _Phrases(gazetteer)


def _phrase(gazetteer: Gazetteer, stretch: str, tokens: list[Token]) -> Phrase:
    names = (_toponym(stretch, tokens, *span) for span in _longest(gazetteer, stretch, tokens))
    return Phrase(stretch[tokens[0].start : tokens[-1].end], tuple(tokens), tuple(names))


def _grouped(text: str) -> Iterator[list[Token]]:
    run: list[Token] = []
    for token in _tokens(text):
        if run and not _joined(text, run[-1], token):
            yield run
            run = []
        run.append(token)
    if run:
        yield run


def _tokens(text: str) -> Iterator[Token]:
    for found in _TOKEN.finditer(text):
        word, key, stop = _word(found[0])
        if word:
            start = found.start()
            yield Token(start, start + len(word), word, key, stop)


@lru_cache(maxsize=65_536)
def _word(word: str) -> tuple[str, str, bool]:
    """A word without its possessive, its key, and whether it is no part of a name."""
    if word[-2:] in ("'s", "’s", "'S", "’S"):
        word = word[:-2]
    key = fold(word)
    return word, key, key in classes()["stop"]


def _joined(text: str, left: Token, right: Token) -> bool:
    gap = text[left.end : right.start]
    if gap == "-":
        return left.text not in _PARTIES
    if gap in (". ", "."):
        return len(left.text) == 1 or (gap == ". " and (len(left.text) == 2 or left.key in _abbreviations()))
    return _GAP.fullmatch(gap) is not None


@cache
def _abbreviations() -> frozenset[str]:
    """Words of three letters that a point does not end a sentence after: titles and forms of names."""
    return frozenset(word for kind in ("person", "venue") for word in classes()[kind] if len(word) == 3)


def _longest(gazetteer: Gazetteer, text: str, tokens: list[Token]) -> Iterator[tuple[int, int, str, Refs]]:
    """(first token, token after the last, key, places) of the names in a run, longest from the left."""
    at, elsewhere = 0, classes()["elsewhere"]
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


def _of_city_hall(tokens: list[Token], at: int, to: int) -> bool:
    """Whether a name's last word belongs to what follows: Dublin's City Council is not Dublin City's."""
    return to - at > 1 and tokens[to - 1].key == "city" and to < len(tokens) and tokens[to].key in _CITY_HALL


def _known(
    gazetteer: Gazetteer, text: str, tokens: list[Token], at: int
) -> Iterator[tuple[int, str, Refs | None]]:
    """(token after the last, key, places) of what begins with a token, as long as longer names may."""
    spelled = ""
    for to in range(at, min(len(tokens), at + MOST_WORDS)):
        spelled = f"{spelled}{_between(text, tokens, to)}{tokens[to].key}" if spelled else tokens[to].key
        refs = gazetteer.named(spelled)
        yield to + 1, spelled, refs
        if refs is None and spelled not in _elsewhere():
            return


def _between(text: str, tokens: list[Token], at: int) -> str:
    """What stands between a token and the one before it in a key: a space, or words in lower case."""
    gap = text[tokens[at - 1].end : tokens[at].start]
    words = [] if len(gap) < 3 else _BETWEEN.findall(gap)
    return " ".join(["", *map(fold, words), ""]) if words else " "


@cache
def _elsewhere() -> frozenset[str]:
    """What the names of `elsewhere` begin with."""
    names = (name.split(" ") for name in classes()["elsewhere"])
    return frozenset(" ".join(words[:count]) for words in names for count in range(1, len(words)))


def _toponym(text: str, tokens: list[Token], at: int, to: int, key: str, refs: Refs) -> Toponym:
    start, end = tokens[at].start, tokens[to - 1].end
    return Toponym(
        start,
        end,
        text[start:end],
        key,
        refs,
        frozenset(use for _, use in refs),
        _beside(text, tokens[max(0, at - MOST_BESIDE) : at + 1][::-1])[::-1],
        _beside(text, tokens[to - 1 : to + MOST_BESIDE]),
        text[tokens[at - 1].end : start] if at else "",
    )


def _beside(text: str, tokens: Sequence[Token]) -> tuple[str, ...]:
    """The words next to the first token of a run, in order, up to one that is no part of names.

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
