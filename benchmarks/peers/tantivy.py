"""tantivy (Rust), by its Python package: one field of stemmed text, outlet and places as fast fields.

Articles are stored, as JSON, since a results page has to show them; tantivy compresses what is stored.
Months are a fast field as well, which counts faster than a date histogram and gives calendar months.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import tantivy
from tantivy import Occur, Query

from benchmarks.peers import Found, month_of, places_of, text_of
from benchmarks.questions import Question
from search.article import Article
from search.engines.embedded.schema import pack

COUNTS = {
    "outlet": {"terms": {"field": "outlet", "size": 10_000}},
    "place": {"terms": {"field": "place", "size": 10_000}},
    "month": {"terms": {"field": "month", "size": 10_000}},
}


class Peer:
    """See `benchmarks.peers.Peer`."""

    def build(self, articles: Iterable[Article], directory: Path) -> None:
        """Writes with one thread and a heap of 512 MB."""
        schema = tantivy.SchemaBuilder()
        schema.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
        schema.add_bytes_field("article", stored=True)
        schema.add_text_field("text", tokenizer_name="en_stem")
        for name in ("outlet", "place", "month"):
            schema.add_text_field(name, tokenizer_name="raw", fast=True, index_option="basic")
        schema.add_unsigned_field("year", fast=True, indexed=True)
        index = tantivy.Index(schema.build(), str(directory))
        writer = index.writer(heap_size=512_000_000, num_threads=1)
        for article in articles:
            writer.add_document(_document(article))
        writer.commit()
        writer.wait_merging_threads()

    def open(self, directory: Path) -> None:
        """Opens the index."""
        self._index = tantivy.Index.open(str(directory))
        self._schema, self._searcher = self._index.schema, self._index.searcher()

    def ask(self, question: Question) -> Found:
        """Searches once for hits and total, once for all counts."""
        query = self._query(question)
        result = self._searcher.search(query, 10, count=True)
        counts = self._searcher.aggregate(query, COUNTS)
        best = [(self._searcher.doc(address)["id"][0], score) for score, address in result.hits]
        counted = [
            {bucket["key"]: bucket["doc_count"] for bucket in counts[name]["buckets"]} for name in COUNTS
        ]
        return Found(result.count, best, *counted)

    def _query(self, question: Question) -> Any:
        query = self._words(question)
        narrowing = []
        if question.outlet:
            narrowing.append(Query.term_query(self._schema, "outlet", question.outlet))
        if question.years:
            years = tantivy.FieldType.Unsigned
            narrowing.append(Query.range_query(self._schema, "year", years, *question.years))
        if not narrowing:
            return query
        parts = [(Occur.Must, Query.const_score_query(part, 0.0)) for part in narrowing]
        return Query.boolean_query([(Occur.Must, query), *parts])

    def _words(self, question: Question) -> Any:
        schema, words = self._schema, [word.lower() for word in question.words]
        if question.kind == "phrase":
            return self._index.parse_query(question.text, ["text"])
        if question.kind == "prefix":
            return Query.regex_query(schema, "text", words[0] + ".*")
        if question.kind == "fuzzy":
            return Query.fuzzy_term_query(schema, "text", words[0], 1)
        if question.kind == "everything":
            return Query.all_query()
        joint = " OR " if question.kind.startswith("or") else " AND "
        return self._index.parse_query(joint.join(words), ["text"])


def _document(article: Article) -> tantivy.Document:
    document = tantivy.Document()
    document.add_text("id", article.id)
    document.add_bytes("article", pack(article))
    document.add_text("text", text_of(article))
    document.add_text("outlet", article.outlet or "Unknown")
    document.add_text("month", month_of(article))
    for place in places_of(article):
        document.add_text("place", place)
    if article.date:
        document.add_unsigned("year", article.date.year)
    return document
