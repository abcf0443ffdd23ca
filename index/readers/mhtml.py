"""How are messages read: pages saved with their pictures in one file (MHTML), and mail, such as wire copy?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from index.document import Found, RawDocument, Rejected
from index.readers.decoding import decode
from index.readers.html import from_bytes
from index.readers.options import ReadOptions
from index.readers.records import stated_of
from index.readers.source import Source
from index.readers.text import from_text
from index.readers.unparsed import Documents, Unparsed
from search.errors import ReadError

if TYPE_CHECKING:
    from email.message import Message

_MOST_PARTS, _MOST_LEVELS = 1 << 16, 64
"""Parts, and those that have parts of their own: with the ends of all of these each line is compared."""
_START = re.compile(rb"(?:From [^\n]*\n)?((?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*){1,99})(?:\r?\n|\Z)")
_HEADER = re.compile(rb"^([\w-]+):", re.MULTILINE)
_NEXT = re.compile(rb"\n\r?\n(?=From [^\n]*\n[\w-]+:)")
"""Where another message begins in a file of many (mbox)."""
_BODIES = ("text/html", "application/xhtml+xml", "text/plain")
_LARGEST_START = 1 << 14


def is_mhtml(head: bytes, name: str) -> bool:
    """Whether the bytes begin with the headers of a message of parts, of a page, or of mail."""
    start = _START.match(_begin(head)[:_LARGEST_START])
    if not start:
        return False
    headers = start[1].lower()
    names = set(_HEADER.findall(headers))
    if b"mime-version" in names and (b"multipart/" in headers or b"text/html" in headers):
        return True
    return b"subject" in names and not names.isdisjoint((b"from", b"date", b"message-id"))


def _begin(data: bytes) -> bytes:
    return data.removeprefix(b"\xef\xbb\xbf").lstrip()


def read(source: Source) -> Documents:
    """The page or text of each message."""
    data = source.all(source.options.limits.document * 4)
    if data is None:
        yield Rejected(source.name, "too large to be a saved page")
        return
    data = _begin(data)
    messages = _NEXT.split(data) if data.startswith(b"From ") else [data]
    for number, message in enumerate(messages, 1):
        name = source.name if len(messages) == 1 else f"{source.name}:{number}"
        yield Unparsed(name, "saved page", len(message), partial(_document, message, name, source.options))


def _document(data: bytes, name: str, options: ReadOptions) -> RawDocument:
    if data.count(b"\n--") > _MOST_PARTS or data.count(b"multipart/") > _MOST_LEVELS:
        raise ReadError("too many parts for a saved page")
    from email.parser import BytesParser  # loaded only here, which few files need

    message = BytesParser().parsebytes(data)
    fault = "a message without a page or text in it"
    for part in _bodies(message):
        content = part.get_payload(decode=True)
        try:
            document = _body(content if isinstance(content, bytes) else b"", part, name)
        except ReadError as error:  # of a page that is a frame for others, say
            fault = error.message
        else:
            return replace(document, stated=_stated(message, part, options))
    raise ReadError(fault)


def _bodies(message: Message) -> Iterator[Message]:
    """The parts that may be the story, pages first."""
    parts = [part for part in message.walk() if part.get_content_type() in _BODIES]
    return iter(sorted(parts, key=lambda part: part.get_content_type() == "text/plain"))


def _body(content: bytes, part: Message, name: str) -> RawDocument:
    charset = part.get_content_charset()
    if part.get_content_type() == "text/plain":
        return from_text(decode(content, charset), name)
    return from_bytes(content, charset, name)


def _stated(message: Message, part: Message, options: ReadOptions) -> dict[str, Found]:
    """The address of a saved page; of mail, which has none, what its headers say by the keys of records."""
    url = str(message["Snapshot-Content-Location"] or part["Content-Location"] or "").strip()
    if url.startswith("http"):
        return {"url": Found(url, "saved page: Content-Location")}
    headers = {name: _decoded(header) for name, header in message.items()}
    stated = stated_of(headers, options, "message")
    if subject := _decoded(message["Subject"]):
        stated.setdefault("headline", Found(subject, "message: Subject"))
    return stated


def _decoded(header: object) -> str:
    """A header without the forms that letters beyond ASCII have in it (RFC 2047)."""
    from email.header import decode_header, make_header

    try:
        return str(make_header(decode_header(str(header or "")))).strip()
    except (ValueError, LookupError):
        return str(header).strip()
