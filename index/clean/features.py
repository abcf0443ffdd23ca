"""What does the model see of a block: which named yes-or-no features does it have?

Every feature has a name that a person can read in the weights file (`words 8-11 ends`,
`hint caption`, `under comments`). Nearly all are the same for every language; a list of function
words of many languages, and the script, decide what counts as a word.

Most belong to a *family* of which a block has one feature or none (`words 4-5`): these are numbered
through all families, in `PLAIN`, and found for all blocks at once, an array of numbers a family, so
that adding one is a line here and one in `_columns`. The others are made of words of the text
(`says subscribe`, `under comments`) or of the markup (`near share`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from index.clean.bounds import Bounds
from index.clean.letters import ENDS, MARKS, QUOTES, Letters
from index.clean.lines import Line
from index.clean.stated import FORMS, LEVELS, Stated
from index.clean.stopwords import STOPWORDS
from index.document import PICTURE_ABOVE

Numbers = NDArray[np.int64]
Bools = NDArray[np.bool_]
Markup = tuple[str, bool, frozenset[str], str]
"""What markup says of a block: its tag, whether it is long, its hints and its kind."""

_CLASS = re.compile(r"[a-z]{2,}")
_LABEL_WORDS = 5
_LONGEST_SAID = {"html": 60, "text": 60, "indented": 25}
"""From how many words on a block's words are not looked at, by kind of document."""
_REACH = {"html": None, "text": None, "indented": 1}
"""Over how many long blocks a label stands: what comes after them is text of its own. Measured, as above."""
_NOTHING: frozenset[str] = frozenset()
_BOUNDS = np.array([1, 2, 3, 4, 6, 8, 12, 18, 27, 40, 60, 90])
_SIZES = ("0", "1", "2", "3", "4-5", "6-7", "8-11", "12-17", "18-26", "27-39", "40-59", "60-89", "90+")
_SHARE_BOUNDS = np.array([0.001, 0.1, 0.2, 0.3, 0.45, 0.6, 0.8, 0.999])
_SHARES = ("0", "-.1", "-.2", "-.3", "-.45", "-.6", "-.8", "-1", "1")
_LENGTHS = ("short", "long")
_GAPS = ("0", "1", "2", "3", "dense")
_DENSE = 4

PLAIN: list[str] = [""]
"""The names of the features of all families. The first stands for none."""


class Family:
    """Features of which a block has one or none: a name for each first value, or each pair of values."""

    def __init__(self, form: str, firsts: Sequence[str], seconds: Sequence[str] = ("",)) -> None:
        self._start, self._width = len(PLAIN), len(seconds)
        PLAIN.extend(form.format(first, second) for first in firsts for second in seconds)

    def of(self, first: Numbers, second: Numbers | int = 0, *, where: Bools | bool = True) -> Numbers:
        """The number in `PLAIN` of each block's feature, from the numbers of its values."""
        return (first * self._width + (second + self._start)) * where


_BIAS = Family("bias", ("",))
_SIZE = Family("words {}", _SIZES)
_SIZE_END = Family("words {} {}", _SIZES, ENDS)
_REPEATED = Family("repeated words {}", _SIZES)
_STARTS = Family("starts {}", ("lower", "upper", "letter", "digit", "quote", "mark"))
_LOWER = Family("lower {}", _SHARES)
_LOWER_END = Family("lower {} {}", _SHARES, ENDS)
_STOP = Family("stop {} {}", _SHARES, _LENGTHS)
_DIGITS = Family("digits {}", _SHARES)
_TITLE = Family("title {}", _SHARES)
_COMMAS = Family("commas {}", ("0", "1", "2", "3"))
_SENTENCES = Family("sentences {}", ("0", "1", "2", "3", "4"))
_QUOTED = Family("quoted {}", ENDS)
_MARKS = Family("has {}", MARKS)
_BEFORE = Family("before words {} {}", _SIZES, ENDS)
_AFTER = Family("after words {} {}", _SIZES, ENDS)
_EDGE = Family("{} nothing", ("before", "after"))
_LINKS = Family("links {} {}", _SHARES, _LENGTHS)
_OFTEN = Family("stands {} times {}", ("3", "more"), _LENGTHS)
_PICTURE = Family("picture {} {}", ("above", "below", "on both sides"), _LENGTHS)
_STORY = Family("stated {} {}", [f"{form} {level}" for form in FORMS for level in LEVELS], _LENGTHS)
_SUMMARY = Family("summed up {} {}", LEVELS, _LENGTHS)
_PICTURED = Family("pictured {} {}", LEVELS, _LENGTHS)
_GAP = Family("gap above {} {}", _GAPS, _LENGTHS)
_GAP_BELOW = Family("gap below {} {}", _GAPS, _LENGTHS)
_ALIGNED = Family("{} {}", ("beside the margin", "at the margin"), _LENGTHS)
_INDENT = Family("indent {}", [str(column) for column in range(0, 48, 4)])


@dataclass(frozen=True, slots=True)
class Shown:
    """What the model is shown of a document of a kind (`scoring.kind_of`).

    `lines` are the blocks with these `numbers`, of as many `blocks` as it has; `stated` is what it says
    beside its text. `is_page` tells what has markup.
    """

    kind: str
    lines: Sequence[Line]
    title: str
    stated: Stated
    numbers: Sequence[int]
    blocks: int
    is_page: bool


@dataclass(frozen=True, slots=True)
class Features:
    """The features of each block.

    `plain` are numbers in `PLAIN`, with a row for each family; `said` the known words of each block;
    `label` the number of the heading or label that it stands under, -1 for none. `markup` has an
    entry for each block, or is empty where there is no markup; `names_of` has its features.
    """

    plain: Numbers
    said: Sequence[frozenset[str]]
    label: Numbers
    markup: Sequence[Markup]

    def names(self) -> list[list[str]]:
        """The names of each block's features."""
        found = [[PLAIN[number] for number in numbers if number] for numbers in self.plain.T.tolist()]
        for names, said, label in zip(found, self.said, self.label.tolist(), strict=True):
            names += [f"says {word}" for word in said]
            names += [f"under {word}" for word in (self.said[label] if label >= 0 else ())]
        for names, markup in zip(found, self.markup, strict=False):
            names += names_of(markup)
        return found


def features(documents: Sequence[Shown], known: frozenset[str]) -> Features:
    """The features of each block of some documents of one kind, one after another.

    Pages come one at a time. `known` are the words that a feature may speak of.
    """
    kind = documents[0].kind
    lines = [line for document in documents for line in document.lines]
    bounds = Bounds([len(document.lines) for document in documents])
    counts = np.array([line.count for line in lines])
    letters = Letters([line.text for line in lines])
    long = (counts > 11).astype(np.int64)
    columns = list(_columns(documents, lines, bounds, letters, counts, long))
    marked = np.array([bool(line.block.tag) for line in lines])
    if marked.any():
        columns += _stated(documents[0].stated, long)
        columns += _page(lines, long, marked)
    if not marked.all():
        columns += _layout(documents, lines, bounds, long, ~marked)
    return Features(
        np.array([*columns, *_MARKS.of(np.arange(len(MARKS))[:, None], where=letters.marks())]),
        [known & line.tokens if line.count < _LONGEST_SAID[kind] else _NOTHING for line in lines],
        _labels((counts <= _LABEL_WORDS) & letters.open_ended(), bounds, long, _REACH[kind]),
        [(b.tag, line.count > 11, b.hints, b.kind) for line in lines if (b := line.block)]
        if marked.any()
        else (),
    )


def _columns(
    documents: Sequence[Shown],
    lines: Sequence[Line],
    bounds: Bounds,
    letters: Letters,
    counts: Numbers,
    long: Numbers,
) -> Iterator[Numbers]:
    """What a block's text shows, and how long its neighbours are."""
    words = np.array([line.words for line in lines])
    size, end = np.searchsorted(_BOUNDS, counts, side="right"), letters.ends()
    lower = _share(letters.lower_words() / words)
    stop = np.array([len(STOPWORDS.intersection(line.parts)) for line in lines])
    digits = letters.digits()
    yield _BIAS.of(np.zeros_like(counts))
    yield _SIZE.of(size)
    yield _SIZE_END.of(size, end)
    yield _STARTS.of(np.array([_start(line.text[0]) for line in lines]))
    yield _LOWER.of(lower)
    yield _LOWER_END.of(lower, end, where=counts > 3)
    yield _STOP.of(_share(stop / counts), long)
    yield _COMMAS.of(np.minimum(letters.commas(), 3))
    yield _SENTENCES.of(np.minimum(letters.sentence_breaks(), 4))
    yield _DIGITS.of(_share(digits / letters.lengths), where=digits > 0)
    yield _QUOTED.of(end, where=letters.quotes())
    yield _REPEATED.of(size, where=np.array([again for document in documents for again in _again(document)]))
    before, after = np.roll(_BEFORE.of(size, end), 1), np.roll(_AFTER.of(size, end), -1)
    before[bounds.starts], after[bounds.ends - 1] = _EDGE.of(np.arange(2))
    yield before
    yield after
    shared = np.array([share for document in documents for share in _shared(document)])
    yield _TITLE.of(_share(shared / words), where=counts > 2)


def _again(document: Shown) -> Iterator[bool]:
    """Which blocks stand in the document more than once."""
    times = Counter(line.text for line in document.lines)
    return (times[line.text] > 1 for line in document.lines)


def _shared(document: Shown) -> Iterator[int]:
    """How many of the words of a block are the title's; 0 for the shortest."""
    title = [f" {word} " for word in set(document.title.lower().split())]
    for line in document.lines:
        text = f" {line.text} ".lower()
        yield sum(word in text for word in title) if line.count > 2 else 0


def _stated(stated: Stated, long: Numbers) -> Iterator[Numbers]:
    """How much of a block stands in what the page states of its story and its pictures."""
    if stated.story is not None:
        yield _STORY.of(len(LEVELS) * stated.form + stated.story, long, where=stated.story + stated.form > 0)
    if stated.summary is not None:
        yield _SUMMARY.of(stated.summary, long, where=stated.summary > 0)
    if stated.pictures is not None:
        yield _PICTURED.of(stated.pictures, long, where=stated.pictures > 0)


def _layout(
    documents: Sequence[Shown], lines: Sequence[Line], bounds: Bounds, long: Numbers, plain: Bools
) -> Iterator[Numbers]:
    """Where a block of plain text stands on the page."""
    gaps, indents = np.array([(line.gap, line.indent) for line in lines]).T
    wide = np.add.reduceat(gaps > 1, bounds.starts, dtype=np.int64)
    dense = (wide <= bounds.sizes // 20)[bounds.of]
    below = np.roll(gaps, -1)
    below[bounds.ends - 1] = 3
    margins = np.array([_margin(document.lines) for document in documents])[bounds.of]
    yield _GAP.of(np.where(dense, _DENSE, gaps), long, where=plain)
    yield _GAP_BELOW.of(np.where(dense, _DENSE, below), long, where=plain)
    yield _INDENT.of(np.minimum(indents, 47) // 4, where=plain)
    yield _ALIGNED.of((indents == margins).astype(np.int64), long, where=plain)


def _page(lines: Sequence[Line], long: Numbers, marked: Bools) -> Iterator[Numbers]:
    """What a page shows beside words: links, pictures, and what it says again and again."""
    yield _LINKS.of(_share(np.array([line.block.link_density for line in lines])), long, where=marked)
    above = np.array([PICTURE_ABOVE in line.block.hints for line in lines], dtype=np.int64)
    beside = above + 2 * np.append(above[1:], 0)
    yield _PICTURE.of(beside - 1, long, where=beside > 0)
    counts = Counter(line.text for line in lines)
    times = np.array([counts[line.text] for line in lines])
    yield _OFTEN.of(np.minimum(times, 4) - 3, long, where=times > 2)


def _labels(which: Bools, bounds: Bounds, long: Numbers, reach: int | None) -> Numbers:
    """For each block the number of the last label above it in its document, -1 where there is none.

    `reach` is how many long blocks may stand between the two.
    """
    last = np.maximum.accumulate(np.where(which, np.arange(len(which)), -1))
    above = np.append(-1, last[:-1])
    above[above < bounds.first] = -1
    if reach is None:
        return above
    before = np.append(0, np.cumsum(long))
    return np.where(before[:-1] - before[above] <= reach, above, -1)


def _margin(lines: Sequence[Line]) -> int:
    """The column at which most prose begins; captions and boxes are often set further in or out."""
    words: Counter[int] = Counter()
    for line in lines:
        if line.count >= 12:
            words[line.indent] += line.count
    return words.most_common(1)[0][0] if words else 0


def _share(parts: NDArray[np.float64]) -> Numbers:
    return np.searchsorted(_SHARE_BOUNDS, parts, side="right")


@lru_cache(1024)
def _start(first: str) -> int:
    if first.isalpha():
        return 0 if first.islower() else 1 if first.isupper() else 2
    return 3 if first.isdigit() else 4 if first in QUOTES else 5


def names_of(markup: Markup) -> tuple[str, ...]:
    """The features of what markup says of a block.

    `near` are the class words of the element itself and of its parent; those further out are hints.
    """
    tag, long, hints, kind = markup
    if not tag:
        return ()
    near = set(_CLASS.findall(kind.partition(".")[2]))
    return (
        f"tag {tag}",
        f"tag {tag} {_LENGTHS[long]}",
        *(f"hint {hint}" for hint in sorted(hints)),
        *(f"near {word}" for word in sorted(near)),
    )
