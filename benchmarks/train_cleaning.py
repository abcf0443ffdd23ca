"""python -m benchmarks.train_cleaning EVAL [--kind KIND] [--without PART] [--out FOLDER]

Trains the weights of cleaning, `weights_{html,indented,text}.tsv`: those of the package on all
sets, and for each part of a set that `benchmarks.quality` scores some that have not seen it, below FOLDER.
`--without` makes only those for one part (`benchmarks/held_out.py`). EVAL is the evaluation folder. Needs
scikit-learn (`pip install .[train]`), which cleaning itself does not.

Three logistic regressions (scikit-learn, L2). A later one sees the chances that the one before gave
to the neighbours, which for training come from three-fold cross-fitting over pages, so that it
learns to expect the mistakes made on pages that were not seen. Blocks weigh by their words, pages alike.
"""

from __future__ import annotations

import argparse
import zlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import sqrt
from pathlib import Path
from typing import Any

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

import index.clean
from benchmarks.evaluation import documents_of, gold_of
from benchmarks.held_out import PARTS, SETS, WEIGHTS, part_of
from benchmarks.labels import CONTENT, OTHER, labels
from benchmarks.sets import unpacked
from index.clean.context import KINDS, Surroundings
from index.clean.features import features
from index.clean.lines import Line, lines_of
from index.clean.model import Model, save
from index.clean.scoring import shown
from index.clean.stated import stated
from index.document import RawDocument

FORMS = {"html": ("html",), "indented": ("text",), "text": ("text", "text_bs4")}
_PACKAGE = Path(index.clean.__file__).parent
_WORDY = ("says ", "under ")
_CLASSES = ("hint ", "near ")
# What few pages state tells much: these features count more than once, so that L2 lets them weigh more.
_RARE = ("stated ", "summed up ", "pictured ")
_BOOST = 4.0
_FOLDS = 3
_STAGES = 3
_STRENGTH = 0.1


@dataclass(frozen=True, slots=True)
class Page:
    """A page to learn from; `part` is that of its set (`benchmarks/held_out.py`)."""

    part: str
    name: str
    lines: tuple[Line, ...]
    named: list[list[str]]
    labels: NDArray[np.int64]

    @property
    def words(self) -> NDArray[np.float64]:
        """The lengths of the blocks."""
        return np.array([line.count for line in self.lines], dtype=np.float64)

    @property
    def weights(self) -> NDArray[np.float64]:
        """What each block counts: its words as a share of the page's story."""
        story = self.words[self.labels == CONTENT].sum()
        counted = np.where(self.labels >= 0, np.minimum(self.words, 150) + 1.5, 0)
        return np.asarray(counted / (story + 60), np.float64)


def pages_of(folder: Path, kind: str) -> list[Page]:
    """All pages to learn from."""
    found = []
    for name in (name for name in SETS if (folder / name).is_dir()):
        gold = gold_of(folder, name)
        for form in FORMS[kind]:
            for page, document in documents_of(folder, name, form):
                if page in gold and (document.page is not None) == (kind == "html"):
                    part = part_of(name, page, gold[page])
                    found.append(page_of(part, page, document, gold[page], kind))
    return found


def page_of(part: str, name: str, document: RawDocument, gold: Mapping[str, Any], kind: str) -> Page:
    """A document of a set, ready to learn from."""
    lines = lines_of(document)
    seen = replace(shown(document, lines, stated(document, lines)), kind=kind, lines=lines)
    named = features([seen]).names()
    found = np.array(labels([line.text for line in lines], gold), np.int64)
    return Page(part, name, lines, named, found)


def vocabulary(pages: Sequence[Page], classes: int = 20, words: int = 500) -> dict[str, int]:
    """The features that are frequent enough, and the words that best tell story from the rest."""
    counts: Counter[str] = Counter()
    story: Counter[str] = Counter()
    rest: Counter[str] = Counter()
    for page in pages:
        counts.update({name for names in page.named for name in names})
        here = {
            name
            for names, label in zip(page.named, page.labels, strict=True)
            if label == CONTENT
            for name in names
        }
        there = {
            name
            for names, label in zip(page.named, page.labels, strict=True)
            if label == OTHER
            for name in names
        }
        story.update(name for name in here - there if name.startswith(_WORDY))
        rest.update(name for name in there - here if name.startswith(_WORDY))
    wordy = sorted(
        (name for name in counts if name.startswith(_WORDY) and counts[name] >= 20),
        key=lambda name: -abs(story[name] - rest[name]) / sqrt(story[name] + rest[name] + 10),
    )[:words]
    plain = [
        name
        for name, count in counts.items()
        if not name.startswith(_WORDY) and count >= (classes if name.startswith(_CLASSES) else 8)
    ]
    return {name: number for number, name in enumerate(sorted(plain) + sorted(wordy))}


def train(pages: Sequence[Page], kind: str) -> Model:
    """The model that fits the pages, all of one kind."""
    known = vocabulary(pages)
    boost = np.array([_BOOST if name.startswith(_RARE) else 1.0 for name in known])
    own = _matrix(pages, known) @ sp.diags(boost)
    target = np.concatenate([page.labels for page in pages]) == CONTENT
    weights = np.concatenate([page.weights for page in pages])
    fold = np.concatenate(
        [np.full(len(page.lines), zlib.crc32(page.name.encode()) % _FOLDS) for page in pages]
    )
    size = len(known)
    rows, owns, arounds = own, [], []
    for stage in range(_STAGES):
        fitted = _fit(rows, target, weights)
        owns.append(fitted.coef_[0][:size] * boost)
        owns[-1][known["bias"]] += fitted.intercept_[0]
        arounds.append(fitted.coef_[0][size:])
        if stage + 1 < _STAGES:
            rows = sp.hstack(
                [own, sp.csr_matrix(_around(pages, _crossed(rows, target, weights, fold), kind))]
            ).tocsr()
    return Model(
        kind,
        tuple(known),
        np.vstack([np.column_stack(owns), np.zeros(_STAGES)]),
        np.array(arounds[1:]).reshape(_STAGES - 1, len(KINDS), -1),
    )


def _crossed(
    rows: sp.csr_matrix, target: NDArray[np.bool_], weights: NDArray[np.float64], fold: NDArray[np.int64]
) -> NDArray[np.float64]:
    """The chances that a model trained on the other pages gives to each block."""
    chances = np.zeros(len(target))
    for number in range(_FOLDS):
        held = fold == number
        chances[held] = _fit(rows[~held], target[~held], weights[~held]).predict_proba(rows[held])[:, 1]
    return chances


def _matrix(pages: Sequence[Page], known: dict[str, int]) -> sp.csr_matrix:
    columns: list[int] = []
    ends = [0]
    for page in pages:
        for names in page.named:
            columns += [known[name] for name in names if name in known]
            ends.append(len(columns))
    return sp.csr_matrix((np.ones(len(columns)), columns, ends), shape=(len(ends) - 1, len(known)))


def _around(pages: Sequence[Page], chances: NDArray[np.float64], kind: str) -> NDArray[np.float64]:
    ends = np.cumsum([0, *(len(page.lines) for page in pages)])
    return np.vstack(
        [
            Surroundings([page.lines], kind).spread(chances[start:end])
            for page, start, end in zip(pages, ends, ends[1:], strict=False)
        ]
    )


def _fit(rows: sp.csr_matrix, target: NDArray[np.bool_], weights: NDArray[np.float64]) -> LogisticRegression:
    used = weights > 0
    scaled = weights[used] * used.sum() / weights[used].sum()
    model = LogisticRegression(C=_STRENGTH, max_iter=200, tol=1e-3)
    return model.fit(rows[used], target[used], sample_weight=scaled)


def main() -> None:
    """Trains and writes both models."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("eval", type=Path)
    options.add_argument("--out", type=Path, default=WEIGHTS)
    options.add_argument("--without", action="append", choices=PARTS)
    options.add_argument("--kind", choices=sorted(FORMS), action="append")
    chosen = options.parse_args()
    for kind in chosen.kind or FORMS:
        with unpacked(chosen.eval) as folder:
            pages = pages_of(folder, kind)
        for without in chosen.without or ("", *PARTS):
            used = [page for page in pages if page.part != without]
            out = chosen.out / f"without_{without}" if without else _PACKAGE
            out.mkdir(parents=True, exist_ok=True)
            names = ", ".join(dict.fromkeys(page.part for page in used))
            save(train(used, kind), out, f"trained on {len(used)} pages of {names}")
            print(f"{out}/weights_{kind}.tsv: {len(used)} pages of {names}", flush=True)


if __name__ == "__main__":
    main()
