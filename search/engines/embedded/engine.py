"""How does a Whoosh index in a directory answer a search?"""

from __future__ import annotations

import contextlib
import datetime
import struct
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, TypeVar

from whoosh import index, query
from whoosh.index import IndexError as WhooshIndexError

from search import analysis
from search.article import Article
from search.clauses import date_range
from search.engines import Status
from search.engines.embedded import layout
from search.engines.embedded.schema import VALUE, make_schema, split_column, unpack
from search.engines.embedded.scoring import BM25
from search.engines.embedded.writer import GenerationWriter, attachment, write_generation
from search.errors import IndexDamaged, IndexMissing
from search.facets import facet
from search.fields import DATE_FIRST, DATE_LAST, TEXT, WORD
from search.query import ParsedQuery
from search.request import Bucket, Histogram, Match, Matches, SearchRequest

_DAMAGE = (WhooshIndexError, OSError, EOFError, ValueError, KeyError, struct.error)
T = TypeVar("T")
Docs = set[int]


class _Snapshot:
    """One opened generation."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.manifest = layout.read_manifest(directory)
        self.searcher = index.open_dir(directory, schema=make_schema()).searcher(weighting=BM25())
        self.reader = self.searcher.reader()

    def docs(self, tree: query.Query) -> Docs:
        return set(self.searcher.docs_for_query(tree))

    def column(self, name: str) -> Callable[[int], Any]:
        if not self.reader.doc_count_all():  # Whoosh's reader of an empty index has no columns
            return lambda _: b""
        column = self.reader.column_reader(name, translate=False)
        return column.__getitem__  # type: ignore[no-any-return]

    def article(self, doc: int) -> Article:
        return unpack(self.reader.stored_fields(doc)["article"])


class EmbeddedEngine:
    """The engine port on a directory of generations. See `search.engines.Engine`."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._lock = threading.Lock()
        self._opened: tuple[tuple[int, int], _Snapshot] | None = None

    def search(self, request: SearchRequest, query: ParsedQuery) -> Matches:
        """The hits, counts and histogram of a request."""
        with self._reading() as snapshot:
            return _search(snapshot, request, query)

    def get(self, article_id: str) -> Article | None:
        """The article with this id."""
        with self._reading() as snapshot:
            doc = snapshot.searcher.document_number(id=article_id)
            return None if doc is None else snapshot.article(doc)

    def terms(self, prefix: str, limit: int) -> list[str]:
        """The most frequent words of the archive that begin with `prefix`."""
        with self._reading() as snapshot:
            reader = snapshot.reader
            words = [term.decode() for term in reader.expand_prefix(WORD, analysis.normalise(prefix))]
            frequency = {word: reader.doc_frequency(TEXT, analysis.stem(word)) for word in words}
            return sorted(words, key=lambda word: (-frequency[word], word))[:limit]

    def status(self) -> Status:
        """What is being served."""
        with self._reading() as snapshot:
            manifest = snapshot.manifest
            built_at = datetime.datetime.fromisoformat(manifest.built_at)
            return Status("whoosh", manifest.generation, manifest.articles, built_at)

    def writer(self, *, replace: bool) -> AbstractContextManager[GenerationWriter]:
        """Opens a new generation; see the port."""
        return write_generation(self._root, replace=replace)

    def attachment(self, name: str) -> bytes | None:
        """The file kept under this name with the generation that is served."""
        with self._reading() as snapshot:
            path = attachment(snapshot.directory, name)
            return path.read_bytes() if path.is_file() else None

    def close(self) -> None:
        """Closes the index."""
        with self._lock:
            if self._opened:
                self._opened[1].searcher.close()
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


def _search(snapshot: _Snapshot, request: SearchRequest, parsed: ParsedQuery) -> Matches:
    matching = snapshot.docs(parsed.tree)
    fixed = _within(snapshot, request)
    if fixed is not None:
        matching &= fixed
    chosen = {name: _having(snapshot, name, values) for name, values in request.selected.items() if values}
    hits = matching.intersection(*chosen.values())
    page, cursor = _page(snapshot, request, parsed, hits)
    return Matches(
        total=len(hits),
        matches=tuple(Match(snapshot.article(doc), score) for doc, score in page),
        generation=snapshot.manifest.generation,
        facets={
            name: facet(
                name,
                _count(snapshot, name, matching.intersection(*(d for n, d in chosen.items() if n != name))),
                request.selected.get(name, ()),
                request.facet_limit,
            )
            for name in request.facets
        },
        histogram=_histogram(snapshot, hits) if request.histogram else Histogram(),
        next_cursor=cursor,
    )


def _having(snapshot: _Snapshot, field: str, values: tuple[str, ...]) -> Docs:
    return snapshot.docs(query.Or([query.Term(field + VALUE, value) for value in values]))


def _within(snapshot: _Snapshot, request: SearchRequest) -> Docs | None:
    """What dates and exclusions leave; None if there are none."""
    if not (request.date_from or request.date_to or request.excluded or request.undated != "include"):
        return None
    dated = snapshot.docs(date_range(1, None))
    undated = set(snapshot.reader.all_doc_ids()) - dated
    first = request.date_from.first.toordinal() if request.date_from else None
    last = request.date_to.last.toordinal() if request.date_to else None
    dated = snapshot.docs(date_range(first, last)) if first or last else dated
    left = {"include": dated | undated, "exclude": dated, "only": undated}[request.undated]
    return left.difference(*(_having(snapshot, *chosen) for chosen in request.excluded.items()))


def _page(
    snapshot: _Snapshot, request: SearchRequest, parsed: ParsedQuery, hits: Docs
) -> tuple[list[tuple[int, float | None]], str | None]:
    """The documents of the page asked for, with scores, and the cursor after it."""
    if request.cursor is not None:
        return _after(snapshot, request, hits)
    start, end = (request.page - 1) * request.per_page, request.page * request.per_page
    if request.sort != "relevance":
        return [(doc, None) for doc in _by_date(snapshot, hits, request.sort)[start:end]], None
    if not hits:
        return [], None
    results = snapshot.searcher.search(parsed.tree, limit=end, filter=hits)
    return [(doc, float(score)) for score, doc in results.top_n[start:end]], None


def _after(
    snapshot: _Snapshot, request: SearchRequest, hits: Docs
) -> tuple[list[tuple[int, float | None]], str | None]:
    ids = snapshot.column("id")
    ordered = sorted((ids(doc).decode(), doc) for doc in hits)
    left = [(name, doc) for name, doc in ordered if not request.cursor or name > request.cursor]
    shown = left[: request.per_page]
    return [(doc, None) for _, doc in shown], shown[-1][0] if len(left) > len(shown) else None


def _by_date(snapshot: _Snapshot, hits: Docs, sort: str) -> list[int]:
    """Newest or oldest first; those without a date last."""
    first = snapshot.column(DATE_FIRST)
    sign = -1 if sort == "newest" else 1
    return sorted(hits, key=lambda doc: (not first(doc), sign * first(doc), doc))


def _count(snapshot: _Snapshot, field: str, docs: Docs) -> Counter[str]:
    column = snapshot.column(field + VALUE)
    return Counter(value for doc in docs for value in split_column(column(doc)))


def _histogram(snapshot: _Snapshot, hits: Docs) -> Histogram:
    first, last = snapshot.column(DATE_FIRST), snapshot.column(DATE_LAST)
    months: Counter[datetime.date] = Counter()
    undated = imprecise = 0
    for doc in hits:
        if not first(doc):
            undated += 1
            continue
        start, end = datetime.date.fromordinal(first(doc)), datetime.date.fromordinal(last(doc))
        if (start.year, start.month) == (end.year, end.month):
            months[start.replace(day=1)] += 1
        else:
            imprecise += 1
    return Histogram(tuple(Bucket(month, n) for month, n in sorted(months.items())), undated, imprecise)
