"""How does a raw file become articles?

read -> clean -> extract, in several processes, with the results in the order of the files and only
a few files under way at a time, so that memory does not grow with the archive. Before that, `learn`
takes a first look at the files for lines that outlets repeat.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import groupby, islice
from pathlib import Path
from typing import TypeVar

from index.clean import clean, clean_all
from index.clean.repeated import MOST_OF_OUTLET, PAGES, Learner, RepeatedLines, Seen, outlet_of, seen
from index.document import Cleaned, RawDocument, Rejected
from index.extract import extract
from index.places import Gazetteer, gazetteer
from index.pool import in_order
from index.readers import ReadOptions, glimpse, read
from index.sources import Source
from search.article import Article
from search.errors import ReadError

Outcome = Article | Rejected
T = TypeVar("T")

_FILES = 16
_DOCUMENTS, _MARKUP = 64, 2**20
"""Files, or documents of a large file and characters of them, handed to a process at a time."""

_TEXTS, _TEXT = 16, 2**20
"""Documents, and characters of their text, that are cleaned at a time."""

_LARGE = 4 * 2**20
"""Bytes from which a file is read by the main process and its documents are shared out."""

MOST_LEARNED_FROM = 5_000
"""Documents that repeated lines are learned from."""


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


def run(
    sources: Iterable[Source | Rejected],
    options: Options,
    processes: int,
    form: Callable[[Article], T],
) -> Iterator[T | Rejected]:
    """The articles of the files in a form, and what gave none, in the order of the files.

    `form` makes of an article what is wanted, in the process that has the article. Raises
    BackfileError when the system ends one of the processes.
    """
    gazetteer(options.cache)  # made here once, not in each process
    work = partial(_outcomes, options=options, form=form)
    return in_order(work, _tasks(sources, options), processes)


def learn(sources: Sequence[Source | Rejected], options: Options, processes: int) -> RepeatedLines:
    """The lines that outlets repeat, from a first look at the files, and those known before.

    A sample spread over the files is enough: an outlet shows its lines in a few pages.
    """
    step = max(1, len(sources) // MOST_LEARNED_FROM)
    tasks = _tasks(_telling(sources[::step], options), options)
    learner = Learner(options.repeated)
    looked = in_order(partial(_seen, options=options), tasks, processes)
    for document in filter(None, islice(looked, MOST_LEARNED_FROM)):
        learner.add(document)
    return learner.learned()


def understand(document: RawDocument, options: Options) -> tuple[Cleaned, Article]:
    """The document with every character accounted for, and its article. Raises ReadError."""
    cleaned = clean(document, rules=options.rules, repeated=options.repeated)
    return cleaned, extract(cleaned, gazetteer(options.cache))


def together(documents: Iterable[RawDocument | Rejected]) -> Iterator[list[RawDocument | Rejected]]:
    """Documents to clean at a time."""
    waiting: list[RawDocument | Rejected] = []
    size = 0
    for document in documents:
        waiting.append(document)
        size += len(document.text) if isinstance(document, RawDocument) else 0
        if size > _TEXT or len(waiting) >= _TEXTS:
            yield waiting
            waiting, size = [], 0
    if waiting:
        yield waiting


def _telling(sources: Iterable[Source | Rejected], options: Options) -> list[Source]:
    """The files from which repeated lines can be learned.

    They are read twice, so those of outlets with too few pages, or that are known well enough, are not,
    nor is a large file that begins with documents whose text was given clean.
    """
    glimpses = [(file, _outlet(file, options)) for file in sources if isinstance(file, Source)]
    pages = Counter(outlet for _, outlet in glimpses)
    taken: Counter[str | None] = Counter()
    telling = []
    for file, outlet in glimpses:
        taken[outlet] += 1
        if outlet is None:
            wanted = file.size <= _LARGE or not _begins_clean(file, options)
        else:
            wanted = bool(outlet) and pages[outlet] >= PAGES and taken[outlet] <= MOST_OF_OUTLET
        if wanted:
            telling.append(file)
    return telling


def _begins_clean(source: Source, options: Options) -> bool:
    """Whether the text of a file's first documents was given clean; the others' was, too, then."""
    first = list(islice(_read(source, options), _DOCUMENTS))
    return all(isinstance(each, RawDocument) and each.clean for each in first)


def _outlet(source: Source, options: Options) -> str | None:
    """The outlet of a page or text, empty if that is not known; None for files of many documents."""
    glimpsed = glimpse(source.path, source.name, options=options.read)
    return outlet_of(glimpsed) if glimpsed else None


Task = Sequence[Source | RawDocument | Rejected]
"""What one process does at a time: a few files, or a few documents of a large file."""


def _seen(task: Task, options: Options) -> list[Seen | None]:
    return [
        seen(document)
        for each in task
        for document in _documents(each, options)
        if isinstance(document, RawDocument)
    ]


def _outcomes(task: Task, options: Options, form: Callable[[Article], T]) -> list[T | Rejected]:
    documents = (document for each in task for document in _documents(each, options))
    found = _understood(documents, options)
    return [outcome if isinstance(outcome, Rejected) else form(outcome) for outcome in found]


def _documents(each: Source | RawDocument | Rejected, options: Options) -> Iterable[RawDocument | Rejected]:
    return _read(each, options) if isinstance(each, Source) else (each,)


def _read(source: Source, options: Options) -> Iterator[RawDocument | Rejected]:
    try:
        yield from read(source.path, source.name, options=options.read)
    except Exception as error:  # readers raise nothing; a defect of theirs must cost one file at most
        yield _defect(source.name, error)


def _understood(documents: Iterable[RawDocument | Rejected], options: Options) -> Iterator[Outcome]:
    for some in together(documents):
        cleaned = iter(_cleaned([each for each in some if isinstance(each, RawDocument)], options))
        names = gazetteer(options.cache)
        for document in some:
            if isinstance(document, Rejected):
                yield document
            else:
                yield _outcome(document, next(cleaned), names)


def _cleaned(documents: Sequence[RawDocument], options: Options) -> Sequence[Cleaned | Exception]:
    try:
        return clean_all(documents, rules=options.rules, repeated=options.repeated)
    except Exception as error:  # cleaning raises nothing; a defect of it must cost one document at most
        if len(documents) == 1:
            return [error]
        return [each for document in documents for each in _cleaned([document], options)]


def _outcome(document: RawDocument, cleaned: Cleaned | Exception, names: Gazetteer) -> Outcome:
    try:
        if isinstance(cleaned, Exception):
            raise cleaned
        return extract(cleaned, names)
    except ReadError as error:
        return Rejected(document.source, error.message)
    except Exception as error:  # extraction raises nothing else; so must a defect here
        return _defect(document.source, error)


def _defect(source: str, error: Exception) -> Rejected:
    return Rejected(source, f"a defect in Backfile, please report it: {type(error).__name__}: {error}"[:300])


def _tasks(sources: Iterable[Source | Rejected], options: Options) -> Iterator[Task]:
    """What can be done apart, by one process at a time or by many."""
    for large, files in groupby(sources, lambda each: isinstance(each, Source) and each.size > _LARGE):
        if large:
            documents = (document for file in files for document in _documents(file, options))
            yield from _batched(documents, _DOCUMENTS, _characters)
        else:
            yield from _batched(files, _FILES)


def _batched(items: Iterable[T], most: int, size: Callable[[T], int] = lambda _: 0) -> Iterator[list[T]]:
    """At most so many items at a time, and no more once their sizes come to `_MARKUP`."""
    batch: list[T] = []
    total = 0
    for item in items:
        batch.append(item)
        total += size(item)
        if len(batch) == most or total > _MARKUP:
            yield batch
            batch, total = [], 0
    if batch:
        yield batch


def _characters(document: RawDocument | Rejected) -> int:
    return (
        0 if isinstance(document, Rejected) else len(document.page.markup if document.page else document.text)
    )
