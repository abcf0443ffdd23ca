"""Which blocks do the named rules decide about?"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from index.clean.context import Row
from index.clean.lines import Line, Verdict, Verdicts
from index.clean.rules import Rule, Rules
from index.document import Role

_SURE = 0.8
_POSSIBLE = 0.15
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))


def ruled(lines: Sequence[Line], rules: Rules, chance: Row) -> Verdicts:
    """The verdicts of the rules on blocks that have a chance to be story, and on those beside them.

    Rules that ask where the story is come after the others: what those took is no part of it.
    """
    near = _near(chance)
    found = _matching(lines, near, [rule for rule in rules.blocks if not rule.beside and not rule.between])
    found = _beside(lines, rules, found)
    prose = [int(number) for number in np.flatnonzero(chance > _SURE) if number not in found]
    story = range(prose[0], prose[-1] + 1) if prose else range(0)
    return _rest(lines, rules, story, found) | _between(lines, rules, story, found)


def _near(chance: Row) -> list[int]:
    """The blocks for which it matters what rules say: the others are removed anyway."""
    possible = chance > _POSSIBLE
    beside = possible.copy()
    beside[1:] |= possible[:-1]
    beside[:-1] |= possible[1:]
    return [int(number) for number in np.flatnonzero(beside)]


def _matching(lines: Sequence[Line], numbers: Sequence[int], rules: Sequence[Rule]) -> Verdicts:
    found: Verdicts = {}
    for number in numbers:
        line = lines[number]
        rule = next((rule for rule in rules if _takes(rule, line)), None)
        if rule:
            found[number] = Verdict(rule.role, rule.name, rule.reason)
    return found


def _takes(rule: Rule, line: Line) -> bool:
    return rule.at_least <= line.words <= rule.words and rule.takes(line.text, line.tokens)


def _rest(lines: Sequence[Line], rules: Rules, story: range, found: Verdicts) -> Verdicts:
    """Adds what follows a rule that takes the rest; a heading inside the story cannot cut it off."""
    enders = {rule.name: rule for rule in rules.blocks if rule.rest}
    first = next((number for number in sorted(found)
                  if number >= story.stop and found[number].rule in enders), len(lines))
    if first == len(lines):
        return found
    rule = enders[found[first].rule]
    rest = Verdict(Role.REMOVED, rule.name, "stands after the story: " + rule.reason)
    return dict.fromkeys(range(first + 1, len(lines)), rest) | found


def _between(lines: Sequence[Line], rules: Rules, story: range, found: Verdicts) -> Verdicts:
    """What rules take between two paragraphs of the story."""
    inside = [rule for rule in rules.blocks if rule.between]
    taken: Verdicts = {}
    for number in story:
        rule = next((rule for rule in inside if _takes(rule, lines[number])), None)
        if rule and number not in found and lines[number].block.tag not in _HEADINGS:
            taken[number] = Verdict(rule.role, rule.name, rule.reason)
    return taken


def _beside(lines: Sequence[Line], rules: Rules, found: Verdicts) -> Verdicts:
    """Adds what stands beside the blocks of another rule, both ways from each of them."""
    found = dict(found)
    for rule in (rule for rule in rules.blocks if rule.beside):
        named = {rule.beside, rule.name}
        for numbers, step in ((range(len(lines)), -1), (range(len(lines) - 1, -1, -1), 1)):
            for number in numbers:
                neighbour = found.get(number + step)
                if number not in found and neighbour and neighbour.rule in named and \
                        lines[number].words <= rule.words and rule.takes(lines[number].text, lines[number].tokens):
                    found[number] = Verdict(rule.role, rule.name, rule.reason)
    return found
