"""How does a Whoosh index in a directory answer a search?"""

from __future__ import annotations

import contextlib
import datetime
import struct
import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path

from whoosh import index
from whoosh.index import IndexError as WhooshIndexError

from search.article import Article
from search.engines import Status
from search.engines.embedded import layout
from search.engines.embedded.answer import answer
from search.engines.embedded.schema import ID, make_schema, unpack
from search.engines.embedded.scoring import BM25
from search.engines.embedded.view import View
from search.engines.embedded.words import complete, correct
from search.engines.embedded.writer import GenerationWriter, attachment, write_generation
from search.errors import BackfileError, IndexDamaged, IndexMissing
from search.facets import facet
from search.query import ParsedQuery
from search.request import TIME_BUDGET, Match, Matches, SearchRequest

_DAMAGE = (WhooshIndexError, OSError, EOFError, ValueError, LookupError, struct.error)


class _Snapshot:
    """One opened generation."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.manifest = layout.read_manifest(directory)
        self.view = _view(directory)

    def article(self, document: int) -> Article:
        return unpack(self.view.stored(document))

    def get(self, article_id: str) -> Article | None:
        term = self.view.term(ID, article_id.encode())
        found = self.view.documents(term).tolist() if term else []
        live = [document for document in found if self.view.live is None or self.view.live[document]]
        return self.article(live[0]) if live else None


def _view(directory: Path) -> View:
    try:
        return View(index.open_dir(directory, schema=make_schema()).searcher(weighting=BM25()))
    except (BackfileError, *_DAMAGE):
        raise
    except Exception as error:  # Whoosh's table of contents is a pickle: a damaged one raises anything
        raise IndexDamaged(f"{directory} cannot be opened: {error!r}.", "Build the index again.") from error


class EmbeddedEngine:
    """The engine port on a directory of generations. See `search.engines.Engine`."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._lock = threading.Lock()
        self._opened: tuple[tuple[int, int], _Snapshot] | None = None

    def search(self, request: SearchRequest, query: ParsedQuery, budget: float = TIME_BUDGET) -> Matches:
        """The hits, counts and histogram of a request; see the port."""
        with self._reading() as snapshot:
            return _search(snapshot, request, query, budget)

    def explain(self, query: ParsedQuery) -> tuple[str, ...]:
        """The kinds of node of a query that Whoosh's matchers, not array operations, evaluate."""
        with self._reading() as snapshot:
            return answer(snapshot.view, SearchRequest(facets=()), query.tree).fallbacks

    def get(self, article_id: str) -> Article | None:
        """The article with this id."""
        with self._reading() as snapshot:
            return snapshot.get(article_id)

    def terms(self, prefix: str, limit: int) -> list[str]:
        """The most frequent words of the archive that begin with `prefix`."""
        with self._reading() as snapshot:
            return complete(snapshot.view, prefix, limit)

    def correct(self, word: str) -> str | None:
        """The most frequent word that is spelled nearly like this one, which no article has."""
        with self._reading() as snapshot:
            return correct(snapshot.view, word)

    def status(self) -> Status:
        """What is being served."""
        with self._reading() as snapshot:
            manifest = snapshot.manifest
            built_at = datetime.datetime.fromisoformat(manifest.built_at)
            return Status("whoosh", manifest.generation, manifest.articles, built_at)

    def writer(self, *, replace: bool) -> AbstractContextManager[GenerationWriter]:
        """Opens a new generation; see the port."""
        return write_generation(self._root, replace=replace)

    def roll_back(self) -> None:
        """Serves the generation before the one that is served; see the port."""
        with layout.write_lock(self._root):
            layout.roll_back(self._root)

    def attachment(self, name: str) -> bytes | None:
        """The file kept under this name with the generation that is served."""
        with self._reading() as snapshot:
            path = attachment(snapshot.directory, name)
            return path.read_bytes() if path.is_file() else None

    def close(self) -> None:
        """Closes the index."""
        with self._lock:
            self._opened = None

    @contextlib.contextmanager
    def _reading(self) -> Iterator[_Snapshot]:
        """The generation being served, opened anew when another has been named."""
        with self._lock:
            try:
                yield self._snapshot()
            except _DAMAGE as error:
                message = f"The index at {self._root} cannot be read: {error}."
                raise IndexDamaged(message, "Build it again.") from error

    def _snapshot(self) -> _Snapshot:
        stamp = layout.stamp(self._root)
        if self._opened is None or self._opened[0] != stamp:
            directory = layout.current(self._root)
            if not directory.is_dir():
                raise IndexMissing(f"{directory} is not there.", "Build the index again.")
            self._opened = (stamp, _Snapshot(directory))
        return self._opened[1]


def open_embedded(address: str) -> EmbeddedEngine:
    """The engine of `whoosh:<directory>`."""
    return EmbeddedEngine(Path(address))


def _search(snapshot: _Snapshot, request: SearchRequest, parsed: ParsedQuery, budget: float) -> Matches:
    found = answer(snapshot.view, request, parsed.tree, budget)
    return Matches(
        total=found.total,
        matches=tuple(Match(snapshot.article(doc), score) for doc, score in found.page),
        generation=snapshot.manifest.generation,
        facets={
            name: facet(name, counts, request.selected.get(name, ()), request.facet_limit)
            for name, counts in found.counts.items()
        },
        histogram=found.histogram,
        partial=found.partial,
        next_cursor=found.next_cursor,
    )
