"""Backfile's own engine, without loading and highlighting articles."""

from __future__ import annotations

import datetime
import functools
from collections.abc import Iterable
from pathlib import Path

from whoosh import index

from benchmarks.archives import Repeated
from benchmarks.peers import Found
from benchmarks.questions import Question
from search.article import Article
from search.engines.embedded import layout, pairs, roots, writer
from search.engines.embedded.answer import answer
from search.engines.embedded.arrays.codec import ArrayCodec, ArraySegment
from search.engines.embedded.arrays.merge import merge
from search.engines.embedded.engine import EmbeddedEngine
from search.engines.embedded.schema import ID, make_schema
from search.engines.embedded.view import View
from search.fields import WORD
from search.query import parse
from search.request import SearchRequest


class Peer:
    """See `benchmarks.peers.Peer`."""

    def build(self, articles: Iterable[Article], directory: Path) -> None:
        """Writes a generation with one process.

        Articles that are there many times would replace each other; their segment is merged with itself.
        """
        times = articles.times if isinstance(articles, Repeated) else 1
        with writer.write_generation(directory, replace=True, processes=1) as opened:
            for article in articles.articles if isinstance(articles, Repeated) else articles:
                opened.add(article)
        if times > 1:
            _multiply(layout.current(directory), times)

    def open(self, directory: Path) -> None:
        """Opens the generation that is served."""
        self.view: View = EmbeddedEngine(directory)._snapshot().view
        self._names = _names(self.view)

    def ask(self, question: Question) -> Found:
        """Parses and answers."""
        first, last = question.dates
        request = SearchRequest(
            selected={"outlet": (question.outlet,)} if question.outlet else {},
            date_from=first,
            date_to=last,
            undated="exclude" if first else "include",
        )
        found = answer(self.view, request, parse(question.text).tree)
        months = {_month(day): count for day, count in found.histogram.months.items()}
        best = [(self._names[document].decode(), score or 0.0) for document, score in found.page]
        return Found(found.total, best, dict(found.counts["outlet"]), dict(found.counts["location"]), months)


def _multiply(generation: Path, times: int) -> None:
    """Merges the segments of a generation with themselves."""
    opened = index.open_dir(generation, schema=make_schema())
    merged = ArraySegment(opened.indexname)
    merge(opened.storage, list(opened._segments()) * times, merged, once={WORD})
    roots.write(opened.storage, merged)
    pairs.write(opened.storage, merged)
    opened.writer(codec=ArrayCodec()).commit(mergetype=lambda *_: [merged])
    layout.seal(generation, merged.doc_count())


@functools.cache
def _month(day: datetime.date) -> str:
    """`2012-03`, made once for each month, as other peers do when they write."""
    return str(day)[:7]


def _names(view: View) -> list[bytes]:
    """The id of every document, in their order."""
    names = [b""] * view.count
    for leaf in view.leaves:
        terms = leaf.postings.terms
        for number in range(terms.fields[ID].first, terms.fields[ID].last):
            name = terms.term(number)
            for document in leaf.postings.documents(number).tolist():
                names[leaf.offset + document] = name
    return names
