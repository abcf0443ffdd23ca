"""Which element of a page holds most of some blocks?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from index.clean.lines import Line


def smallest_with(lines: Sequence[Line], words: Mapping[int, float], share: float) -> int | None:
    """The smallest element with more than a share of the words that some blocks count; None without markup.

    `words` are by the blocks' numbers. Elements are numbered in the order in which they begin: of those that
    hold more than half, the last is the smallest.
    """
    sums: dict[int, float] = {}
    for number, count in words.items():
        for element in lines[number].block.within:
            sums[element] = sums.get(element, 0.0) + count
    least = share * sum(words.values())
    return max((element for element, held in sums.items() if held > least), default=None)
