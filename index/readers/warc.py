"""How is a web archive (WARC) read: which of its records are pages, and what is said of the rest?"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from functools import partial

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecord

from index.document import SKIPPED, Found, RawDocument, Rejected
from index.readers.source import Source, printable_name
from index.readers.unparsed import Documents, changed

_PAGES = ("text/html", "application/xhtml+xml", "text/plain")
_QUIET = ("warcinfo", "request", "metadata", "revisit")
_REASON = 120


def is_warc(head: bytes, name: str) -> bool:
    """Whether the bytes begin with a WARC record."""
    return head.startswith(b"WARC/")


def read(source: Source) -> Documents:
    """The pages, and at the end one line for each reason for which other records were passed over."""
    passed: Counter[str] = Counter()
    records = ArchiveIterator(source.stream)
    try:
        for record in records:
            reason = _passed_over(record)
            if reason is None:
                yield from _page(source, record)
            elif reason:
                passed[reason] += 1
    except (ArchiveLoadFailed, EOFError, OSError, ValueError, AttributeError) as error:
        # warcio trips over headers that are not there with an AttributeError
        why = "its headers are not whole" if isinstance(error, AttributeError) else str(error)
        yield Rejected(source.name, f"broken WARC record: {why}", f"byte {records.offset}")
    for reason, count in sorted(passed.items()):
        yield Rejected(source.name, f"{SKIPPED}{reason}", count=count)


def _passed_over(record: ArcWarcRecord) -> str | None:
    """Why a record is no page; empty for what is never one; None for a page."""
    if record.rec_type not in ("response", "resource"):
        return "" if record.rec_type in _QUIET else f"a WARC record of type {record.rec_type}"
    headers = record.http_headers
    if headers is not None and headers.get_statuscode() not in ("200", "203"):
        return f"HTTP status {headers.get_statuscode()}"
    kind = _kind(record)
    return None if kind in _PAGES else f"not a page: {kind or 'no content type'}"[:_REASON]


def _kind(record: ArcWarcRecord) -> str:
    headers = record.http_headers if record.http_headers is not None else record.rec_headers
    return str(headers.get_header("Content-Type") or "").partition(";")[0].strip().lower()


def _page(source: Source, record: ArcWarcRecord) -> Documents:
    url = str(record.rec_headers.get_header("WARC-Target-URI") or "").strip("<>")
    name = f"{source.name}#{printable_name(url)}"
    for found in source.inside(name, record.content_stream(), charset=_charset(record), deeper=True):
        yield changed(found, partial(_with_url, url=url))


def _with_url(document: RawDocument, *, url: str) -> RawDocument:
    if not url.lower().startswith(("http:", "https:")) or "url" in document.stated:
        return document
    return replace(document, stated={**document.stated, "url": Found(url, "WARC-Target-URI")})


def _charset(record: ArcWarcRecord) -> str | None:
    if record.http_headers is None:
        return None
    said = str(record.http_headers.get_header("Content-Type") or "").lower()
    return said.partition("charset=")[2].partition(";")[0].strip(" \"'") or None
