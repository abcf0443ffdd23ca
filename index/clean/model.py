"""What chance has each block of being part of the story?

A linear model in three stages, each a logistic regression. The first sees a block alone (`features`),
each later one also what the one before made of the blocks around it (`context`). The weights are text files
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

_LEAST = 0.02
_FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class Model:
    """Weights: a column of `own` is a stage; `around` has a row for each stage after the first."""

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
        return frozenset(
            name.partition(" ")[2] for name in self.names if name.startswith(("says ", "under "))
        )

    def chances(self, lines: Sequence[Line], title: str) -> Row:
        """The chance of each block, 0 to 1."""
        return self.judge(lines, features(lines, title, self.known))

    def judge(self, lines: Sequence[Line], named: Sequence[Sequence[str]]) -> Row:
        """The same from features at hand."""
        sums = self._sums(named)
        chances = _logistic(sums[:, 0])
        words, kinds = np.array([line.count for line in lines], dtype=np.float64), kinds_of(lines)
        for stage, weights in enumerate(self.around, 1):
            chances = _logistic(sums[:, stage] + context(chances, lines, words, kinds) @ weights)
        return chances

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
        raise ConfigError(
            f"The weights in {path} are of another version.", "Run benchmarks/train_cleaning.py."
        )
    # One more row of zeros stands for features without weights.
    table = np.array([*own.values(), [0.0] * len(next(iter(own.values())))])
    # In the file a row is a number of the context; its columns go by stage and within it by kind of block.
    columns = np.array([*around.values()]).reshape(len(around), -1, len(KINDS))
    return Model(
        tuple(own), table, np.ascontiguousarray(columns.transpose(1, 2, 0)).reshape(columns.shape[1], -1)
    )


def save(model: Model, kind: str, folder: Path, note: str) -> None:
    """Writes the weights as `load` reads them; features that hardly weigh anything are left out."""
    stages = range(2, len(model.around) + 2)
    rows = [
        f"#\t{note}",
        "#\town\tfeature\tweight in each stage",
        "#\taround\twhat is around\t"
        + "\t".join(f"stage {stage} {name}" for stage in stages for name in KINDS),
    ]
    rows += [
        "\t".join(("own", name, *(f"{value:.3f}" for value in values)))
        for name, values in zip(model.names, model.own, strict=False)
        if np.abs(values).max() >= _LEAST
    ]
    table = model.around.reshape(len(stages), len(KINDS), -1).transpose(2, 0, 1).reshape(len(NAMES[kind]), -1)
    rows += [
        "\t".join(("around", name, *(f"{value:.3f}" for value in values)))
        for name, values in zip(NAMES[kind], table, strict=True)
    ]
    (folder / f"weights_{kind}.tsv").write_text("\n".join(rows) + "\n", encoding="utf-8")
