"""What do the words around a name say of it?"""

from __future__ import annotations

import re

from index.places.keys import fold
from index.places.names import of_class
from index.places.spot import Name

_SAID = re.compile(
    r"(?:,? (?:said|says|told|added|who|also|noted|explained|replied|asked|argued|insisted|is a|was a"
    r"|himself|herself)\b|['’]s (?:wife|husband|mother|father|son|daughter|attorney|lawyer|office"
    r"|family|death|body)\b|, \d{2},)"
)
_PLACING = frozenset(
    "in at near from to outside around across throughout toward towards into of between via leaving visit"
    " visiting reach reached entered within".split()
)
_INSIDE = re.compile(rf"\b(?:{'|'.join(sorted(_PLACING))})\s+(?:the )?$", re.IGNORECASE)
_LONGEST_INSIDE = 18  # characters: "throughout the "
_OF_STATE = re.compile(r"[^.\n]{0,18}\b(?:it|its)\b")  # "Jordan said on Monday it would": no person
_SPEAKING = re.compile(r"\b(?:spoke|speaks?|speaking|spoken|learn(?:ed|s)?|fluent(?: in)?|teach(?:es)?) $")


def placed(name: Name) -> str:
    """What says that something is or happens there ("in", "near" before the name), or empty."""
    if name.field == "dateline":
        return "the dateline"
    found = _inside(name.before)
    return f'"{found[0].strip()}" before it' if found else ""


def area(name: Name) -> bool:
    """Whether the words around call it a region: "Idlib province", "the state of Washington"."""
    if fold(_following(name).rstrip(".,;:'’s")) in of_class("region"):
        return True
    toponym = name.toponym
    return " of" in toponym.link and bool(toponym.left) and fold(toponym.left[-1]) in of_class("region")


def is_inside(before: str) -> bool:
    """Whether a text that precedes a name speaks of being in, near or from it."""
    return _inside(before) is not None


def _inside(before: str) -> re.Match[str] | None:
    last = before.lower().removesuffix("the ").rstrip().rpartition(" ")[2]
    if not last[-1:].isalpha() or (last.isalpha() and last not in _PLACING):
        return None  # so for most names, and found faster
    return _INSIDE.search(before, max(0, len(before) - _LONGEST_INSIDE))


def alone_inside(name: Name) -> bool:
    """Whether a name stands alone after words that speak of being there: "in Reading"."""
    return not name.toponym.left and not name.toponym.right and is_inside(name.before)


def speaks(name: Name) -> bool:
    """Whether what bears the name speaks or acts like a person, and not like a state."""
    found = _SAID.match(name.after)
    return found is not None and not _OF_STATE.match(name.after, found.end())


def money(name: Name) -> str:
    """Canadian dollars are no news of Canada, nor are French lessons of France."""
    word = fold(_following(name).rstrip(".,;:"))
    if word in of_class("thing") or _SPEAKING.search(name.before):
        return "a language, food or pastime"
    return "a currency" if word in of_class("money") else ""


def _following(name: Name) -> str:
    """The word after the name and a space; empty if there is none."""
    after = name.after
    words = after.split(maxsplit=1) if after[:1].isspace() else ()
    return words[0] if words else ""
