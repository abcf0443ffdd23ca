"""Where in a text might a place be named?

Names are written with capitals, or in scripts that have none. Capitalised words that stand together
form a run (`Syrian Observatory for Human Rights` is two); inside a run the longest names of the
gazetteer are taken from the left. What else is in the run, and the words around, is kept for those
who judge whether a place is meant.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from itertools import pairwise
from typing import NamedTuple

from index.places.keys import fold
from index.places.names import classes
from index.places.store import Gazetteer, Refs, Use

MOST_WORDS = 5  # of a name
MOST_BESIDE = 12  # words of its run that are looked at on each side of a name
LONGEST_TEXT = 200_000  # characters looked at

# Tokens, names and runs are named tuples: a text has hundreds of them, and they are made in a third of
# the time that frozen dataclasses take.


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
    r"|le|la|les|sous|al|el|de|am|an|ez|in)-| d['’]| & "
)
_LONGEST_GAP = 12  # characters
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


class Name(NamedTuple):
    """A name of the gazetteer where it stands in a text.

    `uses` are how its places bear the name. `left` and `right` are the words of the run on both sides,
    `link` what joins it to those on the left (" of "); `before` and `after` the text around (30
    characters).
    """

    field: str
    start: int
    end: int
    text: str
    key: str
    refs: Refs
    uses: frozenset[Use]
    left: tuple[str, ...]
    right: tuple[str, ...]
    link: str
    before: str
    after: str


class Run(NamedTuple):
    """Capitalised words of a field that stand together, and the names found among them."""

    field: str
    tokens: tuple[Token, ...]
    names: tuple[Name, ...]


def runs(gazetteer: Gazetteer, field: str, text: str) -> Iterator[Run]:
    """The runs of a text, in order; single words that are no part of names ("The") are left out."""
    text = text[:LONGEST_TEXT]
    for tokens in _grouped(text):
        if len(tokens) == 1 and tokens[0].stop:
            continue
        spans = list(_longest(gazetteer, text, tokens))
        names = tuple(_name(field, text, tokens, gazetteer.uses(span[2]), *span) for span in spans)
        yield Run(field, tuple(tokens), names)


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
    if right.start - left.end > _LONGEST_GAP:
        return False
    gap = text[left.end : right.start]
    if gap == "-":
        return left.text not in _PARTIES
    if gap == " ":
        return True
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
        after = at + 1
        for to, spelled in reversed(_keys(text, tokens, at)):
            if spelled in elsewhere:
                after = to
                break
            if _of_city_hall(tokens, at, to):
                continue
            if not tokens[to - 1].stop and (refs := gazetteer.named(spelled)):
                yield at, to, spelled, refs
                after = to
                break
        at = after


def _of_city_hall(tokens: list[Token], at: int, to: int) -> bool:
    """Whether a name's last word belongs to what follows: Dublin's City Council is not Dublin City's."""
    return to - at > 1 and tokens[to - 1].key == "city" and to < len(tokens) and tokens[to].key in _CITY_HALL


def _keys(text: str, tokens: list[Token], at: int) -> list[tuple[int, str]]:
    """(token after the last, key) of the names that begin with a token, shortest first."""
    spelled = tokens[at].key
    keys = [] if tokens[at].stop else [(at + 1, spelled)]
    if at + 1 == len(tokens):
        return keys
    for to in range(at + 1, min(len(tokens), at + MOST_WORDS)):
        gap = text[tokens[to - 1].end : tokens[to].start]
        between = "" if len(gap) < 3 else " ".join(map(fold, _BETWEEN.findall(gap)))
        spelled = f"{spelled} {between} {tokens[to].key}" if between else f"{spelled} {tokens[to].key}"
        keys.append((to + 1, spelled))
    return keys


def _name(
    field: str, text: str, tokens: list[Token], uses: frozenset[Use], at: int, to: int, key: str, refs: Refs
) -> Name:
    start, end = tokens[at].start, tokens[to - 1].end
    before = text[max(0, start - 30) : start]
    return Name(
        field,
        start,
        end,
        text[start:end],
        key,
        refs,
        uses,
        _beside(text, tokens[max(0, at - MOST_BESIDE) : at + 1][::-1])[::-1],
        _beside(text, tokens[to - 1 : to + MOST_BESIDE]),
        text[tokens[at - 1].end : start] if at else "",
        before,
        text[end : end + 30],
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
