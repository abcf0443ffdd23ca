"""What is the article's headline?

Pages state it more than once and decorate it: the `<title>` carries the outlet's name, social
metadata a version for clicks. The heading on the page is what the reader sees; JSON-LD and
OpenGraph say which heading it is (`headings.py`).
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from index.document import Role
from index.extract import headings
from index.extract.outlet import outlet_names
from index.extract.source import Fact, Known, Source, tidy
from index.extract.tables import name_key

LONGEST = 400
_DATE = re.compile(r"[\d./ -]{6,12}")
_SEPARATOR = re.compile(r"\s+[|•·»«::*–—-]+\s+|\s*[|»]\s*")
_AUTHOR = re.compile(r"[Bb]y [A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){1,4}")


def headline(source: Source, known: Known) -> Fact[str] | None:
    """The headline and what stated it."""
    if stated := source.stated("headline"):
        return Fact(stated.value, stated.origin)
    marked = source.first(Role.HEADLINE)
    if not source.has_markup:
        return marked
    bare = [Fact(value, fact.origin) for fact in _offered(source) if (value := _bare(fact.value, known))]
    offered = {fact.origin: fact for fact in reversed(bare)}
    found = _seen(source, known, offered) or _agreed(offered, _heading(source) or marked) or marked
    return Fact(tidy(found.value)[:LONGEST], found.origin) if found else None


def _seen(source: Source, known: Known, offered: dict[str, Fact[str]]) -> Fact[str] | None:
    """The heading that readers see, where what the markup states tells which one it is.

    Without JSON-LD a heading decides that the title begins with, or that is like it; but a title for other
    sites that somebody wrote apart from `<title>` stands.
    """
    own = _own_names(known)
    seen = [heading for heading in source.page.headings if name_key(heading.text) not in own]
    social, linked, title = map(offered.get, ("meta: og:title", "json-ld: headline", "title"))
    if found := headings.repeating(seen, [fact for fact in (social, linked) if fact]):
        return found
    if linked:
        return headings.same(seen, linked.value)
    found = headings.opening(seen, title.value) if title else None
    if found and social and title and _same(found, title) and not _begins(social.value, found.value):
        return social
    return found or headings.likest(seen, [fact.value for fact in offered.values()])


def _heading(source: Source) -> Fact[str] | None:
    """The `<h1>` of the page that the title for other sites begins with and goes on after."""
    social = source.page.meta("og:title")
    first = [each for each in source.page.headings if each.level == 1]
    return headings.opening(first, _text(social[0])) if social else None


def _offered(source: Source) -> Iterator[Fact[str]]:
    """Headlines that the markup states, the most telling first."""
    page = source.page
    for key in ("headline", "name"):
        for value in page.said(key):
            if isinstance(value, str):
                yield Fact(_text(value), f"json-ld: {key}")
    for meta in (
        "headline",
        "og:title",
        "parsely-title",
        "sailthru.title",
        "twitter:title",
        "dc.title",
        "title",
    ):
        if found := page.meta(meta):
            yield Fact(_text(found[0]), f"meta: {meta}")
    if page.title:
        yield Fact(_text(page.title), "title")


def _agreed(offered: dict[str, Fact[str]], marked: Fact[str] | None) -> Fact[str] | None:
    """The title that statements agree on: heading and OpenGraph, or JSON-LD and `<title>`.

    Else what metadata calls the headline, or OpenGraph's title, which often goes on after the headline
    with names of sections. Without metadata the heading that cleaning found stands.
    """
    social, linked = offered.get("meta: og:title"), offered.get("json-ld: headline")
    if marked and ((not social and not linked) or (social and _begins(social.value, marked.value))):
        return marked
    if linked and "title" in offered and name_key(linked.value) == name_key(offered["title"].value):
        return linked
    return offered.get("meta: headline") or social or linked or next(reversed(offered.values()), None)


def _same(one: Fact[str], other: Fact[str]) -> bool:
    return name_key(one.value) == name_key(other.value)


def _begins(title: str, start: str) -> bool:
    return name_key(title).startswith(name_key(start))


def _text(value: str) -> str:
    """A title on one line; some pages escape its entities twice."""
    return tidy(html.unescape(value))[:LONGEST]


def _bare(title: str, known: Known) -> str:
    """A title without the outlet's name, a date or the author after it."""
    names = _own_names(known)
    for cut in reversed(list(_SEPARATOR.finditer(title))):
        tail = title[cut.end() :]
        if name_key(tail) not in names and not _DATE.fullmatch(tail) and not _AUTHOR.fullmatch(tail):
            break
        title = title[: cut.start()]
    return title.strip()


def _own_names(known: Known) -> frozenset[str]:
    outlet = known["outlet"].value if "outlet" in known else ""
    return frozenset(map(name_key, (outlet, *outlet_names(outlet)))) - {""}
