"""What makes one doubt that a name means a place, wherever it stands?

Told by the name alone, and so once for all the times that it is met. Of most names there is no doubt.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache

from index.places.keys import key
from index.places.names import countries, words
from index.places.store import Use

_SHORT_ONLY = frozenset([Use.SHORT])


@dataclass(slots=True)
class Doubts:
    """What else a name may mean.

    `last` is its last word, by which a person may be called. `any` says that one of the others holds.
    """

    last: str = ""
    any: bool = False
    people: bool = False
    abbreviation: bool = False
    acronym: bool = False
    word: bool = False
    surname: bool = False


@lru_cache(maxsize=16_384)
def doubts(key: str, text: str, uses: frozenset[Use]) -> Doubts:
    """What a name as it is written may mean, by its key and how places bear it."""
    last = key.rsplit(" ", 1)[-1]
    if Use.PEOPLE in uses:
        return Doubts(last, any=True, people=True)
    found = (
        uses == _SHORT_ONLY and text.count(".") < 2,  # Ore.; N.Y. is plain
        _is_acronym(key, text),
        _is_word(key, text),
        last in words("surnames.txt"),
    )
    return Doubts(last, any(found), False, *found)


def _is_acronym(key: str, text: str) -> bool:
    """Few letters may be a club or an agency (SANA is not Sanaa), unless they are a country's."""
    capitals = len(text) <= 5 and text.isupper() and text.isascii() and "." not in text
    return capitals and key not in _country_acronyms()


def _is_word(key: str, text: str) -> bool:
    if key in _country_acronyms():
        return text.istitle() and len(text) < 4
    return key in words("words.txt")


@cache
def _country_acronyms() -> frozenset[str]:
    """The keys of countries' acronyms and of their own names, which may be as short as acronyms."""
    acronyms = (
        name for country in countries() for name in country.others if name.isupper() and name.isascii()
    )
    return frozenset(map(key, (*acronyms, *(country.name for country in countries()))))
