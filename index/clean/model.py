"""What chance has each block of being part of the story?

A linear model in two stages, each a logistic regression. The first sees a block alone (`features`),
the second also what the first made of the blocks around it (`context`). The weights are text files
beside this module, one for pages and one for plain text; `benchmarks/train_cleaning.py` makes them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.clean.context import KINDS, NAMES, Row, context, kinds_of
from index.clean.features import features
from index.clean.lines import Line
from search.errors import ConfigError

_FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class Model:
    """Weights: for each named feature one of each stage, for the context one of each kind of block."""

    names: tuple[str, ...]
    own: NDArray[np.float64]
    around: NDArray[np.float64]

    @cached_property
    def rows(self) -> dict[str, int]:
        """Where the weights of a feature stand."""
        return {name: row for row, name in enumerate(self.names)}

    @cached_property
    def known(self) -> frozenset[str]:
        """The words that features of this model speak of."""
        return frozenset(name.partition(" ")[2] for name in self.names if name.startswith(("says ", "under ")))

    def chances(self, lines: Sequence[Line], title: str) -> Row:
        """The chance of each block, 0 to 1."""
        return self.judge(lines, features(lines, title, self.known))

    def judge(self, lines: Sequence[Line], named: Sequence[Sequence[str]]) -> Row:
        """The same from features at hand."""
        sums = self._sums(named)
        first = _logistic(sums[:, 0])
        words = np.array([line.count for line in lines], dtype=np.float64)
        return _logistic(sums[:, 1] + context(first, lines, words, kinds_of(lines)) @ self.around)

    def _sums(self, named: Sequence[Sequence[str]]) -> NDArray[np.float64]:
        """The sum of the weights of each block's features, in a column for each stage."""
        get = self.rows.get
        numbers: list[int] = []
        starts: list[int] = []
        for names in named:
            starts.append(len(numbers))
            numbers += [row for name in names if (row := get(name)) is not None]
            numbers.append(len(self.names))
        return np.add.reduceat(self.own[numbers], starts, axis=0)


def _logistic(sums: Row) -> Row:
    return 1 / (1 + np.exp(-np.clip(sums, -30, 30)))


@cache
def load(kind: str, folder: Path = _FOLDER) -> Model:
    """The model for `html` or `text`. Raises ConfigError if the weights do not fit this version."""
    path = folder / f"weights_{kind}.tsv"
    own: dict[str, list[float]] = {}
    around: dict[str, list[float]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        part, name, *values = line.split("\t")
        if part != "#":
            (own if part == "own" else around)[name] = [float(value) for value in values]
    if tuple(around) != NAMES[kind]:
        raise ConfigError(f"The weights in {path} are of another version.", "Run benchmarks/train_cleaning.py.")
    # One more row of zeros stands for features without weights.
    return Model(tuple(own), np.array([*own.values(), [0.0, 0.0]]), np.array([*around.values()]).T.reshape(-1))


def save(model: Model, kind: str, folder: Path, note: str) -> None:
    """Writes the weights as `load` reads them; features that hardly weigh anything are left out."""
    rows = [f"#\t{note}", "#\town\tfeature\tweight alone\tweight among neighbours",
            "#\taround\twhat is around\t" + "\t".join(KINDS)]
    rows += [f"own\t{name}\t{first:.3f}\t{second:.3f}"
             for name, (first, second) in zip(model.names, model.own, strict=False) if max(abs(first), abs(second)) >= 0.02]
    table = model.around.reshape(len(KINDS), -1).T
    rows += [f"around\t{name}\t" + "\t".join(f"{value:.3f}" for value in values)
             for name, values in zip(NAMES[kind], table, strict=True)]
    (folder / f"weights_{kind}.tsv").write_text("\n".join(rows) + "\n", encoding="utf-8")
