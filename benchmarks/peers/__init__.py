"""Which engines are compared, and what does each have to be able to do?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import Protocol

from benchmarks.questions import Question
from search.article import Article

PEERS = ("backfile", "tantivy", "fts5", "xapian", "whoosh")


@dataclass(frozen=True)
class Found:
    """What a results page needs: total, ten best with scores, counts by outlet, place and month."""

    total: int
    best: list[tuple[str, float]]
    outlets: dict[str, int] = field(default_factory=dict)
    places: dict[str, int] = field(default_factory=dict)
    months: dict[str, int] = field(default_factory=dict)


class Peer(Protocol):
    """An engine with an index in a directory."""

    def build(self, articles: Iterable[Article], directory: Path) -> None:
        """Writes an index into an empty directory, with one process."""

    def open(self, directory: Path) -> None:
        """Opens it."""

    def ask(self, question: Question) -> Found:
        """Answers a question."""


def load(name: str) -> Peer:
    """The peer of this name. Raises ImportError if it is not installed."""
    made: Peer = import_module(f"benchmarks.peers.{name}").Peer()
    return made


def places_of(article: Article) -> list[str]:
    """Every place of an article with those above it; `Unknown` if it has none."""
    paths = [path.split("/")[:depth] for path in article.locations for depth in (1, 2)]
    return list(dict.fromkeys("/".join(parts) for parts in paths)) or ["Unknown"]


def month_of(article: Article) -> str:
    """`2012-03`, or "" if the month is not known."""
    return str(article.date)[:7] if article.date and article.date.month else ""


def text_of(article: Article) -> str:
    """Everything that a plain word searches."""
    return f"{article.headline} {article.standfirst} {article.body}"
