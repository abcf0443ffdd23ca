"""Which archive do the benchmarks search? A generated one, the same for everybody with the same seed.

Words are made of syllables and drawn by a Zipf-Mandelbrot law whose tail falls off faster, as that
of English does (press releases with 3.1 million words have 70,000 different ones; here 90,000). Two
thousand pairs of words stand together more often than chance would have it, as names do. 60 outlets
and 3,000 places (100 countries of 30 towns) are drawn by Zipf as well; dates cover 20 years, some
known to the month only and some not at all.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from search.article import Article
from search.dates import PartialDate

VOCABULARY = 1_000_000
COLLOCATIONS = 2_000
TAIL, TAIL_EXPONENT = 4_000, 0.9
OUTLETS = 60
COUNTRIES = 100
TOWNS = 30
MEDIAN_WORDS = 355
CHUNK = 1_000
FIRST_DAY = datetime.date(2004, 1, 1).toordinal()
DAYS = 20 * 365

_SYLLABLES = [first + vowel + last for first in "bdfgklmnprtvz" for vowel in "aiou" for last in "nrkm"]


def word(rank: int) -> str:
    """The word of this rank, the most frequent being 0; a word is three letters long or six or nine."""
    letters = ""
    rank += 1
    while rank:
        rank, digit = divmod(rank - 1, len(_SYLLABLES))
        letters = _SYLLABLES[digit] + letters
    return letters


def zipf(size: int, exponent: float = 1.0, shift: float = 2.7) -> npt.NDArray[np.float64]:
    """Cumulated probabilities of ranks 0 to size - 1; float64, last value 1."""
    ranks = np.arange(size) + shift
    weights = ranks**-exponent
    weights[TAIL:] *= (ranks[TAIL:] / ranks[min(TAIL, size - 1)]) ** -TAIL_EXPONENT
    cumulated = np.cumsum(weights)
    return np.asarray(cumulated / cumulated[-1])


@dataclass(frozen=True)
class Corpus:
    """`articles` articles made from `seed`; iterate over it as often as you like."""

    articles: int
    seed: int = 7

    def __iter__(self) -> Iterator[Article]:
        maker = _Maker(self.seed)
        for start in range(0, self.articles, CHUNK):
            yield from maker.chunk(start, min(CHUNK, self.articles - start))


class _Maker:
    def __init__(self, seed: int) -> None:
        self.seed = seed
        self.words = np.array([word(rank) for rank in range(VOCABULARY)], dtype=object)
        self.law = zipf(VOCABULARY)
        self.pairs = collocations(seed)
        self.pair_law = zipf(COLLOCATIONS)
        self.outlet_law = zipf(OUTLETS, 0.8)
        self.country_law = zipf(COUNTRIES, 1.0)
        self.town_law = zipf(TOWNS, 1.0)

    def chunk(self, start: int, size: int) -> Iterator[Article]:
        rng = np.random.default_rng([self.seed, start])
        lengths = np.clip(rng.lognormal(np.log(MEDIAN_WORDS), 0.5, size), 30, 5_000).astype(int) + 28
        ranks = np.searchsorted(self.law, rng.random(int(lengths.sum())))
        self._plant(rng, ranks)
        texts = np.split(self.words[ranks], np.cumsum(lengths)[:-1])
        for position, words in enumerate(texts):
            yield self._article(rng, start + position, words.tolist())

    def _plant(self, rng: np.random.Generator, ranks: npt.NDArray[np.int64]) -> None:
        count = len(ranks) // 80
        places = rng.integers(0, len(ranks) - 1, count)
        chosen = self.pairs[np.searchsorted(self.pair_law, rng.random(count))]
        ranks[places], ranks[places + 1] = chosen[:, 0], chosen[:, 1]

    def _article(self, rng: np.random.Generator, number: int, words: list[str]) -> Article:
        outlet = int(np.searchsorted(self.outlet_law, rng.random()))
        sentences = [" ".join(words[i : i + 18]) for i in range(28, len(words), 18)]
        return Article(
            id=f"g{number:08}",
            source=f"generated/{number}.txt",
            headline=" ".join(words[:8]).capitalize(),
            standfirst=" ".join(words[8:28]).capitalize() + ".",
            body=". ".join(sentences),
            outlet=f"Outlet {outlet + 1}",
            byline=(f"{words[0].capitalize()} {words[-1].capitalize()}",),
            date=_date(rng),
            locations=self._locations(rng),
        )

    def _locations(self, rng: np.random.Generator) -> tuple[str, ...]:
        paths = []
        for _ in range(int(rng.integers(0, 4))):
            country = int(np.searchsorted(self.country_law, rng.random())) + 1
            town = int(np.searchsorted(self.town_law, rng.random()))
            paths.append(f"Country {country}/Town {country}-{town}" if town else f"Country {country}")
        return tuple(dict.fromkeys(paths))


def collocations(seed: int) -> npt.NDArray[np.int64]:
    """Pairs of ranks that stand together more often than by chance; int64, shape (COLLOCATIONS, 2)."""
    rng = np.random.default_rng([seed, 1 << 40])
    return rng.integers(30, 8_000, (COLLOCATIONS, 2))


def _date(rng: np.random.Generator) -> PartialDate | None:
    day = datetime.date.fromordinal(FIRST_DAY + int(rng.integers(0, DAYS)))
    kind = rng.random()
    if kind < 0.05:
        return None
    return PartialDate(day.year, day.month, day.day if kind > 0.08 else None)
