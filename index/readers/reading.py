"""How is an input read without anything in it stopping the run?"""

from __future__ import annotations

import io
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from index.document import RawDocument, Rejected
from index.page import Page
from index.readers.formats import FORMATS, Format
from index.readers.options import ReadOptions
from index.readers.sidecars import described, said_beside, with_said
from index.readers.source import HEAD, Source
from index.readers.unparsed import Documents, broken, parsed
from search.errors import ReadError

_DEFAULT = ReadOptions()
_SINGLE = ("HTML", "text")
"""Formats of which a file is one document."""


def read(path: Path, name: str, *, options: ReadOptions = _DEFAULT) -> Iterator[RawDocument | Rejected]:
    """The documents of a file, each as soon as it is read. Never raises for what is in the file.

    `name` is the file's name for people. What cannot be read comes as `Rejected` in its place.
    """
    return map(parsed, scan(path, name, options=options))


def scan(path: Path, name: str, *, options: ReadOptions = _DEFAULT, is_alone: bool = False) -> Documents:
    """What `read` gives, but documents come unparsed where that can be left to another process.

    Nobody looks for what describes a file beside it if it `is_alone`.
    """
    try:
        with path.open("rb", buffering=0) as stream:
            found = read_source(Source.of(name, stream, read_source, options, path=path))
            if options.sidecars and not is_alone:
                found = with_said(found, name, partial(said_beside, path, options))
            yield from found
    except OSError as error:
        yield Rejected(name, f"cannot be opened: {error.strerror or error}")


def glimpse(
    path: Path, name: str, *, options: ReadOptions = _DEFAULT, is_alone: bool = False
) -> RawDocument | None:
    """A page or text without its text: what its first bytes and the files beside it say of where it is from.

    None for a file that may hold several documents, or cannot be opened.
    """
    try:
        with path.open("rb", buffering=0) as stream:
            head = stream.read(HEAD)
    except OSError:
        return None
    if _format_of(head, name).name not in _SINGLE:
        return None
    page = RawDocument(name, "", (), page=Page(head.decode("latin-1")))
    look = options.sidecars and not is_alone
    return described(page, said_beside(path, options)[0]) if look else page


def read_bytes(
    content: bytes, name: str, *, options: ReadOptions = _DEFAULT
) -> Iterator[RawDocument | Rejected]:
    """The documents of a file whose content is at hand."""
    return map(parsed, read_source(Source.of(name, io.BytesIO(content), read_source, options)))


def read_source(source: Source) -> Documents:
    """The documents of a source, in the first format that accepts it."""
    source = source.past_white()
    if not source.head:
        yield Rejected(source.name, "empty")
        return
    chosen = _format_of(source.head, source.name)
    found = False
    try:
        for document in chosen.read(source):
            found = True
            yield document
        if not found:
            yield Rejected(source.name, f"{chosen.name} with nothing in it")
    except ReadError as error:
        yield Rejected(source.name, error.message)
    except Exception as error:  # A hostile file may make a library raise anything; the run goes on.
        yield Rejected(source.name, broken(chosen.name, error))


def _format_of(head: bytes, name: str) -> Format:
    return next(form for form in FORMATS if form.accepts(head, name))
