"""How is a page saved with its pictures in one file (MHTML) read?"""

from __future__ import annotations

import re
from dataclasses import replace

from index.document import Found, Rejected
from index.readers.decoding import decode
from index.readers.html import from_markup
from index.readers.source import Source
from index.readers.unparsed import Documents

_MOST_PARTS, _MOST_LEVELS = 1 << 16, 64
"""Parts, and those that have parts of their own: with the ends of all of these each line is compared."""
_START = re.compile(rb"^(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*){1,20}", re.IGNORECASE)


def is_mhtml(head: bytes, name: str) -> bool:
    """Whether the bytes begin with the headers of a message made of related parts."""
    start = _START.match(head.lstrip())
    headers = start.group().lower() if start else b""
    return b"mime-version" in headers and b"multipart/" in headers


def read(source: Source) -> Documents:
    """The first page of the message."""
    data = source.all(source.options.limits.document * 4)
    if data is None:
        yield Rejected(source.name, "too large to be a saved page")
        return
    if data.count(b"\n--") > _MOST_PARTS or data.count(b"multipart/") > _MOST_LEVELS:
        yield Rejected(source.name, "too many parts for a saved page")
        return
    from email.parser import BytesParser  # loaded only here, which few files need

    message = BytesParser().parsebytes(data)
    page = next((part for part in message.walk() if part.get_content_type() == "text/html"), None)
    if page is None:
        yield Rejected(source.name, "a message without a page in it")
        return
    content = page.get_payload(decode=True)
    document = from_markup(
        decode(content if isinstance(content, bytes) else b"", page.get_content_charset()), source.name
    )
    url = str(message["Snapshot-Content-Location"] or page["Content-Location"] or "")
    stated = {"url": Found(url.strip(), "saved page: Content-Location")} if url.startswith("http") else {}
    yield replace(document, stated=stated)
