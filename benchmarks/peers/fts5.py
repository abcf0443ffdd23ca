"""SQLite FTS5 with the counts that a user would write in SQL."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path

from benchmarks.peers import Found, month_of, places_of, text_of
from benchmarks.questions import Question
from search.article import Article

SCHEMA = """
CREATE TABLE article (number INTEGER PRIMARY KEY, id TEXT, outlet TEXT, month TEXT, year INTEGER);
CREATE TABLE place (number INTEGER, path TEXT);
CREATE VIRTUAL TABLE words USING fts5(text, content='', tokenize='porter unicode61');
"""
INDEXES = """
CREATE INDEX by_outlet ON article (outlet);
CREATE INDEX places ON place (number, path);
INSERT INTO words (words) VALUES ('optimize');
"""


class Peer:
    """See `benchmarks.peers.Peer`."""

    def build(self, articles: Iterable[Article], directory: Path) -> None:
        """Writes a database file."""
        with sqlite3.connect(directory / "fts5.db") as database:
            database.executescript(SCHEMA)
            for number, article in enumerate(articles):
                year = article.date.year if article.date else None
                row = (number, article.id, article.outlet or "Unknown", month_of(article), year)
                database.execute("INSERT INTO article VALUES (?, ?, ?, ?, ?)", row)
                database.executemany("INSERT INTO place VALUES (?, ?)", _places(number, article))
                database.execute("INSERT INTO words (rowid, text) VALUES (?, ?)", (number, text_of(article)))
            database.executescript(INDEXES)

    def open(self, directory: Path) -> None:
        """Opens the database."""
        self._database = sqlite3.connect(directory / "fts5.db")
        self._database.execute("PRAGMA temp_store = memory")
        self._database.execute("PRAGMA mmap_size = 8000000000")

    def ask(self, question: Question) -> Found:
        """Gathers the hits in a temporary table, then counts."""
        run = self._database.execute
        run("CREATE TEMP TABLE hit (number INTEGER PRIMARY KEY, score REAL)")
        where, values = _where(question)
        if question.kind == "everything":
            run(f"INSERT INTO hit SELECT number, 0 FROM article WHERE 1 {where}", values)
        else:
            joined = "FROM words JOIN article ON article.number = words.rowid WHERE words MATCH ?"
            insert = f"INSERT INTO hit SELECT words.rowid, -bm25(words) {joined} {where}"
            run(insert, (_match(question), *values))
        best = run(
            "SELECT id, score FROM hit JOIN article USING (number) ORDER BY score DESC, number LIMIT 10"
        ).fetchall()
        total = run("SELECT count(*) FROM hit").fetchone()[0]
        outlets, months = (
            dict(run(f"SELECT {name}, count(*) FROM hit JOIN article USING (number) GROUP BY {name}"))
            for name in ("outlet", "month")
        )
        places = dict(run("SELECT path, count(*) FROM hit JOIN place USING (number) GROUP BY path"))
        run("DROP TABLE hit")
        return Found(total, best, outlets, places, months)


def _places(number: int, article: Article) -> Iterator[tuple[int, str]]:
    return ((number, place) for place in places_of(article))


def _where(question: Question) -> tuple[str, tuple[object, ...]]:
    where, values = "", list[object]()
    if question.outlet:
        where += " AND outlet = ?"
        values.append(question.outlet)
    if question.years:
        where += " AND year BETWEEN ? AND ?"
        values += question.years
    return where, tuple(values)


def _match(question: Question) -> str:
    if question.kind == "fuzzy":  # FTS5 has none: the word itself
        return f'"{question.words[0]}"'
    if question.kind in ("phrase", "prefix"):
        return question.text
    joint = " OR " if question.kind.startswith("or") else " AND "
    return joint.join(f'"{word}"' for word in question.words)
