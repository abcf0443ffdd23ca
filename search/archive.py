"""How is a search answered, from the text a person typed to highlighted hits?

`Archive` is the only door for the web and the command line.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from whoosh import query

from search import highlight
from search.article import Article
from search.engines import Engine, Status, open_engine
from search.errors import ArticleNotFound
from search.query import parse
from search.request import TIME_BUDGET, Fragment, Hit, Match, SearchRequest, SearchResult
from search.spelling import respell

_MARKED = ("headline", "standfirst", "body", "caption", "byline")


class Archive:
    """An engine with the query language and highlighting in front of it."""

    def __init__(self, engine: Engine, budget: float = TIME_BUDGET) -> None:
        self._engine = engine
        self._budget = budget

    @classmethod
    def open(cls, url: str, budget: float = TIME_BUDGET) -> Archive:
        """The archive whose engine a URL such as `whoosh:var/index` names; `budget` as in the port."""
        return cls(open_engine(url), budget)

    def search(self, request: SearchRequest, budget: float | None = None) -> SearchResult:
        """The answer to a request, within `budget` seconds of processor time if the archive's are more.

        Highlighting may take as long again; hits that are left then show the beginning of their text.
        Whatever its query text, only IndexUnavailable can be raised, and RequestError for a cursor.
        """
        started = time.perf_counter()
        parsed = parse(request.q, request.match)
        allowed = self._budget if budget is None else min(budget, self._budget)
        found = self._engine.search(request, parsed, allowed)
        markers = _markers(parsed.tree) if request.highlight else {}
        return SearchResult(
            request=request,
            total=found.total,
            hits=tuple(_hits(found.matches, markers, allowed)),
            facets=found.facets,
            histogram=found.histogram,
            understood_as=parsed.understood_as,
            notes=parsed.notes,
            generation=found.generation,
            took=time.perf_counter() - started,
            partial=found.partial,
            next_cursor=found.next_cursor,
        )

    def article(self, article_id: str) -> Article:
        """The article with this id. Raises ArticleNotFound."""
        article = self._engine.get(article_id)
        if article is None:
            remedy = "Search for it, or check the address."
            raise ArticleNotFound(f"There is no article {article_id!r}.", remedy)
        return article

    def highlight_article(self, article: Article, q: str) -> Mapping[str, Fragment]:
        """Headline, standfirst and body, whole, with what matches the query text marked."""
        markers = _markers(parse(q).tree)
        texts = {"headline": article.headline, "standfirst": article.standfirst, "body": article.body}
        return {name: _whole(text, markers[name]) for name, text in texts.items()}

    def status(self) -> Status:
        """What is being served. Raises IndexUnavailable."""
        return self._engine.status()

    def suggest(self, prefix: str, limit: int = 10) -> list[str]:
        """Words of the archive that begin so, most frequent first."""
        return self._engine.terms(prefix, limit)

    def did_you_mean(self, result: SearchResult) -> str | None:
        """The query text, spelled so that it finds something; None if it did, or nothing near it would."""
        found = self.respelt(result)
        return found.request.q if found else None

    def respelt(self, result: SearchResult) -> SearchResult | None:
        """How much the query finds with words that are spelled nearly so; None if it finds something as it
        is, or nothing near it would."""
        if result.total or result.partial:
            return None
        deadline = time.thread_time() + self._budget - result.took

        def correct(word: str) -> str | None:
            return self._engine.correct(word) if time.thread_time() < deadline else None

        better = respell(result.request.q, correct)
        found = self.probe(result, replace(result.request, q=better)) if better else None
        return found if found and found.total else None

    def probe(self, result: SearchResult, other: SearchRequest, spent: float = 0.0) -> SearchResult:
        """How much another search finds, in the time that one which found nothing has left over.

        `spent` is what earlier probes took, in seconds: all together take no longer than one search may.
        """
        bare = replace(other, page=1, per_page=1, cursor=None, facets=(), histogram=False, highlight=False)
        return self.search(bare, max(0.0, self._budget - result.took - spent))

    def close(self) -> None:
        """Lets go of the engine's files and connections."""
        self._engine.close()


def _markers(tree: query.Query) -> dict[str, highlight.Marker]:
    """What to mark in each field; made once for all hits, so that a word is looked at once."""
    return highlight.markers(tree, _MARKED)


def _hits(matches: Iterable[Match], markers: Mapping[str, highlight.Marker], budget: float) -> Iterator[Hit]:
    """The matches with highlights, without marks once so many seconds of processor time have gone."""
    deadline = time.thread_time() + budget
    for match in matches:
        if time.thread_time() >= deadline:
            markers = dict.fromkeys(markers, highlight.Marker())
        yield Hit(match.article, match.score, _highlights(match.article, markers))


def _whole(text: str, marker: highlight.Marker) -> Fragment:
    return highlight.mark(text, marker.stretches(text))


def _highlights(article: Article, markers: Mapping[str, highlight.Marker]) -> dict[str, tuple[Fragment, ...]]:
    """The headline whole, the best fragments of the body, and other fields where they matched."""
    if not markers:
        return {}
    body = markers["body"].stretches(article.body, highlight.MOST_RUNS)
    shown: dict[str, tuple[Fragment, ...]] = {
        "headline": (_whole(article.headline, markers["headline"]),),
        "body": highlight.fragments(article.body, body),
    }
    others = {"standfirst": (article.standfirst,), "caption": article.captions, "byline": article.byline}
    for name, texts in others.items():
        text = "\n".join(texts)
        if stretches := markers[name].stretches(text, highlight.MOST_RUNS):
            shown[name] = highlight.fragments(text, stretches, most=1)
    return shown
