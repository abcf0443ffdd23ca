"""What is asked: twelve kinds of query, as a results page asks them, plain and narrowed?

Words are chosen by how many articles they are in, phrases from articles that have them, so that the
same kinds can be asked of any archive. The seed makes the choice repeatable.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from search import analysis
from search.article import Article
from search.dates import PartialDate
from search.engines.embedded.patterns import find_all
from search.engines.embedded.view import View
from search.fields import TEXT, WORD

RANGES = {"rare": (0.00002, 0.0003), "medium": (0.004, 0.03), "frequent": (0.15, 0.5)}
"""Part of the articles that a word of each kind is in."""

KINDS = (
    "rare", "medium", "frequent", "and of 2", "and of 3", "or of 3", "or of 10", "phrase", "prefix", "fuzzy",
    "everything",
)  # fmt: skip


@dataclass(frozen=True)
class Question:
    """A query of a kind: its words, and what narrows it. Dates are the first and last year."""

    kind: str
    words: tuple[str, ...]
    outlet: str | None = None
    years: tuple[int, int] | None = None

    @cached_property
    def label(self) -> str:
        """The kind, and whether it is narrowed."""
        return self.kind + (", narrowed" if self.outlet else "")

    @cached_property
    def text(self) -> str:
        """The query as a person would type it."""
        if self.kind == "phrase":
            return f'"{" ".join(self.words)}"'
        if self.kind == "prefix":
            return self.words[0] + "*"
        if self.kind == "fuzzy":
            return self.words[0] + "~"
        return (" OR " if self.kind.startswith("or") else " ").join(self.words)

    @cached_property
    def dates(self) -> tuple[PartialDate | None, PartialDate | None]:
        """The first and last year as dates."""
        return (PartialDate(self.years[0]), PartialDate(self.years[1])) if self.years else (None, None)


def questions(
    view: View, articles: Iterable[Article], each: int, kinds: Sequence[str] = KINDS, seed: int = 1
) -> list[Question]:
    """`each` questions of each kind, plain, and as many narrowed to an outlet and two years."""
    chosen = random.Random(seed)
    sample = [article for number, article in zip(range(2000), articles, strict=False) if number % 4 == 0]
    words = _words(view)
    found = [question for kind in kinds for question in _of(kind, words, sample, chosen, each)]
    return [*found, *(_narrowed(question, chosen.choice(sample)) for question in found)]


def _narrowed(question: Question, article: Article) -> Question:
    """The question, narrowed to an article's outlet and two years."""
    year = article.date.year if article.date else 2010
    return replace(question, outlet=article.outlet or "Unknown", years=(year - 1, year))


def _words(view: View) -> dict[str, list[str]]:
    """Words of letters by how many articles their terms are in."""
    table = max((leaf.postings.terms for leaf in view.leaves), key=len)
    terms = table.fields[WORD]
    listed = [table.term(number).decode() for number in range(terms.first, terms.last)]
    spelt = [word for word in listed if word.isalpha() and word.isascii() and len(word) > 2]
    numbers = find_all(table, TEXT, [analysis.stem(word).encode() for word in spelt])
    shares = np.diff(table.posts)[np.maximum(numbers, 0)] * (numbers >= 0) / view.count
    return {
        name: [word for word, share in zip(spelt, shares.tolist(), strict=True) if low <= share <= high]
        for name, (low, high) in RANGES.items()
    }


def _of(
    kind: str, words: dict[str, list[str]], sample: list[Article], chosen: random.Random, count: int
) -> Iterator[Question]:
    made: tuple[str, ...]
    for _ in range(count):
        if kind in words:
            made = (chosen.choice(words[kind]),)
        elif kind == "phrase":
            made = _phrase(chosen.choice(sample), chosen)
        elif kind == "prefix":
            made = (chosen.choice([word for word in words["medium"] if len(word) > 5])[:4],)
        elif kind == "fuzzy":
            made = (_misspelt(chosen.choice([word for word in words["medium"] if len(word) > 5]), chosen),)
        elif kind == "everything":
            made = ()
        else:
            pool = words["frequent"] + chosen.sample(words["medium"], min(len(words["medium"]), 200))
            made = tuple(chosen.sample(pool, int(kind.split()[-1])))
        yield Question(kind, made)


def _phrase(article: Article, chosen: random.Random) -> tuple[str, ...]:
    text = [word.strip(".").lower() for word in article.body.split()]
    plain = [at for at in range(len(text) - 1) if text[at].isalpha() and text[at + 1].isalpha()]
    at = chosen.choice(plain)
    return text[at], text[at + 1]


def _misspelt(word: str, chosen: random.Random) -> str:
    at = chosen.randrange(2, len(word))
    return word[:at] + chosen.choice("bdgkmt") + word[at + 1 :]
