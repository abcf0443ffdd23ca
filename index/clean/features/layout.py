"""Where does a block of plain text stand on the page?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

import numpy as np

from index.clean.features.blocks import Blocks
from index.clean.features.families import LENGTHS, Family, Numbers
from index.clean.lines import Line

_GAPS = ("0", "1", "2", "3", "dense")
_DENSE = 4
_INDENTS = range(0, 48, 4)
_PROSE = 12

_GAP = Family("gap above {} {}", _GAPS, LENGTHS)
_GAP_BELOW = Family("gap below {} {}", _GAPS, LENGTHS)
_ALIGNED = Family("{} {}", ("beside the margin", "at the margin"), LENGTHS)
_INDENT = Family("indent {}", list(map(str, _INDENTS)))


def layout(blocks: Blocks) -> Iterator[Numbers]:
    """The features of blank lines and columns, a family a row; none for blocks of markup."""
    bounds, long, plain = blocks.bounds, blocks.long, ~blocks.marked
    gaps = np.array([line.gap for line in blocks.lines])
    indents = np.array([line.indent for line in blocks.lines])
    wide = np.add.reduceat(gaps > 1, bounds.starts, dtype=np.int64)
    dense = (wide <= bounds.sizes // 20)[bounds.of]
    below = np.roll(gaps, -1)
    below[bounds.ends - 1] = 3
    margins = np.array([_margin(document.lines) for document in blocks.documents])[bounds.of]
    yield _GAP.of(np.where(dense, _DENSE, gaps), long, where=plain)
    yield _GAP_BELOW.of(np.where(dense, _DENSE, below), long, where=plain)
    yield _INDENT.of(np.minimum(indents, _INDENTS.stop - 1) // _INDENTS.step, where=plain)
    yield _ALIGNED.of((indents == margins).astype(np.int64), long, where=plain)


def _margin(lines: Sequence[Line]) -> int:
    """The column at which most prose begins; captions and boxes are often set further in or out."""
    prose = [line for line in lines if line.count >= _PROSE]
    if len({line.indent for line in prose}) < 2:
        return prose[0].indent if prose else 0
    words: Counter[int] = Counter()
    for line in prose:
        words[line.indent] += line.count
    return words.most_common(1)[0][0]
