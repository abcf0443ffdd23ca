"""What chance has each block of being part of the story?

A linear model in three stages, each a logistic regression. The first sees a block alone (`features`),
each later one also what the one before made of the blocks around it (`context`). The weights are text
files beside this module: for pages, for text with the layout of a page, and for other plain text.
`benchmarks/train_cleaning.py` makes them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from itertools import chain
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.clean.context import KINDS, NAMES, Surroundings
from index.clean.context.group import Row
from index.clean.features import Features
from index.clean.features.families import PLAIN
from index.clean.features.markup import Markup, words_of
from index.clean.lines import Line
from search.errors import ConfigError

_LEAST = 0.02
_MARKUP_KEPT = 4_096
_FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class Model:
    """Weights: a column of `own` is a stage; `around` has a row for each kind of block of a later stage."""

    kind: str
    names: tuple[str, ...]
    own: NDArray[np.float64]
    around: NDArray[np.float64]

    @cached_property
    def known(self) -> frozenset[str]:
        """The words that features of this model speak of."""
        return frozenset(
            name.partition(" ")[2] for name in self.names if name.startswith(("says ", "under "))
        )

    def judge(self, documents: Sequence[Sequence[Line]], found: Features) -> Row:
        """The chance of each block of some documents, one after another, 0 to 1, from its features."""
        sums = self._plain.take(found.plain, axis=0).sum(axis=0) + self._words(found.said, found.label)
        if found.markup:
            sums += self._markup(found.markup)
        chances = _logistic(sums[:, 0])
        surroundings = Surroundings(documents, self.kind)
        for stage, weights in enumerate(self.around, 1):
            around = np.einsum("nb,bn->b", surroundings.numbers(chances), weights[surroundings.kinds])
            chances = _logistic(sums[:, stage] + around)
        return chances

    def weight(self, name: str) -> float:
        """What a feature weighs in the first stage, which sees a block alone; 0 for an unknown one."""
        return float(self.own[self._rows.get(name, len(self.names)), 0])

    @cached_property
    def _rows(self) -> dict[str, int]:
        return {name: row for row, name in enumerate(self.names)}

    @cached_property
    def _plain(self) -> NDArray[np.float64]:
        """The weights of the features in `PLAIN`, in their order; zero for those that have none."""
        return self.own[[self._rows.get(name, len(self.names)) for name in PLAIN]]

    @cached_property
    def _said(self) -> tuple[dict[str, int], NDArray[np.float64]]:
        """The rows of known words in a table with the weights of saying them and of standing under them."""
        words = sorted(self.known)
        rows = [
            [self._rows.get(f"{form} {word}", len(self.names)) for form in ("says", "under")]
            for word in words
        ]
        table = self.own[rows].reshape(len(words), -1) if words else np.zeros((0, 2 * self.own.shape[1]))
        return {word: row for row, word in enumerate(words)}, table

    def _words(self, said: Sequence[frozenset[str]], label: NDArray[np.int64]) -> NDArray[np.float64]:
        """The weights of what each block says and of what its label says, in a column for each stage."""
        row_of, table = self._said
        told = [self.known & words for words in said]
        rows = np.fromiter(map(row_of.__getitem__, chain.from_iterable(told)), np.int64)
        sums = np.zeros((len(rows) + 1, table.shape[1]))
        table.take(rows, axis=0).cumsum(axis=0, out=sums[1:])
        # One more row, without weights, for blocks that stand under nothing.
        bounds = sums.take(np.cumsum([0, *map(len, told), 0]), axis=0)
        each = bounds[1:] - bounds[:-1]
        stages = table.shape[1] // 2
        return np.asarray(each[:-1, :stages] + each[label, stages:])

    def _markup(self, markup: Sequence[Markup]) -> NDArray[np.float64]:
        """The weights of what markup says of each block."""
        numbers: dict[Markup, int] = {}
        rows = [numbers.setdefault(each, len(numbers)) for each in markup]
        return np.array([self._sum(each) for each in numbers])[rows]

    @cached_property
    def _sum(self) -> Callable[[Markup], tuple[float, ...]]:
        """The weights of one block's markup; an archive has the same on page after page."""
        return lru_cache(_MARKUP_KEPT)(self._summed)

    def _summed(self, markup: Markup) -> tuple[float, ...]:
        known = [
            weights
            for form, words in words_of(markup)
            for word in words
            if (weights := self._weights[form].get(word))
        ]
        return tuple(map(sum, zip([0.0] * self.own.shape[1], *known, strict=True)))

    @cached_property
    def _weights(self) -> Mapping[str, Mapping[str, Sequence[float]]]:
        """The weights of features by what their names begin and end with, for adding few without NumPy."""
        found: dict[str, dict[str, list[float]]] = defaultdict(dict)
        for name, weights in zip(self.names, self.own.tolist(), strict=False):
            form, _, word = name.partition(" ")
            found[form][word] = weights
        return found


def _logistic(sums: Row) -> Row:
    return 1 / (1 + np.exp(-np.minimum(np.maximum(sums, -30), 30)))


@cache
def load(kind: str, folder: Path = _FOLDER) -> Model:
    """The model for a kind of document (`scoring.kind_of`).

    Raises ConfigError if the weights do not fit this version.
    """
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
    return Model(kind, tuple(own), table, np.ascontiguousarray(columns.transpose(1, 2, 0)))


def save(model: Model, folder: Path, note: str) -> None:
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
    table = model.around.transpose(2, 0, 1).reshape(len(NAMES[model.kind]), -1)
    rows += [
        "\t".join(("around", name, *(f"{value:.3f}" for value in values)))
        for name, values in zip(NAMES[model.kind], table, strict=True)
    ]
    (folder / f"weights_{model.kind}.tsv").write_text("\n".join(rows) + "\n", encoding="utf-8")
