"""Which model judges a document, and which of its blocks are the story by the model's chances?"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from index.clean.breaks import without_breaks
from index.clean.caption_model import caption_sums
from index.clean.context import Row
from index.clean.features import Features, features
from index.clean.lines import Line
from index.clean.model import Model, load
from index.clean.stated import Stated
from index.document import RawDocument


def chances(
    document: RawDocument, lines: Sequence[Line], said: Stated, weights: Path | None = None
) -> tuple[Row, Row]:
    """For each block the chance that it is part of the story, and what `likely_captions` is to know of it.

    `said` is what the document states beside its text, `weights` a folder of other weights.
    """
    numbers = shown(document, lines)
    seen = [lines[number] for number in numbers]
    model, found = judging(document, seen, said, weights)
    chance, captions = np.zeros(len(lines)), np.full(len(lines), -np.inf)
    chance[numbers] = model.judge(seen, found)
    if model.kind == "indented":
        captions[numbers] = caption_sums(found.plain, weights)
    return chance, captions


def shown(document: RawDocument, lines: Sequence[Line]) -> Sequence[int]:
    """The numbers of the blocks that the model is to see."""
    return without_breaks(lines) if document.html is None else range(len(lines))


def judging(
    document: RawDocument, lines: Sequence[Line], said: Stated, weights: Path | None = None
) -> tuple[Model, Features]:
    """The model that judges a document, and the features that it sees of the blocks shown to it."""
    kind = kind_of(document, lines)
    model = load(kind, weights) if weights else load(kind)
    return model, features(lines, document.title or lines[0].text, model.known, kind, said)


def kind_of(document: RawDocument, lines: Sequence[Line]) -> str:
    """Which weights judge a document: those for `html`, for `indented` text, or for other `text`.

    Where columns and blank lines show how a page was laid out, other things tell than where they do not.
    """
    if document.html is not None and lines[0].block.tag:
        return "html"
    return "indented" if 2 * sum(line.indent > 0 for line in lines) > len(lines) else "text"
