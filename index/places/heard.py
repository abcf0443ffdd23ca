"""Which names are spellings of a place that the gazetteer spells otherwise?

`Janoudiya` and `Al-Janudieh` are Al Janudiyah. Such a name is accepted only where the text speaks of it
as of a place, and where the place that sounds like it lies in a region that the article names.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from difflib import SequenceMatcher

from index.places.around import inside
from index.places.context import NEAR, distance
from index.places.groups import Group
from index.places.keys import HEARD_IN, bare, sound
from index.places.phrases import Phrase, phrases
from index.places.resolve import Choice
from index.places.spot import LONGEST_TEXT, Name, named
from index.places.store import Entry, Gazetteer, Kind
from index.places.tokens import STRETCH
from index.places.toponyms import Toponym
from index.places.words import pieces

MOST_WORDS = 4
LEAST_ALIKE = 0.6  # of 1; by matching letters (Ratcliff and Metzener, 1988, as in difflib)
_COUNTRY = Kind.COUNTRY
_FIELDS = ("body", "standfirst")
_AREA = re.compile(
    r"\s+(?:area|district|town|village|province|region|governorate|neighbou?rhood|suburb|front)\b"
)


def heard(
    gazetteer: Gazetteer,
    texts: Mapping[str, str],
    places: Sequence[tuple[Group, Choice]],
) -> list[tuple[Group, Choice]]:
    """Names that no place bears as they are written, with the place that sounds like them.

    `places` are those of the article whose names are known.
    """
    known: dict[tuple[int, int], list[Entry]] = {}
    for _, choice in places:
        entry = choice.entry
        if entry.kind is not _COUNTRY and entry.country in HEARD_IN:
            known.setdefault(gazetteer.area(entry.number), []).append(entry)
    if not known:
        return []
    taken = {(name.field, name.start) for group, _ in places for name in group.names}
    found: dict[str, tuple[Group, Choice]] = {}
    for name in _unknown(gazetteer, texts, taken):
        if meant := _sounding(gazetteer, name.toponym.text, known):
            choice = Choice(meant, 0.0, ("sounds like it, and its region is named",))
            found.setdefault(name.toponym.key, (Group(name.toponym.key, []), choice))[0].names.append(name)
    return list(found.values())


def _unknown(
    gazetteer: Gazetteer, texts: Mapping[str, str], taken: Container[tuple[str, int]]
) -> Iterator[Name]:
    """Phrases that name no known place and of which the words around say that they are a place."""
    for field in filter(_FIELDS.__contains__, texts):
        text = texts[field]
        for stretch in STRETCH.finditer(text, 0, LONGEST_TEXT):
            if not _spoken_of(text, *stretch.span()):
                continue  # so for most, and found without looking at their phrases
            for phrase in phrases(pieces(gazetteer, stretch[0]), stretch[0]):
                toponym = _toponym(stretch[0], phrase)
                if toponym and not any((field, stretch.start() + start) in taken for start in phrase.starts):
                    name = named(field, stretch.start(), toponym, text)
                    if _spoken_of(text, name.start, name.end):
                        yield name


def _spoken_of(text: str, start: int, end: int) -> bool:
    """Whether the words around a part of a text say that it is a place."""
    return _AREA.match(text, end) is not None or bool(inside(text, start))


def _toponym(stretch: str, phrase: Phrase) -> Toponym | None:
    """A phrase as the name of a place; None if it is too long, or has words that are no part of names."""
    words = phrase.words
    if len(words) > MOST_WORDS or any(word.stop for word in words):
        return None
    start, end = phrase.starts[0], phrase.end(-1)
    text, key = stretch[start:end], " ".join(word.key for word in words)
    return Toponym(start, end, text, key, ()) if key and not text.isupper() else None


def _sounding(
    gazetteer: Gazetteer, text: str, known: Mapping[tuple[int, int], Sequence[Entry]]
) -> Entry | None:
    """The place spelled most alike of those that sound alike and are near a known place of their region.

    `known` are the places by their areas, for an article may name thousands.
    """
    wanted = sound(text)
    numbers = gazetteer.sounding(wanted) if wanted else ()
    areas = [(number, gazetteer.area(number)) for number in numbers]
    entries = [(gazetteer.entry(number), known[area]) for number, area in areas if area in known]
    alike = (
        (SequenceMatcher(None, bare(text), bare(entry.name)).ratio(), -entry.number, entry)
        for entry, others in entries
        if any(distance(entry, (other.lat, other.lon)) < NEAR for other in others)
    )
    best = max((found for found in alike if found[0] >= LEAST_ALIKE), default=None)
    return best[2] if best else None
