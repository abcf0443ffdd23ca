"""Which words are written like names, and which of them stand together?

Names are written with capitals, or in scripts that have none. Such a word is a token here. A stretch of
text holds tokens that may be of one phrase, and is found by one regular expression; what stands between
them tells where one phrase ends and the next begins (`Syrian Observatory for Human Rights` is two).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import chain
from typing import NamedTuple

from index.places.keys import fold
from index.places.names import of_class

_BUT_CJK = (range(0x41, 0x2E80), range(0xA000, 0xAC00), range(0xFB1D, 0x1_0000))


def _classes() -> tuple[str, str]:
    """Character classes of upper-case letters, and of letters without case outside the CJK scripts."""
    letters = list(map(chr, chain(*_BUT_CJK)))
    kinds = list(map(unicodedata.category, letters))
    upper = [letter for letter, kind in zip(letters, kinds, strict=True) if kind in ("Lu", "Lt")]
    other = [letter for letter, kind in zip(letters, kinds, strict=True) if kind == "Lo"]
    return re.escape("".join(upper)), _ranges(other)


def _ranges(letters: list[str]) -> str:
    ranges: list[list[int]] = []
    for point in map(ord, letters):
        if ranges and ranges[-1][1] == point - 1:
            ranges[-1][1] = point
        else:
            ranges.append([point, point])
    return "".join(f"{chr(low)}-{chr(high)}" for low, high in ranges)


_UPPER, _OTHER = _classes()
# Begins with one class of characters, which is found three times faster than alternatives are; these begin
# with what is most often not there.
_TOKEN = re.compile(
    rf"[{_UPPER}{_OTHER}](?:"
    rf"\.(?<=[{_UPPER}]\.)(?<!\w..)[{_UPPER}](?:\.[{_UPPER}])*(?!\w)\.?"  # U.S., D.C., U.S.S.R
    rf"|(?<=[{_UPPER}])(?<![\w@#/<].)\w*(?:['’]\w+(?:['’]\w+)*|)"
    rf"|(?<=[{_OTHER}])[{_OTHER}\u0300-\u036f\u064b-\u0655\u093c-\u094d]*)",
    re.DOTALL,
)
_GAP = (
    rf" (?=[{_UPPER}{_OTHER}])"  # so most often
    r"| (?:of|de|del|de la|da|do|dos|di|du|des|la|le|el|upon|on|the|of the|und|y|sur|am|an der|al|ad|ar"
    r"|as|ash|bin|ibn|van|von|der|den|ter)"
    r" (?:al-|el-|ad-|ar-|as-|ash-|l['’])?| ?-| (?:al|el|ad|ar|as|ash|ez|az|at|an)-|-(?:on|upon|sur|en"
    r"|le|la|les|sous|al|el|de|am|an|ez|in)-| d['’]| & "
)
_POINT = r"(?<!\w\w\w\w)\. ?"  # after an initial or a short word, which may be an abbreviation
_POSSESSIVE = r"(?<!['’][sS])"
STRETCH = re.compile(rf"{_TOKEN.pattern}(?:{_POSSESSIVE}(?:{_GAP}|{_POINT}){_TOKEN.pattern})*", re.DOTALL)
"""Tokens that may be of one phrase: `_joined` decides whether they are."""
_PARTIES = frozenset(["R", "D", "I", "DFL", "L"])  # R-Elbow Lake: a party, and whom it sits for


class Token(NamedTuple):
    """A capitalised word (or one without case), its offsets and key; `stop`: no part of a name."""

    start: int
    end: int
    text: str
    key: str
    stop: bool


def phrases(stretch: str) -> Iterator[list[Token]]:
    """The tokens of a stretch, phrase by phrase; offsets are in the stretch."""
    phrase: list[Token] = []
    for found in _TOKEN.finditer(stretch):
        word, key, stop = _word(found[0])
        start = found.start()
        if phrase and not _joined(phrase[-1], stretch[phrase[-1].end : start]):
            yield phrase
            phrase = []
        phrase.append(Token(start, start + len(word), word, key, stop))
    if phrase:
        yield phrase


@lru_cache(maxsize=16_384)
def _word(word: str) -> tuple[str, str, bool]:
    """A word without its possessive, its key, and whether it is no part of a name."""
    if word[-2:] in ("'s", "’s", "'S", "’S"):
        word = word[:-2]
    key = fold(word)
    return word, key, key in of_class("stop")


def _joined(left: Token, gap: str) -> bool:
    """Whether a phrase goes on after a token and what stands between it and the next."""
    if gap == "-":
        return left.text not in _PARTIES
    if gap in (". ", "."):
        return len(left.text) == 1 or (gap == ". " and (len(left.text) == 2 or left.key in _abbreviations()))
    return gap != ""


@cache
def _abbreviations() -> frozenset[str]:
    """Words of three letters that a point does not end a sentence after: titles and forms of names."""
    return frozenset(word for kind in ("person", "venue") for word in of_class(kind) if len(word) == 3)
