"""Which letters does each line of a text have?

All lines are looked at together, as one array of code points: what costs ten calls a line so costs
ten a document.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Flags = NDArray[np.uint32]
Codes = NDArray[np.uint32]
Numbers = NDArray[np.int64]
Bools = NDArray[np.bool_]

MARKS = "|»>©@:?!%•…/"
ENDS = ("ends", "colon", "comma", "open")
QUOTES = frozenset("\"“„«»‘'”「『")
_CLOSERS = "\"'”’»)]›」』）"
_END_SIGNS = (".!?…。！？।؟۔｡", ":：", ",;", _CLOSERS)
_KNOWN, _UPPER, _LOWER, _LETTER, _ALNUM, _SPACE, _NEWLINE, _DIGIT, _COMMA, _STOP, _FULL_STOP, _QUOTE = (
    1 << bit for bit in range(12)
)
_END = [1 << bit for bit in range(12, 16)]
_FIRST_MARK = 16
_WHITE = 1 << _FIRST_MARK + len(MARKS)
_MARK_FLAGS = np.array([[1 << (_FIRST_MARK + number)] for number in range(len(MARKS))], dtype=np.uint32)

# Filled as letters are met: nobody needs all of Unicode, and most of this is never touched.
_flags: Flags = np.zeros(0x110000, dtype=np.uint32)
_caseless: Codes = np.zeros(0x110000, dtype=np.uint32)


class Letters:
    """The lines as arrays, with a number for each line; no line is empty."""

    def __init__(self, lines: Sequence[str]) -> None:
        self._lines = lines
        self._codes = _codes("\n".join(lines))
        self._flags = _flags_of(self._codes)
        lengths = np.fromiter(map(len, lines), np.int64, len(lines))
        self.lengths = lengths
        self._starts = np.cumsum(lengths + 1) - (lengths + 1)
        self._present: Flags = np.bitwise_or.reduceat(self._flags, self._starts)

    def digits(self) -> Numbers:
        """How many of 0 to 9."""
        return self._sum(self._flags & _DIGIT != 0)

    def commas(self) -> Numbers:
        """How many commas."""
        return self._sum(self._flags & _COMMA != 0)

    def sentence_breaks(self) -> Numbers:
        """How many times a sentence ends and another may begin."""
        flags = self._flags
        breaks = flags & _FULL_STOP != 0
        breaks[:-1] |= (flags[:-1] & _STOP != 0) & (flags[1:] & _SPACE != 0)
        return self._sum(breaks)

    def marks(self) -> Bools:
        """Which lines have each of `MARKS`, a row a mark."""
        return np.asarray(self._present & _MARK_FLAGS != 0)

    def quotes(self) -> Bools:
        """Which lines have quotation marks."""
        return np.asarray(self._present & _QUOTE != 0)

    def ends(self) -> Numbers:
        """The number in `ENDS` of how each line ends, closing quotes and brackets aside."""
        last = self._flags[self._starts + self.lengths - 1]
        found = np.full(len(last), 3)
        for number in (2, 1, 0):
            found[last & _END[number] != 0] = number
        for number in np.flatnonzero(last & _END[3]).tolist():
            found[number] = _end(self._lines[number])
        return found

    def open_ended(self) -> Bools:
        """Which lines do not have the mark of a sentence's end as their last letter."""
        return np.asarray(self._flags[self._starts + self.lengths - 1] & _END[0] == 0)

    def word_starts(self) -> tuple[Numbers, Numbers]:
        """Where the words, set apart by spaces, begin, and the number of the first of each line."""
        starts = np.append(0, np.flatnonzero(self._flags & (_SPACE | _NEWLINE) != 0) + 1)
        return starts, np.searchsorted(starts, self._starts)

    def cases(self, starts: Numbers) -> tuple[Bools, Bools]:
        """Whether there are capitals in words that begin there, and other letters that have a case."""
        flags = np.bitwise_or.reduceat(self._flags, starts)
        return flags & _UPPER != 0, flags & _LOWER != 0

    def caseless(self) -> Codes:
        """The code points, the same for a capital and its small letter; 0 for spaces and between lines."""
        return _caseless.take(self._codes)

    def _sum(self, which: Bools) -> Numbers:
        return np.add.reduceat(which, self._starts, dtype=np.int64)


def words_of(lines: Sequence[str]) -> list[frozenset[str]]:
    """The words of each line in lower case: runs of two or more letters."""
    codes = _codes(_lower(lines))
    flags = _flags_of(codes)
    letter = np.concatenate([[False], flags & _LETTER != 0, [False]])
    kept = letter[1:-1] & (letter[:-2] | letter[2:]) | (flags & _NEWLINE != 0)
    words = _text(np.where(kept, codes, 32))
    return [frozenset(line.split()) for line in words.split("\n")]


def uneven(texts: Sequence[str]) -> list[int]:
    """The numbers of texts that have other white space than one space between words (`str.split`)."""
    flags = _flags_of(_codes("\n".join(("", *texts, ""))))
    white = flags & _WHITE != 0
    twice = white[:-1] & white[1:]
    odd = white & (flags & _SPACE == 0)
    odd[:-1] |= twice
    odd[1:] |= twice
    ends = np.cumsum(np.fromiter(map(len, texts), np.int64, len(texts)) + 1)
    odd[0] = odd[ends] = False
    return sorted(set(np.searchsorted(ends, np.flatnonzero(odd)).tolist()))


def without_marks(lines: Sequence[str]) -> list[str]:
    """The letters and digits of each line, in lower case."""
    codes = _codes(_lower(lines))
    return _text(codes[_flags_of(codes) & (_ALNUM | _NEWLINE) != 0]).split("\n")


def _end(line: str) -> int:
    last = line.rstrip(_CLOSERS)[-1:] or "x"
    return next((number for number in range(3) if last in _END_SIGNS[number]), 3)


def _lower(lines: Sequence[str]) -> str:
    """The lines in lower case; each by itself, for those of ASCII alone take a third of the time.

    Of the Turkish letter İ Python makes an i and a dot that combines with it, which parts words.
    """
    return "\n".join([line.lower() for line in lines]).replace("i\u0307", "i")


def _codes(text: str) -> Codes:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")


def _text(codes: Codes) -> str:
    return codes.astype("<u4", copy=False).tobytes().decode("utf-32-le", "surrogatepass")


def _flags_of(codes: Codes) -> Flags:
    flags = _flags.take(codes)
    if not flags.all():
        for code in set(codes[flags == 0].tolist()):
            _learn(code)
        flags = _flags.take(codes)
    return flags


def _learn(code: int) -> None:
    letter = chr(code)
    folded = letter.casefold()
    _flags[code] = _describe(letter)
    _caseless[code] = 0 if letter in " \n" else ord(folded) if len(folded) == 1 else code


def _describe(letter: str) -> int:
    """The flags of a letter."""
    found = _KNOWN
    for flag, holds in (
        (_UPPER, letter.isupper() or letter.istitle()),
        (_LOWER, letter.islower()),
        (_LETTER, letter.isalnum() and not letter.isdecimal()),
        (_ALNUM, letter.isalnum()),
        (_SPACE, letter == " "),
        (_NEWLINE, letter == "\n"),
        (_DIGIT, letter in "0123456789"),
        (_COMMA, letter == ","),
        (_STOP, letter in ".!?"),
        (_FULL_STOP, letter == "。"),
        (_QUOTE, letter in QUOTES),
        (_WHITE, letter.isspace()),
        *((flag, letter in signs) for flag, signs in zip(_END, _END_SIGNS, strict=True)),
    ):
        found |= flag * holds
    return found | (1 << (_FIRST_MARK + MARKS.index(letter)) if letter in MARKS else 0)


for _code in range(0x250):
    _learn(_code)
