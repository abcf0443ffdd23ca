"""Xapian (C++), by Debian's python3-xapian: counts with its ValueCountMatchSpy.

The package is Debian's; let Python find it with PYTHONPATH=/usr/lib/python3/dist-packages.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import xapian

from benchmarks.peers import Found, month_of, places_of, text_of
from benchmarks.questions import Question
from search.article import Article

ID, OUTLET, MONTH, YEAR, PLACE = range(5)
MOST_PLACES = 8


class Peer:
    """See `benchmarks.peers.Peer`."""

    def build(self, articles: Iterable[Article], directory: Path) -> None:
        """Writes a database."""
        database = xapian.WritableDatabase(str(directory), xapian.DB_CREATE_OR_OVERWRITE)
        terms = xapian.TermGenerator()
        terms.set_stemmer(xapian.Stem("english"))
        terms.set_stemming_strategy(terms.STEM_ALL)
        for article in articles:
            document = xapian.Document()
            terms.set_document(document)
            terms.index_text(text_of(article))
            document.add_value(ID, article.id)
            document.add_value(OUTLET, article.outlet or "Unknown")
            document.add_boolean_term("XO" + (article.outlet or "Unknown"))
            document.add_value(MONTH, month_of(article))
            if article.date:
                document.add_value(YEAR, xapian.sortable_serialise(article.date.year))
            for slot, place in enumerate(places_of(article)[:MOST_PLACES], PLACE):
                document.add_value(slot, place)
            database.add_document(document)
        database.commit()

    def open(self, directory: Path) -> None:
        """Opens the database."""
        self._database = xapian.Database(str(directory))
        self._parser = xapian.QueryParser()
        self._parser.set_database(self._database)
        self._parser.set_stemmer(xapian.Stem("english"))
        self._parser.set_stemming_strategy(self._parser.STEM_ALL)

    def ask(self, question: Question) -> Found:
        """One match, during which everything is counted."""
        enquire = xapian.Enquire(self._database)
        enquire.set_query(self._query(question))
        slots = (OUTLET, MONTH, *range(PLACE, PLACE + MOST_PLACES))
        spies = [xapian.ValueCountMatchSpy(slot) for slot in slots]
        for spy in spies:
            enquire.add_matchspy(spy)
        matches = enquire.get_mset(0, 10, self._database.get_doccount())
        outlets, months, *others = ({v.term.decode(): v.termfreq for v in spy.values()} for spy in spies)
        places: dict[str, int] = {}
        for counted in others:
            for place, count in counted.items():
                places[place] = places.get(place, 0) + count
        best = [(match.document.get_value(ID).decode(), match.weight) for match in matches]
        return Found(matches.get_matches_estimated(), best, outlets, places, months)

    def _query(self, question: Question) -> Any:
        query = self._words(question)
        if question.outlet:
            query = xapian.Query(xapian.Query.OP_FILTER, query, xapian.Query("XO" + question.outlet))
        if question.years:
            first, last = map(xapian.sortable_serialise, question.years)
            years = xapian.Query(xapian.Query.OP_VALUE_RANGE, YEAR, first, last)
            query = xapian.Query(xapian.Query.OP_FILTER, query, years)
        return query

    def _words(self, question: Question) -> Any:
        if question.kind == "everything":
            return xapian.Query.MatchAll
        flags = self._parser.FLAG_BOOLEAN | self._parser.FLAG_PHRASE | self._parser.FLAG_WILDCARD
        if question.kind == "fuzzy":  # Xapian's parser of this version has none: the word itself
            return self._parser.parse_query(question.words[0], flags)
        self._parser.set_default_op(xapian.Query.OP_AND)
        return self._parser.parse_query(question.text, flags)
