"""Which lines do the outlets of some files repeat? Learned in a first look at the files.

A file that is looked at is read, so what was read is set aside (`spool.py`) and not read again when its turn
comes to become articles.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import partial
from itertools import islice
from typing import NamedTuple

from index.clean.repeated import MOST_OF_OUTLET, PAGES, Learner, RepeatedLines, Seen, outlet_of, seen
from index.document import RawDocument, Rejected
from index.pool import in_order
from index.readers import glimpse
from index.sources import Source
from index.spool import Spool, packed
from index.tasks import Options, Task, documents_of, is_large, read_file, size_of, tasks

MOST_LEARNED_FROM = 5_000
"""Documents that repeated lines are learned from."""
_FIRST = 64
"""Documents of a large file that tell whether its texts were given clean."""
_MOST_KEPT = 8 * 2**20
"""Characters of a file's documents up to which they are set aside."""


def learn(
    sources: Sequence[Source | Rejected], options: Options, processes: int, spool: Spool | None = None
) -> RepeatedLines:
    """The lines that outlets repeat, and those known before; sets aside what was read on the way.

    A sample spread over the files is enough: an outlet shows its lines in a few pages. Raises BackfileError
    when the system ends one of the processes.
    """
    step = max(1, len(sources) // MOST_LEARNED_FROM)
    telling = _telling(sources[::step], options)
    learner, learned_from = Learner(options.repeated), 0
    for look in in_order(partial(_looks, options=options), tasks(telling, options), processes):
        for document in look.seen:
            learner.add(document)
        if spool is not None and look.file is not None:
            spool.keep(look.file, look.documents)
        learned_from += len(look.seen)
        if learned_from >= MOST_LEARNED_FROM:
            break
    return learner.learned()


class _Look(NamedTuple):
    """What was seen in a file, or in a document of a large one, which has none; its documents, packed."""

    seen: Sequence[Seen]
    file: Source | None = None
    documents: bytes = b""


def _looks(task: Task, options: Options) -> list[_Look]:
    return [
        _look(each, options) if isinstance(each, Source) else _Look(_seen(documents_of(each, options)))
        for each in task
    ]


def _look(file: Source, options: Options) -> _Look:
    found: list[Seen] = []
    documents: list[RawDocument | Rejected] = []
    size = 0
    for document in read_file(file, options):
        found += _seen([document])
        size += size_of(document)
        if size <= _MOST_KEPT:
            documents.append(document)
    return _Look(found, file, packed(documents)) if size <= _MOST_KEPT else _Look(found)


def _seen(documents: Iterable[RawDocument | Rejected]) -> list[Seen]:
    raw = (document for document in documents if isinstance(document, RawDocument))
    return list(filter(None, map(seen, raw)))


def _telling(sources: Iterable[Source | Rejected], options: Options) -> list[Source]:
    """The files from which repeated lines can be learned.

    Those of outlets with too few pages, or that are known well enough, are not looked at, nor is a large
    file that begins with documents whose text was given clean.
    """
    glimpses = [(file, _outlet(file, options)) for file in sources if isinstance(file, Source)]
    pages = Counter(outlet for _, outlet in glimpses)
    taken: Counter[str | None] = Counter()
    telling = []
    for file, outlet in glimpses:
        taken[outlet] += 1
        if outlet is None:
            wanted = not is_large(file) or not _begins_clean(file, options)
        else:
            wanted = bool(outlet) and pages[outlet] >= PAGES and taken[outlet] <= MOST_OF_OUTLET
        if wanted:
            telling.append(file)
    return telling


def _begins_clean(source: Source, options: Options) -> bool:
    """Whether the text of a file's first documents was given clean; the others' was, too, then."""
    first = islice(read_file(source, options), _FIRST)
    return all(isinstance(each, RawDocument) and each.clean for each in first)


def _outlet(source: Source, options: Options) -> str | None:
    """The outlet of a page or text, empty if that is not known; None for files of many documents."""
    glimpsed = glimpse(source.path, source.name, options=options.read, is_alone=source.is_alone)
    return outlet_of(glimpsed) if glimpsed else None
