"""What do the JSON-LD scripts of a page say?

schema.org allows one object, a list, or an `@graph`; pages in the wild add comments, raw line breaks
and trailing commas. Parsing forgives those, gives up on anything else, and is bounded in size.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

Node = Mapping[str, Any]

LARGEST_SCRIPT = 2_000_000  # characters; a page's article metadata is some kilobytes
MOST_NODES = 4_000

_WRAPPERS = re.compile(r"<!\[CDATA\[|\]\]>|<!--|-->|^[^\S\n]*//.*$|/\*.{0,200}?\*/", re.MULTILINE)
_TRAILING_COMMA = re.compile(r",\s{0,100}([}\]])")
_ARTICLE = re.compile(r"article|blogposting|report|newsarticle|storyobject|liveblog", re.IGNORECASE)


def parse(script: str) -> list[Node]:
    """All objects of a script, outermost first; empty when it is not JSON or too large."""
    if len(script) > LARGEST_SCRIPT:
        return []
    for text in (script, _TRAILING_COMMA.sub(r"\1", _WRAPPERS.sub("", script)).strip().rstrip(";")):
        try:
            return list(_objects(json.loads(text, strict=False)))
        except (ValueError, RecursionError):
            continue
    return []


def kinds(node: Node) -> tuple[str, ...]:
    """The types of an object, without the address of their vocabulary."""
    stated = node.get("@type")
    names = stated if isinstance(stated, list) else [stated]
    return tuple(name.rsplit("/", 1)[-1] for name in names if isinstance(name, str))


def is_article(node: Node) -> bool:
    """Whether an object describes an article."""
    return any(_ARTICLE.search(kind) for kind in kinds(node))


def names(value: Any) -> list[str]:
    """The names in a value that is a text, an object with a name, or a list of such."""
    found: list[str] = []
    pending = [value]
    while pending and len(found) < 100:
        part = pending.pop(0)
        if isinstance(part, str):
            found.append(part)
        elif isinstance(part, list):
            pending[:0] = part[:100]
        elif isinstance(part, Mapping):
            pending.insert(0, part.get("name") or _full_name(part))
    return found


def _full_name(person: Node) -> str:
    parts = (person.get("givenName"), person.get("familyName"))
    return " ".join(part for part in parts if isinstance(part, str))


def _objects(value: Any) -> Iterator[Node]:
    """Objects in order of depth; only the first `MOST_NODES` of anything are looked at."""
    level, seen = [value], 0
    while level and seen < MOST_NODES:
        deeper: list[Any] = []
        for part in level:
            seen += 1
            if seen > MOST_NODES:
                return
            if isinstance(part, Mapping):
                yield part
                deeper.extend(below for below in part.values() if isinstance(below, list | Mapping))
            elif isinstance(part, list):
                deeper.extend(below for below in part if isinstance(below, list | Mapping))
        level = deeper
