"""What does a page say beside its text that its blocks can be compared with?

Pages tell search engines their story (`articleBody`, https://schema.org/articleBody), sum it up
(`description`) and describe their pictures (`alt`, `caption`). Any of it can be cut short, hold more
than the story, or be about something else, so it is not taken at its word: how much of a block stands
in it is a feature like others.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.clean.letters import without_marks
from index.clean.lines import Line
from index.document import RawDocument
from index.page import Page

Numbers = NDArray[np.int64]

LEVELS = ("none", "some", "most", "all")
"""How much of a block stands in a text."""
FORMS = ("brief", "part", "whole")
"""A page states some lines of its story, states one of which it shows a part, or shows all it states."""
_TAG = re.compile(r"<[^<>]{1,300}>")
_PROBE = 24
_LEVEL_OF_HITS = (0, 1, 2, 2, 3)
_BRIEF = 800  # Characters; pages that ask for money often state the first lines only.
_WHOLE = 0.7
_LONGEST = 100_000


@dataclass(frozen=True, slots=True)
class Stated:
    """For each block, how much of it stands in the stated story, in summaries, and in captions.

    Numbers in `LEVELS`, or None where the page states no such thing; `form` is a number in `FORMS`.
    """

    form: int = 0
    story: Numbers | None = None
    summary: Numbers | None = None
    pictures: Numbers | None = None


def stated(document: RawDocument, lines: Sequence[Line]) -> Stated:
    """What the page of a document states; nothing for plain text."""
    if document.page is None or not lines[0].block.tag:
        return Stated()
    page = document.page
    plain = without_marks([line.text for line in lines])
    body = _in_one(story_of(page))
    probes = list(map(_probes, plain))
    story = _levels(probes, body)
    return Stated(
        0 if story is None else _form(plain, story, body),
        story,
        _levels(probes, _in_one(" ".join(_summaries(page)))),
        _levels(probes, _in_one(" ".join(_pictures(page)))),
    )


def story_of(page: Page) -> str:
    """The story as a page states it, without markup; empty where it does not."""
    parts = dict.fromkeys(part for node in page.nodes for part in _texts(node.get("articleBody")))
    return _TAG.sub(" ", html.unescape("\n".join(parts)[:_LONGEST]))


def _form(plain: Sequence[str], story: Numbers, body: str) -> int:
    if len(body) < _BRIEF:
        return 0
    shown = {text for text, level in zip(plain, story.tolist(), strict=True) if level > 1}
    return 2 if sum(map(len, shown)) > _WHOLE * len(body) else 1


def _summaries(page: Page) -> Iterator[str]:
    for name in ("description", "og:description"):
        yield from page.metas.get(name, ())
    for node in page.article:
        yield from _texts(node.get("description"))


def _pictures(page: Page) -> Iterator[str]:
    for node in page.nodes:
        yield from _texts(node.get("caption"))
    yield from page.metas.get("og:image:alt", ())
    yield from page.pictures


def _texts(value: Any) -> list[str]:
    return [part for part in (value if isinstance(value, list) else [value]) if isinstance(part, str)]


def _in_one(text: str) -> str:
    """Letters and digits alone: spaces and marks differ between a page and what it states."""
    return "".join(without_marks([text[:_LONGEST]]))


def _probes(text: str) -> Sequence[str]:
    """Stretches of a block that tell how much of it stands in a text: four, or the whole of a short one."""
    last = len(text) - _PROBE
    if last <= 0:
        return (text,) if text else ()
    return [text[at : at + _PROBE] for at in (0, last // 3, 2 * last // 3, last)]


def _levels(probes: Sequence[Sequence[str]], whole: str) -> Numbers | None:
    """How much of each block stands in a text, going by its probes."""
    if not whole:
        return None
    return np.array([_level(each, whole) for each in probes])


def _level(probes: Sequence[str], whole: str) -> int:
    if len(probes) == 1:
        return 3 * (probes[0] in whole)
    return _LEVEL_OF_HITS[sum([probe in whole for probe in probes])]
