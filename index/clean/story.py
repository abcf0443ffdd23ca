"""Which blocks are the story, going by the model's chances and by what is decided about others?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.clean.alike import alike, around, beyond, inside
from index.clean.between import between
from index.clean.context.group import Row
from index.clean.context.text import best_run, whole
from index.clean.lines import Line, Verdicts
from index.sentences import ends_sentence

_LEAST = 0.15
_LONG, _SHORT = 120, 40
_PARAGRAPH, _FEW = 40, 12
_SENTENCE, _BRIEF = 10, 6
_LABEL = 2  # words
_NEARLY_ALL, _HALF = 0.7, 0.4


class _Level(NamedTuple):
    """A chance from which on something is so: `factor` times a document's usual one to a `power`.

    It is lower in documents that the model finds hard throughout, but never above `most`.
    """

    factor: float
    power: float
    most: float

    def of(self, usual: float) -> float:
        """The chance for a document with this usual one."""
        return min(max(self.factor * float(usual**self.power), _LEAST), self.most)


class _Levels(NamedTuple):
    """Where a block is story; where it may be, beside others that are; how much of the first ends a stretch.

    What may be story is so in text between two paragraphs of it (`between.py`), and on pages in the element
    that has most of it (`alike.py`).
    """

    story: _Level
    possible: _Level
    stretch: float


_LEVELS: Mapping[str, _Levels] = {
    "html": _Levels(_Level(0.7, 1, 0.7), _Level(0.8, 3, 0.7), 0.6),
    "indented": _Levels(_Level(0.75, 1.5, 0.6), _Level(0.375, 1.5, 0.3), 0.3),
    "text": _Levels(_Level(0.7, 1, 0.6), _Level(0.49, 1, 0.42), 0.6),
}
"""By kind of document (`scoring.kind_of`); `benchmarks/cleaning.md` has the scores they were chosen by."""


def story_of(
    lines: Sequence[Line], chance: Row, decided: Verdicts, known: Set[int], *, kind: str
) -> list[int]:
    """The numbers of the story's blocks in order; empty if there is none.

    `decided` says what other blocks are, of which `known` stand on other pages of the outlet, too; `kind` is
    the document's (`scoring.kind_of`).
    """
    if known:
        chance = chance.copy()
        chance[list(known)] = 0.0  # Only now, for rules go by where the story may be.
    chance = alike(chance, lines)
    words = np.array([line.count for line in lines], dtype=np.float64)
    levels, usual = _LEVELS[kind], _usual(chance, words)
    level, possible = levels.story.of(usual), levels.possible.of(usual)
    likely = [number for number in (chance > level).nonzero()[0].tolist() if number not in decided]
    start, end = _stretch(chance - levels.stretch * level, words, decided.keys() - known)
    story = [number for number in likely if start <= number < end]
    if kind == "html":
        story = sorted([*story, *beyond(lines, story, likely)])
        story = sorted([*story, *around(lines, story, chance > possible, decided)])
        story = sorted([*story, *inside(lines, story, chance, decided)])
    else:  # Markup shows more surely what stands between paragraphs.
        near = chance.copy()
        near[:start] = near[end:] = 0.0
        story = sorted([*story, *between(lines, set(story), near, possible, decided)])
        story += _ending(lines, story, chance > possible, decided)
    prose = _plain_prose(lines, decided)
    if not story and not prose and kind != "html":
        prose = _few_sentences(lines, decided)
    return prose if prose and 2 * words_of(lines, story) < words_of(lines, prose) else story


def words_of(lines: Sequence[Line], numbers: Iterable[int]) -> int:
    """How many words some blocks have."""
    return sum([lines[number].count for number in numbers])


def _words_of_all(lines: Sequence[Line]) -> int:
    return sum([line.count for line in lines])


def first_prose(lines: Sequence[Line], story: Sequence[int]) -> int:
    """Where the story's text starts: what stands above the first sentence is a heading of some kind."""
    return next(
        (
            number
            for number in story
            if lines[number].count >= _SENTENCE and ends_sentence(lines[number].text)
        ),
        story[0],
    )


def mass_of(chance: Row, words: Row) -> Row:
    """How much each block adds to what may be the story; no block more than a long one."""
    return chance * np.minimum(words, _LONG)


def _usual(chance: Row, words: Row) -> float:
    """The chance of most of what may be the story."""
    mass = mass_of(chance, words)
    return float((mass * chance).sum() / (mass.sum() + 1e-9))


def _stretch(above: Row, words: Row, taken: Set[int]) -> tuple[int, int]:
    """Where the stretch begins and ends that is most like a story; `above` are chances above a level."""
    values = above * np.minimum(words, _SHORT)
    if taken:
        values[list(taken)] = 0.0  # What rules took does not part a story, however much it is.
    return best_run(whole(values))


def _ending(
    lines: Sequence[Line], story: Sequence[int], possible: NDArray[np.bool_], decided: Verdicts
) -> range:
    """The last sentences of a text that is hardly more than its story: "The case continues."

    To the model they look like what stands below the stories of pages. They are left alone if nothing else
    stands there: of 600 texts of pages this changes one, of 300 stories alone every ninth.
    """
    after = range(story[-1] + 1 if story else len(lines), len(lines))
    if not after:
        return after
    needed = _HALF if possible[after.start :].all() else _NEARLY_ALL
    if words_of(lines, story) < needed * _words_of_all(lines):
        return range(0)
    is_all = all(number not in decided and ends_sentence(lines[number].text) for number in after)
    return after if is_all else range(0)


def _few_sentences(lines: Sequence[Line], decided: Verdicts) -> list[int]:
    """The sentences of a text that has few lines and little else: news in brief, unlike any page."""
    sentences = [
        number
        for number, line in enumerate(lines)
        if line.count >= _BRIEF and number not in decided and ends_sentence(line.text)
    ]
    is_most = 2 * words_of(lines, sentences) > _words_of_all(lines)
    return sentences if is_most and _is_short(lines) else []


def _plain_prose(lines: Sequence[Line], decided: Verdicts) -> list[int]:
    """The paragraphs of a short document that is hardly more than them.

    The model knows pages, where a story has many blocks. A text whose story is one long line among
    three short ones looks like nothing it has seen.
    """
    if not _is_short(lines):
        return []
    prose = [
        number
        for number, line in enumerate(lines)
        if line.count >= _PARAGRAPH and number not in decided and not line.block.link_density
    ]
    return prose if 2 * words_of(lines, prose) > _words_of_all(lines) else []


def _is_short(lines: Sequence[Line]) -> bool:
    """Whether a document has few blocks, labels and buttons of a word or two aside."""
    return sum([line.count > _LABEL for line in lines]) <= _FEW
