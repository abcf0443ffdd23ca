"""Which blocks belong to a picture gallery set into the story?

Only the counter (`1 / 3`) is certain; the title above it and the captions listed below it go with it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from index.clean.lines import Line, Verdict, Verdicts
from index.document import Role

_COUNTER = re.compile(r"\W*\d{1,3}\s*(?:/|of|von|de|di|van|av)\s*\d{1,3}\W*")
_BULLET = re.compile(r"^[•*·▪►-]\s")


def galleries(lines: Sequence[Line]) -> Verdicts:
    """The blocks of all galleries."""
    found: Verdicts = {}
    counters = [
        number
        for number, line in enumerate(lines)
        if line.words <= 4 and len(line.tokens) <= 1 and _COUNTER.fullmatch(line.text)
    ]
    if counters:
        counts = Counter(line.text for line in lines)
        for number in counters:
            found[number] = Verdict(Role.REMOVED, "gallery", "counts the pictures of a gallery")
            found |= _title(lines, number, counts) | _slides(lines, number)
    return found


def _title(lines: Sequence[Line], number: int, counts: Counter[str]) -> Verdicts:
    """The line above the counter, if it also stands elsewhere: the gallery repeats the headline."""
    above = lines[number - 1].text if number else ""
    if above and counts[above] > 1:
        return {number - 1: Verdict(Role.REMOVED, "gallery", "repeats a heading above a gallery")}
    return {}


def _slides(lines: Sequence[Line], number: int) -> Verdicts:
    slides: Verdicts = {}
    for after in range(number + 1, len(lines)):
        if not _BULLET.match(lines[after].text) or lines[after].words > 60:
            break
        slides[after] = Verdict(Role.CAPTION, "gallery", "captions a picture of a gallery")
    return slides
