"""Which blocks are the headline, the kicker, the standfirst and the byline?

All stand before the story's first paragraph. The headline is looked for first, the others around it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from functools import lru_cache

from index.clean.below import below_headline, marked_kicker
from index.clean.headlines import NAMED
from index.clean.lines import Line, Verdict, Verdicts
from index.document import Role

_WORD = re.compile(r"\w{4,}")
_BYLINE = re.compile(
    rf"{NAMED.pattern}[\w.'’-]*(?:,?\s+(?:&|[^\W\d_][\w.'’-]*)){{0,11}}"
    r"(?:\s+[|•·–—-]\s+[^.!?]{0,24}\b\d{4}\b.{0,16})?$"
)
_REACH = 14
_LONGEST_BYLINE = 15  # words
_LONGEST_NAMED = 6  # words of one that may end with a full stop
_HEADLINE = Verdict(Role.HEADLINE, "headline", "the title line above the story")
_REPEATED = Verdict(Role.REMOVED, "repeated-headline", "repeats the headline")
_WRITER = Verdict(Role.BYLINE, "byline", "names who wrote the article")


def parts(
    lines: Sequence[Line], verdicts: Verdicts, headline: int | None, first: int, standfirsts: Verdicts
) -> Verdicts:
    """The article's parts around its headline and before the story, which starts at block `first`.

    `standfirsts` are those of a page (`standfirsts.py`); in text they are looked for here.
    """
    found = dict(standfirsts)
    if headline is None:
        return _bylines(lines, verdicts | found, range(max(0, first - _REACH), first)) | found
    found[headline] = _HEADLINE
    found |= _repeats(lines, headline, verdicts | found)
    found |= _bylines(lines, verdicts | found, range(max(0, headline - 4), min(first + 4, len(lines))))
    found |= marked_kicker(lines, headline)
    return found | below_headline(lines, verdicts | found, headline, first)


def headline_of(lines: Sequence[Line], verdicts: Verdicts, first: int, title: str) -> int | None:
    """The block above the story that is its headline, if there is one.

    `title` is what the page's head or the record calls the article, or empty.
    """
    candidates = [
        number
        for number in range(max(0, first - _REACH), first + 1)
        if number not in verdicts and _may_head(lines[number], title)
    ]
    if len(candidates) < 2:
        return candidates[0] if candidates else None
    known = frozenset().union(*(line.tokens for line in lines[first : first + 4]))
    whole = "\n".join(line.text for line in lines)
    return max(candidates, key=lambda number: _weight(lines[number], first - number, whole, known, title))


def _may_head(line: Line, title: str) -> bool:
    if line.count > 35 or len(line.text) < 8 or line.block.tag in ("li", "a", "td"):
        return False
    same = _same_title(line.text, title)
    return same or (line.count >= 2 and line.text[-1] not in ".:,;。：、；" and not _BYLINE.match(line.text))


def _weight(line: Line, above: int, whole: str, known: Set[str], title: str) -> float:
    own = set(_WORD.findall(line.text.lower()))
    shared = len(own & known) / (len(own) or 1)
    repeated = whole.count(line.text) > 1
    tag = {"h1": 3.0, "h2": 1.0, "h3": 0.3}.get(line.block.tag, 0.0)
    return (
        6 * _same_title(line.text, title)
        + tag
        + 3 * shared
        + 0.7 * repeated
        + 0.15 * min(line.words, 8)
        - 0.12 * above
    )


def _same_title(text: str, title: str) -> bool:
    """Whether a title names the block; titles often have the outlet's name before or after."""
    return bool(title) and len(text) >= 8 and _plain(text) in _plain(title) and len(text) * 2.5 > len(title)


@lru_cache(64)
def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))


def _repeats(lines: Sequence[Line], headline: int, verdicts: Verdicts) -> Verdicts:
    """The headline set again, above the story or in it."""
    text = lines[headline].text
    same = [number for number, line in enumerate(lines) if line.text == text and number not in verdicts]
    return {number: _REPEATED for number in same if number != headline}


def _bylines(lines: Sequence[Line], verdicts: Verdicts, where: range) -> Verdicts:
    return {number: _WRITER for number in where if number not in verdicts and _is_byline(lines[number])}


def _is_byline(line: Line) -> bool:
    # A longer one with a full stop is a sentence: "By clicking here you agree to our terms."
    is_sentence = line.words > _LONGEST_NAMED and line.text[-1] == "."
    return line.words <= _LONGEST_BYLINE and not is_sentence and _BYLINE.match(line.text) is not None
