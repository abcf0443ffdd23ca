"""What does one word, phrase or pattern of a query look for?

Each function makes a clause of the Whoosh query tree from the text that a person typed, with the
terms of `search.analysis`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from whoosh import query

from search import analysis
from search.dates import PartialDate
from search.fields import DATE_FIRST, DATE_LAST, FACETS, TEXT, UNKNOWN, VALUE, WORD

MAX_FUZZINESS = 2
MAX_SLOP = 10_000
"""Farther apart than that words of a phrase are nowhere; positions of an article are numbered with space for
it, so that no phrase reaches into the next article."""

_NOT_WORD = re.compile(r"[\W_]+")
_WILD = re.compile(r"([*?]+)")


class ByWord(query.MultiTerm):  # type: ignore[misc]
    """Any term whose word form matches a pattern: a Prefix, Wildcard or FuzzyTerm over `WORD`.

    Terms are stems, and `organi?ation` is no pattern for the stem `organ`; so patterns are matched
    with the words as they were written, whose stems are then looked for.
    """

    def __init__(self, fieldname: str, pattern: query.MultiTerm, boost: float = 1.0) -> None:
        self.fieldname = fieldname
        self.pattern = pattern
        self.boost = boost
        self.constantscore = True

    def __eq__(self, other: object) -> bool:
        return isinstance(other, ByWord) and self._key() == other._key()

    def __hash__(self) -> int:
        return hash(self._key())

    def _key(self) -> tuple[str, Any]:
        return self.fieldname, self.pattern

    def __repr__(self) -> str:
        return f"ByWord({self.fieldname!r}, {self.pattern!r})"

    __str__ = __repr__

    def _btexts(self, reader: Any) -> Iterator[bytes]:
        found = self.pattern._btexts(reader)  # Whoosh gives strings for fuzzy terms, bytes for others
        words = {word if isinstance(word, str) else word.decode() for word in found}
        for term in sorted({analysis.stem(word).encode() for word in words}):
            if (self.fieldname, term) in reader:
                yield term

    def estimate_min_size(self, reader: Any) -> int:
        """At least none; Whoosh asks to order its work."""
        return 0


def word(field: str, text: str) -> query.Query | None:
    """A word, a hyphenated one in any of its spellings; None if it has no letters or digits."""
    tokens = list(analysis.tokens(text))
    parts = [token.term for token in tokens if not token.joined]
    joined = {token.term for token in tokens if token.joined}
    if len(parts) < 2:
        return query.Term(field, parts[0]) if parts else None
    phrased = query.Phrase(field, parts)
    return query.Or([query.Term(field, joined.pop()), phrased]) if len(joined) == 1 else phrased


def phrase(field: str, text: str, slop: int = 1) -> query.Query | None:
    """Words in this order, at most `slop` positions from each to the next."""
    tokens = list(analysis.tokens(text))
    open_form = [token.term for token in tokens if not token.joined]
    closed_form = _closed(tokens)
    if len(open_form) < 2:
        return query.Term(field, open_form[0]) if open_form else None
    phrased = query.Phrase(field, open_form, slop=slop)
    if closed_form == open_form:
        return phrased
    if len(closed_form) == 1:
        return query.Or([phrased, query.Term(field, closed_form[0])])
    return query.Or([phrased, query.Phrase(field, closed_form, slop=slop)])


def _closed(tokens: list[analysis.Token]) -> list[str]:
    """The terms with each hyphenated word as its joined form."""
    closed: list[str] = []
    covered = -1
    joined = {token.start: token for token in tokens if token.joined}
    for token in tokens:
        if token.joined or token.start < covered:
            continue
        whole = joined.get(token.start)
        closed.append(whole.term if whole else token.term)
        covered = whole.end if whole else covered
    return closed


def prefix(field: str, text: str) -> query.Query | None:
    """Words that begin so."""
    start = _plain(text)
    return ByWord(field, query.Prefix(WORD, start)) if start else None


class Anything(query.ConstantScoreQuery):  # type: ignore[misc]
    """A `*` alone. Whoosh asks for the boost of each part of a query that it takes out of another."""

    boost = 1.0


def wildcard(field: str, text: str) -> query.Query | None:
    """Words of this shape: `*` is any run of characters, `?` any one.

    A `*` alone is any article, or any that has something in the field. That is wrapped because Whoosh takes
    an `Every` for all of the query, or drops the field's other words, when it simplifies the tree.
    """
    parts = _WILD.split(text)
    shape = "".join(part if _WILD.fullmatch(part) else _plain(part) for part in parts)
    if not shape.strip("*?"):
        return Anything(_anything(field)) if "*" in shape else None
    return ByWord(field, query.Wildcard(WORD, shape))


def _anything(field: str) -> query.Query:
    """Articles with something in a field; `UNKNOWN` is what facets say of the others."""
    every = query.Every(None if field == TEXT else field)
    facet = any(field == each.name for each in FACETS)
    return query.And([every, query.Not(query.Term(field + VALUE, UNKNOWN))]) if facet else every


def _plain(text: str) -> str:
    """Letters and digits as in word forms; Whoosh would take brackets for a set of characters."""
    return _NOT_WORD.sub("", analysis.normalise(text))


def fuzzy(field: str, text: str, distance: int) -> query.Query | None:
    """Words at most `distance` edits (Damerau-Levenshtein) away that begin with the same letter."""
    start = _plain(text)
    if not start:
        return None
    distance = min(distance, MAX_FUZZINESS)
    return ByWord(field, query.FuzzyTerm(WORD, start, maxdist=distance, prefixlength=1))


def dated(text: str) -> query.Query:
    """A date or a range `from..to`, either end open; ValueError if it is neither.

    A partial date stands for every day it can mean, on both sides: an article of `2012` matches
    `date:2012-03`, because it may be from that month.
    """
    start, dots, end = text.partition("..")
    if not (start or end):
        raise ValueError("a date range needs at least one end")
    first = PartialDate.parse(start).first if start else None
    last = PartialDate.parse(end if dots else start).last if (end or not dots) else None
    return date_range(first.toordinal() if first else None, last.toordinal() if last else None)


def date_range(first: int | None, last: int | None) -> query.Query:
    """Articles that may be from the days `first` to `last` (ordinals, inclusive, None: open)."""
    return query.And([query.NumericRange(DATE_FIRST, None, last), query.NumericRange(DATE_LAST, first, None)])
