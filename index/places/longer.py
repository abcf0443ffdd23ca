"""Is a name part of a longer name of something else: a person, an organisation, a street?

Told by the words beside it in its phrase alone, and so the same wherever the phrase stands.
"""

from __future__ import annotations

import re

from index.places.keys import fold
from index.places.names import of_class, words
from index.places.store import Use
from index.places.toponyms import Toponym

_INITIAL = re.compile(r"[A-Z]\.?$")


def longer(name: Toponym) -> str:
    """What longer name of something else it is a part of; empty if of none."""
    return _firm(name) if Use.PEOPLE in name.uses else _part(name) or _followed(name)


def _firm(name: Toponym) -> str:
    """American Airlines are no news of America."""
    if of_class("firm").isdisjoint(map(fold, name.right)):
        return ""
    return f"part of an organisation: {name.text} {' '.join(name.right)}"


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
        if not of_class(kind).isdisjoint(after):
            return f"part of {label}: {name.text} {' '.join(name.right)}"
    if name.key in words("first_names.txt"):
        return f"part of a person's name: {name.text} {' '.join(name.right)}"
    return f"part of a longer name: {name.text} {' '.join(name.right)}"
