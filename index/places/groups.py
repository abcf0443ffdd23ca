"""What does an article say of each name, all its mentions together?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest

from index.places.around import placed
from index.places.bearers import bearers, is_state
from index.places.names import words
from index.places.spot import Name
from index.places.store import Gazetteer, Kind

GREAT_CITY = 1_000_000  # people
_GOES_ON = re.compile(r",? (?:and|or|und|oder|y|et|&) |, (?=[A-Z])")


@dataclass(slots=True)
class Group:
    """All mentions of one name in an article.

    `within` is the key of what is named right after it ("..., La."), `placed` words that speak of being
    there; `like_person` says that people bear the name and nothing speaks of being there.
    """

    key: str
    names: list[Name]
    within: str = ""
    placed: str = ""
    like_person: bool = False


def grouped(gazetteer: Gazetteer, names: Sequence[Name]) -> list[Group]:
    """The names of an article by their keys, in order of the first mention."""
    groups: dict[str, Group] = {}
    for name, after in zip_longest(names, names[1:]):
        key = name.toponym.key
        group = groups.get(key) or groups.setdefault(key, Group(key, []))
        group.names.append(name)
        group.placed = group.placed or placed(name)
        if (
            not group.within
            and after
            and follows(name, after.field, after.start)
            and not _listed(gazetteer, name, after)
        ):
            group.within = after.toponym.key
    for group in groups.values():
        group.like_person = not group.placed and like_person(group.names[0])
    return list(groups.values())


def follows(name: Name, field: str, start: int) -> bool:
    """Whether what begins somewhere stands right after a name, as what it lies in does: "Paris, Texas"."""
    return 0 < start - name.end <= 2 and name.field == field and name.text[name.end] in ",("


def _listed(gazetteer: Gazetteer, name: Name, after: Name) -> bool:
    """Whether two names of states or great cities are of one list: "Washington, New York and London"."""
    if not _GOES_ON.match(after.text, after.end):
        return False
    named = bearers(gazetteer, name.toponym.key, "").areas
    return any(map(is_state, named)) and _is_great(gazetteer, after.toponym.key)


def _is_great(gazetteer: Gazetteer, key: str) -> bool:
    """Whether a country bears a name and no state of a country does, or a great city."""
    known = bearers(gazetteer, key, "")
    states = {entry.kind for entry in known.areas if is_state(entry)}
    if states == {Kind.COUNTRY}:
        return True
    return any(entry.kind >= Kind.CITY and entry.population >= GREAT_CITY for _, entry in known.all)


def like_person(name: Name) -> bool:
    """Whether people bear the name."""
    key = name.toponym.key
    return key in words("surnames.txt") or key in words("first_names.txt")
