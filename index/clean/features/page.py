"""What does a page show beside the words of a block, and what does it say of them elsewhere?"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from index.clean.features.blocks import Blocks
from index.clean.features.families import LENGTHS, SHARES, Family, Numbers, share
from index.clean.stated import FORMS, LEVELS, Stated
from index.document import PICTURE_ABOVE

_LINKS = Family("links {} {}", SHARES, LENGTHS)
_OFTEN = Family("stands {} times {}", ("3", "more"), LENGTHS)
_PICTURE = Family("picture {} {}", ("above", "below", "on both sides"), LENGTHS)
_STORY = Family("stated {} {}", [f"{form} {level}" for form in FORMS for level in LEVELS], LENGTHS)
_SUMMARY = Family("summed up {} {}", LEVELS, LENGTHS)
_PICTURED = Family("pictured {} {}", LEVELS, LENGTHS)


def page(blocks: Blocks) -> Iterator[Numbers]:
    """The features of one page, a family a row; none for blocks without markup but what is stated."""
    yield from _stated(blocks.documents[0].stated, blocks.long)
    yield from _shown(blocks)


def _stated(stated: Stated, long: Numbers) -> Iterator[Numbers]:
    """How much of a block stands in what the page states of its story and its pictures."""
    if stated.story is not None:
        yield _STORY.of(len(LEVELS) * stated.form + stated.story, long, where=stated.story + stated.form > 0)
    if stated.summary is not None:
        yield _SUMMARY.of(stated.summary, long, where=stated.summary > 0)
    if stated.pictures is not None:
        yield _PICTURED.of(stated.pictures, long, where=stated.pictures > 0)


def _shown(blocks: Blocks) -> Iterator[Numbers]:
    """Links, pictures, and what the page says again and again."""
    lines, long = blocks.lines, blocks.long
    yield _LINKS.of(share(np.array([line.block.link_density for line in lines])), long, where=blocks.marked)
    above = np.array([PICTURE_ABOVE in line.block.hints for line in lines], dtype=np.int64)
    beside = above + 2 * np.append(above[1:], 0)
    yield _PICTURE.of(beside - 1, long, where=beside > 0)
    yield _OFTEN.of(np.minimum(blocks.times, 4) - 3, long, where=blocks.times > 2)
