"""Which of a record's keys hold a field, however their names are spelled?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from index.readers.values import plain

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


def known_of(record: Mapping[str, Any]) -> Known:
    """A record by its folded keys; of several that fold to one, the first that holds something."""
    known: dict[str, tuple[str, Any]] = {}
    for key, value in record.items():
        name = folded(key)
        if name not in known or not known[name][1]:
            known[name] = key, value
    return known


def values_of(known: Known, keys: Iterable[str]) -> Iterable[tuple[str, str]]:
    """What the keys hold that is not empty, as text, each with its key as it is spelled in the record."""
    for key in keys:
        if (entry := known.get(folded(key))) and (value := plain(entry[1])):
            yield entry[0], value
