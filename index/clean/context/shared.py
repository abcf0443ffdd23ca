"""What do the blocks score that share an element, a style or a column with a block?"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

import numpy as np

from index.clean.context.group import Blocks, Group, Numbers, Row, Rows, Scored
from index.clean.lines import Line

_SOME = 8  # Words, added to what is divided by.
_LEVELS = 4
_NONE = (0,) * _LEVELS


class Elements(Group):
    """The three elements around the one that a block is: their blocks' mean chance and share of the text."""

    names = (
        "parent",
        "share in parent",
        "grandparent",
        "share in grandparent",
        "third parent",
        "share in third parent",
    )

    def __init__(self, blocks: Blocks) -> None:
        super().__init__(blocks)
        elements, self._around = _elements(blocks.lines)
        self._elements, self._levels = elements.ravel(), len(elements)
        self._words = self._inside(blocks.words)[self._around] + _SOME

    def fill(self, rows: Rows, scored: Scored) -> None:
        rows[::2] = self._inside(scored.weighted)[self._around] / self._words
        rows[1::2] = self._inside(scored.mass)[self._around] / scored.total

    def _inside(self, values: Row) -> Row:
        """Sums over all blocks in each element, however deep."""
        return np.asarray(np.bincount(self._elements, np.tile(values, self._levels)))


class Styles(Group):
    """The blocks of a page that are set alike (`Block.kind`): their mean chance and share of the text."""

    names = ("style", "share in style", "share in style of best")

    def __init__(self, blocks: Blocks) -> None:
        super().__init__(blocks)
        numbers: dict[str, int] = {}
        kinds = [numbers.setdefault(line.block.kind, len(numbers)) for line in blocks.lines]
        self._styles = np.array(kinds, dtype=np.int64)
        self._words = np.bincount(self._styles, blocks.words) + _SOME

    def fill(self, rows: Rows, scored: Scored) -> None:
        masses = np.bincount(self._styles, scored.mass)
        rows[0] = (np.bincount(self._styles, scored.weighted) / self._words)[self._styles]
        rows[1] = masses[self._styles] / scored.total
        rows[2] = masses[self._styles] / (masses.max() + 1)


class Columns(Group):
    """Whether the block begins in the column in which most of the document's text does."""

    names = ("in the column of the text", "further in than the text", "further out than the text")

    def __init__(self, blocks: Blocks) -> None:
        super().__init__(blocks)
        indents = [line.indent for line in blocks.lines]
        self._indents: Numbers = np.unique(indents, return_inverse=True)[1]  # Small numbers in their order.
        self._columns = int(self._indents.max()) + 1

    def fill(self, rows: Rows, scored: Scored) -> None:
        bounds, documents = self._blocks.bounds, len(self._blocks.bounds.sizes)
        cells = bounds.of * self._columns + self._indents
        sums = np.bincount(cells, scored.mass, documents * self._columns)
        most = sums.reshape(documents, self._columns).argmax(axis=1)[bounds.of]
        rows[0] = self._indents == most
        rows[1] = self._indents > most
        rows[2] = self._indents < most


def _elements(lines: Sequence[Line]) -> tuple[Numbers, Numbers]:
    """The numbers of the elements that a block is in, and of the three around its own, a row a level.

    Where there are no more, the first has zeros, the second the outermost again.
    """
    levels = chain.from_iterable([(line.block.within + _NONE)[:_LEVELS] for line in lines])
    within = np.fromiter(levels, np.int64, _LEVELS * len(lines)).reshape(-1, _LEVELS).T
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
