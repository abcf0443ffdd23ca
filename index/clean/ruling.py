"""Which blocks do the named rules decide about?"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

import numpy as np

from index.clean.context.group import Row
from index.clean.elements import smallest_with
from index.clean.lines import Line, Verdict, Verdicts
from index.clean.rules import Rules
from index.clean.rules.prefilter import Prefilter
from index.clean.rules.rule import Rule
from index.document import Block, Role

_SURE = 0.8
_POSSIBLE = 0.15
_LIKELY = 0.5
_SMALL = 60
_LETTERS = 12  # A block of few but endless words is not what a rule speaks of, and slow to search.
_MOST = 0.5  # of the story's words
_NEARLY_ALL = 0.9  # of the blocks
_STORY_WORDS = 100
_MOST_BETWEEN = 3  # lines of text
_LONG_WORD, _HEADING = 4, 0.6  # letters, share of the long words
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))


def ruled(lines: Sequence[Line], rules: Rules, chance: Row) -> Verdicts:
    """The verdicts of the rules on blocks that have a chance to be story, and on those beside them.

    Rules that ask where the story is come after the others: what those took is no part of it.
    """
    near = _near(chance)
    found = _inside(lines, rules) | _matching(lines, near, rules)
    found = _beside(lines, rules, found)
    prose = [number for number in (chance > _SURE).nonzero()[0].tolist() if number not in found]
    story = range(prose[0], prose[-1] + 1) if prose else range(0)
    return _rest(lines, rules, chance, found) | _between(lines, rules, story, found)


def _inside(lines: Sequence[Line], rules: Rules) -> Verdicts:
    """What stands on a page in elements that rules name; not if such a one has nearly all of the page."""
    taken: dict[str, Verdicts] = {}
    for number, line in enumerate(lines) if lines[0].block.tag else ():
        about = rules.inside(line.block.hints)
        if about and (rule := next((each for each in about if _is_about(line, each)), None)):
            taken.setdefault(rule.name, {})[number] = Verdict(rule.role, rule.name, rule.reason)
    few = (found for found in taken.values() if len(found) < _NEARLY_ALL * len(lines))
    return dict(chain.from_iterable(found.items() for found in few))


def _is_about(line: Line, rule: Rule) -> bool:
    """Whether a block that stands in such an element is one that the rule takes."""
    if not rule.at_least <= line.words <= rule.words or rule.excepts(line.text):
        return False
    return not rule.tests or (_is_text(line, rule) and any(test.matches(line.text) for test in rule.tests))


def _near(chance: Row) -> list[int]:
    """The blocks for which it matters what rules say: of a large page's others, all are removed anyway."""
    if len(chance) <= _SMALL:
        return list(range(len(chance)))
    possible = chance > _POSSIBLE
    beside = possible.copy()
    beside[1:] |= possible[:-1]
    beside[:-1] |= possible[1:]
    near: list[int] = np.flatnonzero(beside).tolist()
    return near


def _matching(lines: Sequence[Line], numbers: Sequence[int], rules: Rules) -> Verdicts:
    found: Verdicts = {}
    for number in numbers:
        if rule := _first_that_takes(lines[number], rules.alone):
            found[number] = Verdict(rule.role, rule.name, rule.reason)
    return found


def _first_that_takes(line: Line, rules: Prefilter) -> Rule | None:
    """The first rule that is about the block."""
    for rule, test in rules.passing(line.text, line.words, line.tokens):
        if _is_text(line, rule) and test.matches(line.text) and not rule.excepts(line.text):
            return rule
    return None


def _is_text(line: Line, rule: Rule) -> bool:
    return len(line.text) <= _LETTERS * (rule.words + 5)


def _rest(lines: Sequence[Line], rules: Rules, chance: Row, found: Verdicts) -> Verdicts:
    """Adds what follows a rule that takes the rest, if the story is over there."""
    enders = rules.enders
    if not any(verdict.rule in enders for verdict in found.values()):
        return found
    mass = np.array([0 if number in found else line.count for number, line in enumerate(lines)]) * (
        chance > _LIKELY
    )
    before = np.cumsum(mass)
    inside = _last_beside_story(lines, mass)
    for number in sorted(found):
        rule = enders.get(found[number].rule)
        if (
            rule
            and number > inside
            and before[number] >= _STORY_WORDS
            and (rule.name == "comments" or before[-1] - before[number] < before[number])
        ):
            rest = Verdict(Role.REMOVED, rule.name, "stands after the story: " + rule.reason)
            return dict.fromkeys(range(number + 1, len(lines)), rest) | found
    return found


def _last_beside_story(lines: Sequence[Line], mass: Row) -> int:
    """The story's last block in the smallest element that holds most of it; -1 where there is no markup."""
    story = np.flatnonzero(mass).tolist()
    most = smallest_with(lines, dict(zip(story, mass[story].tolist(), strict=True)), _MOST)
    return max((number for number in story if most in lines[number].block.within), default=-1)


def _between(lines: Sequence[Line], rules: Rules, story: range, found: Verdicts) -> Verdicts:
    """What rules take between two paragraphs of the story.

    Of text that is a few lines at most: where there are more they are its own, as in a list or a live report.
    """
    taken: Verdicts = {}
    for number in story:
        if number in found or not _may_lead_away(lines[number].block):
            continue
        rule = _first_that_takes(lines[number], rules.between)
        if rule and not _is_heading(lines, number):
            taken[number] = Verdict(rule.role, rule.name, rule.reason)
    in_text = sum(not lines[number].block.tag for number in taken)
    return taken if in_text <= _MOST_BETWEEN else {}


def _may_lead_away(block: Block) -> bool:
    """Whether a block can be what leads to another story: in markup that is a link, and no heading."""
    return not block.tag or (block.link_density > 0 and block.tag not in _HEADINGS)


def _is_heading(lines: Sequence[Line], number: int) -> bool:
    """Whether a line of text shares its words with the block below it, as a heading does."""
    if lines[number].block.tag or number + 1 == len(lines):
        return False
    words = {word for word in lines[number].tokens if len(word) >= _LONG_WORD}
    return len(words & lines[number + 1].tokens) >= _HEADING * len(words)


def _beside(lines: Sequence[Line], rules: Rules, found: Verdicts) -> Verdicts:
    """Adds what stands beside the blocks of another rule, both ways from each of them."""
    found = dict(found)
    for rule, alone in rules.beside:
        named = {rule.beside, rule.name}
        if not any(verdict.rule in named for verdict in found.values()):
            continue
        for numbers, step in ((range(len(lines)), -1), (range(len(lines) - 1, -1, -1), 1)):
            for number in numbers:
                neighbour = found.get(number + step)
                if (
                    number not in found
                    and neighbour
                    and neighbour.rule in named
                    and _first_that_takes(lines[number], alone)
                ):
                    found[number] = Verdict(rule.role, rule.name, rule.reason)
    return found
