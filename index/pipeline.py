"""How does a raw file become articles?

read -> clean -> extract, in several processes, with the results in the order of the files and only
a few files under way at a time, so that memory does not grow with the archive. Before that, `learning.learn`
takes a first look at the files for lines that outlets repeat.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import TypeVar

from index.clean import clean, clean_all
from index.document import Cleaned, RawDocument, Rejected
from index.extract import extract
from index.patience import Patience
from index.places import Gazetteer, gazetteer
from index.pool import in_order
from index.sources import Source
from index.spool import Spool
from index.tasks import Options, Task, defect, documents_of, tasks
from search.article import Article
from search.errors import ReadError

Outcome = Article | Rejected
T = TypeVar("T")

_TOGETHER, _TEXT = 48, 2**17
"""Documents, and characters of their text, that are cleaned at a time."""


def run(
    sources: Iterable[Source | Rejected],
    options: Options,
    processes: int,
    form: Callable[[Article], T],
    spool: Spool | None = None,
) -> Iterator[T | Rejected]:
    """The articles of the files in a form, and what gave none, in the order of the files.

    `form` makes of an article what is wanted, in the process that has the article; `spool` holds the
    documents of files that were read before. Raises BackfileError when the system ends one of the processes.
    """
    gazetteer(options.cache)  # made here once, not in each process
    work = partial(_outcomes, options=options, form=form)
    return in_order(work, tasks(sources, options, spool), processes)


def understand(document: RawDocument, options: Options) -> tuple[Cleaned, Article]:
    """The document with every character accounted for, and its article. Raises ReadError."""
    names = gazetteer(options.cache)
    with Patience(options.patience):
        cleaned = clean(document, rules=options.rules, repeated=options.repeated)
        return cleaned, extract(cleaned, names)


def together(documents: Iterable[RawDocument | Rejected]) -> Iterator[list[RawDocument | Rejected]]:
    """Documents to clean at a time."""
    waiting: list[RawDocument | Rejected] = []
    size = 0
    for document in documents:
        waiting.append(document)
        size += len(document.text) if isinstance(document, RawDocument) else 0
        if size > _TEXT or len(waiting) >= _TOGETHER:
            yield waiting
            waiting, size = [], 0
    if waiting:
        yield waiting


def _outcomes(task: Task, options: Options, form: Callable[[Article], T]) -> list[T | Rejected]:
    documents = (document for each in task for document in documents_of(each, options))
    found = _understood(documents, options)
    return [outcome if isinstance(outcome, Rejected) else form(outcome) for outcome in found]


def _understood(documents: Iterable[RawDocument | Rejected], options: Options) -> Iterator[Outcome]:
    names, patience = gazetteer(options.cache), Patience(options.patience)
    for some in together(documents):
        raw = [each for each in some if isinstance(each, RawDocument)]
        cleaned = iter(_cleaned(raw, options, patience))
        for document in some:
            if isinstance(document, Rejected):
                yield document
            else:
                yield _outcome(document, next(cleaned), names, patience)


def _cleaned(
    documents: Sequence[RawDocument], options: Options, patience: Patience
) -> Sequence[Cleaned | Exception]:
    try:
        with patience:
            return clean_all(documents, rules=options.rules, repeated=options.repeated)
    except Exception as error:  # a defect, or a text without end to it, must cost one document at most
        if len(documents) == 1:
            return [error]
        return [each for document in documents for each in _cleaned([document], options, patience)]


def _outcome(
    document: RawDocument, cleaned: Cleaned | Exception, names: Gazetteer, patience: Patience
) -> Outcome:
    try:
        if isinstance(cleaned, Exception):
            raise cleaned
        with patience:
            return extract(cleaned, names)
    except ReadError as error:
        return Rejected(document.source, error.message)
    except Exception as error:  # extraction raises nothing else; so must a defect here
        return defect(document.source, error)
