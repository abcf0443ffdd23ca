"""Which documents is a frequent term in, so that single ones can be looked up?

A bit a document, and for every 64 of them how many have come before: an eighth and a sixteenth of a
byte, where the list of the documents would take four for each. With both, a document's place in the
list is known without the list (Jacobson, "Space-efficient static trees and graphs", 1989).
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from search.engines.embedded.kernels import Docs, Mask, Numbers

_BITS = 64


@dataclass(frozen=True)
class Bitmap:
    """A set of documents: `words` int64, document d being bit d % 64 of word d // 64; and `before`,
    int32, the place of the last document in earlier words, -1 if there is none."""

    words: npt.NDArray[np.int64]
    before: npt.NDArray[np.int32]

    @classmethod
    def of(cls, docs: Numbers, count: int) -> Bitmap:
        """The set of these documents, ascending, of `count`."""
        marked = np.zeros(-(-count // _BITS) * _BITS, np.bool_)
        marked[docs] = True
        words = np.packbits(marked, bitorder="little").view("<i8").astype(np.int64, copy=False)
        held = np.bitwise_count(words.view(np.uint64))
        return cls(words, (np.cumsum(held, dtype=np.int64) - held - 1).astype(np.int32))

    @property
    def nbytes(self) -> int:
        """Its size in memory."""
        return self.words.nbytes + self.before.nbytes

    def has(self, docs: Numbers) -> Mask:
        """For each of these documents whether it is in the set."""
        return np.asarray(self.words.take(docs >> 6) >> (docs & 63) & 1, np.bool_)

    def places(self, docs: Numbers) -> Docs:
        """Where each of these documents, all of the set, is in the list of its documents."""
        at = docs >> 6
        up_to = self.words.take(at) << (~docs & 63)  # later ones of the same word are shifted out
        return np.add(self.before.take(at), np.bitwise_count(up_to.view(np.uint64)), dtype=np.intp)


def any_of(bitmaps: Sequence[Bitmap], count: int) -> Mask:
    """Which of `count` documents are in any of these sets, at least one."""
    words = functools.reduce(np.bitwise_or, [bitmap.words for bitmap in bitmaps])
    octets = words.astype("<i8", copy=False).view(np.uint8)
    return np.unpackbits(octets, count=count, bitorder="little").view(np.bool_)
