"""Is a place meant by a name, or a person, an organisation, a street, an ordinary word?

Judged by the phrase that the name stands in and the words around it, never by the name alone. Every
refusal says why, for `explain`. What the phrase says is the same wherever it stands, and is kept.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache, lru_cache
from itertools import pairwise

from index.places.keys import fold, key
from index.places.names import classes, countries, words
from index.places.spot import Name, Phrase, Run, Toponym
from index.places.store import Use

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
_PEOPLE = Use.PEOPLE
_OF_STATE = re.compile(r"[^.\n]{0,18}\b(?:it|its)\b")  # "Jordan said on Monday it would": no person
_SPEAKING = re.compile(r"\b(?:spoke|speaks?|speaking|spoken|learn(?:ed|s)?|fluent(?: in)?|teach(?:es)?) $")
_SHORT_ONLY = frozenset([Use.SHORT])
_DATELINE = re.compile(r"\s*(?:[-–—(]|, )")
_INITIAL = re.compile(r"[A-Z]\.?$")


@cache
def of_class(name: str) -> frozenset[str]:
    """The folded words of a class of `contexts.tsv`."""
    return classes()[name]


def people(runs: Iterable[Run]) -> frozenset[str]:
    """Folded last names of the people that a text names in full: "Kofi Annan" -> annan."""
    return frozenset().union(*(_people(run.phrase) for run in runs if len(run.phrase.tokens) > 1))


@lru_cache(maxsize=32_768)
def _people(phrase: Phrase) -> frozenset[str]:
    first_names, common = words("first_names.txt"), _common()
    return frozenset(
        right.key
        for left, right in pairwise(phrase.tokens)
        if left.key in first_names and right.key not in common and left.key not in common
    )


def refusal(name: Name, persons: frozenset[str], shouted: bool, sure: Callable[[], bool]) -> str:
    """Why no place is meant; empty when one may be.

    `shouted`: the text has capitals throughout. `sure`, which is asked where it matters: though it may
    be an ordinary word, a place is meant by it here.
    """
    if name.field == "dateline":
        return ""
    if _PEOPLE in name.toponym.uses:
        return _money(name) or _firm(name.toponym)
    reason = _short(name) or _acronym(name, shouted)
    if not reason and (reason := _word(name)) and sure():
        reason = ""
    reason = reason or ("" if shouted else _longer(name.toponym))
    return reason or _person(name, persons)


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
    if last.isalpha() and last not in _PLACING:
        return None  # so for most names, and found faster
    return _INSIDE.search(before, max(0, len(before) - _LONGEST_INSIDE))


def like_person(name: Name) -> bool:
    """Whether people bear the name."""
    key = name.toponym.key
    return key in words("surnames.txt") or key in words("first_names.txt")


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


def _firm(name: Toponym) -> str:
    """American Airlines are no news of America."""
    firm = any(fold(word) in of_class("firm") for word in name.right)
    return f"part of an organisation: {name.text} {' '.join(name.right)}" if firm else ""


def _money(name: Name) -> str:
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


def alone_inside(name: Name) -> bool:
    """Whether a name stands alone after words that speak of being there: "in Reading"."""
    return not name.toponym.left and not name.toponym.right and is_inside(name.before)


def _person(name: Name, persons: frozenset[str]) -> str:
    toponym = name.toponym
    last = toponym.key.rsplit(" ", 1)[-1]
    if last in persons and not placed(name) and not toponym.right:
        return "a person of the article has this name"
    if not toponym.left and not toponym.right and last in words("surnames.txt") and _speaks(name):
        return "speaks or acts like a person"
    return ""


def _speaks(name: Name) -> bool:
    found = _SAID.match(name.after)
    return found is not None and not _OF_STATE.match(name.after, found.end())


@lru_cache(maxsize=32_768)
def _longer(name: Toponym) -> str:
    """What longer name of something else it is a part of."""
    return _part(name) or _followed(name)


def _part(name: Toponym) -> str:
    """What stands before the name in its phrase."""
    if not name.left:
        return ""
    before = fold(name.left[-1])
    if " of" in name.link:
        named = f"part of an organisation: {' '.join(name.left)}{name.link}{name.text}"
        return named if before in of_class("org") or before in of_class("venue") else ""
    if before in words("first_names.txt") or _INITIAL.match(name.left[-1]) or before in of_class("person"):
        return f"part of a person's name: {name.left[-1]} {name.text}"
    if before in of_class("side") or before in of_class("role") or before in of_class("admin"):
        return ""
    return f"part of a longer name: {' '.join(name.left)} {name.text}"


def _followed(name: Toponym) -> str:
    """What stands after the name in its phrase."""
    if not name.right or name.key.endswith((" county", " parish")):
        return ""
    after = [fold(word) for word in name.right]
    if after[0] in of_class("admin") or after[0] in of_class("role"):
        return ""
    for kind, label in (("org", "an organisation"), ("venue", "a street, building or landscape")):
        if any(word in of_class(kind) for word in after):
            return f"part of {label}: {name.text} {' '.join(name.right)}"
    if name.key in words("first_names.txt"):
        return f"part of a person's name: {name.text} {' '.join(name.right)}"
    return f"part of a longer name: {name.text} {' '.join(name.right)}"


@cache
def _common() -> frozenset[str]:
    return (
        of_class("role")
        | of_class("admin")
        | of_class("side")
        | of_class("org")
        | of_class("venue")
        | of_class("person")
    )
