"""How does a plain text file become a document?"""

from __future__ import annotations

from collections.abc import Iterator

from index.document import RawDocument, Rejected
from index.readers.decoding import decode
from index.readers.layout import blocks_of
from index.readers.source import Source
from search.errors import ReadError


def read(source: Source) -> Iterator[RawDocument | Rejected]:
    """The file as one document."""
    data = source.all(source.options.limits.document)
    if data is None:
        yield Rejected(source.name, "too large to be one article")
        return
    yield from_text(decode(data, source.charset), source.name)


def from_text(text: str, name: str) -> RawDocument:
    """The document of a text. Raises ReadError if nothing in it can be read."""
    blocks = blocks_of(text)
    if not blocks:
        raise ReadError("empty")
    return RawDocument(name, text, blocks)
