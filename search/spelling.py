"""Nothing was found: did the person mean a word that is spelled nearly so?"""

from __future__ import annotations

import re
from collections.abc import Callable

from search.fields import PREFIXES

OPERATORS = {"AND", "OR", "NOT", "ANDNOT", "ANDMAYBE", "REQUIRE"}

MOST_PARTS = 16
"""How many words of a query are looked at, for looking for words near one takes a millisecond."""

_NAMED = "|".join(field.name for field in PREFIXES if field.kind != "text")
_WORD = r"[^\W\d_]+(?:['’][^\W\d_]+)*"
_PART = re.compile(rf'\b(?:{_NAMED}):(?:"[^"]*"?|\S*)|[\w*?]*[*?~][\w*?~]*|\b(?P<word>{_WORD})\b(?![*?~:])')
"""What a query is made of: names and dates in fields, patterns, and words, which can be misspelt."""


def respell(q: str, correct: Callable[[str], str | None]) -> str | None:
    """A query text with its words as `correct` gives them; None if it knows no better for any.

    Names in fields, patterns, dates and operators stay as they are.
    """

    def better(part: re.Match[str]) -> str:
        word = part["word"]
        if not word or word in OPERATORS:
            return part.group()
        found = correct(word)
        return _in_the_case_of(word, found) if found else word

    respelt = _PART.sub(better, q, MOST_PARTS)
    return respelt if respelt != q else None


def _in_the_case_of(typed: str, word: str) -> str:
    if typed.isupper():
        return word.upper()
    return word.capitalize() if typed[0].isupper() else word
