"""What is an article made of? `extract` turns a cleaned document into an `Article`.

One file a field, one table of extractors. An extractor answers with a value and where it came from,
or with None; later ones see what earlier ones found.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from index.document import SOFT_HYPHEN, Cleaned
from index.extract.agency import agency, agency_aliases
from index.extract.byline import byline
from index.extract.date import date
from index.extract.dateline import dateline
from index.extract.headline import headline
from index.extract.identity import article_id, url
from index.extract.outlet import outlet, outlet_home, outlet_names
from index.extract.parts import body, captions, kicker, removed, standfirst
from index.extract.source import Extractor, Fact, Source
from index.places import Gazetteer, Located, gazetteer, locate
from search.article import Article
from search.errors import ReadError

EXTRACTORS: Mapping[str, Extractor] = {
    "url": url,
    "outlet": outlet,
    "agency": agency,
    "headline": headline,
    "kicker": kicker,
    "body": body,
    "standfirst": standfirst,
    "captions": captions,
    "byline": byline,
    "dateline": dateline,
    "date": date,
}


def extract(cleaned: Cleaned, places: Gazetteer | None = None) -> Article:
    """The article of a cleaned document. `places` is the gazetteer; without it that of the cache is opened.

    Raises ReadError when the document has neither headline nor story.
    """
    source = Source(cleaned, places or gazetteer())
    known: dict[str, Fact[Any]] = {}
    for name, extractor in EXTRACTORS.items():
        if fact := extractor(source, known):
            known[name] = fact
    if "headline" not in known and "body" not in known:
        raise ReadError(f"{cleaned.document.source}: no headline and no story", "Is it an article?")
    return _article(source, known)


def locate_again(article: Article, places: Gazetteer | None = None) -> Located:
    """The places of an article as `extract` finds them, with the names that were refused and why."""
    texts = {"headline": article.headline, "standfirst": article.standfirst, "body": article.body}
    return locate(places or gazetteer(), texts, article.dateline, outlet_home(article.outlet or ""))


def _article(source: Source, known: Mapping[str, Fact[Any]]) -> Article:
    values = {name: _spelled(fact.value) for name, fact in known.items()}
    texts = {name: values.get(name, "") for name in ("headline", "standfirst", "body")}
    home = outlet_home(values.get("outlet", ""))
    found = locate(source.places, texts, dateline=values.get("dateline"), home=home)
    provenance = {name: fact.origin for name, fact in known.items()}
    if found.places:
        provenance["places"] = provenance["locations"] = "text: gazetteer (GeoNames)"
    return Article(
        id=article_id(source),
        source=source.cleaned.document.source,
        headline=values.pop("headline", ""),
        body=values.pop("body", ""),
        **values,
        places=found.places,
        locations=found.locations,
        removed=removed(source),
        provenance=provenance,
        aliases=_aliases(values, found.aliases),
    )


def _spelled(value: Any) -> Any:
    """A value whose words are without the soft hyphens that pages have in them, wherever their lines end."""
    if isinstance(value, tuple):
        return tuple(map(_spelled, value))
    return value.replace(SOFT_HYPHEN, "") if isinstance(value, str) else value


def _aliases(values: Mapping[str, Any], locations: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """Other names for the values of outlet, agency and location."""
    aliases = {
        "outlet": outlet_names(values["outlet"]) if "outlet" in values else (),
        "agency": agency_aliases(values.get("agency", ())),
        "location": locations,
    }
    return {name: names for name, names in aliases.items() if names}


__all__ = ["EXTRACTORS", "extract", "locate_again"]
