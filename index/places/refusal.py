"""Why is no place meant by a name, but a person, an organisation, a street, an ordinary word?

Judged by the phrase that the name stands in and the words around it, never by the name alone, which only
says what there is to be asked (`doubts.py`).
"""

from __future__ import annotations

import re
from collections.abc import Container

from index.places.around import alone_inside, money, placed, related, speaks
from index.places.spot import Name
from index.places.store import Gazetteer, Kind, Use
from index.places.stretches import first_named
from index.places.tokens import STRETCH
from index.places.toponyms import Toponym

CITY = 150_000  # people
_PEOPLE = Use.PEOPLE
_DATELINE = re.compile(r"\s*(?:[-–—(]|, )")


def refusal(gazetteer: Gazetteer, name: Name, persons: Container[str], shouted: bool) -> str:
    """Why no place is meant by a name that is no part of a longer one; empty when one may be.

    `persons` are the last names of those in the article, `shouted`: the text has capitals throughout.
    """
    toponym = name.toponym
    if name.field == "dateline":
        return ""
    doubt = toponym.doubts
    if doubt.people:
        return money(name)
    if doubt.abbreviation and not name.before.endswith(", "):
        return "an abbreviation without a place before it"
    if doubt.acronym and _acronym(name, shouted):
        return "an acronym"
    if doubt.word and not _abbreviated(name) and not _sure(gazetteer, name):
        return "an ordinary word"
    if related(name) and not toponym.right:
        return "someone's relative"
    if doubt.last in persons and not toponym.right and not placed(name):
        return "a person of the article has this name"
    if doubt.surname and not toponym.left and not toponym.right and speaks(name):
        return "speaks or acts like a person"
    return ""


def _acronym(name: Name, shouted: bool) -> bool:
    """Whether few letters are a club's or an agency's: they are no dateline, and others have no capitals."""
    if len(name.toponym.text) < 4:
        return True
    return not shouted and not (name.start < 60 and _DATELINE.match(name.after))


def _abbreviated(name: Name) -> bool:
    """Whether a word is short for a region that a place before it lies in: `Eugene, OR`, `Eugene, Or.`."""
    toponym = name.toponym
    short = Use.SHORT in toponym.uses and name.before.endswith(", ")
    return short and (toponym.text.isupper() or name.after[:1] == ".")


def _sure(gazetteer: Gazetteer, name: Name) -> bool:
    """Whether a place is meant by what may be an ordinary word: "Reading, Pa.", "in Reading"."""
    return _in_region(gazetteer, name) or (alone_inside(name) and _is_city(gazetteer, name.toponym))


def _in_region(gazetteer: Gazetteer, name: Name) -> bool:
    """Whether the name of a region or country stands right after a name: ", Pa.", "(Pa."."""
    text, end = name.text, name.end
    if text[end : end + 1] not in {",", "("}:
        return False
    after = STRETCH.match(text, end + 1) or STRETCH.match(text, end + 2)
    refs = first_named(gazetteer, after[0]) if after else ()
    return any(gazetteer.entry(number).kind <= Kind.REGION for number, _ in refs)


def _is_city(gazetteer: Gazetteer, toponym: Toponym) -> bool:
    refs = toponym.refs
    return any(gazetteer.entry(number).population >= CITY for number, use in refs if use is Use.NAME)
