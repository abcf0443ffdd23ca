"""Which words of a stretch are of one phrase?

What stands between them tells where one phrase ends and the next begins (`Syrian Observatory for Human
Rights` is two).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate

from index.places.names import of_class
from index.places.words import Piece, Word

_PARTIES = frozenset(["R", "D", "I", "DFL", "L"])  # R-Elbow Lake: a party, and whom it sits for
_CONJUNCTIONS = frozenset({" und ", " y ", " & "})


@dataclass(slots=True)
class Phrase:
    """Words of one phrase, where each begins in the stretch, and what stands before it there.

    Three lists, since a tuple a word takes longer to make than all else that is done for most words.
    """

    words: list[Word]
    starts: list[int]
    gaps: list[str]

    def end(self, at: int) -> int:
        """Where a word ends."""
        return self.starts[at] + len(self.words[at].text)

    def left(self, at: int) -> Word | None:
        """The word before a name that begins with a word, unless it is no part of names.

        What a conjunction joins are two names, and letters without case do not tell where a name ends.
        """
        if not at or self.gaps[at] in _CONJUNCTIONS or not self.words[at].text[0].isupper():
            return None
        word = self.words[at - 1]
        return None if word.stop else word

    def right(self, to: int) -> Word | None:
        """The word after a name, which is that of this number, unless it is no part of names."""
        if (
            to == len(self.words)
            or self.gaps[to] in _CONJUNCTIONS
            or not self.words[to - 1].text[0].isupper()
        ):
            return None
        word = self.words[to]
        return None if word.stop else word


def phrases(pieces: Sequence[Piece], stretch: str) -> Iterator[Phrase]:
    """The phrases of a stretch, which consists of these pieces."""
    whole = [piece.whole for piece in pieces if piece.whole]
    if len(whole) == len(pieces):  # so most: words with spaces between them
        lengths = [piece.length + 1 for piece in pieces[:-1]]
        return iter([Phrase(whole, list(accumulate(lengths, initial=0)), [" "] * len(whole))])
    return _parted(pieces, stretch)


def _parted(pieces: Iterable[Piece], stretch: str) -> Iterator[Phrase]:
    words: list[Word] = []
    starts: list[int] = []
    gaps: list[str] = []
    piece_at = end = 0
    for piece in pieces:
        for word in piece.words:
            start = piece_at + word.at
            gap = stretch[end:start]
            if gap != " " and words and not _joined(words[-1], gap):
                yield Phrase(words, starts, gaps)
                words, starts, gaps = [], [], []
            words.append(word)
            starts.append(start)
            gaps.append(gap)
            end = start + len(word.text)
        piece_at += piece.length + 1
    if words:
        yield Phrase(words, starts, gaps)


def _joined(left: Word, gap: str) -> bool:
    """Whether a phrase goes on after a word and what stands between it and the next."""
    if gap == "-":
        return left.text not in _PARTIES
    if gap in (". ", "."):
        return len(left.text) == 1 or (gap == ". " and (len(left.text) == 2 or left.key in _abbreviations()))
    return gap != ""


@cache
def _abbreviations() -> frozenset[str]:
    """Words of three letters that a point does not end a sentence after: titles and forms of names."""
    return frozenset(word for kind in ("person", "venue") for word in of_class(kind) if len(word) == 3)
