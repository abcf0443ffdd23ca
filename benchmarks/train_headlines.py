"""python -m benchmarks.train_headlines EVAL

Trains the weights that tell the headline of a plain text, `weights_headlines.tsv`: those of the package on
all sets, and for each part of a set that `benchmarks.headlines` scores some that have not seen it. EVAL is
the evaluation folder. Needs scipy (`pip install .[train]`). Dumps of pages begin with menus; so that texts
which begin with their title are known, too, some press releases are among what is learned from.

A conditional logit (D. McFadden, "Conditional Logit Analysis of Qualitative Choice Behavior", 1974), held
back by L2: of the blocks above a story one is chosen, and the weights make the title most likely.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

import index.clean
from benchmarks.headlines import Titled, learned
from benchmarks.held_out import PARTS, WEIGHTS
from index.clean import clean
from index.clean.headlines import candidates, features
from index.clean.lines import lines_of
from index.document import Role
from search.errors import ReadError

_STRENGTH = 1.0
_PACKAGE = Path(index.clean.__file__).parent
Row = NDArray[np.float64]


class Choice(NamedTuple):
    """The part of a set that a text is of, the features of its blocks, and which of them are the title."""

    part: str
    blocks: list[list[str]]
    is_title: Row


def choice_of(text: Titled) -> Choice | None:
    """What there is to choose from in a text; None where its title is not."""
    lines = lines_of(text.document)
    try:
        spans = clean(text.document, weights=text.weights).spans_of(Role.BODY)
    except ReadError:
        return None
    first = next(number for number, line in enumerate(lines) if line.block.end > spans[0].start)
    found = candidates(lines, first)
    is_title = np.array([text.is_title(lines[number].text) for number in found], float)
    return Choice(text.part, list(features(lines, first, found)), is_title) if is_title.any() else None


def train(choices: Sequence[Choice]) -> dict[str, float]:
    """The weights of all features, with which the titles are most likely to be chosen."""
    names = sorted({name for choice in choices for block in choice.blocks for name in block})
    rows = [
        np.array([[name in block for name in names] for block in map(set, choice.blocks)], float)
        for choice in choices
    ]

    def loss(weights: Row) -> tuple[float, Row]:
        value, slope = _STRENGTH / 2 * float(weights @ weights), _STRENGTH * weights
        for row, choice in zip(rows, choices, strict=True):
            sums = row @ weights
            chances = np.exp(sums - sums.max())
            chances /= chances.sum()
            right = chances * choice.is_title
            value -= float(np.log(right.sum()))
            slope = slope - row.T @ (right / right.sum() - chances)
        return value, slope

    found = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B").x
    return dict(zip(names, found.tolist(), strict=True))


def save(weights: dict[str, float], folder: Path, note: str) -> None:
    """Writes the weights as `index.clean.headlines` reads them."""
    rows = [f"# {note}", *(f"{name}\t{weight:.2f}" for name, weight in weights.items())]
    (folder / "weights_headlines.tsv").write_text("\n".join(rows) + "\n", encoding="utf-8")


def main() -> None:
    """Trains and writes all weights."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("eval", type=Path)
    choices = list(filter(None, map(choice_of, learned(options.parse_args().eval))))
    for without in ("", *PARTS):
        used = [choice for choice in choices if choice.part != without]
        folder = WEIGHTS / f"without_{without}" if without else _PACKAGE
        save(train(used), folder, f"trained on {len(used)} texts")
        print(f"{folder}/weights_headlines.tsv: {len(used)} texts", flush=True)


if __name__ == "__main__":
    main()
