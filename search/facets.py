"""How do counts of values become a facet that people can choose from?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping

from search.article import Article
from search.fields import BY_NAME, SEPARATOR, UNKNOWN
from search.request import FacetValue


def values(article: Article, field: str) -> tuple[str, ...]:
    """The values an article has in a facet's field; in a tree with all values above them.

    An article without a value has the value `UNKNOWN`, so that what is missing can be counted and
    chosen like anything else.
    """
    own = {
        "outlet": (article.outlet,) if article.outlet else (),
        "agency": article.agency,
        "location": article.locations,
    }[field]
    if BY_NAME[field].kind == "tree":
        own = tuple(dict.fromkeys(level for path in own for level in levels(path)))
    return own or (UNKNOWN,)


def levels(path: str) -> list[str]:
    """`Syria/Idlib` as `Syria` and `Syria/Idlib`."""
    parts = path.split(SEPARATOR)
    return [SEPARATOR.join(parts[: depth + 1]) for depth in range(len(parts))]


def facet(
    field: str, counts: Mapping[str, int], selected: Collection[str] = (), limit: int | None = None
) -> tuple[FacetValue, ...]:
    """The values of a facet, most frequent first, `UNKNOWN` last, at most `limit` a level.

    Selected values are always among them, even with no hit, so that they can be taken back.
    """
    counts = {**{level: 0 for path in selected for level in levels_of(field, path)}, **counts}
    # Sorting twice without a key in Python takes half the time of sorting once by a tuple.
    ordered = sorted(sorted(counts), key=counts.__getitem__, reverse=True)
    if UNKNOWN in counts:
        ordered.remove(UNKNOWN)
        ordered.append(UNKNOWN)
    below: dict[str, list[str]] = {"": ordered}
    if BY_NAME[field].kind == "tree":
        below = defaultdict(list)
        for path in ordered:
            below[path.rpartition(SEPARATOR)[0]].append(path)
    return _level("", below, counts, selected, limit)


def levels_of(field: str, path: str) -> list[str]:
    """The value and, in a tree, those above it."""
    return levels(path) if BY_NAME[field].kind == "tree" else [path]


def _level(
    parent: str,
    below: Mapping[str, list[str]],
    counts: Mapping[str, int],
    selected: Collection[str],
    limit: int | None,
) -> tuple[FacetValue, ...]:
    ordered = below.get(parent, [])
    shown = ordered[:limit]
    if selected:
        shown += [path for path in ordered[len(shown) :] if _leads_to(path, selected)]
    last = len(parent) + 1 if parent else 0
    return tuple(
        FacetValue(
            path[last:],
            path,
            counts[path],
            path in selected,
            _level(path, below, counts, selected, limit) if path in below and path else (),
        )
        for path in shown
    )


def _leads_to(path: str, selected: Collection[str]) -> bool:
    """Whether the value, or one below it, is selected."""
    return any(other == path or other.startswith(path + SEPARATOR) for other in selected)
