"""python -m benchmarks.train_captions EVAL

Trains the weights that tell captions in text that kept its layout, `weights_captions.tsv`: those of the
package on all sets whose gold names captions, and for each part of a set that `benchmarks.quality` scores
some that have not seen it. EVAL is the evaluation folder. Needs scikit-learn (`pip install .[train]`).

One logistic regression (scikit-learn, L2) over captions and paragraphs of stories, each counting alike.
There are only some hundred captions, so that it is held back much.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

import index.clean
from benchmarks.evaluation import documents_of, gold_of
from benchmarks.held_out import PARTS, WEIGHTS
from benchmarks.labels import CONTENT, labels, words
from benchmarks.sets import unpacked
from index.clean.caption_model import FAMILIES, NAMES, shown_features
from index.clean.features import features
from index.clean.features.families import PLAIN
from index.clean.lines import Line, lines_of
from index.clean.scoring import kind_of, shown

SETS = ("fundus_en", "fundus_other")
_STRENGTH = 0.05
_OFTEN = 10
_ALIKE = 0.6
_CAPTION_WORDS = 3

Examples = tuple[NDArray[np.bool_], NDArray[np.bool_]]
"""A row of features for each block, and whether it is a caption."""


def examples(folder: Path, name: str) -> Iterator[Examples]:
    """The captions and paragraphs of each page of a set."""
    gold = gold_of(folder, name)
    for page, document in documents_of(folder, name, "text"):
        lines = lines_of(document)
        if page not in gold or kind_of(document, lines) != "indented":
            continue
        view = shown(document, lines)
        seen = view.lines
        caption = _captions(seen, gold[page])
        known = caption | (np.array(labels([line.text for line in seen], gold[page])) == CONTENT)
        plain = features([replace(view, kind="indented")]).plain
        families = np.zeros((len(seen), len(PLAIN)), dtype=np.bool_)
        families[np.arange(len(seen)), plain] = True
        yield np.hstack([families, shown_features(lines, view.numbers).T])[known], caption[known]


def _captions(lines: Sequence[Line], gold: Mapping[str, Any]) -> NDArray[np.bool_]:
    """Which blocks are captions by the gold, whole or with a few words more or less."""
    body = " ".join(words(gold["body"]))
    known = {" ".join(words(text)) for text in gold.get("captions") or []}
    known = {text for text in known if text.count(" ") >= _CAPTION_WORDS - 1 and text not in body}
    texts = [" ".join(words(line.text)) for line in lines]
    return np.array([any(_alike(text, caption) for caption in known) for text in texts], dtype=np.bool_)


def _alike(text: str, other: str) -> bool:
    short, long = sorted((text, other), key=len)
    return short in long and len(short) > _ALIKE * len(long)


def train(pages: Sequence[Examples]) -> dict[str, float]:
    """The weight of each feature that enough blocks have."""
    rows, target = (np.concatenate(parts) for parts in zip(*pages, strict=True))
    names = (*PLAIN, *NAMES)
    used = [
        number
        for number, count in enumerate(rows.sum(axis=0))
        if count >= _OFTEN and (number >= len(PLAIN) or names[number].startswith(FAMILIES))
    ]
    fitted = LogisticRegression(C=_STRENGTH, max_iter=500).fit(rows[:, used], target)
    weights = {names[number]: float(value) for number, value in zip(used, fitted.coef_[0], strict=True)}
    weights["bias"] += float(fitted.intercept_[0])
    return weights


def main() -> None:
    """Trains and writes all weights."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("eval", type=Path)
    with unpacked(options.parse_args().eval) as folder:
        pages = {name: list(examples(folder, name)) for name in SETS}
    for without in ("", *PARTS):
        used = [name for name in SETS if name != without]
        weights = train([page for name in used for page in pages[name]])
        target = WEIGHTS / f"without_{without}" if without else Path(index.clean.__file__).parent
        rows = [
            f"#\ttrained on {', '.join(used)}",
            *(f"{name}\t{value:.3f}" for name, value in sorted(weights.items())),
        ]
        (target / "weights_captions.tsv").write_text("\n".join(rows) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
