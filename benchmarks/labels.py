"""Which blocks of a page are in the gold text?

Long blocks by their 4-word shingles, short ones by standing in the gold and near a long one.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Mapping, Sequence
from typing import Any

from index.document import SOFT_HYPHEN

CONTENT, OTHER, UNKNOWN = 1, 0, -1
_WORD = re.compile(r"\w+")
_LONG = 6


def words(text: str) -> list[str]:
    """Lower-case words, without soft hyphens."""
    return _WORD.findall(text.replace(SOFT_HYPHEN, "").lower())


def labels(texts: Sequence[str], gold: Mapping[str, Any]) -> list[int]:
    """CONTENT, OTHER, or UNKNOWN for what the gold calls optional."""
    tokens = [words(text) for text in texts]
    body = words(gold["body"])
    known = {tuple(body[at : at + 4]) for at in range(max(1, len(body) - 3))}
    found = [CONTENT if len(part) >= _LONG and _covered(part, known) >= 0.5 else OTHER for part in tokens]
    _short(tokens, found, gold["body"])
    _once(tokens, found, f" {' '.join(body)} ")
    _others(tokens, found, gold, f" {' '.join(body)} ")
    return found


def _covered(part: list[str], known: set[tuple[str, ...]]) -> float:
    shingles = [tuple(part[at : at + 4]) for at in range(len(part) - 3)]
    return sum(shingle in known for shingle in shingles) / len(shingles)


def _short(tokens: list[list[str]], found: list[int], body: str) -> None:
    """A short block counts if it is a paragraph of the gold near a long one, or words of it between two."""
    paragraphs = {" ".join(words(paragraph)) for paragraph in body.split("\n")}
    joined = f" {' '.join(words(body))} "
    long = [number for number, label in enumerate(found) if label == CONTENT]
    for number, part in enumerate(tokens):
        if not part or len(part) >= _LONG:
            continue
        at = bisect(long, number)
        above = number - long[at - 1] if at else 99
        below = long[at] - number if at < len(long) else 99
        text = " ".join(part)
        if (text in paragraphs and min(above, below) <= 4) or (
            f" {text} " in joined and max(above, below) <= 2
        ):
            found[number] = CONTENT


def _once(tokens: list[list[str]], found: list[int], joined: str) -> None:
    """Of two blocks with the same words, of which the gold has one, the one among more content counts."""
    seen: dict[str, int] = {}
    for number, part in enumerate(tokens):
        text = " ".join(part)
        if found[number] != CONTENT or joined.count(f" {text} ") > 1:
            continue
        other = seen.setdefault(text, number)
        if other != number:
            better, worse = sorted((other, number), key=lambda at: -sum(found[max(0, at - 5) : at + 6]))
            found[worse], seen[text] = OTHER, better


def _others(tokens: list[list[str]], found: list[int], gold: Mapping[str, Any], joined: str) -> None:
    captions = {" ".join(words(caption)) for caption in gold.get("captions") or []}
    optional = " | ".join(
        " ".join(words(text)) for text in [*(gold.get("optional") or []), gold.get("title") or ""]
    )
    for number, part in enumerate(tokens):
        text = " ".join(part)
        if found[number] == CONTENT and text in captions and text not in joined:
            found[number] = OTHER
        elif found[number] == OTHER and len(part) >= 2 and text in optional:
            found[number] = UNKNOWN
