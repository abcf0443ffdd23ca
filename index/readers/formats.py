"""Which formats can be read, and how is each known by its first bytes?

The first line of `FORMATS` whose test accepts the input reads it. A test sees the first 64 KB and
the name; the name only decides where the bytes say nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from index.readers import (
    archives,
    compressed,
    exports,
    feeds,
    foreign,
    html,
    jsonlines,
    mhtml,
    newsml,
    tabular,
    text,
)
from index.readers.source import Source
from index.readers.unparsed import Documents


@dataclass(frozen=True, slots=True)
class Format:
    """A format: its name for people, how it is recognised, and its reader."""

    name: str
    accepts: Callable[[bytes, str], bool]
    read: Callable[[Source], Documents]


_JSON = re.compile(rb"""[\s\x1e]*(?:\{\s*(?:"|\}|'\w+'\s*:)|\[\s*(?:\{|\]))""")
_JSON_NAMES = (".json", ".jsonl", ".ndjson")
_HTML = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|article|main|section|title|meta|div|p|h1|span|table)\b[^<]{0,2000}>",
    re.IGNORECASE,
)


def _is_warc(head: bytes, name: str) -> bool:
    """Whether the bytes begin with a WARC record, or as an ARC file does."""
    return head.startswith((b"WARC/", b"filedesc://"))


def _read_warc(source: Source) -> Documents:
    from index.readers import warc  # loaded only here, with what few files need

    return warc.read(source)


def _is_json(head: bytes, name: str) -> bool:
    """An object or a list of them; what a name calls JSON and is no markup is broken JSON, and no text."""
    start = _narrow(head)
    return bool(_JSON.match(start)) or (
        name.lower().endswith(_JSON_NAMES) and not start.lstrip().startswith(b"<")
    )


def _is_html(head: bytes, name: str) -> bool:
    """Markup near the start; text that only quotes a tag further down is not a page."""
    if name.lower().endswith((".html", ".htm", ".xhtml")):
        return b"<" in head
    start = _narrow(head).lstrip()[:4096]
    return start.startswith(b"<") and bool(_HTML.search(start))


def _narrow(head: bytes) -> bytes:
    """UTF-16 text as one byte a letter, as far as looking for tags goes; a BOM is dropped."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in head[:2]:
        return head.removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff").replace(b"\0", b"")
    return head.removeprefix(b"\xef\xbb\xbf")


FORMATS: tuple[Format, ...] = (
    Format("compressed file", compressed.is_compressed, compressed.read),
    Format("zip archive", archives.is_zip, archives.read_zip),
    Format("tar archive", archives.is_tar, archives.read_tar),
    Format("file", foreign.is_foreign, foreign.refuse),
    Format("WARC", _is_warc, _read_warc),
    Format("feed", feeds.is_feed, feeds.read),
    Format("news message", newsml.is_news, newsml.read),
    Format("saved page", mhtml.is_mhtml, mhtml.read),
    Format("JSON", _is_json, jsonlines.read),
    Format("corpus", exports.is_corpus, exports.read),
    Format("HTML", _is_html, html.read),
    Format("export", exports.is_export, exports.read),
    Format("XML", foreign.is_other_xml, foreign.refuse_xml),
    Format("table", tabular.is_table, tabular.read),
    Format("text", lambda head, name: True, text.read),
)
