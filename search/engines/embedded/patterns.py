"""Which terms does a prefix, a pattern with wildcards or a misspelt word stand for?

Everything looks at the whole dictionary of a field at once: a prefix is a stretch of the sorted
terms; a pattern is looked for by its longest literal part; the edit distances of all candidates of
a fuzzy word are computed together, one cell of the table (Wagner and Fischer, "The string-to-string
correction problem", 1974) for all candidates at a time.
"""

from __future__ import annotations

import fnmatch
import re
from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt
from whoosh import query

from search import analysis
from search.clauses import ByWord
from search.engines.embedded.arrays.terms import END, TermTable
from search.engines.embedded.view import View

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
    numbers = _numbers(table.beginning(field, word[:prefix].encode()))
    if not len(numbers):
        return numbers
    starts = table.starts[numbers].astype(np.int64)
    sizes = table.starts[numbers + 1].astype(np.int64) - starts - 1
    longest = (4 if _has_foreign(table, numbers) else 1) * (len(word) + most)
    near = np.flatnonzero((sizes >= len(word) - most) & (sizes <= longest))
    numbers, starts, sizes = numbers[near], starts[near], sizes[near]
    if most == 1 and word.isascii():
        half = _half_equal(table, starts, sizes, word)
        numbers, starts, sizes = numbers[half], starts[half], sizes[half]
    letters = table.blob.take(starts[:, None] + np.arange(len(word) + most), mode="clip")
    letters[np.arange(len(word) + most) >= sizes[:, None]] = 0
    foreign = (letters >= 0x80).any(axis=1)
    plain = ~foreign & (sizes <= len(word) + most)
    found = numbers[plain][_distances(letters[plain], sizes[plain], word) <= most]
    others = [n for n in numbers[foreign].tolist() if _distance(table.term(n).decode(), word) <= most]
    return np.sort(np.concatenate([found, np.array(others, np.int64)]))


def _half_equal(table: TermTable, starts: Numbers, sizes: Numbers, word: str) -> npt.NDArray[np.bool_]:
    """Which terms begin with the first half of a word or end with the second: with one edit, all do."""
    letters, half = word.encode(), len(word) // 2
    begins, ends = np.ones(len(starts), np.bool_), np.ones(len(starts), np.bool_)
    for place in range(half):
        begins &= table.blob.take(starts + place, mode="clip") == letters[place]
    for place in range(half, len(letters)):
        ends &= table.blob.take(starts + sizes - len(letters) + place, mode="clip") == letters[place]
    return begins | ends


def _has_foreign(table: TermTable, numbers: Numbers) -> bool:
    """Whether any of consecutive terms has a character of several bytes."""
    text = table.blob[table.starts[numbers[0]] : table.starts[numbers[-1] + 1]]
    return int(np.count_nonzero(text >= 0x80)) > len(numbers)


def _distances(letters: npt.NDArray[np.uint8], sizes: Numbers, word: str) -> npt.NDArray[np.uint8]:
    """The edit distances of words, one a row of ASCII letters, from `word`."""
    count, width = letters.shape
    columns = np.ascontiguousarray(letters.T)
    row = [np.full(count, min(at, 255), np.uint8) for at in range(width + 1)]
    for index, character in enumerate(word, 1):
        code = ord(character) if ord(character) < 0x80 else 0xFF
        below = [np.full(count, min(index, 255), np.uint8)]
        for at in range(width):
            change = row[at] + (columns[at] != code)
            below.append(np.minimum(change, np.minimum(row[at + 1], below[at]) + 1))
        row = below
    return np.stack(row)[sizes, np.arange(count)]


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
