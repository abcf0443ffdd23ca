"""Which blocks are features looked for in, and what do several families ask of them?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, repeat

import numpy as np

from index.clean.bounds import Bounds
from index.clean.features.families import Bools, Numbers
from index.clean.hashed import HashedWords
from index.clean.letters import Letters
from index.clean.lines import Line
from index.clean.stated import Stated

_LONG = 12


@dataclass(frozen=True, slots=True)
class Shown:
    """What the model is shown of a document of a kind (`scoring.kind_of`).

    `lines` are the blocks with these `numbers`, of as many `blocks` as it has; `stated` is what it says
    beside its text. `is_page` tells what has markup.
    """

    kind: str
    lines: Sequence[Line]
    title: str
    stated: Stated
    numbers: Sequence[int]
    blocks: int
    is_page: bool


class Blocks:
    """The blocks of some documents, one after another.

    `counts` are their lengths in words, `long` tells which are long, 0 or 1, `marked` which have markup,
    and `times` how many times each stands in its document.
    """

    def __init__(self, documents: Sequence[Shown]) -> None:
        self.documents = documents
        self.lines = [line for document in documents for line in document.lines]
        self.bounds = Bounds([len(document.lines) for document in documents])
        self.letters = Letters([line.text for line in self.lines])
        self.words = HashedWords(self.letters)
        self.counts: Numbers = np.array([line.count for line in self.lines])
        self.long: Numbers = (self.counts >= _LONG).astype(np.int64)
        self.marked: Bools = np.array([bool(line.block.tag) for line in self.lines])
        self.times: Numbers = np.array(list(chain.from_iterable(map(_times, documents))))


def _times(document: Shown) -> Iterator[int]:
    texts = [line.text for line in document.lines]
    if len(set(texts)) == len(texts):
        return repeat(1, len(texts))  # Nothing stands twice, as in most texts.
    return map(Counter(texts).__getitem__, texts)
