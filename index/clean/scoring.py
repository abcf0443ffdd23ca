"""Which model judges a document, what is it shown, and what does it say of each block?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import numpy as np

from index.clean.breaks import without_breaks
from index.clean.caption_model import caption_sums
from index.clean.context.group import Row
from index.clean.features import Features, features
from index.clean.features.blocks import Shown
from index.clean.lines import Line
from index.clean.model import Model, load
from index.clean.stated import Stated
from index.document import RawDocument

_UNSTATED = Stated()


class Scores(NamedTuple):
    """For each block of a document the chance that it is part of the story, and the sum of `caption_sums`.

    That is -inf for blocks that are not to be judged as captions, and None where no block is.
    """

    chance: Row
    captions: Row | None


def scores(documents: Sequence[Shown], weights: Path | None = None) -> list[Scores]:
    """What the models say of all blocks of documents, of which they see some.

    Texts are judged together, for most of the time that a short one takes is spent in calling NumPy.
    `weights` is a folder of other weights.
    """
    batches: dict[str | int, list[int]] = {}
    for number, document in enumerate(documents):
        batches.setdefault(number if document.is_page else document.kind, []).append(number)
    found: dict[int, Scores] = {}
    for batch in batches.values():
        together = [documents[number] for number in batch]
        found |= zip(batch, _scores(together, weights), strict=True)
    return [found[number] for number in range(len(documents))]


def _scores(documents: Sequence[Shown], weights: Path | None) -> Iterator[Scores]:
    model, found = judging(documents, weights)
    chances = model.judge([document.lines for document in documents], found)
    captions = caption_sums(found.plain, weights) if model.kind == "indented" else None
    start = 0
    for document in documents:
        end = start + len(document.lines)
        seen = slice(start, end)
        yield Scores(
            _spread(chances[seen], document, 0.0),
            None if captions is None else _spread(captions[seen], document, -np.inf),
        )
        start = end


def _spread(values: Row, document: Shown, other: float) -> Row:
    """What each block has of which some have these values, and the others one other."""
    if len(values) == document.blocks:
        return values  # as of most documents
    found = np.full(document.blocks, other)
    found[document.numbers] = values
    return found


def judging(documents: Sequence[Shown], weights: Path | None = None) -> tuple[Model, Features]:
    """The model that judges documents of one kind, and the features that it sees of the blocks shown to it.

    Pages come one at a time.
    """
    kind = documents[0].kind
    return load(kind, weights) if weights else load(kind), features(documents)


def shown(document: RawDocument, lines: Sequence[Line], said: Stated = _UNSTATED) -> Shown:
    """What the model is to see of a document with these blocks; `said` is what it states beside its text."""
    numbers = without_breaks(lines) if document.page is None else range(len(lines))
    seen = [lines[number] for number in numbers]
    title = " ".join(document.title.split()) or seen[0].text
    return Shown(kind_of(document, seen), seen, title, said, numbers, len(lines), document.page is not None)


def without(shown: Shown, numbers: Set[int]) -> Shown:
    """What the model is shown of a text, but for some blocks."""
    left = [number for number in shown.numbers if number not in numbers]
    lines = [line for number, line in zip(shown.numbers, shown.lines, strict=True) if number not in numbers]
    return replace(shown, numbers=left, lines=lines)


def kind_of(document: RawDocument, lines: Sequence[Line]) -> str:
    """Which weights judge a document: those for `html`, for `indented` text, or for other `text`.

    Where columns and blank lines show how a page was laid out, other things tell than where they do not.
    """
    if document.page is not None and lines[0].block.tag:
        return "html"
    return "indented" if 2 * sum(line.indent > 0 for line in lines) > len(lines) else "text"
