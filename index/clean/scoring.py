"""Which model judges a document, and which of its blocks are the story by the model's chances?"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from index.clean.context import Row
from index.clean.features import Features, features
from index.clean.lines import Line
from index.clean.model import Model, load
from index.clean.stated import Stated
from index.document import RawDocument


def chances(document: RawDocument, lines: Sequence[Line], said: Stated, weights: Path | None = None) -> Row:
    """For each block the chance that it is part of the story.

    `said` is what the document states beside its text, `weights` a folder of other weights.
    """
    model, found = judging(document, lines, said, weights)
    return model.judge(lines, found)


def judging(
    document: RawDocument, lines: Sequence[Line], said: Stated, weights: Path | None = None
) -> tuple[Model, Features]:
    """The model that judges a document, and the features that it sees."""
    kind = "html" if document.html is not None and lines[0].block.tag else "text"
    model = load(kind, weights) if weights else load(kind)
    return model, features(lines, document.title or lines[0].text, model.known, said)
