"""Which words of a text does a query look for?

Words are compared one by one, by the term they become or, for patterns, as they are written. Most of a
text is passed over without analysis: what is looked for begins with one of few letters.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from fnmatch import translate
from itertools import compress

from whoosh import query

from search import analysis

_BEGINNING = 2
"""Letters at the beginning of a term that its words have too, if `y` for `i` is let pass (`dying`, `die`)."""

_NOT_PUNCTUATION = r"[^\x00-\x7f\u2010-\u2027]"
"""What is not ASCII, nor a dash or a quotation mark."""


@dataclass(frozen=True)
class WordTest:
    """Whether a normalised word, not stemmed, matches a pattern; all that do begin with `begins`."""

    begins: str
    matches: Callable[[str], object]


class Telling:
    """Which runs of texts, parts between spaces, have words that can be part of a match.

    Every different run is looked at once for all texts, and analysed only if a word in it begins as one
    that is looked for. Runs with letters that are not ASCII are always analysed, since accents go and
    ligatures dissolve.
    """

    def __init__(self, terms: Iterable[str], tests: Sequence[WordTest]) -> None:
        self._terms, self._tests = frozenset(terms), tests
        self._known: set[str] = set()
        self._telling: set[str] = set()
        begins = {term[:_BEGINNING] for term in self._terms} | {test.begins[:_BEGINNING] for test in tests}
        pattern = rf"(?<![A-Za-z0-9])(?:{'|'.join(map(_spellings, sorted(begins)))})|{_NOT_PUNCTUATION}"
        self._may_tell = re.compile(pattern, re.IGNORECASE).search

    def among(self, runs: Sequence[str]) -> list[int]:
        """The indices of those that have such words."""
        unknown = set(runs) - self._known
        self._known |= unknown
        self._telling.update(filter(self._tells, filter(self._may_tell, unknown)))
        return list(compress(range(len(runs)), map(self._telling.__contains__, runs)))

    def _tells(self, run: str) -> bool:
        for token in analysis.analyse(run).tokens:
            if token.term in self._terms:
                return True
            for test in self._tests:
                if test.matches(token.word):
                    return True
        return False


def _spellings(begin: str) -> str:
    """A pattern of the letters as they can stand in an ASCII text: `U.N.`, `e-mail`, `8,500`."""
    return "[^A-Za-z0-9]*".join("[iy]" if letter == "i" else re.escape(letter) for letter in begin)


def word_test(pattern: query.MultiTerm) -> WordTest:
    """The test of a Prefix, Wildcard or FuzzyTerm."""
    text = pattern.text
    if isinstance(pattern, query.Prefix):
        return WordTest(text, lambda word: word.startswith(text))
    if isinstance(pattern, query.Wildcard):
        return WordTest(re.split(r"[*?[]", text, maxsplit=1)[0], re.compile(translate(text)).match)
    return WordTest(text[:1], lambda word: _within_edits(text, word, pattern.maxdist))


def _within_edits(a: str, b: str, most: int) -> bool:
    """Whether two words that begin alike are at most so many edits apart (optimal string alignment)."""
    if a[:1] != b[:1] or abs(len(a) - len(b)) > most or len(set(a) ^ set(b)) > 2 * most:
        return False
    before: list[int] = []
    last: list[int] = []
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        before, last, row = last, row, [i]
        for j, y in enumerate(b, 1):
            cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (x != y))
            if i > 1 and j > 1 and x == b[j - 2] and a[i - 2] == y:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
    return row[-1] <= most
