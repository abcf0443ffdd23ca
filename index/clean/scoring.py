"""How much does each block look like part of the story, going by itself and its neighbours?"""

from __future__ import annotations

from collections.abc import Sequence

from index.clean.lines import Line
from index.readers.layout import ends_sentence


def scores(lines: Sequence[Line]) -> list[float]:
    """For each block the probability that it is part of the story's body."""
    good = [line.words >= 8 and ends_sentence(line.text) and line.block.link_density < 0.5 for line in lines]
    return [_score(good, number, line) for number, line in enumerate(lines)]


def _score(good: list[bool], number: int, line: Line) -> float:
    if good[number]:
        return 0.9
    between = any(good[max(0, number - 6):number]) and any(good[number + 1:number + 7])
    return 0.6 if between and line.block.link_density < 0.5 else 0.1
