"""How are features named and numbered of which a block has one at most?

Such features are a *family*: `words 4-5` says how many words a block has, and no other feature of its
family can hold, too. They are numbered through all families, in `PLAIN`, so that those of all blocks are
one array of numbers a family.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.int64]
Bools = NDArray[np.bool_]

LENGTHS = ("short", "long")
SHARES = ("0", "-.1", "-.2", "-.3", "-.45", "-.6", "-.8", "-1", "1")
_SHARE_BOUNDS = np.array([0.001, 0.1, 0.2, 0.3, 0.45, 0.6, 0.8, 0.999])

PLAIN: list[str] = [""]
"""The names of the features of all families. The first stands for none."""


class Family:
    """Features of which a block has one or none: a name for each first value, or each pair of values."""

    def __init__(self, form: str, firsts: Sequence[str], seconds: Sequence[str] = ("",)) -> None:
        self._start, self._width = len(PLAIN), len(seconds)
        PLAIN.extend(form.format(first, second) for first in firsts for second in seconds)

    def of(self, first: Numbers, second: Numbers | int = 0, *, where: Bools | bool = True) -> Numbers:
        """The number in `PLAIN` of each block's feature, from the numbers of its values."""
        return (first * self._width + (second + self._start)) * where


def share(parts: NDArray[np.float64]) -> Numbers:
    """The number in `SHARES` of each part, 0 to 1."""
    return np.searchsorted(_SHARE_BOUNDS, parts, side="right")
