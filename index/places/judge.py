"""Is a place meant by a name, or a person, an organisation, a street, an ordinary word?

Judged by the run that the name stands in and the words around it, never by the name alone. Every
refusal says why, for `explain`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from itertools import pairwise

from index.places.keys import fold, key
from index.places.names import classes, countries, words
from index.places.spot import Name, Run
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
    first_names, common = words("first_names.txt"), _common()
    return frozenset(
        right.key
        for run in runs
        for left, right in pairwise(run.tokens)
        if left.key in first_names and right.key not in common and left.key not in common
    )


def refusal(name: Name, persons: frozenset[str], shouted: bool, sure: bool = False) -> str:
    """Why no place is meant; empty when one may be.

    `shouted`: the text has capitals throughout. `sure`: though it may be
    an ordinary word, a place is meant by it here.
    """
    if name.field == "dateline":
        return ""
    if _PEOPLE in name.uses:
        return _money(name) or _firm(name)
    reason = _short(name) or _acronym(name, shouted) or ("" if sure else _word(name))
    reason = reason or ("" if shouted else _part(name) or _followed(name))
    return reason or _person(name, persons)


def placed(name: Name) -> str:
    """What says that something is or happens there ("in", "near" before the name), or empty."""
    if name.field == "dateline":
        return "the dateline"
    found = _inside(name.before)
    return f'"{found[0].strip()}" before it' if found else ""


def area(name: Name) -> bool:
    """Whether the words around call it a region: "Idlib province", "the state of Washington"."""
    after = name.after.split(maxsplit=1)
    return bool(
        after and name.after[0].isspace() and fold(after[0].rstrip(".,;:'’s")) in of_class("region")
    ) or (" of" in name.link and bool(name.left) and fold(name.left[-1]) in of_class("region"))


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
    return name.key in words("surnames.txt") or name.key in words("first_names.txt")


def _short(name: Name) -> str:
    """Abbreviations mean regions after another name (`Portland, Ore.`) or with their points (`N.Y.`)."""
    if name.uses == _SHORT_ONLY and not name.before.endswith(", ") and name.text.count(".") < 2:
        return "an abbreviation without a place before it"
    return ""


def _acronym(name: Name, shouted: bool) -> str:
    """Few letters are a club or an agency (SANA is not Sanaa), unless they are a country's or a dateline."""
    text = name.text
    if (
        len(text) > 5
        or not (text.isupper() and text.isascii())
        or "." in text
        or name.key in _country_acronyms()
        or (shouted and len(text) > 3)
    ):
        return ""
    return "" if len(text) > 3 and name.start < 60 and _DATELINE.match(name.after) else "an acronym"


def _firm(name: Name) -> str:
    """American Airlines are no news of America."""
    firm = any(fold(word) in of_class("firm") for word in name.right)
    return f"part of an organisation: {name.text} {' '.join(name.right)}" if firm else ""


def _money(name: Name) -> str:
    """Canadian dollars are no news of Canada, nor are French lessons of France."""
    after = name.after.split(maxsplit=1)
    word = fold(after[0].rstrip(".,;:")) if after and name.after[0].isspace() else ""
    if word in of_class("thing") or _SPEAKING.search(name.before):
        return "a language, food or pastime"
    return "a currency" if word in of_class("money") else ""


@cache
def _country_acronyms() -> frozenset[str]:
    """The keys of countries' acronyms and of their own names, which may be as short as acronyms."""
    acronyms = (
        name for country in countries() for name in country.others if name.isupper() and name.isascii()
    )
    return frozenset(map(key, (*acronyms, *(country.name for country in countries()))))


def _word(name: Name) -> str:
    if name.key in _country_acronyms():
        return "an ordinary word" if name.text.istitle() and len(name.text) < 4 else ""
    if (
        Use.SHORT in name.uses
        and name.before.endswith(", ")
        and (name.text.isupper() or name.after[:1] == ".")
    ):
        return ""
    return "an ordinary word" if name.key in words("words.txt") else ""


def alone_inside(name: Name) -> bool:
    """Whether a name stands alone after words that speak of being there: "in Reading"."""
    return not name.left and not name.right and is_inside(name.before)


def _person(name: Name, persons: frozenset[str]) -> str:
    last = name.key.rsplit(" ", 1)[-1]
    if last in persons and not placed(name) and not name.right:
        return "a person of the article has this name"
    if not name.left and not name.right and last in words("surnames.txt") and _speaks(name):
        return "speaks or acts like a person"
    return ""


def _speaks(name: Name) -> bool:
    found = _SAID.match(name.after)
    return found is not None and not _OF_STATE.match(name.after, found.end())


def _part(name: Name) -> str:
    """What stands before the name in its run."""
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


def _followed(name: Name) -> str:
    """What stands after the name in its run."""
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
