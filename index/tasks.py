"""What does one process do at a time: which files, or which documents of a large file?"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from typing import NamedTuple, TypeVar

from index.clean.repeated import RepeatedLines
from index.document import RawDocument, Rejected
from index.patience import Patience
from index.readers import ReadOptions, Unparsed, scan
from index.sources import Source
from index.spool import Spool, unpacked
from search.errors import ReadError

T = TypeVar("T")

_LARGE = 4 * 2**20
"""Bytes from which the documents of a file are found by the main process, and shared out to be parsed."""
_FILES, _DOCUMENTS, _MARKUP = 48, 64, 2**19
"""Files, or documents of a large file, and bytes or characters of them, handed to a process at a time."""


@dataclass(frozen=True, slots=True)
class Options:
    """How files are read and cleaned.

    `rules` is a folder of rules added to the built-in ones, `repeated` the lines known to stand on
    many pages of an outlet, `cache` the folder where the compiled gazetteer is kept (None: the
    user's). `patience` is how many seconds of processor time parsing a document, cleaning it, or finding
    facts in it, may take: 16 MB on one line take three.
    """

    read: ReadOptions = field(default_factory=ReadOptions)
    rules: Path | None = None
    repeated: RepeatedLines = field(default_factory=RepeatedLines)
    cache: Path | None = None
    patience: float = 120.0


class Packed(NamedTuple):
    """The documents of a file that was read before (`spool.packed`)."""

    documents: bytes


Item = Source | Packed | Unparsed | RawDocument | Rejected
Task = Sequence[Item]


def tasks(
    sources: Iterable[Source | Rejected], options: Options, spool: Spool | None = None
) -> Iterator[Task]:
    """What can be done apart, by one process at a time or by many; files in the spool are not read again."""
    for large, files in groupby(sources, is_large):
        if large:
            found = (each for file in files for each in _scanned(file, options))
            yield from _batched(found, _DOCUMENTS, size_of)
        else:
            for some in _batched(files, _FILES, size_of):
                yield [_kept(file, spool) for file in some]


def documents_of(item: Item, options: Options) -> Iterable[RawDocument | Rejected]:
    """The documents of a part of a task."""
    match item:
        case Source():
            return read_file(item, options)
        case Packed():
            return unpacked(item.documents)
        case Unparsed():
            return (_parsed(item, options.patience),)
        case _:
            return (item,)


def read_file(source: Source, options: Options) -> Iterator[RawDocument | Rejected]:
    """The documents of a file as they are read."""
    try:
        for found in scan(source.path, source.name, options=options.read, is_alone=source.is_alone):
            yield _parsed(found, options.patience) if isinstance(found, Unparsed) else found
    except Exception as error:  # readers raise nothing; a defect of theirs must cost one file at most
        yield defect(source.name, error)


def _parsed(found: Unparsed, patience: float) -> RawDocument | Rejected:
    """A document, parsed; not one for which that takes too long."""
    try:
        with Patience(patience):
            return found.parsed()
    except ReadError as error:  # between one step of it and the next
        return Rejected(found.source, error.message)


def _scanned(file: Source | Rejected, options: Options) -> Iterator[RawDocument | Unparsed | Rejected]:
    if isinstance(file, Rejected):
        yield file
        return
    try:
        yield from scan(file.path, file.name, options=options.read, is_alone=file.is_alone)
    except Exception as error:  # as above
        yield defect(file.name, error)


def defect(source: str, error: Exception) -> Rejected:
    """What becomes of a document that a defect in Backfile has cost."""
    return Rejected(source, f"a defect in Backfile, please report it: {type(error).__name__}: {error}"[:300])


def size_of(found: Source | RawDocument | Unparsed | Rejected) -> int:
    """How many bytes a file has, or about how many characters there are in a document's raw form."""
    match found:
        case Source() | Unparsed():
            return found.size
        case RawDocument():
            return len(found.page.markup if found.page else found.text)
        case _:
            return len(found.source)


def is_large(source: Source | Rejected) -> bool:
    """Whether a file's documents are shared out."""
    return isinstance(source, Source) and source.size > _LARGE


def _kept(file: Source | Rejected, spool: Spool | None) -> Source | Packed | Rejected:
    kept = spool.take(file) if spool and isinstance(file, Source) else None
    return file if kept is None else Packed(kept)


def _batched(items: Iterable[T], most: int, size: Callable[[T], int]) -> Iterator[list[T]]:
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
