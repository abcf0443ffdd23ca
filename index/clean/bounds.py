"""Where does each document begin and end in arrays over the blocks of several, put one after another?"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np


class Bounds:
    """The bounds of documents with these numbers of blocks, none of them 0.

    `starts` and `ends` (the number after the last) have an entry for each document. `of` has one for
    each block, the number of its document; `first` and `last` are that document's start and end.
    """

    def __init__(self, sizes: Sequence[int]) -> None:
        self.sizes = np.array(sizes, dtype=np.int64)
        self.ends = np.cumsum(self.sizes)
        self.starts = self.ends - self.sizes
        self.of = np.repeat(np.arange(len(sizes)), self.sizes)
        self.first, self.last = self.starts[self.of], self.ends[self.of]
