"""Why is no place meant by a name, but a person, an organisation, a street, an ordinary word?

Judged by the phrase that the name stands in and the words around it, never by the name alone.
"""

from __future__ import annotations

import re
from collections.abc import Container
from functools import cache

from index.places.around import alone_inside, money, placed, speaks
from index.places.groups import follows
from index.places.keys import key
from index.places.names import countries, words
from index.places.spot import Name
from index.places.store import Gazetteer, Kind, Use

CITY = 150_000  # people
_PEOPLE = Use.PEOPLE
_SHORT_ONLY = frozenset([Use.SHORT])
_DATELINE = re.compile(r"\s*(?:[-–—(]|, )")


def refusal(
    gazetteer: Gazetteer, name: Name, after: Name | None, persons: Container[str], shouted: bool
) -> str:
    """Why no place is meant; empty when one may be.

    `after` is the next name, `shouted`: the text has capitals throughout.
    """
    toponym = name.toponym
    if name.field == "dateline":
        return ""
    if toponym.longer and (not shouted or _PEOPLE in toponym.uses):
        return toponym.longer  # so for half of them, and known already
    if _PEOPLE in toponym.uses:
        return money(name)
    reason = _short(name) or _acronym(name, shouted)
    if not reason and (reason := _word(name)) and _sure(gazetteer, name, after):
        reason = ""
    return reason or _person(name, persons)


def _short(name: Name) -> str:
    """Abbreviations mean regions after another name (`Portland, Ore.`) or with their points (`N.Y.`)."""
    toponym = name.toponym
    if toponym.uses == _SHORT_ONLY and not name.before.endswith(", ") and toponym.text.count(".") < 2:
        return "an abbreviation without a place before it"
    return ""


def _acronym(name: Name, shouted: bool) -> str:
    """Few letters are a club or an agency (SANA is not Sanaa), unless they are a country's or a dateline."""
    text = name.toponym.text
    if (
        len(text) > 5
        or not (text.isupper() and text.isascii())
        or "." in text
        or name.toponym.key in _country_acronyms()
        or (shouted and len(text) > 3)
    ):
        return ""
    return "" if len(text) > 3 and name.start < 60 and _DATELINE.match(name.after) else "an acronym"


@cache
def _country_acronyms() -> frozenset[str]:
    """The keys of countries' acronyms and of their own names, which may be as short as acronyms."""
    acronyms = (
        name for country in countries() for name in country.others if name.isupper() and name.isascii()
    )
    return frozenset(map(key, (*acronyms, *(country.name for country in countries()))))


def _word(name: Name) -> str:
    key, text, uses = name.toponym.key, name.toponym.text, name.toponym.uses
    if key in _country_acronyms():
        return "an ordinary word" if text.istitle() and len(text) < 4 else ""
    if key not in words("words.txt"):
        return ""
    abbreviated = Use.SHORT in uses and name.before.endswith(", ")
    return "" if abbreviated and (text.isupper() or name.after[:1] == ".") else "an ordinary word"


def _person(name: Name, persons: Container[str]) -> str:
    toponym = name.toponym
    last = toponym.key.rsplit(" ", 1)[-1]
    if last in persons and not placed(name) and not toponym.right:
        return "a person of the article has this name"
    if not toponym.left and not toponym.right and last in words("surnames.txt") and speaks(name):
        return "speaks or acts like a person"
    return ""


def _sure(gazetteer: Gazetteer, name: Name, after: Name | None) -> bool:
    """Whether a place is meant by what may be an ordinary word: "Reading, Pa.", "in Reading"."""
    if after and follows(name, after) and _is_region(gazetteer, after):
        return True
    return alone_inside(name) and _is_city(gazetteer, name)


def _is_region(gazetteer: Gazetteer, name: Name) -> bool:
    return any(gazetteer.entry(number).kind <= Kind.REGION for number, _ in name.toponym.refs)


def _is_city(gazetteer: Gazetteer, name: Name) -> bool:
    refs = name.toponym.refs
    return any(gazetteer.entry(number).population >= CITY for number, use in refs if use is Use.NAME)
