"""How does text become terms?

The only analysis there is: every engine indexes these terms, queries are made of them and
highlights are found with them. Whoever changes what comes out raises `VERSION`; an index built
with another version is refused.

- Case, accents and other marks do not matter: `Çelik` is `celik`.
- Possessives and apostrophes go: `Syria's` is `syria`, `Shi'ite` is `shiite`.
- Acronyms lose their dots: `U.N.` is `un`. Digit groups close up: `8,500` is `8500`.
- A hyphenated word is its parts one after the other, and also the parts joined, which stand at the
  positions of all of them: `cease-fire` is found by `fire`, by `cease fire` and by `ceasefire`.
- English words are stemmed with Snowball's English stemmer (Porter, "Snowball", 2001).
- Chinese, Japanese and other scripts written without spaces are one term a character, so that a
  word in them is found as a phrase.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import filterfalse
from typing import NamedTuple

import Stemmer

VERSION = 1

MAX_TERM = 64
"""Longest term in characters. What is longer is cut: it is no word, but it must cost nothing."""

_MARKS = "\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u0900-\u0963\u0971-\u0dff"
_LETTERS = rf"(?:[^\W_]++[{_MARKS}]*+|[{_MARKS}]++)++"
_UNSPACED = "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\U00020000-\U0003ffff]"
_ACRONYM = r"(?:[^\W\d_]\.)+[^\W\d_](?!\w)\.?"
_NUMBER = r"\d+(?:[.,]\d+)+(?!\w)"
_WORD = rf"{_LETTERS}(?:['’ʼ]{_LETTERS})*"
_PIECE = rf"(?:{_ACRONYM}|{_NUMBER}|{_WORD})"
_TOKEN = re.compile(rf"{_UNSPACED}|{_PIECE}(?:[-‐‑]{_PIECE})*")
_PIECES = re.compile(rf"{_UNSPACED}|{_PIECE}")

_ASCII_WORD = "[A-Za-z0-9]++(?:'[A-Za-z0-9]++)*"
_ASCII_PIECE = rf"(?:{_ACRONYM}|{_NUMBER}|{_ASCII_WORD})"
_ASCII_TOKEN = re.compile(rf"{_ASCII_PIECE}(?:-{_ASCII_PIECE})*", re.ASCII)
"""The same in a text that is all ASCII, in half the time."""

_POSSESSIVE = re.compile(r"['’ʼ]s?$", re.IGNORECASE)
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")

_NOT_DECOMPOSED = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h"}
)
"""Letters with strokes and ligatures: Unicode has no decomposition for them, but readers do."""

_MAX_JOINED_PARTS = 4
_MAX_CACHED = 50_000
"""Runs that are remembered, in about 25 MB; indexing has a memory of its own."""

_AROUND = "".join(filterfalse(str.isalnum, map(chr, range(128)))) + "“”„‘’«»‹›–—…"
"""Punctuation that belongs to no word when nothing stands between it and the end of a run."""

_LONG_RUN = 16
"""Characters of a part between spaces, on average, from which on a text has no spaces to speak of."""


class Token(NamedTuple):
    """A term, its position among the terms, and the characters of the text it was made from.

    `word` is the term before stemming; `joined` marks the closed form of a hyphenated word.
    """

    term: str
    position: int
    start: int
    end: int
    word: str
    joined: bool = False


class Analysed(NamedTuple):
    """The tokens of one run, from position and offset 0, and how many positions it takes."""

    tokens: tuple[Token, ...]
    positions: int


_stem = Stemmer.Stemmer("english", 0).stemWord  # without its cache: ours is faster
_cache: dict[str, Analysed] = {}


def tokens(text: str) -> Iterator[Token]:
    """The tokens of a text, in order of position. A joined compound follows its parts."""
    position = at = 0
    for run in runs(text):
        start = text.find(run, at)
        at = start + len(run)
        analysed = analyse(run)
        yield from shifted(analysed.tokens, start, position)
        position += analysed.positions


def shifted(made: Iterable[Token], start: int, position: int) -> Iterator[Token]:
    """Tokens of a run that begins at this character and position of a text."""
    for term, place, first, last, word, joined in made:
        yield Token(term, position + place, start + first, start + last, word, joined)


def stretches(text: str) -> list[str]:
    """The words and hyphenated words of a text, as written, in order."""
    return (_ASCII_TOKEN if text.isascii() else _TOKEN).findall(text)


def runs(text: str) -> list[str]:
    """Parts of a text whose stretches, one part after the other, are those of the text.

    Splitting at spaces takes a tenth of the time of finding stretches, and a program that keeps what
    each part was analysed to knows most parts of an archive after some articles. Text that is not
    written with spaces comes as its stretches.
    """
    parts = text.split()
    return parts if len(parts) * _LONG_RUN > len(text) else stretches(text)


def plain(run: str) -> str | None:
    """The only word of a run if it is of ASCII letters and digits, with or without punctuation around it.

    That is `analyse(run).tokens[0].word`, in a tenth of the time; None for any other run.
    """
    word = run.strip(_AROUND)
    return word.lower() if word.isascii() and word.isalnum() else None


def analyse(run: str) -> Analysed:
    """The tokens of a run, or of any text; short ones that were seen before are remembered."""
    known = _cache.get(run)
    if known is None:
        known = _analyse_run(run)
        if len(run) <= MAX_TERM:
            if len(_cache) >= _MAX_CACHED:
                _cache.clear()
            _cache[run] = known
    return known


def normalise(word: str) -> str:
    """A word as terms are written but not stemmed: lower case, no accents, dots or apostrophes."""
    word = _POSSESSIVE.sub("", word)
    if not word.isascii():
        decomposed = unicodedata.normalize("NFKD", word.casefold())
        word = "".join(c for c in decomposed if not unicodedata.combining(c)).translate(_NOT_DECOMPOSED)
    word = word.lower()
    if _GROUPED.fullmatch(word):
        return word.replace(",", "")
    if word[:1].isdigit():
        return word
    return word.replace(".", "").replace("'", "").replace("’", "").replace("ʼ", "")


def stem(word: str) -> str:
    """The term of a normalised word."""
    return str(_stem(word[:MAX_TERM]))


def _analyse_run(run: str) -> Analysed:
    """A run has mostly one stretch, with or without punctuation around it."""
    made: list[Token] = []
    position = 0
    for found in (_ASCII_TOKEN if run.isascii() else _TOKEN).finditer(run):
        start, analysed = found.start(), _analyse(found.group())
        made += shifted(analysed.tokens, start, position)
        position += analysed.positions
    return Analysed(tuple(made), position)


def _analyse(stretch: str) -> Analysed:
    parts = [
        (normalised, found.start(), found.end())
        for found in _PIECES.finditer(stretch)
        if (normalised := normalise(found.group()))
    ]
    made = [Token(stem(part), at, start, end, part) for at, (part, start, end) in enumerate(parts)]
    if 1 < len(parts) <= _MAX_JOINED_PARTS and not any(part.isdigit() for part, _, _ in parts):
        word = "".join(part for part, _, _ in parts)
        made += [Token(stem(word), at, 0, len(stretch), word, joined=True) for at in range(len(parts))]
    return Analysed(tuple(made), len(parts))
