"""How does a raw file become articles?

read -> clean -> extract, in several processes, with the results in the order of the files and only
a few files under way at a time, so that memory does not grow with the archive.
"""

from __future__ import annotations

import multiprocessing
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from itertools import groupby, islice
from pathlib import Path
from typing import Any, TypeVar

from index.clean import clean
from index.clean.repeated import Learner, RepeatedLines
from index.document import Cleaned, RawDocument, Rejected
from index.extract import extract
from index.places import gazetteer
from index.readers import ReadOptions, read
from index.sources import Source
from search.article import Article
from search.errors import BackfileError, ReadError

Outcome = Article | Rejected
T = TypeVar("T")

_FILES = 16
_DOCUMENTS = 64
"""Files, or documents of a large file, handed to a process at a time."""

_LARGE = 4 * 2**20
"""Bytes from which a file is read by the main process and its documents are shared out."""

MOST_LEARNED_FROM = 5_000
"""Documents that repeated lines are learned from."""

_WAITING = 4
"""Tasks under way for each process: enough to keep all busy, few enough to bound memory."""

Task = tuple[Callable[..., list[Outcome]], Sequence[Any]]


@dataclass(frozen=True, slots=True)
class Options:
    """How files are read and cleaned.

    `rules` is a folder of rules added to the built-in ones, `repeated` the lines known to stand on
    many pages of an outlet, `cache` the folder where the compiled gazetteer is kept (None: the
    user's).
    """

    read: ReadOptions = field(default_factory=ReadOptions)
    rules: Path | None = None
    repeated: RepeatedLines = field(default_factory=RepeatedLines)
    cache: Path | None = None


def run(sources: Iterable[Source | Rejected], options: Options, processes: int) -> Iterator[Outcome]:
    """The articles of the files, and what gave none, in the order of the files.

    Raises BackfileError when the system ends one of the processes.
    """
    if processes < 2:
        for source in sources:
            yield from _outcomes(source, options)
        return
    gazetteer(options.cache)  # made here once, not in each process
    try:
        yield from _shared_out(sources, options, processes)
    except BrokenProcessPool as error:
        message = "A process that read files was ended by the system, perhaps for want of memory."
        raise BackfileError(message, "Use fewer --processes.") from error


def _shared_out(sources: Iterable[Source | Rejected], options: Options, processes: int) -> Iterator[Outcome]:
    with ProcessPoolExecutor(processes, multiprocessing.get_context("forkserver")) as pool:
        waiting: deque[Future[list[Outcome]]] = deque()
        for work, on in _tasks(sources, options):
            waiting.append(pool.submit(work, on, options))
            if len(waiting) >= processes * _WAITING:
                yield from waiting.popleft().result()
        for task in waiting:
            yield from task.result()


def learn(sources: Sequence[Source | Rejected], options: Options) -> RepeatedLines:
    """The lines that outlets repeat, from a first look at the files, and those known before.

    A sample spread over the files is enough: an outlet shows its lines in a few pages.
    """
    learner = Learner(options.repeated)
    step = max(1, len(sources) // MOST_LEARNED_FROM)
    documents = (document for source in sources[::step] for document in _read(source, options))
    for document in islice(documents, MOST_LEARNED_FROM):
        if isinstance(document, RawDocument):
            learner.add(document)
    return learner.learned()


def outcomes(source: Source, options: Options) -> Iterator[Outcome]:
    """The articles of one file, and what in it gave none. Nothing in a file ends a run."""
    for document in _read(source, options):
        yield document if isinstance(document, Rejected) else _outcome(document, options)


def _read(source: Source | Rejected, options: Options) -> Iterator[RawDocument | Rejected]:
    if isinstance(source, Rejected):
        yield source
        return
    try:
        yield from read(source.path, source.name, options=options.read)
    except Exception as error:  # readers raise nothing; a defect of theirs must cost one file at most
        yield _defect(source.name, error)


def _outcome(document: RawDocument, options: Options) -> Outcome:
    try:
        return understand(document, options)[1]
    except ReadError as error:
        return Rejected(document.source, error.message)
    except Exception as error:  # cleaning and extraction raise nothing else; so must a defect here
        return _defect(document.source, error)


def _defect(source: str, error: Exception) -> Rejected:
    return Rejected(source, f"a defect in Backfile, please report it: {type(error).__name__}: {error}"[:300])


def understand(document: RawDocument, options: Options) -> tuple[Cleaned, Article]:
    """The document with every character accounted for, and its article. Raises ReadError."""
    cleaned = clean(document, rules=options.rules, repeated=options.repeated)
    return cleaned, extract(cleaned, gazetteer(options.cache))


def _outcomes(source: Source | Rejected, options: Options) -> Iterator[Outcome]:
    return iter([source]) if isinstance(source, Rejected) else outcomes(source, options)


def _of_files(sources: Sequence[Source | Rejected], options: Options) -> list[Outcome]:
    return [outcome for source in sources for outcome in _outcomes(source, options)]


def _of_documents(documents: Sequence[RawDocument | Rejected], options: Options) -> list[Outcome]:
    return [each if isinstance(each, Rejected) else _outcome(each, options) for each in documents]


def _tasks(sources: Iterable[Source | Rejected], options: Options) -> Iterator[Task]:
    """What can be done apart: a few files each, or a few documents of a large file."""
    for large, files in groupby(sources, lambda each: isinstance(each, Source) and each.size > _LARGE):
        if large:
            documents = (document for file in files for document in _read(file, options))
            yield from ((_of_documents, batch) for batch in _batched(documents, _DOCUMENTS))
        else:
            yield from ((_of_files, batch) for batch in _batched(files, _FILES))


def _batched(items: Iterable[T], size: int) -> Iterator[list[T]]:
    each = iter(items)
    while batch := list(islice(each, size)):
        yield batch
