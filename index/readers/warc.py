"""How is a web archive (WARC) read: which of its records are pages, and what is said of the rest?"""

from __future__ import annotations

import io
from collections import Counter
from contextlib import redirect_stderr
from dataclasses import replace
from functools import partial

from warcio.archiveiterator import ArchiveIterator
from warcio.bufferedreaders import DecompressingBufferedReader
from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecord

from index.document import SKIPPED, Found, RawDocument, Rejected
from index.readers.source import Readable, Source, printable_name
from index.readers.unparsed import Documents, changed

_PAGES = ("text/html", "application/xhtml+xml", "text/plain")
_QUIET = ("warcinfo", "request", "metadata", "revisit")
_REASON = 120
_ASKED, _LONGEST_HEADER = 1 << 17, 1 << 15  # warcio gives less than it is asked for


def is_warc(head: bytes, name: str) -> bool:
    """Whether the bytes begin with a WARC record."""
    return head.startswith(b"WARC/")


def read(source: Source) -> Documents:
    """The pages, and at the end one line for each reason for which other records were passed over."""
    passed: Counter[str] = Counter()
    records = _Records(source.stream)
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
    else:
        if records.err_count:
            yield Rejected(source.name, f"{records.err_count} WARC records do not end where they say they do")
    for reason, count in sorted(passed.items()):
        yield Rejected(source.name, f"{SKIPPED}{reason}", count=count)


class _Lines(DecompressingBufferedReader):  # type: ignore[misc]
    """Lines of headers, which warcio puts together from blocks: it would never end with an endless one."""

    def readline(self, length: int | None = None) -> bytes:
        line: bytes = super().readline(min(length or _ASKED, _ASKED))
        if len(line) > _LONGEST_HEADER and not line.endswith(b"\n"):
            raise ArchiveLoadFailed(f"a line of its headers has more than {_LONGEST_HEADER:,} bytes")
        return line


class _Records(ArchiveIterator):  # type: ignore[misc]
    """The records of an archive whose lines of headers have an end."""

    def __init__(self, stream: Readable) -> None:
        super().__init__(stream)
        self.reader = _Lines(self.fh)

    def __next__(self) -> ArcWarcRecord:
        with redirect_stderr(io.StringIO()):  # warcio writes there what it finds odd, as it is in the file
            return super().__next__()


def _passed_over(record: ArcWarcRecord) -> str | None:
    """Why a record is no page; empty for what is never one; None for a page."""
    if record.rec_type not in ("response", "resource"):
        kind = f"of type {record.rec_type}" if record.rec_type else "that does not say its type"
        return "" if record.rec_type in _QUIET else f"a WARC record {kind}"[:_REASON]
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
