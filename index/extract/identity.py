"""By which id and address is the article known?"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from urllib.parse import urljoin, urlsplit

from index.extract.source import Fact, Known, Source, tidy

LONGEST_ID = 200
LONGEST_URL = 2_000


def article_id(source: Source) -> str:
    """The stated id when it can be used, else 16 hexadecimal digits made from the source's name."""
    found = source.cleaned.document.stated.get("id")
    if found and 0 < len(found.value) <= LONGEST_ID and found.value.isprintable():
        return found.value
    name = source.cleaned.document.source.encode("utf-8", "surrogatepass")
    return hashlib.blake2b(name, digest_size=8).hexdigest()


def url(source: Source, known: Known) -> Fact[str] | None:
    """The article's own address on the web: http or https, never a relative one."""
    if stated := source.stated("url"):
        return Fact(stated.value, stated.origin) if usable(stated.value) else None
    if not source.has_markup:
        return None
    return next((fact for fact in _addresses(source) if usable(fact.value)), None)


def usable(address: str) -> bool:
    """Whether an address is a web address with a host."""
    if len(address) > LONGEST_URL:  # before it is parsed, for what was parsed is kept
        return False
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and "." in (parts.hostname or "")


def _addresses(source: Source) -> Iterator[Fact[str]]:
    page = source.page
    og = page.meta("og:url")
    base = tidy(og[0]) if og else ""
    if page.canonical:
        yield Fact(_joined(base, tidy(page.canonical)), "link: canonical")
    if base:
        yield Fact(base, "meta: og:url")
    for key in ("mainEntityOfPage", "url", "@id"):
        for value in page.said(key):
            yield Fact(tidy(_address_in(value)), f"json-ld: {key}")
    if found := page.meta("twitter:url", "parsely-link", "dc.identifier"):
        yield Fact(tidy(found[0]), f"meta: {found[1]}")


def _address_in(value: object) -> str:
    if isinstance(value, Mapping):
        value = value.get("@id") or value.get("url")
    return value if isinstance(value, str) else ""


def _joined(base: str, address: str) -> str:
    try:
        return urljoin(base, address)
    except ValueError:
        return address
