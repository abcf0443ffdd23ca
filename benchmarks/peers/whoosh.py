"""Whoosh with its own codec, the same schema of terms, and its own facets."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from whoosh import fields, index, query, sorting

from benchmarks.peers import Found, month_of, places_of
from benchmarks.questions import Question
from search.article import Article
from search.engines.embedded.schema import AnalysedText, weighted_texts
from search.engines.embedded.scoring import BM25
from search.fields import TEXT
from search.query import parse

_BETWEEN = "\x1f"


class Peer:
    """See `benchmarks.peers.Peer`."""

    def build(self, articles: Iterable[Article], directory: Path) -> None:
        """Writes with 256 MB for postings."""
        schema = fields.Schema(
            text=AnalysedText(),
            word=AnalysedText(),
            id=fields.ID(stored=True),
            outlet=fields.ID(sortable=True),
            month=fields.ID(sortable=True),
            year=fields.NUMERIC(int, sortable=True),
            place=fields.KEYWORD(sortable=True, commas=True),
        )
        writer = index.create_in(directory, schema).writer(limitmb=256)
        for article in articles:
            writer.add_document(
                text=weighted_texts(article)[TEXT],
                id=article.id,
                outlet=article.outlet or "Unknown",
                month=month_of(article) or "Unknown",
                year=article.date.year if article.date else 0,
                place=_BETWEEN.join(places_of(article)),
            )
        writer.commit()

    def open(self, directory: Path) -> None:
        """Opens the index."""
        self._searcher = index.open_dir(directory).searcher(weighting=BM25())

    def ask(self, question: Question) -> Found:
        """Searches with groups; Whoosh's filters narrow."""
        names = ("outlet", "month", "place")
        groups = {name: sorting.FieldFacet(name, maptype=sorting.Count) for name in names}
        results = self._searcher.search(_tree(question), limit=10, groupedby=groups, filter=_filter(question))
        best = [(hit["id"], hit.score or 0.0) for hit in results]
        places: dict[str, int] = {}
        for joined, count in results.groups("place").items():
            for place in (joined or "").split(_BETWEEN):
                places[place] = places.get(place, 0) + count
        return Found(len(results), best, results.groups("outlet"), places, results.groups("month"))


def _filter(question: Question) -> Any:
    parts = []
    if question.outlet:
        parts.append(query.Term("outlet", question.outlet))
    if question.years:
        parts.append(query.NumericRange("year", *question.years))
    return query.And(parts) if parts else None


def _tree(question: Question) -> Any:
    if question.kind == "prefix":
        return query.Prefix(TEXT, question.words[0])
    if question.kind == "fuzzy":
        return query.FuzzyTerm(TEXT, question.words[0], maxdist=1, prefixlength=1)
    return parse(question.text).tree
