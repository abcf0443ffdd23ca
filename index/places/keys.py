"""When are two spellings the same name?

`key` makes of a name what its spellings have in common: case, accents, apostrophes, points and
hyphens do not count, and `St.` is `Saint`. `sound` goes further for names that were written in
another alphabet and are spelled differently by everyone (`Janoudiya`, `Al-Janudieh`): article and
vowels do not count, and letters that stand for each other are one. The idea of such a skeleton is
that of Soundex (Odell and Russell, 1918); the classes are ours.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_BETWEEN = re.compile(r"[\s\-‐‑‒–—/,;()\[\]_]+")
_SHORT = {"st": "saint", "ste": "sainte", "ft": "fort", "mt": "mount"}
_PAIRS = (
    ("kh", "h"),
    ("gh", "g"),
    ("sh", "s"),
    ("ch", "s"),
    ("dj", "j"),
    ("th", "t"),
    ("dh", "d"),
    ("ph", "f"),
    ("ck", "k"),
    ("tz", "s"),
    ("ts", "s"),
)
_CLASSES = str.maketrans({"q": "k", "c": "k", "z": "s", "w": "v", "p": "b", "x": "k", "g": "j", "d": "t"})
_ARTICLES = frozenset({"al", "el", "ad", "an", "ar", "as", "ash", "at", "az", "ul"})
SHORTEST_SOUND = 3
HEARD_IN = frozenset(
    "AE AF AM AZ BH BY BG CN DZ EG ER ET GE GR IL IN IQ IR JO KG KW KZ LB LY MA MD MK"
    " MN OM PK PS QA RS RU SA SD SO SY TD TJ TM TN TR UA UZ YE".split()
)
"""Countries whose places are spelled by their sound, since their names are written in another alphabet."""


@lru_cache(maxsize=16_384)
def fold(word: str) -> str:
    """One word without case, accents and points: `Dar'ā` -> `dara`, `U.S.` -> `us`, `St.` -> `saint`."""
    if word.isascii():
        plain = (word if word.isalnum() else "".join(filter(str.isalnum, word))).lower()
    else:
        plain = "".join(filter(_counts, unicodedata.normalize("NFKD", word))).casefold()
    return _SHORT.get(plain, plain)


def _counts(letter: str) -> bool:
    """Letters and figures do, and the vowel signs of Indian scripts; accents and points do not."""
    return letter.isalnum() or (unicodedata.category(letter)[0] == "M" and not unicodedata.combining(letter))


@lru_cache(maxsize=16_384)
def key(name: str) -> str:
    """The words of a name, folded, with single spaces between them."""
    if name.isalpha():
        return fold(name)  # one word, as most are
    return " ".join(filter(None, map(fold, _BETWEEN.split(name))))


@lru_cache(maxsize=16_384)
def bare(name: str) -> str:
    """The key of a name without an Arabic article before it."""
    words = key(name).split()
    return " ".join(words[1:] if len(words) > 1 and words[0] in _ARTICLES else words)


@lru_cache(maxsize=16_384)
def sound(name: str) -> str:
    """The consonants of a name as they might be heard; empty when too few are left to tell names apart."""
    text = bare(name).replace(" ", "")
    for pair, one in _PAIRS:
        text = text.replace(pair, one)
    first, rest = text[:1], re.sub(r"[aeiouyh]", "", text[1:])
    heard = re.sub(r"(.)\1+", r"\1", (first + rest).translate(_CLASSES))
    return heard if len(heard) >= SHORTEST_SOUND else ""
