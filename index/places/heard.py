"""Which names are spellings of a place that the gazetteer spells otherwise?

`Janoudiya` and `Al-Janudieh` are Al Janudiyah. Such a name is accepted only where the text speaks of it
as of a place, and where the place that sounds like it lies in a region that the article names.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher

from index.places.around import is_inside
from index.places.context import NEAR, distance
from index.places.groups import Group
from index.places.keys import HEARD_IN, bare, sound
from index.places.resolve import Choice
from index.places.spot import Name, Run, named
from index.places.store import Entry, Gazetteer, Kind
from index.places.toponyms import Toponym

MOST_WORDS = 4
LEAST_ALIKE = 0.6  # of 1; by matching letters (Ratcliff and Metzener, 1988, as in difflib)
_COUNTRY = Kind.COUNTRY
_FIELDS = ("body", "standfirst")
_AREA = re.compile(
    r"\s+(?:area|district|town|village|province|region|governorate|neighbou?rhood|suburb|front)\b"
)


def heard(
    gazetteer: Gazetteer, runs: Iterable[Run], texts: dict[str, str], known: Sequence[Entry]
) -> Iterator[tuple[Group, Choice]]:
    """Names that no place bears as they are written, with the place that sounds like them.

    `known` are the places accepted already.
    """
    found: dict[str, tuple[Group, Choice]] = {}
    known = [entry for entry in known if entry.kind is not _COUNTRY and entry.country in HEARD_IN]
    for run in runs if known else ():
        name = _unknown(run, texts[run.field]) if run.field in _FIELDS else None
        if name is None:
            continue
        entry = _sounding(gazetteer, name.toponym.text, known)
        if entry:
            choice = Choice(entry, 0.0, ("sounds like it, and its region is named",))
            found.setdefault(name.toponym.key, (Group(name.toponym.key, []), choice))[0].names.append(name)
    yield from found.values()


def _unknown(run: Run, story: str) -> Name | None:
    """The run as a name, if it may be one and the words around say that it is a place."""
    phrase = run.phrase
    words = phrase.key.count(" ") + 1
    if not phrase.key or words > MOST_WORDS or phrase.text.isupper():
        return None
    end = phrase.start + len(phrase.text)
    name = named(run, Toponym(phrase.start, end, phrase.text, phrase.key, ()), story)
    return name if _AREA.match(name.after) or is_inside(name.before) else None


def _sounding(gazetteer: Gazetteer, text: str, known: Sequence[Entry]) -> Entry | None:
    """The place spelled most alike of those that sound alike and are near a known place."""
    wanted = sound(text)
    entries = map(gazetteer.entry, gazetteer.sounding(wanted)) if wanted else ()
    alike = (
        (SequenceMatcher(None, bare(text), bare(entry.name)).ratio(), -entry.number, entry)
        for entry in entries
        if _nearest(entry, known) < NEAR
    )
    best = max((found for found in alike if found[0] >= LEAST_ALIKE), default=None)
    return best[2] if best else None


def _nearest(entry: Entry, known: Sequence[Entry]) -> float:
    """Kilometres to the nearest known place of the same region; infinite when none is named."""
    return min(
        (
            distance(entry, (other.lat, other.lon))
            for other in known
            if (other.country, other.region_code) == (entry.country, entry.region_code)
        ),
        default=float("inf"),
    )
