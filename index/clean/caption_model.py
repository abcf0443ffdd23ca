"""What chance has each block of text that kept its layout of being a caption?

Captions stand in a column of their own between two paragraphs of another, say one thing, and in the
present. A logistic regression over yes-or-no features: some of the families of `features`, and those
named here. The weights are `weights_captions.tsv`; `benchmarks/train_captions.py` makes them. In text
without columns the same model found hardly any captions that rules do not.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.clean.captions import LONGEST, SIDES, SPOKEN, TOLD, WHEN
from index.clean.datelines import opens_with_dateline
from index.clean.features.families import PLAIN
from index.clean.lines import Line, Verdict, Verdicts
from index.document import Role
from index.readers.layout import has_bullet
from index.sentences import ends_sentence

Row = NDArray[np.float64]

FAMILIES = (
    "bias",
    "words ",
    "sentences ",
    "quoted ",
    "before ",
    "after ",
    "gap ",
    "at the margin",
    "beside the margin",
)
"""How the names of those features of blocks begin that tell captions."""
_SHOWN = (
    "names a side",
    "is in the present",
    "credit above",
    "credit below",
    "in the column of the text",
    "further in than the text",
    "further out than the text",
    "in its neighbours' column",
    "between two of one column",
    "between two of two columns",
    "little text in its column",
    "some text in its column",
    "most text in its column",
)
_SEARCHED = (
    "says when",
    "has speech",
    "tells",
    "only shows",
    "has a verb in -ing",
    "stands in a neighbour",
    "begins with a neighbour",
)
"""What takes longer to find out, so that it is only where it can decide."""
NAMES = (*_SHOWN, *_SEARCHED)
_PRESENT = frozenset(
    "is are stand stands sit sits walk walks hold holds look looks speak speaks pose poses wave waves arrive "
    "arrives leave leaves attend attends gesture gestures react reacts celebrate celebrates".split()
)
_CREDITS = frozenset(
    "photo photos image images getty reuters afp ap epa credit credits courtesy picture pictures".split()
)
_CREDIT_WORDS = 14
_NEAR = 3
_ING = 5
_LEAST = 4
_PARAGRAPH, _AROUND = 12, 4
_LITTLE, _MOST = 0.2, 0.6
_CAPTION = -0.62  # units of the logit; a chance of .35
_MOST_OF_STORY = 0.3
_FOLDER = Path(__file__).parent
_FOUND = Verdict(Role.CAPTION, "caption-model", "is set and worded like a caption")
_LINK = Verdict(Role.REMOVED, "caption-model", "is a list's item, set apart from the story as captions are")


def caption_sums(plain: NDArray[np.int64], folder: Path | None = None) -> Row:
    """What the families of features (`Features.plain`) weigh for each block. `folder` has other weights."""
    return np.asarray(_load(folder or _FOLDER).families.take(plain).sum(axis=0))


def likely_captions(
    lines: Sequence[Line], story: Sequence[int], sums: Row, folder: Path | None = None
) -> Verdicts:
    """The blocks of the story that are rather captions; none where the model takes much of it for such.

    `sums` is what their other features weigh, -inf for those that are not to be judged. List items
    that are set like captions are mostly links to other stories, unless the story introduces them.
    """
    weights = _load(folder or _FOLDER)
    short = [number for number in story if lines[number].count <= LONGEST]
    judged, logits = _able(short, sums[short], weights.most)
    if not judged:
        return {}
    judged, logits = _able(judged, logits + weights.shown @ _shown(lines, judged), weights.most_searched)
    if not judged:
        return {}
    logits += weights.searched @ _searched(lines, judged)
    alike = [
        number
        for number, logit in zip(judged, logits.tolist(), strict=True)
        if logit > _CAPTION and not opens_with_dateline(lines[number].text)
    ]
    announced = _announced(lines, set(story)) if alike else set()
    found = [number for number in alike if number not in announced]
    words = sum(lines[number].count for number in story)
    if sum(lines[number].count for number in found) > _MOST_OF_STORY * words:
        return {}
    return {number: _LINK if has_bullet(lines[number].text) else _FOUND for number in found}


def _announced(lines: Sequence[Line], story: Container[int]) -> set[int]:
    """The items of lists right above which a block of the story ends with a colon."""
    found: set[int] = set()
    announced = False
    for number, line in enumerate(lines):
        if not has_bullet(line.text):
            announced = number in story and line.text[-1] in ":："
        elif announced:
            found.add(number)
    return found


def _able(numbers: Sequence[int], logits: Row, most: float) -> tuple[list[int], Row]:
    """The blocks that would be captions if the rest added the `most` that it can, and their sums so far."""
    able = logits > _CAPTION - most
    return [number for number, each in zip(numbers, able.tolist(), strict=True) if each], logits[able]


def shown_features(lines: Sequence[Line], which: Sequence[int]) -> NDArray[np.bool_]:
    """Which features some blocks have: a row for each name in `NAMES`, a column for each block."""
    return np.vstack([_shown(lines, which), _searched(lines, which)])


def _shown(lines: Sequence[Line], which: Sequence[int]) -> NDArray[np.bool_]:
    columns = _columns(lines, which)
    rows = [(*_words(lines, at), *column) for at, column in zip(which, columns, strict=True)]
    return np.array(rows, dtype=np.bool_).reshape(len(which), len(_SHOWN)).T


def _searched(lines: Sequence[Line], which: Sequence[int]) -> NDArray[np.bool_]:
    rows = [_worded(lines, at) for at in which]
    return np.array(rows, dtype=np.bool_).reshape(len(which), len(_SEARCHED)).T


class _Weights(NamedTuple):
    """The weights of the features in `PLAIN`, in their order, and of those in `_SHOWN` and `_SEARCHED`.

    `most` is what the latter two add at most, `most_searched` what the last do.
    """

    families: Row
    shown: Row
    searched: Row
    most: float
    most_searched: float


@cache
def _load(folder: Path) -> _Weights:
    rows = (folder / "weights_captions.tsv").read_text(encoding="utf-8").splitlines()
    known = {name: float(value) for name, _, value in (row.partition("\t") for row in rows if row[0] != "#")}
    families, shown, searched = (
        np.array([known.get(name, 0.0) for name in names]) for names in (PLAIN, _SHOWN, _SEARCHED)
    )
    shown_most, searched_most = (float(weights[weights > 0].sum()) for weights in (shown, searched))
    return _Weights(families, shown, searched, shown_most + searched_most, searched_most)


def _words(lines: Sequence[Line], at: int) -> tuple[bool, ...]:
    """What a block's words say, and those beside it."""
    return (
        not SIDES.isdisjoint(lines[at].tokens),
        not _PRESENT.isdisjoint(lines[at].tokens),
        any(map(_may_credit, lines[max(0, at - 1) : at])),
        any(map(_may_credit, lines[at + 1 : at + 3])),
    )


def _worded(lines: Sequence[Line], at: int) -> tuple[bool, ...]:
    """How a block is worded, and whether those beside it say the same."""
    line = lines[at]
    text = line.text
    spoken, told = bool(SPOKEN.search(text)), bool(TOLD.search(text))
    others = [] if line.words < _LEAST else [*lines[max(0, at - _NEAR) : at], *lines[at + 1 : at + 1 + _NEAR]]
    return (
        bool(WHEN.search(text)),
        spoken,
        told,
        not spoken and not told,
        any(token.endswith("ing") and len(token) > _ING for token in line.tokens),
        any(_bare(text) in other.text for other in others),
        any(other.words >= _LEAST and text.startswith(_bare(other.text)) for other in others),
    )


def _bare(text: str) -> str:
    return text.rstrip(".!? ")


def _may_credit(line: Line) -> bool:
    return line.words <= _CREDIT_WORDS and (
        not _CREDITS.isdisjoint(line.tokens) or "/" in line.text or "©" in line.text
    )


def _columns(lines: Sequence[Line], which: Sequence[int]) -> Iterator[tuple[bool, ...]]:
    """Where some blocks begin, beside most of the text and beside the paragraphs around it."""
    words: Counter[int] = Counter()
    for line in lines:
        if line.count >= _PARAGRAPH and ends_sentence(line.text):
            words[line.indent] += line.count
    text, total = max(words, key=words.__getitem__, default=0), words.total() or 1
    for at in which:
        line = lines[at]
        above, below = (
            _paragraph(lines[max(0, at - _AROUND) : at][::-1]),
            _paragraph(lines[at + 1 : at + 1 + _AROUND]),
        )
        between = above is not None and below is not None
        share = words[line.indent] / total
        yield (
            line.indent == text,
            line.indent > text,
            line.indent < text,
            between and above == below == line.indent,
            between and above == below != line.indent,
            between and above != below,
            share < _LITTLE,
            _LITTLE <= share < _MOST,
            share >= _MOST,
        )


def _paragraph(lines: Sequence[Line]) -> int | None:
    """The column of the first paragraph."""
    return next((line.indent for line in lines if line.count >= _PARAGRAPH), None)
