"""Which block of a plain text is its headline?

Text has no markup that tells, and above its story a dump of a page has menus, dates, captions and the
headlines of other stories. Each block there gets a sum of weights for what is true of it, a linear model,
and the one with the largest is the headline. The weights are a text file beside this module;
`benchmarks/train_headlines.py` makes them. A headline says again what the first paragraphs say, stands a few
blocks above them, over a date or a name, and is often part of the page's title, the first line of a dump.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache
from itertools import islice
from pathlib import Path

from index.clean.datelines import opens_with_dateline
from index.clean.lines import Line
from index.readers.layout import BULLET
from index.sentences import ends_sentence

_REACH = 60
"""Blocks above the story's first paragraph that are looked at."""
NAMED = re.compile(
    r"^(?:By|BY|by|Von|Par|Por|Di|Da|Door|Av|Text|Author|Written by|Reported by|Posted by)\s*:?\s+[^\W\d_]"
)
# Begins with the digit that all begin with, which `re` then looks for first: 2026, 9:30, 1.12.26.
DATED = re.compile(r"\d(?:(?<=\b1)9\d\d\b|(?<=\b2)0\d\d\b|(?<=\b\d)\d?[:.]\d\d\b|\d?[./]\d{1,2}[./]\d{2,4})")
_PARTED = re.compile(r"\s[|–—-]\s")
_NO_HEADLINE_ENDS = ".。:,;：、；"
_QUOTED_SENTENCES = ("。”", "。」", "。』")
_PARAGRAPHS, _AMONG, _PARAGRAPH = 4, 12, 12  # with at least so many words, among the story's first blocks
_LONGEST, _SHORTEST, _LONG_NAME = 40, 6, 15  # words, letters, words
_LONG_WORD = 4
_TOP = 3
_FOLDER = Path(__file__).parent
_REPEATED = 12  # letters from which it tells that a text is a part of another
_LABEL, _SENTENCE = 3, 8  # words
_TICKER, _TOLD = 30, 6  # words, paragraphs
_LITTLE, _MUCH = 0.25, 0.5  # of a line's long words


def likeliest(
    lines: Sequence[Line], first: int, without: Collection[int], folder: Path | None = None
) -> int | None:
    """The block that is the headline of a text whose story begins at the block `first`, if there is one.

    `without` are blocks that something else is known of, `folder` has the weights.
    """
    possible = [number for number in candidates(lines, first) if number not in without]
    if len(possible) < 2:
        return possible[0] if possible else None
    weights = _load(folder or _FOLDER)
    found = zip(features(lines, first, possible), possible, strict=True)
    # Of two that are as good, the one above.
    return max(found, key=lambda each: (sum(weights.get(name, 0.0) for name in each[0]), -each[1]))[1]


def opens_with_title(lines: Sequence[Line], first: int) -> bool:
    """Whether a text's first block says again what its first paragraphs say, whatever else it looks like.

    "Video: Council closes bridge" can be a link to another story anywhere but there.
    """
    shared = sum(len(word) >= _LONG_WORD for word in lines[0].tokens & _story(lines, first))
    return lines[0].words > _LABEL and shared > 1 and " / " not in lines[0].text  # as in a path


def below_ticker(lines: Sequence[Line], story: Sequence[int], first: int, without: Collection[int]) -> int:
    """Where the paragraphs begin that tell the headline: at `first`, or below a sentence of something else.

    Above a headline can stand a sentence on the weather, or of other news. It shares hardly a word with the
    paragraphs below, and what stands between them and it says again what they say.
    """
    if lines[first].count > _TICKER or opens_with_dateline(lines[first].text):
        return first
    paragraphs = (number for number in story if number > first and _is_paragraph(lines[number]))
    below = list(islice(paragraphs, _TOLD))
    if not below:
        return first
    told = frozenset().union(*[lines[number].tokens for number in below])
    own = _share(lines[first], told)
    # The first line of all is other news if nothing speaks for it.
    needed = 0.0 if first == 0 and not own else _MUCH
    between = (
        line for number, line in enumerate(lines[first + 1 : below[0]], first + 1) if number not in without
    )
    is_head = any(
        _may_head(line) and line.count > _LABEL and _share(line, told) >= needed for line in between
    )
    return below[0] if is_head and own <= _LITTLE else first


def _is_paragraph(line: Line) -> bool:
    return line.count >= _PARAGRAPH and ends_sentence(line.text)


def _share(line: Line, told: frozenset[str]) -> float:
    """How many of a line's long words are told, of all; none if it has no two."""
    words = [word for word in line.tokens if len(word) > _LONG_WORD]
    shared = len(told.intersection(words))
    return shared / len(words) if shared > 1 else 0.0


def candidates(lines: Sequence[Line], first: int) -> list[int]:
    """The blocks down to the story's first that may be the headline at all."""
    return [number for number in range(max(0, first - _REACH), first + 1) if _may_head(lines[number])]


def features(lines: Sequence[Line], first: int, numbers: Sequence[int]) -> Iterator[list[str]]:
    """The names of what is true of each of some blocks."""
    story, elsewhere = _story(lines, first), _Elsewhere(lines, first)
    for number in numbers:
        yield [
            *_of_itself(lines[number], first - number, story),
            *elsewhere.of(number),
            *_of_neighbours(lines, number, first),
        ]


def _may_head(line: Line) -> bool:
    text = line.text
    return (
        line.count <= _LONGEST
        and len(text) >= _SHORTEST
        and text[-1] not in _NO_HEADLINE_ENDS
        and not text.endswith(_QUOTED_SENTENCES)
        and not BULLET.match(text)
        and not NAMED.match(text)
    )


def _story(lines: Sequence[Line], first: int) -> frozenset[str]:
    """The words of the first paragraphs."""
    paragraphs = [line.tokens for line in lines[first : first + _AMONG] if line.count >= _PARAGRAPH]
    return frozenset().union(*paragraphs[:_PARAGRAPHS])


def _of_itself(line: Line, above: int, story: frozenset[str]) -> Iterator[str]:
    """Where a block stands, and how it is worded."""
    words = [word for word in line.tokens if len(word) >= _LONG_WORD]
    shared = len(story.intersection(words))
    yield _DISTANCES.of(above)
    yield _LENGTHS.of(line.count)
    yield _SHARES.of(shared / (len(words) or 1))
    yield f"words of the story {min(shared, 5)}"
    if line.text[-1] in "?!？！":
        yield "asks"
    if DATED.search(line.text):
        yield "has a date"
    if _PARTED.search(line.text):
        yield "has two parts"
    if "»" in line.text or ">" in line.text:
        yield "is a path"


class _Steps:
    """The features that say between which of some numbers a value is."""

    def __init__(self, name: str, most: Sequence[float], names: str) -> None:
        self._most = most
        self._names = [f"{name} {step}" for step in names.split()]

    def of(self, value: float) -> str:
        return self._names[bisect_left(self._most, value)]


_DISTANCES = _Steps("blocks above the story", (0, 1, 2, 3, 5, 8, 14, 25), "0 1 2 3 4-5 6-8 9-14 15-25 more")
_LENGTHS = _Steps("words", (1, 2, 3, 5, 8, 12, 18, 26), "1 2 3 4-5 6-8 9-12 13-18 19-26 more")
_SHARES = _Steps("share of the story's words", (0, 0.25, 0.4, 0.6, 0.8), "0 to-.25 to-.4 to-.6 to-.8 to-1")


class _Elsewhere:
    """The other blocks of a text in which a block stands again."""

    def __init__(self, lines: Sequence[Line], first: int) -> None:
        self._texts = [line.text for line in lines]
        self._times = Counter(self._texts)
        self._top = "\n".join(self._texts[:_TOP])
        self._above, self._below = "\n".join(self._texts[:first]), "\n".join(self._texts[first + 1 :])

    def of(self, number: int) -> Iterator[str]:
        text = self._texts[number]
        times = self._times[text]
        if times > 1:
            yield "stands again"
        if times > 2:
            yield "stands three times"
        if number < _TOP:
            yield "at the top"
        elif len(text) >= _REPEATED and text in self._top:
            yield "the title at the top"
        elif len(text) >= _REPEATED and self._above.count(text) > times:
            yield "part of a block above"
        if len(text) >= _REPEATED and text in self._below:
            yield "part of a block below"


def _of_neighbours(lines: Sequence[Line], number: int, first: int) -> Iterator[str]:
    """What stands above and below a block."""
    line = lines[number]
    yield f"space above {line.gap}" if number else "begins the text"
    if number + 1 < len(lines):
        yield f"space below {lines[number + 1].gap}"
        if _is_longer(lines[number + 1], line):
            yield "over a sentence"
    if line.indent == lines[first].indent:
        yield "in the story's column"
    for where, beside in (
        ("below", lines[number + 1 : min(first + 1, number + 4)]),
        ("above", lines[max(0, number - 2) : number]),
    ):
        short = [each.text for each in beside if each.words <= _LONG_NAME]
        if any(map(NAMED.match, short)):
            yield f"a name {where}"
        if any(map(DATED.search, short)):
            yield f"a date {where}"
    if number and _is_longer(lines[number - 1], line):
        yield "under a sentence"
    if number and lines[number - 1].words <= _LABEL:
        yield "under a label"


def _is_longer(line: Line, other: Line) -> bool:
    return line.count > other.count and line.count >= _SENTENCE


@cache
def _load(folder: Path) -> Mapping[str, float]:
    rows = (folder / "weights_headlines.tsv").read_text(encoding="utf-8").splitlines()
    return {name: float(value) for name, _, value in (row.partition("\t") for row in rows if row[0] != "#")}
