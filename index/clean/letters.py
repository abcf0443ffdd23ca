"""Which letters does each line of a text have?

All lines are looked at together, as one array of code points: what costs ten calls a line so costs
ten a document. A long text is looked at piece by piece, for what is made of a letter on the way takes
some fifty bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.clean import codes
from index.clean.codes import END, END_SIGNS, Codes, Flags, caseless_of, codes_of, flags_of, text_of
from index.sentences import ends_unmarked, last_of

Numbers = NDArray[np.int64]
Bools = NDArray[np.bool_]

ENDS = ("ends", "colon", "comma", "open")
_CHANGING = "İΣ\u0307"
"""Letters that in lower case are two, are part of one, or depend on those beside them."""
PIECE = 1 << 18
"""Letters that are looked at together: texts that are cleaned together have fewer, but for long ones.

No function here finds anything else with smaller pieces.
"""


class Piece:
    """Letters that stand one after another in a text, `start` being where.

    `lines` are the numbers of the lines that have some of them, `starts` where those begin here.
    """

    def __init__(self, text: str, start: int, lines: slice, starts: Numbers) -> None:
        self.start, self.lines = start, lines
        self._starts = starts
        self._codes = codes_of(text)
        self._flags = flags_of(self._codes)

    def sum(self, which: Bools) -> Numbers:
        """How many letters of each line these are."""
        return np.add.reduceat(which, self._starts, dtype=np.int64)

    def present(self) -> Flags:
        """The flags that letters of each line have."""
        return np.bitwise_or.reduceat(self._flags, self._starts)

    def digits(self) -> Bools:
        """Which letters are 0 to 9."""
        return np.asarray(self._flags & codes.DIGIT != 0)

    def commas(self) -> Bools:
        """Which letters are commas."""
        return np.asarray(self._flags & codes.COMMA != 0)

    def sentence_breaks(self) -> Bools:
        """Which letters end a sentence, so that another may begin."""
        flags = self._flags
        breaks = flags & codes.FULL_STOP != 0
        breaks[:-1] |= (flags[:-1] & codes.STOP != 0) & (flags[1:] & codes.SPACE != 0)
        return np.asarray(breaks)

    def word_starts(self) -> Numbers:
        """Where the words, set apart by spaces, begin; the first may have begun in the piece before."""
        return np.append(0, np.flatnonzero(self._flags[:-1] & (codes.SPACE | codes.NEWLINE) != 0) + 1)

    def cases(self, starts: Numbers) -> tuple[Bools, Bools]:
        """Whether there are capitals in words that begin there, and other letters that have a case."""
        flags = np.bitwise_or.reduceat(self._flags, starts)
        return flags & codes.UPPER != 0, flags & codes.LOWER != 0

    def caseless(self) -> Codes:
        """The code points, the same for a capital and its small letter; 0 for spaces and between lines."""
        return caseless_of(self._codes)


class Letters:
    """The letters of some lines, with a number for each line; no line is empty."""

    def __init__(self, lines: Sequence[str], piece: int = PIECE) -> None:
        self._lines, self.piece = lines, piece
        self._text = "\n".join(lines)
        self.lengths: Numbers = np.fromiter(map(len, lines), np.int64, len(lines))
        self.starts: Numbers = np.cumsum(self.lengths + 1) - (self.lengths + 1)
        is_short = len(self._text) <= piece
        self._whole = Piece(self._text, 0, slice(None), self.starts) if is_short else None
        self._present: Flags = self._of_lines(Piece.present, np.bitwise_or)

    def pieces(self) -> Iterator[Piece]:
        """All letters, in order. No piece ends before a space, or where a line has not begun."""
        if self._whole:
            yield self._whole
            return
        start, size = 0, len(self._text)
        while start < size:
            end = min(start + self.piece, size)
            end += self._text.startswith(" ", end)
            first, last = np.searchsorted(self.starts, (start + 1, end)).tolist()
            lines = slice(first - 1, last)
            yield Piece(self._text[start:end], start, lines, np.maximum(self.starts[lines] - start, 0))
            start = end

    def goes_on(self, start: int) -> bool:
        """Whether the letter there is in the middle of a word, or what parts it from another."""
        return start > 0 and self._text[start - 1] not in " \n"

    def digits(self) -> Numbers:
        """How many of 0 to 9."""
        return self._sum(Piece.digits)

    def commas(self) -> Numbers:
        """How many commas."""
        return self._sum(Piece.commas)

    def sentence_breaks(self) -> Numbers:
        """How many times a sentence ends and another may begin."""
        return self._sum(Piece.sentence_breaks)

    def marks(self) -> Bools:
        """Which lines have each of `MARKS`, a row a mark."""
        return np.asarray(self._present & codes.MARK_FLAGS != 0)

    def quotes(self) -> Bools:
        """Which lines have quotation marks."""
        return np.asarray(self._present & codes.QUOTE != 0)

    def ends(self) -> Numbers:
        """The number in `ENDS` of how each line ends, closing quotes and brackets aside."""
        last = self._last()
        found = np.full(len(last), 3)
        for number in (2, 1, 0):
            found[last & END[number] != 0] = number
        for number in np.flatnonzero(last & END[3]).tolist():
            found[number] = _end(self._lines[number])
        return found

    def open_ended(self) -> Bools:
        """Which lines do not have the mark of a sentence's end as their last letter."""
        return np.asarray(self._last() & END[0] == 0)

    def _last(self) -> Flags:
        return flags_of(codes_of("".join([line[-1] for line in self._lines])))

    def _sum(self, which: Callable[[Piece], Bools]) -> Numbers:
        return self._of_lines(lambda piece: piece.sum(which(piece)), np.add)

    def _of_lines(self, of: Callable[[Piece], NDArray[Any]], added: np.ufunc) -> NDArray[Any]:
        """A number for each line: those of its pieces, added."""
        if self._whole:
            return of(self._whole)
        found = np.zeros(len(self._lines), dtype=np.int64)
        for piece in self.pieces():
            found[piece.lines] = added(found[piece.lines], of(piece))
        return found


def words_of(lines: Sequence[str], piece: int = PIECE) -> list[frozenset[str]]:
    """The words of each line in lower case: runs of two or more letters."""
    text = "\n".join(("", *lines, ""))
    if any(map(text.__contains__, _CHANGING)):
        lines = _lower(lines).split("\n")
        text = "\n".join(("", *lines, ""))
    words = "".join([_words_alone(window) for window in _windows(text, piece)])
    found, start = [], 0
    for size in map(len, lines):
        # Without quotes and dashes most lines are ASCII, which is lowered in a third of the time.
        line = words[start : start + size].lower()
        found.append(frozenset(line.split()) if size < piece else _split(line, piece))
        start += size + 1
    return found


def _words_alone(window: str) -> str:
    """The letters inside a window, with a space for each that is not part of a word."""
    numbers = codes_of(window)
    letter = flags_of(numbers) & codes.LETTER != 0
    kept = letter[1:-1] & (letter[:-2] | letter[2:])
    # No letter comes before the space; `np.where` takes three times as long.
    return text_of(np.maximum(numbers[1:-1] * kept, ord(" ")))


def _split(line: str, piece: int) -> frozenset[str]:
    """What `str.split` finds in a line; in a long one there are more words than different ones."""
    found: set[str] = set()
    start = 0
    while start < len(line):
        end = line.find(" ", start + piece)
        end = end if end >= 0 else len(line)
        found.update(line[start:end].split())
        start = end
    return frozenset(found)


def _windows(text: str, piece: int) -> Iterator[str]:
    """Pieces of a text without its first and last letter, each with the letters beside it."""
    for start in range(0, len(text) - 2, piece):
        yield text[start : start + piece + 2]


def without_marks(lines: Sequence[str], piece: int = PIECE) -> list[str]:
    """The letters and digits of each line, in lower case."""
    text = _lower(lines)
    pieces = [_letters_alone(text[start : start + piece]) for start in range(0, len(text), piece)]
    return "".join(pieces).split("\n")


def _letters_alone(piece: str) -> str:
    numbers = codes_of(piece)
    return text_of(numbers[flags_of(numbers) & (codes.ALNUM | codes.NEWLINE) != 0])


def _end(line: str) -> int:
    last = last_of(line) or "x"
    if ends_unmarked(line, last):
        return 0
    return next((number for number in range(3) if last in END_SIGNS[number]), 3)


def _lower(lines: Sequence[str]) -> str:
    """The lines in lower case; each by itself, for those of ASCII alone take a third of the time.

    Of the Turkish letter İ Python makes an i and a dot that combines with it, which parts words.
    """
    return "\n".join([line.lower() for line in lines]).replace("i\u0307", "i")
