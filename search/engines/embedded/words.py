"""Which words of the archive complete, or correct, what a person has typed?"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from search import analysis
from search.engines.embedded.patterns import find_all, fuzzy
from search.engines.embedded.view import View
from search.fields import TEXT, WORD

_LETTERS_AN_EDIT = 4
"""A word must have so many letters for each edit, or too many words are near it to mean one of them."""
_TIMES_AS_MANY = 100
"""In how many times as many articles a word must be, to be what a word that some articles have meant."""


def complete(view: View, prefix: str, limit: int) -> list[str]:
    """The words that begin so whose terms are in most articles; of equal ones the first by spelling."""
    start = analysis.normalise(prefix)
    return view.cached(("complete", start, limit), lambda: _complete(view, start, limit))


def correct(view: View, word: str) -> str | None:
    """The word in most articles that is spelled nearly like this one, which none has, or few in comparison.

    It is one edit away (a letter more, less or changed, or two swapped) or, if nothing is and the word is
    long and in no article, two edits and with the same two first letters.
    """
    typed = analysis.normalise(word)
    if not typed:
        return None
    frequency = int(_frequencies(view, [typed])[0])
    enough = max(1, _TIMES_AS_MANY * frequency)
    for edits, same in ((1, 0),) if frequency else ((1, 0), (2, 2)):
        if len(typed) >= edits * _LETTERS_AN_EDIT and (near := _near(view, typed, edits, same, enough)):
            return near
    return None


def _complete(view: View, start: str, limit: int) -> list[str]:
    tables = [leaf.postings.terms for leaf in view.leaves]
    words = sorted({t.term(n).decode() for t in tables for n in t.beginning(WORD, start.encode())})
    best = np.argsort(-_frequencies(view, words), kind="stable")[:limit]
    return [words[index] for index in best.tolist()]


def _near(view: View, typed: str, edits: int, same: int, enough: int) -> str | None:
    """The most frequent of the words near one, of equal ones the most alike in length; None if it is in
    fewer than `enough` articles."""
    tables = [leaf.postings.terms for leaf in view.leaves]
    found = {t.term(n).decode() for t in tables for n in fuzzy(t, WORD, typed, edits, same).tolist()}
    found |= {typed[:at] + typed[at + 1] + typed[at] + typed[at + 2 :] for at in range(len(typed) - 1)}
    words = sorted(filter(str.isalpha, found), key=lambda word: (abs(len(word) - len(typed)), word))
    frequencies = _frequencies(view, words)
    best = int(frequencies.argmax()) if words else 0
    return words[best] if words and frequencies[best] >= enough else None


def _frequencies(view: View, words: list[str]) -> npt.NDArray[np.int64]:
    """In how many articles the terms of words are, deleted articles included."""
    terms = [analysis.stem(word).encode() for word in words]
    frequencies = np.zeros(len(words), np.int64)
    for leaf in view.leaves:
        table = leaf.postings.terms
        numbers = find_all(table, TEXT, terms)
        known = numbers >= 0
        frequencies[known] += table.posts[numbers[known] + 1] - table.posts[numbers[known]]
    return frequencies
