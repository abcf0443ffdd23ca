"""What is known of an article, and where does each part of it come from?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from search.article import Article, Place
from web.text import label_of, plural, spell_date, spell_names, spell_place

_PARTS = ("kicker", "standfirst", "captions")
"""What an article may do without: where there is none, nothing is unknown."""


@dataclass(frozen=True, slots=True)
class Origin:
    """A field of an article, its value for a person, and where that was found.

    Without a value nothing is known; without an origin nobody noted it.
    """

    name: str
    label: str
    value: str
    origin: str | None


def origins(article: Article) -> list[Origin]:
    """Every field of an article in the order in which it is read, then others that have an origin."""
    known = {name: value for name, value in _values(article).items() if value or name not in _PARTS}
    rest = {name: "" for name in article.provenance if name not in known}
    return [_origin(article, name, value) for name, value in {**known, **rest}.items()]


def salient_first(article: Article) -> tuple[list[Place], list[Place]]:
    """The places that an article is found by and those it only names, what it is most about first."""
    places = sorted(article.places, key=lambda place: -place.salience)
    found_by = [place for place in places if place.path in article.locations]
    return found_by, [place for place in places if place.path not in article.locations]


def _origin(article: Article, name: str, value: str) -> Origin:
    return Origin(name, label_of(name), value, article.provenance.get(name))


def _values(article: Article) -> dict[str, str]:
    return {
        "headline": article.headline,
        "kicker": article.kicker,
        "standfirst": _length(article.standfirst),
        "outlet": article.outlet or "",
        "agency": _names(article.agency),
        "byline": _names(article.byline),
        "date": spell_date(article.date) if article.date else "",
        "dateline": article.dateline or "",
        "body": _length(article.body),
        "captions": plural(len(article.captions), "caption") if article.captions else "",
        "places": plural(len(article.places), "place") if article.places else "",
        "locations": "; ".join(map(spell_place, article.locations)),
        "url": article.url or "",
    }


def _names(names: Sequence[str]) -> str:
    return spell_names(names) if names else ""


def _length(text: str) -> str:
    return plural(len(text.split()), "word") if text else ""
