"""What is asked of the blocks around a block: numbers in groups, and what all groups go by."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from index.clean.bounds import Bounds
from index.clean.lines import Line

Row = NDArray[np.float64]
Rows = NDArray[np.float64]
Numbers = NDArray[np.int64]

_LONG = 120


class Blocks:
    """The blocks of some documents, one after another.

    `words` are their lengths, `at` their numbers.
    """

    def __init__(self, documents: Sequence[Sequence[Line]]) -> None:
        self.lines = [line for document in documents for line in document]
        self.bounds = Bounds(list(map(len, documents)))
        self.words: Row = np.array([line.count for line in self.lines], dtype=np.float64)
        self.at: Numbers = np.arange(len(self.lines))


class Scored:
    """What the blocks score: their `chances`, and these by what they stand for.

    `weighted` is a chance times words, `mass` the same with the longest blocks cut short, and `total` the
    mass of the whole document (and one word more).
    """

    def __init__(self, chances: Row, blocks: Blocks) -> None:
        self.chances = chances
        self.weighted: Row = chances * blocks.words
        self.mass: Row = chances * np.minimum(blocks.words, _LONG)
        self.total: Row = np.add.reduceat(self.mass, blocks.bounds.starts)[blocks.bounds.of] + 1


class Group(ABC):
    """Some numbers that are found together.

    What does not depend on the scores is found once, when it is made.
    """

    names: ClassVar[tuple[str, ...]]

    def __init__(self, blocks: Blocks) -> None:
        self._blocks = blocks

    @abstractmethod
    def fill(self, rows: Rows, scored: Scored) -> None:
        """Writes a row for each of `names`, with a number for each block."""
