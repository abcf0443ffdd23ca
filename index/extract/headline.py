"""What is the article's headline?

Pages state it more than once and decorate it: the `<title>` carries the outlet's name, social
metadata a version for clicks. The heading on the page is what the reader sees; JSON-LD and
OpenGraph say which heading it is.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from index.document import Role
from index.extract.outlet import outlet_names
from index.extract.source import Fact, Known, Source, tidy
from index.extract.tables import name_key

LONGEST = 400
_DATE = re.compile(r"[\d./ -]{6,12}")
_SEPARATOR = re.compile(r"\s+[|•·»«::*–—-]+\s+|\s*[|»]\s*")
_AUTHOR = re.compile(r"[Bb]y [A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){1,4}")
_SHORTEST_HEADING = 16  # characters; shorter ones are names of sections


def headline(source: Source, known: Known) -> Fact[str] | None:
    """The headline and what stated it."""
    if stated := source.stated("headline"):
        return Fact(stated.value, stated.origin)
    marked = source.first(Role.HEADLINE)
    if source.page.root is None:
        return marked
    marked = _heading(source) or marked
    offered = [Fact(value, fact.origin) for fact in _offered(source) if (value := _bare(fact.value, known))]
    return _agreed({fact.origin: fact for fact in reversed(offered)}, marked) or marked


def _heading(source: Source) -> Fact[str] | None:
    """The heading of the page, if the title for other sites begins with it and goes on."""
    social = source.page.meta("og:title")
    headings = (tidy(heading) for heading in source.page.headings if len(heading) >= _SHORTEST_HEADING)
    found = next((each for each in headings if social and _begins(_text(social[0]), each)), None)
    return Fact(found[:LONGEST], "h1") if found else None


def _offered(source: Source) -> Iterator[Fact[str]]:
    """Headlines that the markup states, the most telling first."""
    page = source.page
    for key in ("headline", "name"):
        for value in page.said(key):
            if isinstance(value, str):
                yield Fact(_text(value), f"json-ld: {key}")
    for meta in (
        "og:title",
        "headline",
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
    """The title that statements agree on: heading and OpenGraph, or JSON-LD and `<title>`; else OpenGraph's.

    Without metadata the heading that cleaning found stands. OpenGraph's title often goes on after the
    headline with names of sections.
    """
    social, linked = offered.get("meta: og:title"), offered.get("json-ld: headline")
    if marked and ((not social and not linked) or (social and _begins(social.value, marked.value))):
        return marked
    if linked and "title" in offered and name_key(linked.value) == name_key(offered["title"].value):
        return linked
    return social or linked or next(reversed(offered.values()), None)


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
