"""Nothing was found: which search close by would find something?

Each way out is tried before it is offered, so that no suggestion leads to another empty page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice

from search.archive import Archive
from search.request import SearchRequest, SearchResult
from search.spelling import OPERATORS
from web import narrow
from web.filters import chips
from web.urls import search_url

MOST_TRIED = 8
MOST_FUZZY = 3
MOST_CHIPS = 4
_WORDS = re.compile(r"[\w'’.\- ]+")


@dataclass(frozen=True, slots=True)
class WayOut:
    """A search that finds something, and what was given up for it."""

    label: str
    count: int
    url: str


def ways_out(archive: Archive, asked: SearchRequest, result: SearchResult) -> list[WayOut]:
    """The searches close to this one that find something, if it found nothing and left time to look."""
    if result.total or result.partial:
        return []
    found, spent = [], 0.0
    if meant := archive.respelt(result):
        spent = meant.took
        same = replace(asked, q=meant.request.q, page=1)
        found.append(WayOut(f"Did you mean “{same.q}”?", meant.total, search_url(same)))
    for label, other in islice(_near(asked), MOST_TRIED):
        probe = archive.probe(result, other, spent)
        spent += probe.took
        if probe.partial:
            break
        if probe.total:
            found.append(WayOut(label, probe.total, search_url(other)))
    return found


def _near(asked: SearchRequest) -> Iterator[tuple[str, SearchRequest]]:
    narrowing = chips(asked)
    for chip in narrowing[:MOST_CHIPS]:
        yield f"Without “{chip.kind}: {chip.label}”", chip.without
    if len(narrowing) > 1:
        yield "Without any filter", narrow.clear(asked)
    words = plain_words(asked.q)
    if 0 < len(words) <= MOST_FUZZY:
        nearly = " ".join(f"{word}~" for word in words)
        yield "Words spelled nearly like these", replace(asked, q=nearly, page=1)
    if len(words) > 1:
        either = " OR ".join(words)
        yield "Any of these words, not all of them", replace(asked, q=either, page=1)
        if narrowing:
            yield "Any of these words, without a filter", replace(narrow.clear(asked), q=either)


def plain_words(q: str) -> list[str]:
    """The words of a query that is nothing but words; else none."""
    words = q.split()
    plain = _WORDS.fullmatch(q) and not any(word in OPERATORS or word[0] in "-." for word in words)
    return words if plain else []
