"""What is known of each letter?

Texts are looked at as arrays of code points, and flags say of each what it is.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from index.sentences import CLOSERS, COLONS, STOPS, TURNED, UNMARKED

Flags = NDArray[np.uint32]
Codes = NDArray[np.uint32]

MARKS = "|»>©@:?!%•…/"
QUOTES = frozenset("\"“„«»‘'”「『")
END_SIGNS = (STOPS, COLONS, ",;", CLOSERS + "".join(TURNED) + UNMARKED)
_KNOWN, UPPER, LOWER, LETTER, ALNUM, SPACE, NEWLINE, DIGIT, COMMA, STOP, FULL_STOP, QUOTE = (
    1 << bit for bit in range(12)
)
END = [1 << bit for bit in range(12, 16)]
_FIRST_MARK = 16
MARK_FLAGS = np.array([[1 << (_FIRST_MARK + number)] for number in range(len(MARKS))], dtype=np.uint32)

# Filled as letters are met: nobody needs all of Unicode, and most of this is never touched. There is a place
# for every code point, so that none is wrapped, which spares asking whether one is beyond the end.
_flags: Flags = np.zeros(0x110000, dtype=np.uint32)
_caseless: Codes = np.zeros(0x110000, dtype=np.uint32)


def codes_of(text: str) -> Codes:
    """The code points of a text."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")


def text_of(codes: Codes) -> str:
    """The text with these code points, of which the last is not 0, which NumPy takes for the end."""
    return str(codes.astype("<u4", copy=False).view(f"<U{len(codes)}").item()) if len(codes) else ""


def flags_of(codes: Codes) -> Flags:
    """What each letter is: the sum of the flags that hold."""
    flags = _flags.take(codes, mode="wrap")
    if not flags.min(initial=_KNOWN):  # a third of the instructions of `all`
        for code in set(codes[flags == 0].tolist()):
            _learn(code)
        flags = _flags.take(codes, mode="wrap")
    return flags


def caseless_of(codes: Codes) -> Codes:
    """The code points, the same for a capital and its small letter; 0 for spaces and line breaks.

    Only for letters whose flags have been asked for.
    """
    return _caseless.take(codes, mode="wrap")


def _learn(code: int) -> None:
    letter = chr(code)
    folded = letter.casefold()
    _flags[code] = _describe(letter)
    _caseless[code] = 0 if letter in " \n" else ord(folded) if len(folded) == 1 else code


def _describe(letter: str) -> int:
    """The flags of a letter."""
    found = _KNOWN
    for flag, holds in (
        (UPPER, letter.isupper() or letter.istitle()),
        (LOWER, letter.islower()),
        (LETTER, letter.isalnum() and not letter.isdecimal()),
        (ALNUM, letter.isalnum()),
        (SPACE, letter == " "),
        (NEWLINE, letter == "\n"),
        (DIGIT, letter in "0123456789"),
        (COMMA, letter == ","),
        (STOP, letter in ".!?"),
        (FULL_STOP, letter == "。"),
        (QUOTE, letter in QUOTES),
        *((flag, letter in signs) for flag, signs in zip(END, END_SIGNS, strict=True)),
    ):
        found |= flag * holds
    return found | (1 << (_FIRST_MARK + MARKS.index(letter)) if letter in MARKS else 0)


for _code in range(0x250):
    _learn(_code)
