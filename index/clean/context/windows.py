"""What do the blocks right above and below score, one by one and together?"""

from __future__ import annotations

import numpy as np

from index.clean.context.group import Blocks, Group, Row, Rows, Scored

_NEAR = np.array([[-3], [-2], [-1], [1], [2], [3]])
_BACK = np.array([[5], [10], [25], [5], [-1], [12], [-1]])
_ON = np.array([[6], [11], [26], [0], [6], [0], [13]])
"""The windows: how many blocks before each they begin, and after it end (without the last)."""
_SOME, _LITTLE = 8, 0.02  # Added to what is divided by.
_ZERO = np.zeros(1)


class Windows(Group):
    """The chances of neighbours, and their means over windows, by words."""

    names = (
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
    )

    def __init__(self, blocks: Blocks) -> None:
        super().__init__(blocks)
        at, bounds = blocks.at, blocks.bounds
        beside = at + _NEAR
        self._beside = np.clip(beside, 0, len(at) - 1)
        self._same_document = (beside >= bounds.first) & (beside < bounds.last)
        self._low = np.maximum(at - _BACK, bounds.first)
        self._high = np.minimum(at + _ON, bounds.last)
        self._words = self._within(blocks.words) + _SOME

    def fill(self, rows: Rows, scored: Scored) -> None:
        bounds = self._blocks.bounds
        rows[0] = scored.chances
        rows[1:7] = np.where(self._same_document, scored.chances[self._beside], 0)
        means = rows[7:14]
        means[:] = self._within(scored.weighted) / self._words
        rows[14:17] = means[:3] / (
            np.maximum.reduceat(means[:3], bounds.starts, axis=1)[:, bounds.of] + _LITTLE
        )

    def _within(self, values: Row) -> Rows:
        """Sums over the windows around each block."""
        sums = np.concatenate([_ZERO, np.cumsum(values)])
        return np.asarray(sums[self._high] - sums[self._low])
