"""Which of a record's keys hold a field, however their names are spelled?"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

_PARTING = re.compile(r"[\s.:@-]|(?<=.)_")
_LONGEST = 64
"""Characters of a key's name; what is longer is text, and is not kept."""

Known = Mapping[str, tuple[str, Any]]
"""A record's values, each with its key as it is spelled there, by names as `folded` makes them."""


def folded(key: str) -> str:
    """The same name for `Article Title`, `articleTitle` and `article_title`; `_id` is not `id`."""
    return _folded(key) if len(key) <= _LONGEST else key


@lru_cache(4_096)
def _folded(key: str) -> str:
    return _PARTING.sub("", key).casefold()


@lru_cache(256)
def all_folded(keys: tuple[str, ...]) -> tuple[str, ...]:
    """The keys for a field, folded, each once."""
    return tuple(dict.fromkeys(map(folded, keys)))


def known_of(record: Mapping[str, Any]) -> Known:
    """A record by its folded keys; of several that fold to one, the first that holds something."""
    known: dict[str, tuple[str, Any]] = {}
    for key, value in record.items():
        name = folded(key)
        if name not in known or not known[name][1]:
            known[name] = key, value
    return known


@lru_cache(8)
def ranks_of(keys: tuple[tuple[str, tuple[str, ...]], ...]) -> Mapping[str, Sequence[tuple[str, int]]]:
    """For which fields each folded key is one, and the how manyth; a record has few of all keys."""
    ranks: dict[str, list[tuple[str, int]]] = {}
    for field, names in keys:
        for rank, name in enumerate(all_folded(names)):
            ranks.setdefault(name, []).append((field, rank))
    return ranks
