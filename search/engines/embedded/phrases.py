"""Which documents have a phrase, and how well do they match?

Words that are in few documents are looked for first, and compared in the documents that have all of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise

import numpy as np

from search.engines.embedded.found import NOTHING, Found, FoundTerm, common, summed
from search.engines.embedded.kernels import Mask, Numbers
from search.engines.embedded.occurrences import Occurrences, matching
from search.engines.embedded.view import TermPostings, View

_EVERYWHERE = 3
"""Of words that are in more than one document of so many, all occurrences are compared; of others those in
the documents that have all of them (0.35 of 100,000 documents and a word in nearly all: 4.9 ms both ways)."""


def phrase(
    view: View, terms: Sequence[TermPostings], slop: int, mask: Mask | None, stop: Callable[[], bool]
) -> Found:
    """Documents that have these terms, of a field with positions, one after the other; of those that a
    mask leaves at least. A document scores what it would without the order."""
    distinct = list(dict.fromkeys(terms))
    order = list(map(distinct.index, terms))
    parts = [FoundTerm(view, term, float(order.count(which))) for which, term in enumerate(distinct)]
    pairs = _pairs(view, dict.fromkeys(pairwise(terms)), stop) if slop == 1 else []
    if pairs and len(terms) == 2:
        return summed(pairs[0].docs, parts, [None] * len(parts), view.count)
    if not pairs and _are_everywhere(parts, mask, view.count):
        lists = _positions(view, distinct)
        words = [Occurrences.all_of(part.docs, *each) for part, each in zip(parts, lists, strict=True)]
        found = matching(words, order, slop, view.count, stop)
        return summed(found, parts, [None] * len(parts), view.count)
    docs, places = common([*parts, *pairs], mask, view.count)
    if not len(docs):
        return NOTHING
    places = [
        part.locate(docs, view.count) if at is None else at for part, at in zip(parts, places, strict=False)
    ]
    lists = _positions(view, distinct)
    words = [Occurrences.some_of(at, *each) for at, each in zip(places, lists, strict=True)]
    found = matching(words, order, slop, len(docs), stop)
    return summed(docs, parts, places, view.count).kept(found, wanted=True)


def _positions(view: View, terms: Iterable[TermPostings]) -> list[tuple[Numbers, Numbers]]:
    """The positions of each term, and where those in each of its documents begin."""
    return [(view.places(term), view.positions(term)) for term in terms]


def _pairs(
    view: View, successive: Iterable[tuple[TermPostings, TermPostings]], stop: Callable[[], bool]
) -> list[Found]:
    """The documents that have two terms one after the other, for those pairs of which that is kept."""
    found: list[Found] = []
    for one, other in successive:
        if found and stop():
            break
        docs = view.following(one, other, stop)
        if docs is not None:
            found.append(Found(docs))
    return found


def _are_everywhere(parts: Sequence[Found], mask: Mask | None, count: int) -> bool:
    """Whether each part has found many of all documents, and a mask leaves many."""
    if min(part.size for part in parts) * _EVERYWHERE <= count:
        return False
    return mask is None or int(np.count_nonzero(mask)) * _EVERYWHERE > count
