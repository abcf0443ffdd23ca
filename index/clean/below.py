"""What are the lines around a headline: a kicker, a standfirst, or a mere label?

A kicker names the matter and is no sentence, a standfirst sums the story up.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice

from index.clean.captions import SIDES
from index.clean.headlines import DATED, NAMED
from index.clean.lines import Line, Verdict, Verdicts
from index.document import Role
from index.readers.layout import has_bullet
from index.sentences import ends_sentence

_DATELINE = re.compile(
    r"^(?:\W*[A-Z][A-Z.' ]{2,40}(?:,\s[A-Z][\w. ]{1,20})?|\W*[A-Z][\w.' ]{2,30}(?:,\s[A-Z][\w. ]{1,20})?"
    r"(?:\s*\([^)]{2,40}\)))\s*(?:--|—|–|-|:)\s|^(?:[A-Z]{2,}\W+){3}"
)
_TIMED = re.compile(r"\d|\|")
_LABELLED = re.compile(
    r"[|@•·›»>\[]|http|\b\d+ ?min|^\W*(?:contact|for immediate release|tags?|posted|submitted)\b",
    re.IGNORECASE,
)
_KICKER = re.compile(r"kicker|eyebrow|overline")  # in the class of an element or of its parent
_DASHES = ("-", "–", "—")
_NEAR = 3  # blocks
_STANDFIRST_WORDS = (6, 60)
_UNENDED = (7, 45)  # words of one that does not end as a sentence
_DATED_WORDS = 12  # Up to so many a line with a date says no more than when.
_SAME = 0.7  # of a line's words
_KICKER_WORDS = (2, 14)
_STANDFIRST = Verdict(Role.STANDFIRST, "standfirst", "sums the story up under the headline")
_MARKED = Verdict(Role.KICKER, "kicker", "its markup calls it a kicker")
_BESIDE = Verdict(Role.KICKER, "kicker", "a line beside the headline that is no sentence")
_LABEL = Verdict(Role.REMOVED, "label", "a line between headline and story that is no sentence")


def marked_kicker(lines: Sequence[Line], headline: int) -> Verdicts:
    """The block that markup calls a kicker, or an equal of it, right above the headline or below it."""
    near = [*range(headline - 1, headline - _NEAR - 1, -1), *range(headline + 1, headline + _NEAR)]
    numbers = (number for number in near if 0 <= number < len(lines) and _is_marked_kicker(lines[number]))
    return dict.fromkeys(islice(numbers, 1), _MARKED)


def _is_marked_kicker(line: Line) -> bool:
    kind = line.block.kind
    if not kind or line.words > _KICKER_WORDS[1] or not line.tokens or not _KICKER.search(kind):
        return False
    return not (DATED.search(line.text) or _LABELLED.search(line.text) or NAMED.match(line.text))


def below_headline(lines: Sequence[Line], verdicts: Verdicts, headline: int, first: int) -> Verdicts:
    """What stands between headline and story: a kicker is no sentence, a standfirst is one.

    Those of pages that anything but their place tells are among the `verdicts` (`standfirsts.py`).
    """
    gap = [number for number in range(headline + 1, min(first + 1, len(lines))) if number not in verdicts]
    found = _unended(lines, headline, gap)
    labels: list[int] = []
    for number in gap:
        line = lines[number]
        if number in found:
            continue
        if number == first:
            if not _has(found, Role.STANDFIRST) and _is_standfirst(lines, verdicts, headline, number):
                found[number] = _STANDFIRST
        elif _may_sum_up(line, number - headline, found):
            found[number] = _STANDFIRST
        elif line.text.endswith(_DASHES):
            found[number] = Verdict(Role.BODY, "dateline", "opens the story on a line of its own")
        elif first - headline <= _NEAR and _is_short(line):
            labels.append(number)
    return found | _labels(lines, verdicts, labels)


def _may_sum_up(line: Line, below: int, found: Verdicts) -> bool:
    """Whether a sentence right below the headline of a text is a standfirst."""
    if line.block.tag or below > _NEAR or _has(found, Role.STANDFIRST) or has_bullet(line.text):
        return False
    return _STANDFIRST_WORDS[0] <= line.words <= _STANDFIRST_WORDS[1] and ends_sentence(line.text)


def _unended(lines: Sequence[Line], headline: int, gap: Sequence[int]) -> Verdicts:
    """The standfirst of a text without a full stop: all that stands between it and the headline is known."""
    if len(gap) < 2 or lines[gap[0]].block.tag or not _sums_up_unended(lines[gap[0]], lines[headline]):
        return {}
    return {gap[0]: _STANDFIRST}


def _sums_up_unended(line: Line, headline: Line) -> bool:
    fits = _UNENDED[0] <= line.count <= _UNENDED[1]
    if not fits or _DATELINE.match(line.text) or line.text.endswith((",", ")", *_DASHES)):
        return False
    is_date = line.count <= _DATED_WORDS and DATED.search(line.text)
    told = is_date or _LABELLED.search(line.text) or NAMED.match(line.text) or has_bullet(line.text)
    again = len(line.tokens & headline.tokens) > _SAME * len(line.tokens)
    return not (told or again) and SIDES.isdisjoint(line.tokens)


def _is_short(line: Line) -> bool:
    return _KICKER_WORDS[0] <= line.words <= _KICKER_WORDS[1]


def _labels(lines: Sequence[Line], verdicts: Verdicts, numbers: Sequence[int]) -> Verdicts:
    """Lines below the headline that are no sentences: in text the first may be a kicker.

    On pages markup would say so, and of 116 that were no time and no byline two were one.
    """
    told = (number for number in numbers if not _has(verdicts, Role.KICKER) and _may_be_kicker(lines[number]))
    found = {number: _LABEL for number in numbers if lines[number].block.tag}
    return found | dict.fromkeys(islice(told, 1), _BESIDE)


def _may_be_kicker(line: Line) -> bool:
    """Whether a line of text names the matter: it is no time, no name and no control."""
    told = line.block.tag or _TIMED.search(line.text) or NAMED.match(line.text)
    return not told and line.count < _UNENDED[0]


def _has(found: Verdicts, role: Role) -> bool:
    return any(verdict.role is role for verdict in found.values())


def _is_standfirst(lines: Sequence[Line], verdicts: Verdicts, headline: int, number: int) -> bool:
    """Whether the first sentence-like block of a text is a summary and the story starts with the next one."""
    line = lines[number]
    if line.block.tag:
        return False
    following = next(
        (after for after in range(number + 1, min(number + 8, len(lines))) if after not in verdicts), None
    )
    if following is None or not _STANDFIRST_WORDS[0] <= line.words <= 40 or _DATELINE.match(line.text):
        return False
    after = lines[following]
    if _DATELINE.match(after.text):
        return True
    return number == headline + 1 and _set_apart(lines, number, following)


def _set_apart(lines: Sequence[Line], number: int, following: int) -> bool:
    """Whether there is more space under it than over it and between paragraphs, and the next restates it."""
    line, after = lines[number], lines[following]
    apart = lines[number + 1].gap
    usual = min((later.gap for later in lines[following + 1 :]), default=apart)
    again = sum(len(word) > 4 for word in line.tokens & after.tokens)
    return apart > max(usual, line.gap) and after.words > line.words and again >= 2
