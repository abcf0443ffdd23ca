"""How does a raw file become articles?

read -> clean -> extract, in several processes, with the results in the order of the files and only
a few files under way at a time, so that memory does not grow with the archive.
"""

from __future__ import annotations

import multiprocessing
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from index.clean import clean
from index.document import Cleaned, RawDocument, Rejected
from index.extract import extract
from index.places import gazetteer
from index.readers import ReadOptions, read
from index.sources import Source
from search.article import Article
from search.errors import ReadError

Outcome = Article | Rejected

_CHUNK = 16
"""Files handed to a process at a time."""

_LARGE = 16 * 2**20
"""Bytes from which a file is streamed by the main process instead: its articles may not fit a message."""


@dataclass(frozen=True, slots=True)
class Options:
    """How files are read and cleaned.

    `rules` is a folder of rules added to the built-in ones, `cache` the folder where the compiled
    gazetteer is kept (None: the user's).
    """

    read: ReadOptions = field(default_factory=ReadOptions)
    rules: Path | None = None
    cache: Path | None = None


def run(sources: Iterable[Source | Rejected], options: Options, processes: int) -> Iterator[Outcome]:
    """The articles of the files, and what gave none, in the order of the files."""
    if processes < 2:
        for source in sources:
            yield from _outcomes(source, options)
        return
    gazetteer(options.cache)  # made here once, not in each process
    with ProcessPoolExecutor(processes, multiprocessing.get_context("forkserver")) as pool:
        yield from _in_order(pool, sources, options, window=processes * 3)


def outcomes(source: Source, options: Options) -> Iterator[Outcome]:
    """The articles of one file, and what in it gave none. Nothing in a file ends a run."""
    try:
        for document in read(source.path, source.name, options=options.read):
            yield document if isinstance(document, Rejected) else _outcome(document, options)
    except Exception as error:  # readers raise nothing; a defect of theirs must cost one file at most
        yield _defect(source.name, error)


def _outcome(document: RawDocument, options: Options) -> Outcome:
    try:
        return understand(document, options)[1]
    except ReadError as error:
        return Rejected(document.source, error.message)
    except Exception as error:  # the same for cleaning and extraction
        return _defect(document.source, error)


def _defect(source: str, error: Exception) -> Rejected:
    return Rejected(source, f"a defect in Backfile, please report it: {type(error).__name__}: {error}"[:300])


def understand(document: RawDocument, options: Options) -> tuple[Cleaned, Article]:
    """The document with every character accounted for, and its article. Raises ReadError."""
    cleaned = clean(document, rules=options.rules)
    return cleaned, extract(cleaned, gazetteer(options.cache))


def _outcomes(source: Source | Rejected, options: Options) -> Iterator[Outcome]:
    return iter([source]) if isinstance(source, Rejected) else outcomes(source, options)


def _chunk(sources: list[Source | Rejected], options: Options) -> list[Outcome]:
    return [outcome for source in sources for outcome in _outcomes(source, options)]


def _in_order(
    pool: ProcessPoolExecutor, sources: Iterable[Source | Rejected], options: Options, window: int
) -> Iterator[Outcome]:
    waiting: deque[Future[list[Outcome]] | Source] = deque()
    for task in _tasks(sources):
        waiting.append(task if isinstance(task, Source) else pool.submit(_chunk, task, options))
        if len(waiting) >= window:
            yield from _next(waiting, options)
    while waiting:
        yield from _next(waiting, options)


def _next(waiting: deque[Future[list[Outcome]] | Source], options: Options) -> Iterator[Outcome]:
    task = waiting.popleft()
    return outcomes(task, options) if isinstance(task, Source) else iter(task.result())


def _tasks(sources: Iterable[Source | Rejected]) -> Iterator[list[Source | Rejected] | Source]:
    """Chunks of files, and large files by themselves."""
    chunk: list[Source | Rejected] = []
    for source in sources:
        large = isinstance(source, Source) and source.size > _LARGE
        if chunk and (large or len(chunk) == _CHUNK):
            yield chunk
            chunk = []
        if large and isinstance(source, Source):
            yield source
        else:
            chunk.append(source)
    if chunk:
        yield chunk
