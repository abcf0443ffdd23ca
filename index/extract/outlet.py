"""Which newspaper, broadcaster or site published the article?

The known outlets (`data/outlets.tsv`) decide under which one name an outlet goes; what is not in
the table keeps the name that the page gives itself. Agencies are not outlets, except on their own
sites.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from index.extract import cues, jsonld, tables
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
    "source",
    "apple-mobile-web-app-title",
    "twitter:app:name:iphone",
    "copyright",
)
_LEGAL = re.compile(
    r",? (?:inc|ltd|llc|llp|gmbh(?: & co\.? kgaa| & co\.? kg)?|plc|corp|co|kg|ag|limited|s\.?a\.?|s\.?l\.?u?"
    r"|s\.?p\.?a|pty|b\.?v|a/s|ab|as)\.?$",
    re.IGNORECASE,
)
_COPYRIGHT = re.compile(
    r"^(?:copyright|©|\(c\)|\d{4}|[-–,\s])+|\s*(?:all rights reserved.*|[,.]\s*\d{4})$", re.IGNORECASE
)


def outlet(source: Source, known: Known) -> Fact[str] | None:
    """The outlet's name and what named it."""
    return next(
        filter(
            None,
            (
                _stated(source),
                _by_address(source, known),
                _by_markup(source),
                _by_site_address(known),
                cues.outlet_in(source.cleaned.document.text, source.words),
            ),
        ),
        None,
    )


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
    plain = _LEGAL.sub("", tidy(name)).strip(" |-–—·:")
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


def _by_markup(source: Source) -> Fact[str] | None:
    candidates = [(name, origin) for name, origin in _markup_names(source) if _usable(name)]
    for name, origin in candidates:
        if entry := tables.outlet_named(name) or tables.outlet_named(canonical(name)):
            return Fact(entry.name, origin)
    return next((Fact(canonical(name), origin) for name, origin in candidates), None)


def _markup_names(source: Source) -> Iterator[tuple[str, str]]:
    page = source.page
    for key in ("publisher", "isPartOf", "sourceOrganization"):
        for value in page.said(key):
            yield from ((tidy(name), f"json-ld: {key}") for name in jsonld.names(value))
    for meta in _METAS:
        if found := page.meta(meta):
            yield _COPYRIGHT.sub("", tidy(found[0])), f"meta: {meta}"


def _usable(name: str) -> bool:
    return 1 < len(name) <= LONGEST_NAME and "://" not in name and any(c.isalpha() for c in name)


def _by_site_address(known: Known) -> Fact[str] | None:
    host = host_of(known["url"].value) if "url" in known else ""
    return Fact(host, "address") if "." in host else None
