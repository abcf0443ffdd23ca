"""Which words of the archive complete what a person has begun to type?"""

from __future__ import annotations

import numpy as np

from search import analysis
from search.engines.embedded.patterns import find_all
from search.engines.embedded.view import View
from search.fields import TEXT, WORD


def complete(view: View, prefix: str, limit: int) -> list[str]:
    """The words that begin so whose terms are in most articles; of equal ones the first by spelling."""
    start = analysis.normalise(prefix)
    return view.cached(("complete", start, limit), lambda: _complete(view, start, limit))


def _complete(view: View, start: str, limit: int) -> list[str]:
    tables = [leaf.postings.terms for leaf in view.leaves]
    words = sorted({t.term(n).decode() for t in tables for n in t.beginning(WORD, start.encode())})
    terms = [analysis.stem(word).encode() for word in words]
    frequencies = np.zeros(len(words), np.int64)
    for table in tables:
        numbers = find_all(table, TEXT, terms)
        known = numbers >= 0
        frequencies[known] += table.posts[numbers[known] + 1] - table.posts[numbers[known]]
    best = np.argsort(-frequencies, kind="stable")[:limit]
    return [words[index] for index in best.tolist()]
