"""Which places does an article name, and which of them is it about?"""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial

from index.places.focus import aliases, ranked, salient
from index.places.groups import grouped
from index.places.heard import heard
from index.places.judge import is_shouted, judged
from index.places.keys import key
from index.places.names import country_names
from index.places.resolve import ACCEPTED_FROM, resolve
from index.places.spot import Name, refused_parts, runs
from index.places.store import Entry, Gazetteer, Kind
from search.article import Mention, Place

_WEAK = "only a small place has this name, and nothing points to it"


@dataclass(frozen=True, slots=True)
class Refused:
    """A name of the gazetteer that does not mean a place here, where it stands, and why not."""

    text: str
    mention: Mention
    reason: str


@dataclass(frozen=True, slots=True)
class Located:
    """What `locate` found: places with evidence, paths for the location facet, other names, refusals."""

    places: tuple[Place, ...] = ()
    locations: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    _refused: Callable[[], tuple[Refused, ...]] = tuple

    @property
    def refused(self) -> tuple[Refused, ...]:
        """The names that do not mean places here, and why; found when asked for, since few people ask."""
        return self._refused()


def find(
    gazetteer: Gazetteer, texts: Mapping[str, str], dateline: str | None = None, home: str = ""
) -> tuple[Place, ...]:
    """The places that an article names; see `locate`."""
    return locate(gazetteer, texts, dateline, home).places


def locate(
    gazetteer: Gazetteer, texts: Mapping[str, str], dateline: str | None = None, home: str = ""
) -> Located:
    """The places that an article names, the salient first.

    `texts` maps fields of the article to their text; `home` is where the outlet is at home, as
    `CC`, `CC Place` or `CC-REGION Place`.
    """
    texts = {**({"dateline": dateline} if dateline else {}), **texts}
    loud = {field for field, text in texts.items() if field == "dateline" or is_shouted(field, text)}
    spotted = [run for field, text in texts.items() for run in runs(gazetteer, field, text, field in loud)]
    names, refused = judged(gazetteer, spotted, texts, loud - {"dateline"})
    groups = grouped(gazetteer, names)
    chosen = resolve(gazetteer, groups, home_of(gazetteer, home))
    places = [(group, chosen[group.key]) for group in groups if chosen[group.key].score >= ACCEPTED_FROM]
    meant = {group.key for group, _ in places}
    refused += [(name, _WEAK) for name in names if name.toponym.key not in meant]
    found = ranked(places + heard(gazetteer, texts, places))
    about = salient(found)
    return Located(
        found,
        tuple(dict.fromkeys(place.path for place in about)),
        aliases(about, texts),
        partial(_refused, gazetteer, texts, loud, refused),
    )


def _refused(
    gazetteer: Gazetteer, texts: Mapping[str, str], loud: Container[str], judged: Sequence[tuple[Name, str]]
) -> tuple[Refused, ...]:
    """The names that were judged to mean no places, and those that are part of others; in order."""
    found = [(Mention(name.field, name.start, name.end), reason) for name, reason in judged]
    for field, text in texts.items():
        found += refused_parts(gazetteer, field, text, field in loud)
    fields = list(texts)
    found.sort(key=lambda each: (fields.index(each[0].field), each[0].start))
    return tuple(Refused(texts[at.field][at.start : at.end], at, reason) for at, reason in found)


@lru_cache(maxsize=1_024)
def home_of(gazetteer: Gazetteer, home: str) -> Entry | None:
    """The place that an outlet's home names: `US-LA Alexandria`, `GB Oxford`, `US-MN Minnesota`, `SY`."""
    where, _, name = home.partition(" ")
    country, _, region = where.partition("-")
    refs = gazetteer.named(key(name or country_names().get(country, ""))) or ()
    entries = [gazetteer.entry(number) for number, _ in refs]
    fitting = [
        entry for entry in entries if entry.country == country and (not region or entry.region_code == region)
    ]
    return max(fitting, key=lambda entry: (entry.kind >= Kind.CITY, entry.population), default=None)


__all__ = ["Located", "Refused", "find", "locate"]
