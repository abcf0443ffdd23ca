"""What do the scores of the blocks around a block say about it?

One row of numbers for each block, from the probabilities that an earlier stage of the model gave to
it and to its neighbours. All between 0 and 1, or small.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from index.clean.lines import Line
from index.readers.layout import ends_sentence

Row = NDArray[np.float64]
Column = NDArray[np.float64] | NDArray[np.bool_]


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
NAMES = {"text": (*_COMMON, "always"), "html": (*_COMMON, *_MARKUP, "always")}


def context(chances: Row, lines: Sequence[Line], words: Row, kinds: NDArray[np.int64]) -> NDArray[np.float64]:
    """The rows. `chances` are the probabilities so far, `words` the lengths of the blocks.

    Each number stands in one of four columns, by the kind of the block: what it means that the
    neighbours are good is one thing for a paragraph and another for a list of links.
    """
    mass = chances * np.minimum(words, 120)
    windows = _windows(chances, words)
    columns: list[Column] = [
        chances,
        *_neighbours(chances),
        *windows,
        *_relative(windows),
        *_position(mass),
        *_run(chances, words),
        *_reach(chances, words),
    ]
    columns += _containers(chances, lines, words, mass)
    rows = np.column_stack([*columns, np.ones(len(chances))])
    spread = np.zeros((len(chances), len(KINDS), rows.shape[1]))
    spread[np.arange(len(chances)), kinds] = rows
    return spread.reshape(len(chances), -1)


def kinds_of(lines: Sequence[Line]) -> NDArray[np.int64]:
    """The number in `KINDS` of what each block looks like by itself."""
    return np.array([_kind(line) for line in lines], dtype=np.int64)


def _kind(line: Line) -> int:
    if line.block.link_density > 0.6:
        return 3
    if line.count < 8:
        return 2
    return 0 if line.count >= 12 and ends_sentence(line.text) else 1


def _neighbours(chances: Row) -> list[Row]:
    padded = np.concatenate([np.zeros(3), chances, np.zeros(3)])
    n = len(chances)
    return [padded[3 + step : 3 + step + n] for step in (-3, -2, -1, 1, 2, 3)]


def _windows(chances: Row, words: Row) -> list[Row]:
    """Mean chance, weighted by words, over windows to both sides, and to the left and right alone."""
    weight = np.concatenate([[0.0], np.cumsum(words)])
    sums = np.concatenate([[0.0], np.cumsum(chances * words)])
    n = len(chances)
    at = np.arange(n)
    found = []
    for left, right in ((5, 5), (10, 10), (25, 25), (5, -1), (-1, 5), (12, -1), (-1, 12)):
        low, high = np.maximum(at - left, 0), np.minimum(at + right + 1, n)
        found.append((sums[high] - sums[low]) / (weight[high] - weight[low] + 8))
    return found


def _relative(windows: list[Row]) -> list[Row]:
    """The windows to both sides again, as shares of the document's best: some stories are hard to see."""
    return [window / (window.max() + 0.02) for window in windows[:3]]


def _position(mass: Row) -> list[Column]:
    """Where the block stands in the text found so far, by share of its words."""
    total = mass.sum() + 1
    before = (np.cumsum(mass) - mass) / total
    after = np.maximum(1 - before - (mass + 1) / total, 0)
    inside = np.minimum(before, after)
    return [
        before < 0.02,
        after < 0.02,
        inside > 0.02,
        inside > 0.1,
        np.sqrt(np.maximum(inside, 0)),
        np.full(len(mass), min(total / 1000, 1.0)),
    ]


def _run(chances: Row, words: Row) -> list[Column]:
    """Whether the block is in the best run of blocks, and how far from it otherwise.

    The run is the stretch with the largest sum of chances above a level, weighted by words; the
    level is taken from the document itself.
    """
    level = 0.5 * float((chances * words).sum() / (words.sum() + 1) + chances.max(initial=0.0)) * 0.8
    start, end = best_run((chances - min(level, 0.5)) * np.minimum(words, 40))
    at = np.arange(len(chances))
    inside = (at >= start) & (at < end)
    above, below = np.maximum(start - at, 0), np.maximum(at - end + 1, 0)
    return [inside, 1 / (1 + above), 1 / (1 + below), (above > 0) & (above <= 5), (below > 0) & (below <= 5)]


def best_run(values: Row) -> tuple[int, int]:
    """Start and end of the stretch with the largest sum (Kadane's algorithm)."""
    sums = np.concatenate([[0.0], np.cumsum(values)])
    low = np.minimum.accumulate(sums)
    gains = sums - low
    end = int(gains.argmax())
    start = int(np.flatnonzero(sums[: end + 1] == low[end])[-1])
    return start, end


def _reach(chances: Row, words: Row) -> list[Column]:
    """Closeness to the nearest good long block on each side."""
    anchors = (chances > 0.6) & (words >= 12)
    n = len(chances)
    at = np.arange(n)
    last = np.maximum.accumulate(np.where(anchors, at, -1000))
    left = at - np.concatenate([[-1000], last[:-1]])
    following = np.minimum.accumulate(np.where(anchors, at, n + 1000)[::-1])[::-1]
    right = np.concatenate([following[1:], [n + 1000]]) - at
    near = [1 / left, 1 / right, 1 / np.maximum(left, right), 1 / np.minimum(left, right)]
    return [*near, np.maximum(left, right) <= 4, np.maximum(left, right) <= 10]


def _containers(chances: Row, lines: Sequence[Line], words: Row, mass: Row) -> list[Row]:
    """How good the blocks are that share an element or a style with this one; none for plain text."""
    if not lines or not lines[0].block.tag:
        return []
    total = mass.sum() + 1
    found = []
    around = np.array([_elements(line.block.within) for line in lines], dtype=np.int64)
    for level in range(3):
        groups = np.unique(around[:, level], return_inverse=True)[1]
        found += [_grouped(groups, chances, words), np.bincount(groups, mass)[groups] / total]
    kinds = _numbered([line.block.kind for line in lines])
    styles = np.bincount(kinds, mass)
    return [
        *found,
        _grouped(kinds, chances, words),
        styles[kinds] / total,
        styles[kinds] / (styles.max() + 1),
    ]


def _elements(within: tuple[int, ...]) -> tuple[int, int, int]:
    """The parent and the two elements around it; the outermost again where there are no more."""
    return (*within, *within[-1:] * 4, 0, 0, 0, 0)[1:4]  # type: ignore[return-value]


def _numbered(names: Sequence[object]) -> NDArray[np.int64]:
    numbers: dict[object, int] = {}
    return np.array([numbers.setdefault(name, len(numbers)) for name in names], dtype=np.int64)


def _grouped(groups: NDArray[np.int64], chances: Row, words: Row) -> Row:
    mean = np.bincount(groups, chances * words) / (np.bincount(groups, words) + 8)
    return np.asarray(mean[groups])
