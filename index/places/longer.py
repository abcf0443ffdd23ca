"""Is a name part of a longer name of something else: a person, an organisation, a street?

Told by the words beside it in its phrase alone, and so the same wherever the phrase stands.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.places.keys import fold
from index.places.names import of_class, words
from index.places.store import Use

_INITIAL = re.compile(r"[A-Z]\.?$")


def longer(
    text: str, key: str, uses: frozenset[Use], left: Sequence[str], right: Sequence[str], link: str
) -> str:
    """What longer name of something else a name is a part of; empty if of none. See `Toponym`."""
    if Use.PEOPLE in uses:
        return _firm(text, right)
    return (_part(text, left, link) if left else "") or (_followed(text, key, right) if right else "")


def _firm(text: str, right: Sequence[str]) -> str:
    """American Airlines are no news of America."""
    if of_class("firm").isdisjoint(map(fold, right)):
        return ""
    return f"part of an organisation: {text} {' '.join(right)}"


def _part(text: str, left: Sequence[str], link: str) -> str:
    """What stands before the name in its phrase."""
    before = fold(left[-1])
    if " of" in link:
        named = f"part of an organisation: {' '.join(left)}{link}{text}"
        return named if before in of_class("org") or before in of_class("venue") else ""
    if before in words("first_names.txt") or before in of_class("person") or _INITIAL.match(left[-1]):
        return f"part of a person's name: {left[-1]} {text}"
    if before in of_class("side") or before in of_class("role") or before in of_class("admin"):
        return ""
    return f"part of a longer name: {' '.join(left)} {text}"


def _followed(text: str, key: str, right: Sequence[str]) -> str:
    """What stands after the name in its phrase."""
    if key.endswith((" county", " parish")):
        return ""
    after = list(map(fold, right))
    if after[0] in of_class("admin") or after[0] in of_class("role"):
        return ""
    for kind, label in (("org", "an organisation"), ("venue", "a street, building or landscape")):
        if not of_class(kind).isdisjoint(after):
            return f"part of {label}: {text} {' '.join(right)}"
    if key in words("first_names.txt"):
        return f"part of a person's name: {text} {' '.join(right)}"
    return f"part of a longer name: {text} {' '.join(right)}"
