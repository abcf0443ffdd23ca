"""What does the archive hold? For the page that is seen before anything is asked."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice

from search.archive import Archive
from search.fields import UNKNOWN
from search.request import FacetValue, SearchRequest, SearchResult

EXAMPLES = ("Idlib offensive", '"human rights"', "headline:Syria", "Annan -Russia", "ceasefire OR truce")
NEWEST = 4
VALUES = 12
MOST_EXAMPLES = 5


@dataclass(frozen=True, slots=True)
class Contents:
    """The newest articles, the outlets and places most articles have, and examples that find something."""

    newest: SearchResult
    dated: bool
    outlets: tuple[FacetValue, ...]
    places: tuple[FacetValue, ...]
    outlet_count: int
    place_count: int
    examples: tuple[str, ...]


@lru_cache(maxsize=4)
def contents(archive: Archive, generation: str) -> Contents:
    """What the archive holds in a generation; worked out once for each."""
    newest = archive.search(SearchRequest(sort="newest", per_page=NEWEST, highlight=False, facet_limit=None))
    outlets = _known(newest.facets.get("outlet", ()))
    places = _known(newest.facets.get("location", ()))
    candidates = (*EXAMPLES, *_named("outlet", outlets), *_named("location", places))
    return Contents(
        newest=newest,
        dated=any(hit.article.date for hit in newest.hits),
        outlets=outlets[:VALUES],
        places=places[:VALUES],
        outlet_count=len(outlets),
        place_count=sum(1 + _below(place) for place in places),
        examples=tuple(islice((each for each in candidates if _finds(archive, each)), MOST_EXAMPLES)),
    )


def _named(field: str, values: tuple[FacetValue, ...]) -> list[str]:
    """Queries for the values most articles have: an archive of other news needs other examples."""
    return [f'{field}:"{value.value}"' for value in values[:2] if '"' not in value.value]


def _known(values: tuple[FacetValue, ...]) -> tuple[FacetValue, ...]:
    return tuple(value for value in values if value.path != UNKNOWN)


def _below(place: FacetValue) -> int:
    return sum(1 + _below(child) for child in place.children)


def _finds(archive: Archive, example: str) -> bool:
    request = replace(SearchRequest(q=example), per_page=1, facets=(), histogram=False, highlight=False)
    return archive.search(request).total > 0
