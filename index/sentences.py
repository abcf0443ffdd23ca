"""Where does a sentence end, in any script?"""

from __future__ import annotations

STOPS = ".!?…。！？｡।॥؟۔።။។։፡៕"
COLONS = ":："
_ENDS = frozenset(STOPS + COLONS + ";；")
UNMARKED = "".join(map(chr, range(0x0E00, 0x0F00)))
"""The letters of Thai and Lao, whose sentences end with no mark."""
CLOSERS = "\"'”’»)]›」』）"
TURNED = {"“": "„", "«": "»", "‘": "‚"}
"""Marks that open a quotation in some languages, and in others close what these have opened."""
_STOPS = frozenset(".!?…")
_UNMARKED_FROM = 60
"""Characters of a line that is a sentence though it ends with no mark; headlines are shorter."""
_NEAR = 160
"""Characters of a line in which the mark is looked for that opened what it ends with."""


def ends_sentence(line: str) -> bool:
    """Whether a line ends as a sentence does, quotes and brackets aside."""
    if line[-1:] in _ENDS:
        return True  # as most that do
    last = last_of(line)
    return last in _ENDS or ends_unmarked(line, last)


def ends_unmarked(line: str, last: str) -> bool:
    """Whether a line with this last character is a sentence in a script that does not mark where it ends."""
    return "\u0e00" <= last <= "\u0eff" and len(line) >= _UNMARKED_FROM


def last_of(line: str) -> str:
    """The last character of a line, quotes and brackets that close aside; empty if there is no other."""
    rest = line.rstrip(CLOSERS)
    if rest[-1:].isspace() and line.startswith("»", len(rest)):
        before = rest.rstrip()[-1:]  # in French, if that is a sentence's end
        return before if before in _STOPS else " "
    if rest[-1:] not in TURNED:
        return rest[-1:]
    rest = rest[-_NEAR:]
    while closes_quote(rest):
        rest = rest[:-1].rstrip(CLOSERS)
    return rest[-1:]


def closes_quote(line: str) -> bool:
    """Whether a line ends with a quotation mark of those that may open one, and it does not.

    What opens has a space before it, but in Chinese, where `“` never closes.
    """
    opening = TURNED.get(line[-1:])
    if opening is None:
        return False
    before = line[-_NEAR:-1]
    return before[-1:] in _STOPS or (opening in before and not before[-1:].isspace())
