"""How does a batch of articles become a segment?"""

from __future__ import annotations

import threading
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
from whoosh.filedb.filestore import FileStorage

from search.article import Article
from search.engines.embedded.arrays.build import Chunk, SegmentBuilder
from search.engines.embedded.arrays.codec import ArraySegment
from search.engines.embedded.arrays.weights import PairTable
from search.engines.embedded.inversion import Inverted, Inverter, whole_terms
from search.engines.embedded.lexicon import Lexicon
from search.engines.embedded.schema import ID, day_field, pack, weighted_texts
from search.facets import values
from search.fields import DATE_FIRST, DATE_LAST, FACETS, VALUE

INDEX = "MAIN"

MAX_TOKENS = 400_000
"""Tokens of runs that a process remembers from one batch to the next, about 100 MB."""

_WORTH = 16
"""How many times a dictionary's size must be stored for the dictionary to be worth its own."""


class _Known(threading.local):
    def __init__(self) -> None:
        self.lexicon = Lexicon()  # a thread's own: what is learnt goes into several arrays


_known = _Known()


def write_batch(directory: Path, articles: Iterable[Article], dictionary: bytes = b"") -> Any:
    """Writes articles as one segment into a directory; the Whoosh segment, not yet in any index.

    What is stored is compressed with the dictionary, unless there is too little for it to help.
    """
    if len(_known.lexicon.terms) > MAX_TOKENS:
        _known.lexicon = Lexicon()
    batch = _Batch(_known.lexicon)
    for article in articles:
        batch.add(article)
    return batch.write(FileStorage(str(directory)), dictionary)


def forget() -> None:
    """Frees what this process has learnt of runs of text."""
    _known.lexicon = Lexicon()


class _Batch:
    def __init__(self, lexicon: Lexicon) -> None:
        self._inverter = Inverter(lexicon)
        self._stored: list[bytes] = []
        self._wholes: dict[str, dict[bytes, list[int]]] = {ID: {}}
        self._wholes.update({field.name + VALUE: {} for field in FACETS})
        self._days: dict[str, list[int]] = {DATE_FIRST: [], DATE_LAST: []}

    def add(self, article: Article) -> None:
        document = len(self._stored)
        self._stored.append(pack(article))
        self._inverter.add(document, weighted_texts(article))
        self._wholes[ID][article.id.encode()] = [document]
        for field in FACETS:
            for value in values(article, field.name):
                self._wholes[field.name + VALUE].setdefault(value.encode(), []).append(document)
        date = article.date
        self._days[DATE_FIRST].append(date.first.toordinal() if date else 0)
        self._days[DATE_LAST].append(date.last.toordinal() if date else 0)

    def write(self, storage: FileStorage, dictionary: bytes) -> ArraySegment:
        count = len(self._stored)
        inverted = self._inverter.invert(count)
        analysed = {chunk.field: (chunk, lengths) for chunk, lengths in inverted.chunks()}
        chunks = {field: chunk for field, (chunk, _) in analysed.items()} | self._others(inverted)
        pairs = np.concatenate([chunk.pairs for chunk in chunks.values()])
        segment = ArraySegment(INDEX)
        segment.set_doc_count(count)
        if sum(map(len, self._stored)) < _WORTH * len(dictionary):
            dictionary = b""
        table = PairTable.of(pairs)
        builder = SegmentBuilder(storage, segment, count, table, dictionary)
        for packed in self._stored:
            builder.stored.add(packed)
        for field, (_, lengths) in analysed.items():
            builder.lengths(field, lengths)
        for field, days in self._days.items():
            builder.numbers(field, np.array(days, np.uint32))
        for field in sorted(chunks):
            builder.postings(chunks[field])
        builder.close()
        return segment

    def _others(self, inverted: Inverted) -> dict[str, Chunk]:
        """The postings of fields that are not analysed."""
        words = inverted.words()
        chunks = {words.field: words}
        for field, documents in self._wholes.items():
            chunks[field] = whole_terms(field, documents, counted=field.endswith(VALUE))
        for field, days in self._days.items():
            chunks[field] = whole_terms(field, _by_day(days))
        return chunks


def _by_day(days: list[int]) -> dict[bytes, list[int]]:
    to_bytes = day_field().to_bytes
    documents: dict[int, list[int]] = {}
    for document, day in enumerate(days):
        if day:
            documents.setdefault(day, []).append(document)
    return {to_bytes(day): numbers for day, numbers in documents.items()}
