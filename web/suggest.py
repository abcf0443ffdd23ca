"""How can what a person has begun to type go on?

With words of the archive that complete the last word, and with names of outlets and places of which
a word begins so.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from search.archive import Archive
from search.fields import FACETS, UNKNOWN
from search.request import FacetValue, SearchRequest

_LAST_WORD = re.compile(r"[^\W_]+\Z")
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A way to go on: `kind` is `word` or a facet, of which `value` is then the value to select."""

    text: str
    kind: str
    value: str | None = None


def suggest(archive: Archive, q: str, limit: int) -> list[Suggestion]:
    """At most `limit` ways to go on, names before words."""
    found = _LAST_WORD.search(q)
    if not found:
        return []
    typed = _plain(found.group())
    names, whole = _names(archive, archive.status().generation)
    if not whole:
        _names.cache_clear()
    named = [name for words, name in names if any(word.startswith(typed) for word in words)]
    completed = archive.suggest(found.group(), limit)
    words = [Suggestion(q[: found.start()] + word, "word") for word in completed]
    return [*named[: limit // 2], *words][:limit]


@lru_cache(maxsize=4)
def _names(archive: Archive, generation: str) -> tuple[list[tuple[list[str], Suggestion]], bool]:
    """The names of outlets and places with their words, most frequent first, and whether these are all."""
    fields = tuple(field.name for field in FACETS)
    request = SearchRequest(per_page=1, facets=fields, facet_limit=None, histogram=False, highlight=False)
    result = archive.search(request)
    every = [(value, name) for name in fields for value in _flat(result.facets[name])]
    every.sort(key=lambda pair: -pair[0].count)
    names = [
        (_WORD.findall(_plain(value.value)), Suggestion(value.value, name, value.path))
        for value, name in every
        if value.path != UNKNOWN
    ]
    return names, not result.partial


def _flat(values: tuple[FacetValue, ...]) -> Iterator[FacetValue]:
    for value in values:
        yield value
        yield from _flat(value.children)


def _plain(text: str) -> str:
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in apart if not unicodedata.combining(sign))
