"""How is an input read without anything in it stopping the run?"""

from __future__ import annotations

import io
from pathlib import Path
from typing import cast

from index.document import RawDocument, Rejected
from index.page import Page
from index.readers.formats import FORMATS, Format
from index.readers.options import ReadOptions
from index.readers.sidecars import described
from index.readers.source import HEAD, Documents, Source
from search.errors import ReadError

_DEFAULT = ReadOptions()
_SINGLE = ("HTML", "text")
"""Formats of which a file is one document."""


def read(path: Path, name: str, *, options: ReadOptions = _DEFAULT) -> Documents:
    """The documents of a file, each as soon as it is read. Never raises for what is in the file.

    `name` is the file's name for people. What cannot be read comes as `Rejected` in its place.
    """
    try:
        with path.open("rb") as stream:
            for document in read_source(Source.of(name, stream, read_source, options, path=path)):
                if isinstance(document, RawDocument) and options.sidecars and document.source == name:
                    yield from described(document, path, options)
                else:
                    yield document
    except OSError as error:
        yield Rejected(name, f"cannot be opened: {error.strerror or error}")


def glimpse(path: Path, name: str, *, options: ReadOptions = _DEFAULT) -> RawDocument | None:
    """A page or text without its text: what its first bytes and the files beside it say of where it is from.

    None for a file that may hold several documents, or cannot be opened.
    """
    try:
        with path.open("rb") as stream:
            head = stream.read(HEAD)
    except OSError:
        return None
    if _format_of(head, name).name not in _SINGLE:
        return None
    page = RawDocument(name, "", (), page=Page(head.decode("latin-1")))
    return cast(RawDocument, next(described(page, path, options))) if options.sidecars else page


def read_bytes(content: bytes, name: str, *, options: ReadOptions = _DEFAULT) -> Documents:
    """The documents of a file whose content is at hand."""
    yield from read_source(Source.of(name, io.BytesIO(content), read_source, options))


def read_source(source: Source) -> Documents:
    """The documents of a source, in the first format that accepts it."""
    if not source.head.strip():
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
        yield Rejected(source.name, f"broken {chosen.name}: {type(error).__name__}: {error}")


def _format_of(head: bytes, name: str) -> Format:
    return next(form for form in FORMATS if form.accepts(head, name))
