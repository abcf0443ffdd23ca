"""What do the scores of the blocks around a block say about it?

One row of numbers for each block, from the probabilities that an earlier stage of the model gave to
it and to its neighbours. All between 0 and 1, or small.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from index.clean.bounds import Bounds
from index.clean.lines import Line
from index.readers.layout import ends_sentence

Row = NDArray[np.float64]

KINDS = ("prose", "line", "label", "links")
_COMMON = (
    "chance",
    "3 above",
    "2 above",
    "1 above",
    "1 below",
    "2 below",
    "3 below",
    "within 5",
    "within 10",
    "within 25",
    "5 above to here",
    "here to 5 below",
    "12 above to here",
    "here to 12 below",
    "within 5 of best",
    "within 10 of best",
    "within 25 of best",
    "first of text",
    "last of text",
    "inside text",
    "well inside text",
    "depth in text",
    "amount of text",
    "in best run",
    "below start of run",
    "above end of run",
    "just above run",
    "just below run",
    "prose above",
    "prose below",
    "prose on both sides",
    "prose on a side",
    "prose within 4",
    "prose within 10",
)
_MARKUP = (
    "parent",
    "share in parent",
    "grandparent",
    "share in grandparent",
    "third parent",
    "share in third parent",
    "style",
    "share in style",
    "share in style of best",
)
_LAYOUT = ("in the column of the text", "further in than the text", "further out than the text")
_BACK = np.array([[5], [10], [25], [5], [-1], [12], [-1]])
_ON = np.array([[6], [11], [26], [0], [6], [0], [13]])
"""The windows: how many blocks before each they begin, and after it end (without the last)."""
_NEAR = np.array([[-3], [-2], [-1], [1], [2], [3]])
_ZERO = np.zeros(1)

NAMES = {
    "text": (*_COMMON, "always"),
    "indented": (*_COMMON, *_LAYOUT, "always"),
    "html": (*_COMMON, *_MARKUP, "always"),
}


class Surroundings:
    """The blocks of some documents, one after another, for asking what the scores around each say.

    What does not depend on the scores is found once for all stages of the model. Documents are mostly
    short, so that it is the number of calls that counts: one matrix is filled for many of them, a row for
    each number.
    """

    def __init__(self, documents: Sequence[Sequence[Line]], kind: str) -> None:
        lines = [line for document in documents for line in document]
        self._bounds = bounds = Bounds(list(map(len, documents)))
        self.kinds = kinds_of(lines)
        self._words = np.array([line.count for line in lines], dtype=np.float64)
        self._at = np.arange(len(lines))
        self._low = np.maximum(self._at - _BACK, bounds.first)
        self._high = np.minimum(self._at + _ON, bounds.last)
        self._beside = np.clip(self._at + _NEAR, 0, len(lines) - 1)
        self._inside_text = (self._at + _NEAR >= bounds.first) & (self._at + _NEAR < bounds.last)
        self._window_words = self._within(self._words) + 8
        self._all_words = np.add.reduceat(self._words, bounds.starts)
        self._indents = _numbered_columns(lines) if kind == "indented" else None
        self._marked = kind == "html"
        self._count = len(NAMES[kind])
        if self._marked:
            self._elements, self._around = _elements(lines)
            self._styles = _numbered([line.block.kind for line in lines])
            self._element_words = self._inside(self._words)[self._around] + 8
            self._style_words = np.bincount(self._styles, self._words) + 8

    def numbers(self, chances: Row) -> NDArray[np.float64]:
        """The numbers of each block, a row for each name in `NAMES`. `chances` are the scores so far."""
        starts, of = self._bounds.starts, self._bounds.of
        mass = chances * np.minimum(self._words, 120)
        total = np.add.reduceat(mass, starts)[of] + 1
        rows = np.empty((self._count, len(chances)))
        rows[0] = chances
        rows[1:7] = np.where(self._inside_text, chances[self._beside], 0)
        rows[7:14] = self._within(chances * self._words) / self._window_words
        rows[14:17] = rows[7:10] / (np.maximum.reduceat(rows[7:10], starts, axis=1)[:, of] + 0.02)
        self._position(rows[17:23], mass, total)
        self._run(rows[23:28], chances)
        self._reach(rows[28:34], chances)
        self._containers(rows[34:-1], chances, mass, total)
        if self._indents is not None:
            self._columns(rows[34:-1], self._indents, mass)
        rows[-1] = 1
        return rows

    def spread(self, chances: Row) -> NDArray[np.float64]:
        """The numbers as training sees them: a row a block, and a group of columns for each kind of block.

        What it means that the neighbours are good is one thing for a paragraph and another for a list
        of links, so that each kind has weights of its own.
        """
        spread = np.zeros((len(chances), len(KINDS), self._count))
        spread[self._at, self.kinds] = self.numbers(chances).T
        return spread.reshape(len(chances), -1)

    def _within(self, values: Row) -> NDArray[np.float64]:
        """Sums over the windows around each block."""
        sums = np.concatenate([_ZERO, np.cumsum(values)])
        return np.asarray(sums[self._high] - sums[self._low])

    def _position(self, rows: NDArray[np.float64], mass: Row, total: Row) -> None:
        """Where the block stands in the text found so far, by share of its words."""
        sums = np.cumsum(mass) - mass
        before = (sums - sums[self._bounds.first]) / total
        after = np.maximum(1 - before - (mass + 1) / total, 0)
        inside = np.minimum(before, after)
        rows[0] = before < 0.02
        rows[1] = after < 0.02
        rows[2] = inside > 0.02
        rows[3] = inside > 0.1
        rows[4] = np.sqrt(np.maximum(inside, 0))
        rows[5] = np.minimum(total / 1000, 1)

    def _run(self, rows: NDArray[np.float64], chances: Row) -> None:
        """Whether the block is in the best run of its document's blocks, and how far from it otherwise.

        The run is the stretch with the largest sum of chances above a level, weighted by words; the
        level is taken from the document itself.
        """
        bounds, words, at = self._bounds, self._words, self._at
        mean = np.add.reduceat(chances * words, bounds.starts) / (self._all_words + 1)
        level = 0.5 * (mean + np.maximum.reduceat(chances, bounds.starts)) * 0.8
        values = ((chances - np.minimum(level, 0.5)[bounds.of]) * np.minimum(words, 40)).tolist()
        runs = [
            best_run(values[first:last])
            for first, last in zip(bounds.starts.tolist(), bounds.ends.tolist(), strict=True)
        ]
        start, end = np.array(runs).T[:, bounds.of] + bounds.first
        above, below = np.maximum(start - at, 0), np.maximum(at - end + 1, 0)
        rows[0] = (at >= start) & (at < end)
        rows[1] = 1 / (1 + above)
        rows[2] = 1 / (1 + below)
        rows[3] = (above > 0) & (above <= 5)
        rows[4] = (below > 0) & (below <= 5)

    def _reach(self, rows: NDArray[np.float64], chances: Row) -> None:
        """Closeness to the nearest good long block of the document on each side."""
        anchors = (chances > 0.6) & (self._words >= 12)
        size, at, first, last = len(chances), self._at, self._bounds.first, self._bounds.last
        before, after = np.full(size, -1), np.full(size, size)
        np.maximum.accumulate(np.where(anchors, at, -1)[:-1], out=before[1:])
        np.minimum.accumulate(np.where(anchors, at, size)[:0:-1], out=after[-2::-1])
        left = at - np.where(before < first, first - 1000, before)
        right = np.where(after >= last, last + 1000, after) - at
        far = np.maximum(left, right)
        rows[0] = 1 / left
        rows[1] = 1 / right
        rows[2] = 1 / far
        rows[3] = 1 / np.minimum(left, right)
        rows[4] = far <= 4
        rows[5] = far <= 10

    def _columns(self, rows: NDArray[np.float64], indents: NDArray[np.int64], mass: Row) -> None:
        """Whether the block begins in the column in which most of the document's text does."""
        columns, documents = int(indents.max()) + 1, len(self._bounds.sizes)
        sums = np.bincount(self._bounds.of * columns + indents, mass, documents * columns)
        most = sums.reshape(documents, columns).argmax(axis=1)[self._bounds.of]
        rows[0] = indents == most
        rows[1] = indents > most
        rows[2] = indents < most

    def _containers(self, rows: NDArray[np.float64], chances: Row, mass: Row, total: Row) -> None:
        """How good the blocks are that share an element or a style with this one; none for plain text."""
        if self._marked:
            rows[0:6:2] = self._inside(chances * self._words)[self._around] / self._element_words
            rows[1:6:2] = self._inside(mass)[self._around] / total
            shares = np.bincount(self._styles, mass)
            rows[6] = (np.bincount(self._styles, chances * self._words) / self._style_words)[self._styles]
            rows[7] = shares[self._styles] / total
            rows[8] = shares[self._styles] / (shares.max() + 1)

    def _inside(self, values: Row) -> Row:
        """Sums over all blocks in each element, however deep."""
        repeated = np.broadcast_to(values, self._elements.shape)
        return np.asarray(np.bincount(self._elements.ravel(), repeated.ravel()))


def kinds_of(lines: Sequence[Line]) -> NDArray[np.int64]:
    """The number in `KINDS` of what each block looks like by itself."""
    return np.array([_kind(line) for line in lines], dtype=np.int64)


def _kind(line: Line) -> int:
    if line.block.link_density > 0.6:
        return 3
    if line.count < 8:
        return 2
    return 0 if line.count >= 12 and ends_sentence(line.text) else 1


def best_run(values: Sequence[float]) -> tuple[int, int]:
    """Start and end of the stretch with the largest sum (Kadane's algorithm)."""
    total = low = best = 0.0
    start, found = 0, (0, 0)
    for number, value in enumerate(values, 1):
        total += value
        if total <= low:
            low, start = total, number
        elif total - low > best:
            best, found = total - low, (start, number)
    return found


def _elements(lines: Sequence[Line]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The numbers of the elements that a block is in, and of the three around its own, a row a level.

    Where there are no more, the first has zeros, the second the outermost again.
    """
    within = np.array([(*line.block.within, 0, 0, 0, 0)[:4] for line in lines]).T
    around = within[1:].copy()
    inner = within[0]
    for outer in around:
        np.copyto(outer, inner, where=outer == 0)
        inner = outer
    numbers = np.zeros(int(within.max()) + 1, dtype=np.int64)
    numbers[within] = 1
    numbers[0] = 0
    numbers = np.cumsum(numbers) * numbers  # Small numbers for those that have blocks.
    return numbers[within], numbers[around]


def _numbered_columns(lines: Sequence[Line]) -> NDArray[np.int64]:
    """The columns in which blocks begin as small numbers, in order."""
    return np.asarray(np.unique([line.indent for line in lines], return_inverse=True)[1])


def _numbered(names: Sequence[object]) -> NDArray[np.int64]:
    numbers: dict[object, int] = {}
    return np.array([numbers.setdefault(name, len(numbers)) for name in names], dtype=np.int64)
