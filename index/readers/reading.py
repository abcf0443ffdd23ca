"""How is an input read without anything in it stopping the run?"""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

from index.document import RawDocument, Rejected
from index.readers.formats import FORMATS
from index.readers.options import ReadOptions
from index.readers.source import Source
from search.errors import ReadError

_DEFAULT = ReadOptions()


def read(path: Path, name: str, *, options: ReadOptions = _DEFAULT) -> Iterator[RawDocument | Rejected]:
    """The documents of a file, each as soon as it is read. Never raises for what is in the file.

    `name` is the file's name for people. What cannot be read comes as `Rejected` in its place.
    """
    try:
        with path.open("rb") as stream:
            yield from read_source(Source.of(name, stream, options))
    except OSError as error:
        yield Rejected(name, f"cannot be opened: {error.strerror or error}")


def read_bytes(content: bytes, name: str, *,
               options: ReadOptions = _DEFAULT) -> Iterator[RawDocument | Rejected]:
    """The documents of a file whose content is at hand."""
    yield from read_source(Source.of(name, io.BytesIO(content), options))


def read_source(source: Source) -> Iterator[RawDocument | Rejected]:
    """The documents of a source, in the first format that accepts it."""
    if not source.head.strip():
        yield Rejected(source.name, "empty")
        return
    chosen = next(form for form in FORMATS if form.accepts(source.head, source.name))
    try:
        yield from chosen.read(source)
    except ReadError as error:
        yield Rejected(source.name, error.message)
    except (OSError, ValueError, LookupError, RecursionError, MemoryError, EOFError) as error:
        yield Rejected(source.name, f"broken {chosen.name}: {error}")
