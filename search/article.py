"""What is an article, once it has been read, cleaned and understood?

Frozen values without I/O; those that a page may have hundreds of are named tuples, which are made, written
and pickled in less time. `Article.to_json` and `Article.from_json` are the one written form: the index
stores it, `backfile-index extract` prints it and the API serves it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any, NamedTuple

from search.dates import PartialDate


class Removed(NamedTuple):
    """A stretch that cleaning took out of the story.

    `start` and `end` are character offsets in the source text; `rule` names the rule that took it;
    `reason` says why, for a person.
    """

    start: int
    end: int
    text: str
    rule: str
    reason: str


class Mention(NamedTuple):
    """Where a place is named: a field of the article and character offsets in that field."""

    field: str
    start: int
    end: int


class Place(NamedTuple):
    """A place of the world that the article names.

    `kind` is `country`, `region` or `city`; `country` an ISO 3166-1 alpha-2 code; `path` the value
    of the location facet (`Syria/Idlib`); `salience` how much the article is about it, 0 to 1;
    `evidence` the reason it was accepted, for a person.
    """

    name: str
    path: str
    kind: str
    country: str
    geonameid: int | None = None
    region: str | None = None
    lat: float | None = None
    lon: float | None = None
    mentions: tuple[Mention, ...] = ()
    salience: float = 0.0
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class Article:
    """One news article.

    An unknown value is None or empty, never a guess. `locations` are the paths of the location
    facet; `byline` and `agency` are names; `provenance` says for each field where its value came
    from; `aliases` are other names under which a field's value may be searched for.
    """

    id: str
    source: str
    headline: str
    body: str
    standfirst: str = ""
    kicker: str = ""
    captions: tuple[str, ...] = ()
    outlet: str | None = None
    agency: tuple[str, ...] = ()
    byline: tuple[str, ...] = ()
    date: PartialDate | None = None
    dateline: str | None = None
    url: str | None = None
    locations: tuple[str, ...] = ()
    places: tuple[Place, ...] = ()
    removed: tuple[Removed, ...] = ()
    provenance: Mapping[str, str] = field(default_factory=dict)
    aliases: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """The article as JSON types; dates are ISO 8601 of the known precision."""
        written = {name: getattr(self, name) for name in _FIELDS}
        written["date"] = str(self.date) if self.date else None
        for name in ("captions", "agency", "byline", "locations"):
            written[name] = list(written[name])
        written["places"] = [_written(place) for place in self.places]
        written["removed"] = [
            {"start": start, "end": end, "text": text, "rule": rule, "reason": reason}
            for start, end, text, rule, reason in self.removed
        ]
        written["provenance"] = dict(self.provenance)
        written["aliases"] = {name: list(names) for name, names in self.aliases.items()}
        return written

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Article:
        """The article that `to_json` wrote. Keys that are not fields are ignored."""
        known = {part.name: value[part.name] for part in fields(cls) if part.name in value}
        for name in ("captions", "agency", "byline", "locations"):
            known[name] = tuple(known.get(name, ()))
        known["date"] = PartialDate.parse(known["date"]) if known.get("date") else None
        known["places"] = tuple(_place(place) for place in known.get("places", ()))
        known["removed"] = tuple(Removed(**removed) for removed in known.get("removed", ()))
        known["aliases"] = {name: tuple(names) for name, names in known.get("aliases", {}).items()}
        return cls(**known)


_FIELDS = tuple(part.name for part in fields(Article))


def _written(place: Place) -> dict[str, Any]:
    name, path, kind, country, geonameid, region, lat, lon, mentions, salience, evidence = place
    return {
        "name": name,
        "path": path,
        "kind": kind,
        "country": country,
        "geonameid": geonameid,
        "region": region,
        "lat": lat,
        "lon": lon,
        "mentions": [{"field": part, "start": start, "end": end} for part, start, end in mentions],
        "salience": salience,
        "evidence": evidence,
    }


def _place(value: Mapping[str, Any]) -> Place:
    mentions = tuple(Mention(**mention) for mention in value.get("mentions", ()))
    return Place(**{**value, "mentions": mentions})
