"""Backfile's own engine, without loading and highlighting articles."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from benchmarks.peers import Found
from benchmarks.questions import Question
from search.article import Article
from search.engines.embedded import writer
from search.engines.embedded.answer import answer
from search.engines.embedded.engine import EmbeddedEngine
from search.engines.embedded.ordering import IdOrder
from search.engines.embedded.view import View
from search.query import parse
from search.request import SearchRequest


class Peer:
    """See `benchmarks.peers.Peer`."""

    def build(self, articles: Iterable[Article], directory: Path) -> None:
        """Writes a generation with one process."""
        with writer.write_generation(directory, replace=True, processes=1) as opened:
            for article in articles:
                opened.add(article)

    def open(self, directory: Path) -> None:
        """Opens the generation that is served."""
        self.view: View = EmbeddedEngine(directory)._snapshot().view
        self._ids = IdOrder(self.view)

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
        months = {str(bucket.start)[:7]: bucket.count for bucket in found.histogram.buckets}
        best = [(self._ids.name(document), score or 0.0) for document, score in found.page]
        return Found(found.total, best, dict(found.counts["outlet"]), dict(found.counts["location"]), months)
