"""What do the scores of the blocks around a block say about it?

Some numbers for each block, from the probabilities that an earlier stage of the model gave to it and to
its neighbours: all between 0 and 1, or small. They come in groups: what is right above and below
(`windows`), where in the text found so far it stands (`text`), and what it shares an element, a style or a
column with (`shared`). Another group is a class there and a place in `_GROUPS`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from index.clean.context.group import Blocks, Group, Numbers, Row, Rows, Scored
from index.clean.context.shared import Columns, Elements, Styles
from index.clean.context.text import Position, Reach, Run
from index.clean.context.windows import Windows
from index.clean.lines import Line
from index.sentences import ends_sentence

KINDS = ("prose", "line", "label", "links")
_PROSE, _LINE, _LABEL, _LINKS = range(len(KINDS))
_MOSTLY_LINKS = 0.6
_SHORT, _LONG = 8, 12
_EVERYWHERE: tuple[type[Group], ...] = (Windows, Position, Run, Reach)
_GROUPS: Mapping[str, tuple[type[Group], ...]] = {
    "text": _EVERYWHERE,
    "indented": (*_EVERYWHERE, Columns),
    "html": (*_EVERYWHERE, Elements, Styles),
}
NAMES = {
    kind: (*(name for group in groups for name in group.names), "always") for kind, groups in _GROUPS.items()
}
"""What the numbers are called, by kind of document (`scoring.kind_of`)."""


class Surroundings:
    """The blocks of some documents, one after another, for asking what the scores around each say.

    `kinds` is the number in `KINDS` of what each block looks like by itself. Documents are mostly short,
    so that it is the number of calls that counts: one matrix is filled for many of them, a row for each
    number.
    """

    def __init__(self, documents: Sequence[Sequence[Line]], kind: str) -> None:
        self._blocks = blocks = Blocks(documents)
        self._groups = [group(blocks) for group in _GROUPS[kind]]
        self._count = len(NAMES[kind])
        self.kinds: Numbers = np.array([_kind(line) for line in blocks.lines], dtype=np.int64)

    def numbers(self, chances: Row) -> Rows:
        """The numbers of each block, a row for each name in `NAMES`. `chances` are the scores so far."""
        scored = Scored(chances, self._blocks)
        rows = np.empty((self._count, len(chances)))
        start = 0
        for group in self._groups:
            end = start + len(group.names)
            group.fill(rows[start:end], scored)
            start = end
        rows[-1] = 1
        return rows

    def spread(self, chances: Row) -> Rows:
        """The numbers as training sees them: a row a block, and a group of columns for each kind of block.

        What it means that the neighbours are good is one thing for a paragraph and another for a list
        of links, so that each kind has weights of its own.
        """
        spread = np.zeros((len(chances), len(KINDS), self._count))
        spread[self._blocks.at, self.kinds] = self.numbers(chances).T
        return spread.reshape(len(chances), -1)


def _kind(line: Line) -> int:
    """What a block looks like by itself."""
    if line.block.link_density > _MOSTLY_LINKS:
        return _LINKS
    if line.count < _SHORT:
        return _LABEL
    return _PROSE if line.count >= _LONG and ends_sentence(line.text) else _LINE
