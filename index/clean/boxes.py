"""What stands in one box with an appeal?

A box that asks readers to subscribe has a heading, a list of what they would get, and a button, and
stands between two paragraphs of the story. Rules know its heading; the rest reads like prose.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from index.clean.context.group import Row
from index.clean.lines import Line, Verdict, Verdicts
from index.clean.rules import Rules
from index.document import Role

_LARGEST = 300  # words
_MAIN = 0.25  # of what is likely to be story


def boxes(lines: Sequence[Line], rules: Rules, chance: Row, found: Verdicts) -> Verdicts:
    """The blocks that share an element with a block of a rule that speaks of its box.

    The largest element is taken that is not too large and has nothing set like the story in it. Above
    the story nothing is, for there the headline and who wrote it share elements with such lines.
    """
    marked = [number for number, verdict in found.items() if verdict.rule in rules.of_boxes]
    if not marked or not lines[0].block.tag:
        return {}
    main = _styles_of_story(lines, chance, found)
    first = min(
        (at for at, line in enumerate(lines) if line.block.kind in main and at not in found), default=0
    )
    inside = _inside(lines)
    taken: Verdicts = {}
    for number in marked:
        why = Verdict(
            Role.REMOVED, found[number].rule, "stands in one box with a line that " + found[number].reason
        )
        for members in (inside[element] for element in reversed(lines[number].block.within)):
            if members[0] > first and _is_box(lines, members, main):
                taken |= dict.fromkeys(members, why)
                break
    return taken


def _inside(lines: Sequence[Line]) -> dict[int, list[int]]:
    """The numbers of the blocks in each element."""
    found: dict[int, list[int]] = {}
    for number, line in enumerate(lines):
        for element in line.block.within:
            found.setdefault(element, []).append(number)
    return found


def _is_box(lines: Sequence[Line], members: Sequence[int], main: set[str]) -> bool:
    if len(members) > _LARGEST or sum(lines[member].count for member in members) > _LARGEST:
        return False
    return main.isdisjoint(lines[member].block.kind for member in members)


def _styles_of_story(lines: Sequence[Line], chance: Row, found: Verdicts) -> set[str]:
    """The styles in which a good part of what is likely to be story is set."""
    sums: dict[str, float] = {}
    for number, line in enumerate(lines):
        if number not in found:
            sums[line.block.kind] = sums.get(line.block.kind, 0.0) + float(chance[number]) * line.count
    total = float(np.sum([*sums.values()]))
    return {kind for kind, words in sums.items() if words > _MAIN * total}
