"""Under which heading or label does each block stand?"""

from __future__ import annotations

import numpy as np

from index.clean.features.blocks import Blocks
from index.clean.features.families import Numbers

_WORDS = 5
_REACH = {"html": None, "text": None, "indented": 1}
"""Over how many long blocks a label stands, by kind of document: what comes after them is text of its own.

Measured.
"""


def labels(blocks: Blocks) -> Numbers:
    """For each block the number of the last label above it in its document, -1 where there is none."""
    at = np.arange(len(blocks.lines))
    which = (blocks.counts <= _WORDS) & blocks.letters.open_ended()
    last = np.maximum.accumulate(np.where(which, at, -1))
    above = np.append(-1, last[:-1])
    above[above < blocks.bounds.first] = -1
    reach = _REACH[blocks.documents[0].kind]
    if reach is None:
        return above
    before = np.append(0, np.cumsum(blocks.long))
    return np.where(before[:-1] - before[above] <= reach, above, -1)
