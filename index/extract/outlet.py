"""Which newspaper, broadcaster or site published the article?

The known outlets (`data/outlets.tsv`) decide under which one name an outlet goes; what is not in
the table keeps the name that the page gives itself. Agencies are not outlets, except on their own
sites.
"""

from __future__ import annotations

import html
import os
import re
from collections.abc import Iterator
from functools import lru_cache
from urllib.parse import urlsplit

from index import jsonld
from index.extract import cues, naming, tables
from index.extract.source import Fact, Known, Source, tidy

LONGEST_NAME = 80

_METAS = (
    "og:site_name",
    "application-name",
    "al:ios:app_name",
    "dc.publisher",
    "dcterms.publisher",
    "citation_journal_title",
    "cre",
    "apple-mobile-web-app-title",
    "twitter:app:name:iphone",
    "copyright",
)
_SITES = frozenset({"WebSite", "NewsMediaOrganization", "Newspaper"})
"""Kinds of JSON-LD objects that are an outlet or its site, even where the article does not refer to them."""
_HOST = re.compile(r"(?<![a-z0-9.-])(?:[a-z0-9-]+\.){1,4}[a-z]{2,6}(?![a-z0-9.-])")
_MIRRORED = re.compile(r"(?:^|[/_])www\.([a-z0-9-]+(?:\.[a-z0-9-]+)+)(?=[/_])")
_COPYRIGHT = re.compile(
    r"^(?:copyright|©|\(c\)|\d{4}|[-–,\s])+|\s*(?:all rights reserved.*|[,.]\s*\d{4})$", re.IGNORECASE
)


def outlet(source: Source, known: Known) -> Fact[str] | None:
    """The outlet's name and what named it."""
    return next(filter(None, _named(source, known)), None)


def _named(source: Source, known: Known) -> Iterator[Fact[str] | None]:
    """What each way of telling the outlet finds, the most trusted first."""
    yield _stated(source)
    yield _by_address(source, known)
    yield _by_markup(source, known)
    yield _by_site_address(known)
    yield _by_path(source)
    yield cues.outlet_in(source)


def outlet_names(name: str) -> tuple[str, ...]:
    """The other names and domains of a known outlet, for searching; none for an unknown one."""
    entry = tables.outlet_named(name)
    return (*entry.aliases, *entry.domains) if entry else ()


def outlet_home(name: str) -> str:
    """Where a known outlet is at home, as `CC`, `CC Place` or `CC-REGION Place`; empty when unknown."""
    entry = tables.outlet_named(name)
    return entry.home if entry else ""


def canonical(name: str) -> str:
    """The one name that a known outlet goes by, or the name itself without legal form and web address."""
    plain = naming.LEGAL.sub("", tidy(name)).strip(" |-–—·:")
    entry = (
        tables.outlet_named(name)
        or tables.outlet_named(plain)
        or tables.outlet_at(plain.removeprefix("www."))
    )
    return entry.name if entry else plain.removeprefix("www.")


def host_of(url: str) -> str:
    """The host name of an address, without `www.`; empty when there is none."""
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _stated(source: Source) -> Fact[str] | None:
    found = source.stated("outlet")
    return Fact(canonical(found.value), found.origin) if found else None


def _by_address(source: Source, known: Known) -> Fact[str] | None:
    """The known outlet at the article's address. A canonical one elsewhere is where a copy is from."""
    addresses = [known["url"].value] if "url" in known else []
    og = source.page.meta("og:url")
    for address in ([og[0]] if og else []) + addresses:
        if entry := tables.outlet_at(host_of(address)):
            return Fact(entry.name, f"address: {host_of(address)}")
    return None


def _by_markup(source: Source, known: Known) -> Fact[str] | None:
    """The known outlet that the markup names, else the name that most speaks for, else an agency's."""
    if not source.has_markup:
        return None
    candidates = [(name, origin) for name, origin in _markup_names(source) if _usable(name)]
    agency: Fact[str] | None = None
    for name, origin in candidates:
        if entry := tables.outlet_named(name) or tables.outlet_named(canonical(name)):
            if not tables.agency_of(entry):
                return Fact(entry.name, origin)
            agency = agency or Fact(entry.name, origin)
    host = host_of(known["url"].value) if "url" in known else ""
    others = [(name, origin) for name, origin in candidates if not tables.agency_named(name)]
    found = naming.best(others, source.page.title, host)
    return Fact(canonical(found[0]), found[1]) if found else agency


def _markup_names(source: Source) -> Iterator[tuple[str, str]]:
    page = source.page
    for key in ("publisher", "isPartOf", "sourceOrganization"):
        for value in page.said(key):
            names = page.names(value) if key == "publisher" else jsonld.names(value)
            yield from ((tidy(html.unescape(name)), f"json-ld: {key}") for name in names)
    for meta in _METAS:
        if found := page.meta(meta):
            yield _COPYRIGHT.sub("", tidy(found[0])), f"meta: {meta}"
    for node in page.nodes:
        for kind in _SITES.intersection(jsonld.kinds(node)):
            yield from ((tidy(html.unescape(name)), f"json-ld: {kind}") for name in jsonld.names(node)[:1])


def _usable(name: str) -> bool:
    return 1 < len(name) <= LONGEST_NAME and "://" not in name and any(c.isalpha() for c in name)


def _by_site_address(known: Known) -> Fact[str] | None:
    host = host_of(known["url"].value) if "url" in known else ""
    return Fact(host, "address") if "." in host else None


def _by_path(source: Source) -> Fact[str] | None:
    """The known outlet whose host or name is in the path, or the host of a mirrored site."""
    path = source.cleaned.document.source.replace(os.sep, "/")
    above, _, name = path.rpartition("/")
    by_host, by_name = _by_folders(above)
    if found := by_host or _by_host(name) or by_name:
        return found
    mirrored = _MIRRORED.search(path.lower()) if "www." in path.lower() else None
    return Fact(mirrored[1], f"path: www.{mirrored[1]}") if mirrored else None


@lru_cache(32)
def _by_folders(path: str) -> tuple[Fact[str] | None, Fact[str] | None]:
    """The known outlets whose host and whose name is in the path of a folder, which many files are in."""
    entries = ((folder, tables.outlet_of_folder(folder)) for folder in path.split("/"))
    named = next((Fact(entry.name, f"path: {folder}") for folder, entry in entries if entry), None)
    return _by_host(path), named


def _by_host(path: str) -> Fact[str] | None:
    entries = ((host, tables.outlet_at(host)) for host in _HOST.findall(path.lower()))
    return next((Fact(entry.name, f"path: {host}") for host, entry in entries if entry), None)
