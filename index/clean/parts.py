"""Which blocks are the headline, the kicker, the standfirst and the byline?

All stand before the story's first paragraph. The headline is looked for first, the others around it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from functools import lru_cache

from index.clean.headlines import NAMED
from index.clean.lines import Line, Verdict, Verdicts
from index.document import Role
from index.readers.layout import has_bullet
from index.sentences import ends_sentence

_WORD = re.compile(r"\w{4,}")
_BYLINE = re.compile(
    rf"{NAMED.pattern}[\w.'’-]*(?:,?\s+(?:&|[^\W\d_][\w.'’-]*)){{0,11}}"
    r"(?:\s+[|•·–—-]\s+[^.!?]{0,24}\b\d{4}\b.{0,16})?$"
)
_DATELINE = re.compile(
    r"^(?:\W*[A-Z][A-Z.' ]{2,40}(?:,\s[A-Z][\w. ]{1,20})?|\W*[A-Z][\w.' ]{2,30}(?:,\s[A-Z][\w. ]{1,20})?"
    r"(?:\s*\([^)]{2,40}\)))\s*(?:--|—|–|-|:)\s|^(?:[A-Z]{2,}\W+){3}"
)
_TIMED = re.compile(r"\d|\|")
_DASHES = ("-", "–", "—")
_NEAR = 3  # blocks
_REACH = 14
_LONGEST_BYLINE = 15  # words
_LONGEST_NAMED = 6  # words of one that may end with a full stop
_STANDFIRST_WORDS = (6, 60)


def parts(lines: Sequence[Line], verdicts: Verdicts, headline: int | None, first: int) -> Verdicts:
    """The article's parts around its headline and before the story, which starts at block `first`."""
    if headline is None:
        return _bylines(lines, verdicts, range(max(0, first - _REACH), first))
    found = {headline: Verdict(Role.HEADLINE, "headline", "the title line above the story")}
    found |= _repeats(lines, headline, verdicts)
    found |= _bylines(lines, verdicts, range(max(0, headline - 4), min(first + 4, len(lines))))
    return found | _between(lines, verdicts | found, headline, first)


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
    known = frozenset[str]().union(*(line.tokens for line in lines[first : first + 4]))
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
    same = Verdict(Role.REMOVED, "repeated-headline", "repeats the headline")
    return {
        number: same
        for number, line in enumerate(lines)
        if number != headline and number not in verdicts and line.text == lines[headline].text
    }


def _bylines(lines: Sequence[Line], verdicts: Verdicts, where: range) -> Verdicts:
    byline = Verdict(Role.BYLINE, "byline", "names who wrote the article")
    return {number: byline for number in where if number not in verdicts and _is_byline(lines[number])}


def _is_byline(line: Line) -> bool:
    # A longer one with a full stop is a sentence: "By clicking here you agree to our terms."
    is_sentence = line.words > _LONGEST_NAMED and line.text[-1] == "."
    return line.words <= _LONGEST_BYLINE and not is_sentence and _BYLINE.match(line.text) is not None


def _between(lines: Sequence[Line], verdicts: Verdicts, headline: int, first: int) -> Verdicts:
    """What stands between headline and story: a kicker is no sentence, a standfirst is one."""
    found: Verdicts = {}
    gap = [number for number in range(headline + 1, min(first + 1, len(lines))) if number not in verdicts]
    for number in gap:
        line = lines[number]
        if number == first:
            if not _has(found, Role.STANDFIRST) and _is_standfirst(lines, verdicts, headline, number):
                found[number] = Verdict(Role.STANDFIRST, "standfirst", "sums the story up under the headline")
        elif _may_sum_up(line, number - headline, found):
            found[number] = Verdict(Role.STANDFIRST, "standfirst", "sums the story up under the headline")
        elif line.text.endswith(_DASHES):
            found[number] = Verdict(Role.BODY, "dateline", "opens the story on a line of its own")
        elif not _has(found, Role.KICKER) and first - headline <= _NEAR and _may_be_kicker(line):
            found[number] = Verdict(Role.KICKER, "kicker", "a line beside the headline that is no sentence")
    return found


def _may_sum_up(line: Line, below: int, found: Verdicts) -> bool:
    """Whether a sentence below the headline is a standfirst; in text, what is farther away is not."""
    fits = _STANDFIRST_WORDS[0] <= line.words <= _STANDFIRST_WORDS[1] and ends_sentence(line.text)
    if line.block.tag or not fits:
        return fits
    return below <= _NEAR and not has_bullet(line.text) and not _has(found, Role.STANDFIRST)


def _may_be_kicker(line: Line) -> bool:
    """Whether a line is a label; in text, a time, a name or a control is not told by markup."""
    is_label = line.block.tag or not (_TIMED.search(line.text) or NAMED.match(line.text))
    return bool(is_label) and 2 <= line.words <= 14


def _has(found: Verdicts, role: Role) -> bool:
    return any(verdict.role is role for verdict in found.values())


def _is_standfirst(lines: Sequence[Line], verdicts: Verdicts, headline: int, number: int) -> bool:
    """Whether the first sentence-like block is a summary and the story starts with the next one."""
    line = lines[number]
    following = next(
        (after for after in range(number + 1, min(number + 8, len(lines))) if after not in verdicts), None
    )
    if following is None or not _STANDFIRST_WORDS[0] <= line.words <= 40 or _DATELINE.match(line.text):
        return False
    after = lines[following]
    if _DATELINE.match(after.text):
        return True
    return not line.block.tag and number == headline + 1 and _set_apart(lines, number, following)


def _set_apart(lines: Sequence[Line], number: int, following: int) -> bool:
    """Whether there is more space under it than over it and between paragraphs, and the next restates it."""
    line, after = lines[number], lines[following]
    apart = lines[number + 1].gap
    usual = min((later.gap for later in lines[following + 1 :]), default=apart)
    again = sum(len(word) > 4 for word in line.tokens & after.tokens)
    return apart > max(usual, line.gap) and after.words > line.words and again >= 2
