"""What does the model see of a block: which named yes-or-no features does it have?

Every feature has a name that a person can read in the weights file (`words 8-11 ends`,
`hint caption`, `under comments`). Nearly all are the same for every language; a list of function
words of many languages, and the script, decide what counts as a word.

Most belong to families (`families`), which are found for all blocks at once: those of the text
(`wording`), of plain text's layout (`layout`) and of pages (`page`); adding a family is a line at the top
of such a module and one where its features are found. The others are made of words of the text
(`says subscribe`, `under comments`; `labels`) or of the markup (`near share`; `markup`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from index.clean.features.blocks import Blocks, Shown
from index.clean.features.families import PLAIN, Numbers
from index.clean.features.labels import labels
from index.clean.features.layout import layout
from index.clean.features.markup import Markup, names_of
from index.clean.features.page import page
from index.clean.features.wording import wording

_LONGEST_SAID = {"html": 60, "text": 60, "indented": 25}
"""From how many words on a block's words are not looked at, by kind of document."""
_NOTHING: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Features:
    """The features of each block.

    `plain` are numbers in `PLAIN`, with a row for each family; `said` the words of each block, but of long
    ones none; `label` the number of the heading or label that it stands under, -1 for none. `markup` has
    an entry for each block, or is empty where there is no markup; `names_of` has its features.
    """

    plain: Numbers
    said: Sequence[frozenset[str]]
    label: Numbers
    markup: Sequence[Markup]

    def names(self) -> list[list[str]]:
        """The names of each block's features."""
        found = [[PLAIN[number] for number in numbers if number] for numbers in self.plain.T.tolist()]
        for names, said, label in zip(found, self.said, self.label.tolist(), strict=True):
            names += [f"says {word}" for word in said]
            names += [f"under {word}" for word in (self.said[label] if label >= 0 else ())]
        for names, markup in zip(found, self.markup, strict=False):
            names += names_of(markup)
        return found


def features(documents: Sequence[Shown]) -> Features:
    """The features of each block of some documents of one kind, one after another.

    Pages come one at a time.
    """
    blocks = Blocks(documents)
    is_marked = bool(blocks.marked.any())
    families = list(wording(blocks))
    if is_marked:
        families += page(blocks)
    if not blocks.marked.all():
        families += layout(blocks)
    longest = _LONGEST_SAID[documents[0].kind]
    said = [line.tokens if line.count < longest else _NOTHING for line in blocks.lines]
    return Features(np.array(families), said, labels(blocks), _markup(blocks) if is_marked else ())


def _markup(blocks: Blocks) -> list[Markup]:
    every = (line.block for line in blocks.lines)
    longs = blocks.long.astype(np.bool_).tolist()
    return [(block.tag, long, block.hints, block.kind) for block, long in zip(every, longs, strict=True)]
