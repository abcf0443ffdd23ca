"""Which terms does a prefix, a pattern with wildcards or a misspelt word stand for?

Everything looks at the whole dictionary of a field at once: a prefix is a stretch of the sorted
terms; a pattern is looked for by its longest literal part; the edit distances of all candidates of
a fuzzy word are computed together, one cell of the table (Wagner and Fischer, "The string-to-string
correction problem", 1974) for all candidates at a time.
"""

from __future__ import annotations

import fnmatch
import functools
import re
from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt
from whoosh import query

from search import analysis
from search.clauses import ByWord
from search.engines.embedded.arrays.terms import END, ODD, TermTable
from search.engines.embedded.kernels import distinct, where
from search.engines.embedded.view import View
from search.fields import TEXT, WORD

Numbers = npt.NDArray[np.int64]
Stop = Callable[[], bool]

_FEW = 64
_WILD = re.compile(r"[*?]+")
_CHECK_EVERY = 4096


def expand(view: View, pattern: Any, stop: Stop) -> list[Numbers] | None:
    """The numbers of the terms a MultiTerm query stands for, by segment, ascending.

    None if this kind of query is not understood. `stop` is asked now and then whether to leave it
    at what has been found.
    """
    if isinstance(pattern, ByWord):
        return _by_word(view, pattern, stop)
    tables = [leaf.postings.terms for leaf in view.leaves]
    field = pattern.fieldname
    if isinstance(pattern, query.Prefix):
        return [_numbers(table.beginning(field, pattern.text.encode())) for table in tables]
    if isinstance(pattern, query.Wildcard) and "[" not in pattern.text:
        return [wildcard(table, field, pattern.text, stop) for table in tables]
    if isinstance(pattern, query.FuzzyTerm):
        return [fuzzy(table, field, pattern.text, pattern.maxdist, pattern.prefixlength) for table in tables]
    return None


def _by_word(view: View, pattern: ByWord, stop: Stop) -> list[Numbers] | None:
    """Terms whose words, in any segment, the pattern stands for."""
    words = expand(view, pattern.pattern, stop)
    if words is None:
        return None
    if len(words) == 1 and (roots := view.leaves[0].roots) is not None and pattern.fieldname == TEXT:
        found = np.sort(roots.take(words[0] - view.leaves[0].postings.terms.fields[WORD].first))
        return [distinct(found).astype(np.int64)]
    stems: set[bytes] = set()
    for leaf, numbers in zip(view.leaves, words, strict=True):
        for start in range(0, len(numbers), _CHECK_EVERY):
            some = numbers[start : start + _CHECK_EVERY].tolist()
            stems.update(analysis.stem(leaf.postings.terms.term(n).decode()).encode() for n in some)
            if stop():
                break
    return [_look_up(leaf.postings.terms, pattern.fieldname, list(stems), stop) for leaf in view.leaves]


def _look_up(table: TermTable, field: str, terms: list[bytes], stop: Stop) -> Numbers:
    found = []
    for start in range(0, len(terms), 4 * _CHECK_EVERY):
        found.append(find_all(table, field, terms[start : start + 4 * _CHECK_EVERY]))
        if stop():
            break
    numbers = np.unique(np.concatenate([np.zeros(0, np.int64), *found]))
    return numbers[numbers >= 0]


def find_all(table: TermTable, field: str, terms: list[bytes]) -> Numbers:
    """The number of each term in a field, -1 for those it does not have."""
    if len(terms) > _FEW:
        return table.find_many(field, terms)
    return np.array([table.find(field, term) for term in terms], np.int64)


def wildcard(table: TermTable, field: str, pattern: str, stop: Stop) -> Numbers:
    """The numbers of the terms that match; `*` is any run of characters, `?` any one."""
    head = _WILD.split(pattern)[0]
    candidates = table.beginning(field, head.encode())
    literal = max(_WILD.split(pattern), key=len)
    if not literal:
        return _by_length(table, field, candidates, pattern)
    if len(literal) > len(head):
        found = _containing(table, candidates, literal.encode(), stop)
    else:
        found = _numbers(candidates)
    if pattern in (f"*{literal}*", f"{literal}*"):
        return found
    matches = re.compile(fnmatch.translate(pattern)).match
    kept = []
    for count, number in enumerate(found.tolist()):
        if count % _CHECK_EVERY == 0 and stop():
            break
        if matches(table.term(number).decode()):
            kept.append(number)
    return np.array(kept, np.int64)


def _containing(table: TermTable, numbers: range, literal: bytes, stop: Stop) -> Numbers:
    """Which of these terms contain the literal text; their bytes are searched as one."""
    if not numbers:
        return np.zeros(0, np.int64)
    start, end = int(table.starts[numbers.start]), int(table.starts[numbers.stop])
    text = table.blob[start:end].tobytes()
    places: list[int] = []
    for count, found in enumerate(re.finditer(re.escape(literal), text)):
        if count % _CHECK_EVERY == 0 and stop():
            break
        places.append(found.start())
    starts = table.starts[numbers.start : numbers.stop]
    inside = np.searchsorted(starts, np.array(places, np.int64) + start, "right") - 1
    return np.unique(inside) + numbers.start


def _by_length(table: TermTable, field: str, numbers: range, pattern: str) -> Numbers:
    """Which of these terms have as many characters as a pattern of nothing but `*` and `?` wants."""
    if not numbers:
        return np.zeros(0, np.int64)
    starts = table.starts[numbers.start : numbers.stop + 1].astype(np.int64)
    text = table.blob[starts[0] : starts[-1]]
    begins = ((text & 0xC0) != 0x80) & (text != END)
    characters = np.add.reduceat(begins.astype(np.int32), starts[:-1] - starts[0])
    wanted = pattern.count("?")
    right = characters >= wanted if "*" in pattern else characters == wanted
    return np.flatnonzero(right) + numbers.start


def fuzzy(table: TermTable, field: str, word: str, most: int, prefix: int) -> Numbers:
    """The numbers of the terms at most `most` edits away that share the first `prefix` characters.

    An edit inserts, deletes or replaces a character.
    """
    candidates = table.beginning(field, word[:prefix].encode())
    if not candidates:
        return _numbers(candidates)
    numbers = _half_equal(table, field, word, candidates, prefix) if most == 1 else _numbers(candidates)
    lengths = table.endings(field).lengths.take(numbers - table.fields[field].first)
    fitting = where((lengths >= len(word) - most) & (lengths <= min(len(word) + most, ODD - 1)))
    plain, sizes = numbers.take(fitting), lengths.take(fitting).astype(np.int64)
    measured = _one_off if most == 1 else functools.partial(_near, most=most)
    near = plain.take(where(measured(table, table.starts.take(plain).astype(np.int64), sizes, word)))
    odd = numbers.take(where(lengths == ODD)).tolist()
    others = [number for number in odd if _distance(table.term(number).decode(), word) <= most]
    return np.sort(np.concatenate([near, np.array(others, np.int64)])) if others else near


def _half_equal(table: TermTable, field: str, word: str, candidates: range, prefix: int) -> Numbers:
    """Those of the terms, which begin with `prefix` characters of a word, that begin with its first half
    or end with its second half: with one edit, all do."""
    half = max(len(word) // 2, prefix)
    begins = table.beginning(field, word[:half].encode())
    ends = table.endings(field).like(candidates, table.fields[field].first, word[half:].encode())
    before, after = ends.searchsorted((begins.start, begins.stop)).tolist()
    return np.concatenate([ends[:before], _numbers(begins), ends[after:]])


def _one_off(table: TermTable, starts: Numbers, sizes: Numbers, word: str) -> npt.NDArray[np.bool_]:
    """Which terms, all of ASCII letters and at most a letter longer or shorter, are at most one edit away.

    Those that have all letters but one in common with the word, at the beginning and at the end. What
    is before and after a term in the dictionary is `END`, which no letter equals.
    """
    letters = np.array([min(ord(character), END - 1) for character in word], np.uint8)
    equal = np.zeros((len(starts), len(word) + 1), np.bool_)
    places = np.arange(len(word))
    equal[:, :-1] = table.blob.take(starts[:, None] + places, mode="clip") == letters
    first = equal.argmin(axis=1)
    ends = (starts + sizes)[:, None] - 1 - places
    equal[:, :-1] = table.blob.take(ends, mode="clip") == letters[::-1]
    last = np.minimum(equal.argmin(axis=1), sizes)
    return np.asarray(first + last >= np.maximum(sizes, len(word)) - 1)


def _near(table: TermTable, starts: Numbers, sizes: Numbers, word: str, most: int) -> npt.NDArray[np.bool_]:
    """Which terms, all of ASCII letters and at most `most` longer or shorter, are at most `most` edits
    away."""
    width = len(word) + most
    letters = table.blob.take(starts[:, None] + np.arange(width), mode="clip")
    columns = np.ascontiguousarray(letters.T)
    row = [np.full(len(sizes), min(at, 255), np.uint8) for at in range(width + 1)]
    for index, character in enumerate(word, 1):
        code = min(ord(character), END - 1)
        below = [np.full(len(sizes), min(index, 255), np.uint8)]
        for at in range(width):
            change = row[at] + (columns[at] != code)
            below.append(np.minimum(change, np.minimum(row[at + 1], below[at]) + 1))
        row = below
    return np.asarray(np.stack(row)[sizes, np.arange(len(sizes))] <= most)


def _distance(one: str, other: str) -> int:
    row = list(range(len(other) + 1))
    for index, letter in enumerate(one, 1):
        before, row[0] = row[0], index
        for at, against in enumerate(other, 1):
            change = before + (letter != against)
            before, row[at] = row[at], min(change, row[at] + 1, row[at - 1] + 1)
    return row[-1]


def _numbers(terms: range) -> Numbers:
    return np.arange(terms.start, terms.stop, dtype=np.int64)
