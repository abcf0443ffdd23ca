"""What do the words around a name say of it?"""

from __future__ import annotations

import re

from index.places.keys import fold
from index.places.names import of_class
from index.places.spot import Name

_SAID = re.compile(
    r"(?:,? (?:said|says|told|added|who|also|noted|explained|replied|asked|argued|insisted|is a|was a"
    r"|himself|herself)\b|['’]s (?:wife|husband|mother|father|son|daughter|attorney|lawyer|office"
    r"|family|death|body)\b|, \d{1,2},)"
)
_KIN = frozenset(
    "son daughter brother sister wife husband mother father niece nephew cousin uncle aunt girlfriend"
    " boyfriend grandson granddaughter grandmother grandfather".split()
)
_PLACING = frozenset(
    "in at near from to outside around across throughout toward towards into of between via leaving visit"
    " visiting reach reached entered within bei nahe".split()
)
_INSIDE = re.compile(rf"\b(?:{'|'.join(sorted(_PLACING))})\s+(?:the )?$", re.IGNORECASE)
_LONGEST_INSIDE = 18  # characters: "throughout the "
_LONGEST_KIN = 15  # characters: " granddaughter "
_KIN_ENDS = frozenset(f"{word[-3:]} " for word in _KIN)
_OF_STATE = re.compile(r"[^.\n]{0,18}\b(?:it|its)\b")  # "Jordan said on Monday it would": no person
_SPEAKING = re.compile(r"\b(?:spoke|speaks?|speaking|spoken|learn(?:ed|s)?|fluent(?: in)?|teach(?:es)?) $")
_LONGEST_SPEAKING = 10  # characters: "fluent in "


def placed(name: Name) -> str:
    """What says that something is or happens there ("in", "near" before the name), or empty."""
    if name.field == "dateline":
        return "the dateline"
    found = inside(name.text, name.start)
    return f'"{found}" before it' if found else ""


def area(name: Name) -> bool:
    """Whether the words around call it a region: "Idlib province", "the state of Washington"."""
    word = _following(name)
    if word and fold(word.rstrip(".,;:'’s")) in of_class("region"):
        return True
    toponym = name.toponym
    left = toponym.left
    return left is not None and " of" in toponym.link and left.key in of_class("region")


def inside(text: str, start: int) -> str:
    """The words right before a place in a text that speak of being in, near or from it; empty if none do."""
    first = max(0, start - _LONGEST_INSIDE)
    before = text[first:start]
    before = (before[:-4] if before[-4:].lower() == "the " else before).rstrip()
    last = before.rpartition(" ")[2]
    if last.isalpha():
        if last.lower() not in _PLACING:
            return ""  # so for most names, and found faster
        first += len(before) - len(last)
    elif not last[-1:].isalpha():
        return ""
    found = _INSIDE.search(text, first, start)
    return found[0].strip() if found else ""


def alone_inside(name: Name) -> bool:
    """Whether a name stands alone after words that speak of being there: "in Reading"."""
    return not name.toponym.left and not name.toponym.right and bool(inside(name.text, name.start))


def speaks(name: Name) -> bool:
    """Whether what bears the name speaks or acts like a person, and not like a state."""
    after = name.after
    found = _SAID.match(after)
    return found is not None and not _OF_STATE.match(after, found.end())


def related(name: Name) -> bool:
    """Whether the word before the name says that it is someone's: "his son Israel"."""
    text, start = name.text, name.start
    if text[max(0, start - 4) : start].lower() not in _KIN_ENDS:
        return False  # so for nearly all names, and found three times faster
    return text[max(0, start - _LONGEST_KIN) : start - 1].rpartition(" ")[2].lower() in _KIN


def money(name: Name) -> str:
    """Canadian dollars are no news of Canada, nor are French lessons of France or Indian tribes of India."""
    word = fold(_following(name).rstrip(".,;:"))
    things = of_class("thing")
    if word in things or f"{name.toponym.key} {word}" in things or _spoken(name.text, name.start):
        return "a language, food or pastime"
    return "a currency" if word in of_class("money") else ""


def _spoken(text: str, start: int) -> bool:
    """Whether the words before a part of a text say that it is a language."""
    return _SPEAKING.search(text, max(0, start - _LONGEST_SPEAKING), start) is not None


def _following(name: Name) -> str:
    """The word after the name and a space; empty if there is none."""
    if not name.text[name.end : name.end + 1].isspace():
        return ""
    words = name.after.split(maxsplit=1)
    return words[0] if words else ""
