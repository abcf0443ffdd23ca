"""Where does a block stand in the text found so far?"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from index.clean.context.group import Blocks, Group, Row, Rows, Scored

_MILLION = 1e6


class Position(Group):
    """How much of the text stands before the block and after it, by words."""

    names = (
        "first of text",
        "last of text",
        "inside text",
        "well inside text",
        "depth in text",
        "amount of text",
    )

    def fill(self, rows: Rows, scored: Scored) -> None:
        mass, total = scored.mass, scored.total
        sums = np.cumsum(mass) - mass
        before = (sums - sums[self._blocks.bounds.first]) / total
        after = np.maximum(1 - before - (mass + 1) / total, 0)
        inside = np.minimum(before, after)
        rows[0] = before < 0.02
        rows[1] = after < 0.02
        rows[2] = inside > 0.02
        rows[3] = inside > 0.1
        rows[4] = np.sqrt(np.maximum(inside, 0))
        rows[5] = np.minimum(total / 1000, 1)


class Run(Group):
    """Whether the block is in the best run of its document's blocks, and how far from it otherwise.

    The run is the stretch with the largest sum of chances above a level, weighted by words; the level is
    taken from the document itself.
    """

    names = ("in best run", "below start of run", "above end of run", "just above run", "just below run")

    def __init__(self, blocks: Blocks) -> None:
        super().__init__(blocks)
        self._all_words = np.add.reduceat(blocks.words, blocks.bounds.starts) + 1

    def fill(self, rows: Rows, scored: Scored) -> None:
        bounds, at = self._blocks.bounds, self._blocks.at
        start, end = self._runs(scored)[:, bounds.of] + bounds.first
        above, below = np.maximum(start - at, 0), np.maximum(at - end + 1, 0)
        rows[0] = (at >= start) & (at < end)
        rows[1] = 1 / (1 + above)
        rows[2] = 1 / (1 + below)
        rows[3] = (above > 0) & (above <= 5)
        rows[4] = (below > 0) & (below <= 5)

    def _runs(self, scored: Scored) -> Rows:
        """Start and end of the best run of each document, counted from where it begins."""
        bounds, chances = self._blocks.bounds, scored.chances
        mean = np.add.reduceat(scored.weighted, bounds.starts) / self._all_words
        level = 0.5 * (mean + np.maximum.reduceat(chances, bounds.starts)) * 0.8
        above = (chances - np.minimum(level, 0.5)[bounds.of]) * np.minimum(self._blocks.words, 40)
        values = whole(above)
        each = zip(bounds.starts.tolist(), bounds.ends.tolist(), strict=True)
        return np.array([best_run(values[first:last]) for first, last in each]).T


class Reach(Group):
    """Closeness to the nearest good long block of the document on each side."""

    names = (
        "prose above",
        "prose below",
        "prose on both sides",
        "prose on a side",
        "prose within 4",
        "prose within 10",
    )

    def fill(self, rows: Rows, scored: Scored) -> None:
        at, first, last = self._blocks.at, self._blocks.bounds.first, self._blocks.bounds.last
        anchors = (scored.chances > 0.6) & (self._blocks.words >= 12)
        size = len(at)
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


def whole(values: Row) -> list[int]:
    """Sums of chances as whole numbers, millionths of a word.

    So stretches that are equal are so to the digit, whatever else is judged at the same time.
    """
    numbers: list[int] = np.rint(values * _MILLION).astype(np.int64).tolist()
    return numbers


def best_run(values: Sequence[int]) -> tuple[int, int]:
    """Start and end of the stretch with the largest sum (Kadane's algorithm), the first of equal ones."""
    total = low = best = start = 0
    found = 0, 0
    for number, value in enumerate(values, 1):
        total += value
        if total <= low:
            low, start = total, number
        elif total - low > best:
            best, found = total - low, (start, number)
    return found
