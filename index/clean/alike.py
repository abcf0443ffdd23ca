"""Which blocks belong to a story because they are set like most of it, or together with it?

Stories go on after boxes and advertisements, in elements of their own, where the model loses them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence, Set

import numpy as np
from numpy.typing import NDArray

from index.clean.context.group import Row
from index.clean.elements import smallest_with
from index.clean.lines import Line, Verdicts

_WORDS, _BLOCKS = 8, 4
_SHARE = 0.15  # of what is likely to be story
_LIKELY = 0.5
_MAIN = 0.8  # of the story's words
_OF_STYLE = 0.3
_OF_STORY = 0.2  # of its words
_HEADING = 0.2
_HEADINGS = frozenset(("h2", "h3", "h4", "h5", "h6"))


def alike(chance: Row, lines: Sequence[Line]) -> Row:
    """The chances, but for paragraphs of the story's style at least what they have on average.

    A style is what `Block.kind` says; it is the story's if some of the story is set so, and most of what
    is set so is story.
    """
    styles: dict[str, list[int]] = {}
    for number, line in enumerate(lines):
        if line.block.tag and line.count >= _WORDS and line.block.link_density < _LIKELY:
            styles.setdefault(line.block.kind, []).append(number)
    common = [numbers for numbers in styles.values() if len(numbers) >= _BLOCKS]
    if not common:
        return chance
    words = np.array([line.count for line in lines], dtype=np.float64)
    mass = chance * words
    found = chance.copy()
    for numbers in common:
        usual = float(mass[numbers].sum() / words[numbers].sum())
        if usual > _LIKELY and mass[numbers].sum() > _SHARE * mass.sum():
            found[numbers] = np.maximum(chance[numbers], usual)
    return found


def beyond(lines: Sequence[Line], story: Iterable[int], likely: Iterable[int]) -> list[int]:
    """The likely paragraphs outside the story's stretch that are like it.

    Those below it are if they share an element with some of it: a stretch ends too soon on pages that mix
    paragraphs with what no story has much of. F1 is .9741 instead of .9726 on fundus_en, .9684 instead of
    .9662 on fundus_other and .9464 instead of .9465 on daniel_en. To ask for the story's style, too, changes
    nothing; to ask for that alone gives .9741, .9676 and .9458.

    Those above it are if they are set in a main style of the story, as an introduction is above a table of
    what was tested: F1 is .9405 instead of .9396 on wcxb_article, .9471 instead of .9470 on daniel_en and
    .9689 instead of .9690 on fundus_other.
    """
    inside = set(story)
    first = min(inside, default=0)
    elements = {element for number in inside for element in lines[number].block.within}
    styles = _main_styles(lines, inside)
    return [
        number
        for number in likely
        if number not in inside
        and lines[number].count >= _WORDS
        and (
            not elements.isdisjoint(lines[number].block.within)
            if number > first
            else lines[number].block.kind in styles
        )
    ]


def _main_styles(lines: Sequence[Line], story: Set[int]) -> set[str]:
    """The styles in which a good part of the story is set, by words."""
    words: Counter[str] = Counter()
    for number in story:
        words[lines[number].block.kind] += lines[number].count
    return {kind for kind, count in words.items() if count > _OF_STORY * words.total()}


def around(
    lines: Sequence[Line], story: Sequence[int], possible: NDArray[np.bool_], decided: Verdicts
) -> list[int]:
    """The paragraphs that may be story and stand in the element that has most of it.

    Drawn so low for a whole page, the line would let in comments and other stories. F1 is .9690 instead of
    .9685 on fundus_other, .9396 instead of .9377 on wcxb_article, and stays .9743 on fundus_en and .9470 on
    daniel_en; drawn for whole pages it is .9688, .9403, .9749 and .9442.
    """
    main, known = _main(lines, story), set(story)
    return [
        number
        for number in np.flatnonzero(possible).tolist()
        if main in lines[number].block.within
        and lines[number].count >= _WORDS
        and number not in known
        and number not in decided
    ]


def _main(lines: Sequence[Line], story: Sequence[int]) -> int | None:
    return smallest_with(lines, {number: lines[number].count for number in story}, _MAIN)


def inside(lines: Sequence[Line], story: Sequence[int], chance: Row, decided: Verdicts) -> list[int]:
    """What stands between blocks of the story in its own element, set like it, or is a heading there.

    Of lists, recipes, code and what is told in steps the model is less sure than of news, but a page seldom
    sets something else in a story's own style. A style is the story's if that has a good part of what is
    set so. F1 is .9743 instead of .9741 on fundus_en, .9685 instead of .9684 on fundus_other, .9470 instead
    of .9464 on daniel_en, and .9377 instead of .9310 on wcxb_article. Which chance the model gives was of no
    use but for headings: some captions are set as such.
    """
    known = set(story)
    there = _between(lines, story, decided)
    styles = _styles(lines, there, known)
    return [
        number
        for number in there
        if number not in known
        and (
            lines[number].block.kind in styles
            or (lines[number].block.tag in _HEADINGS and chance[number] > _HEADING)
        )
    ]


def _between(lines: Sequence[Line], story: Sequence[int], decided: Verdicts) -> list[int]:
    """What is not decided about from the story's first block to its last, in the element of most of it."""
    main = _main(lines, story)
    return [
        number
        for number in (range(story[0], story[-1] + 1) if main is not None else ())
        if number not in decided
        and main in lines[number].block.within
        and lines[number].block.link_density < _LIKELY
    ]


def _styles(lines: Sequence[Line], there: Sequence[int], story: Set[int]) -> set[str]:
    """The styles of which the story has a good part, by words."""
    own: Counter[str] = Counter()
    every: Counter[str] = Counter()
    for number in there:
        line = lines[number]
        every[line.block.kind] += line.count
        own[line.block.kind] += line.count if number in story else 0
    return {kind for kind, words in own.items() if words > _OF_STYLE * every[kind]}
