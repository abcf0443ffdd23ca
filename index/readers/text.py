"""How does a plain text file become a document?"""

from __future__ import annotations

from functools import partial

from index.document import RawDocument, Rejected, is_plain
from index.readers.decoding import decoded
from index.readers.layout import blocks_of, legible
from index.readers.source import Source
from index.readers.unparsed import Documents, Unparsed
from index.readers.values import unescaped
from search.errors import ReadError


def read(source: Source) -> Documents:
    """The file as one document."""
    data = source.all(source.options.limits.document)
    if data is None:
        yield Rejected(source.name, "too large to be one article")
        return
    yield Unparsed(source.name, "text", len(data), partial(_from_bytes, data, source.charset, source.name))


def _from_bytes(data: bytes, charset: str | None, name: str) -> RawDocument:
    text, plain = decoded(data, charset)
    return from_text(text, name, plain=plain)


def from_text(text: str, name: str, *, plain: bool = False) -> RawDocument:
    """The document of a text, maybe known to be `plain`. Raises ReadError if nothing in it can be read."""
    if (whole := unescaped(text)) != text:
        text, plain = whole, False
    if not plain and not (plain := is_plain(text)):
        text = legible(text)
    blocks = blocks_of(text, plain=plain)
    if not blocks:
        raise ReadError("empty")
    return RawDocument(name, text, blocks, plain=plain)
