"""How is a web archive (WARC, or ARC before it) read: which records are pages, what is said of the rest?"""

from __future__ import annotations

import io
import re
from collections import Counter
from contextlib import redirect_stderr, suppress
from dataclasses import replace
from functools import partial
from typing import BinaryIO, Self, cast

from warcio.archiveiterator import ArchiveIterator
from warcio.bufferedreaders import DecompressingBufferedReader
from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecord

from index.document import SKIPPED, Found, RawDocument, Rejected
from index.readers.source import Source, printable_name
from index.readers.unparsed import Documents, changed
from search.errors import ReadError

_PAGES = ("text/html", "application/xhtml+xml", "text/plain")
_UNTOLD = ("", "unknown/unknown", "application/unknown", "*/*")
"""What servers say that do not know what they send; browsers look at its first bytes then (WHATWG, "MIME
Sniffing")."""
_MARKUP = re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_SNIFFED = 1_445  # bytes, as many as they look at
_QUIET = ("warcinfo", "request", "metadata", "revisit", "arc_header")
_HELD = ("response", "resource", "conversion")
"""Records that hold what was found at an address; Common Crawl has texts of pages as conversions."""
_CODINGS = ("", "identity", "gzip", "x-gzip", "deflate", "zstd")
_REASON = 120
_ASKED, _LONGEST_HEADER = 1 << 17, 1 << 15  # warcio gives less than it is asked for


def read(source: Source) -> Documents:
    """The pages, and at the end one line for each reason for which other records were passed over."""
    passed: Counter[str] = Counter()
    records = _Records(source.stream)
    try:
        for record in records:
            held = _Whole(record)
            reason = _passed_over(record, held)
            if reason is None:
                yield from _page(source, record, held)
            elif reason:
                passed[reason] += 1
    except (ArchiveLoadFailed, ReadError, OSError, ValueError, AttributeError) as error:
        # warcio trips over headers that are not there with an AttributeError
        why = "its headers are not whole" if isinstance(error, AttributeError) else str(error)
        yield Rejected(source.name, f"broken WARC record: {why}", f"byte {records.offset}")
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


class _Uncut:
    """A stream that gives what it has before it reads on. Raises ReadError where it is cut off.

    warcio takes an EOFError for the end of the archive.
    """

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = cast(io.BufferedReader, stream)

    def read(self, size: int, /) -> bytes:
        try:
            return self._stream.read1(size)
        except EOFError as error:
            raise ReadError("cut off, for the file ends before its end mark") from error


class _Records(ArchiveIterator):  # type: ignore[misc]
    """The records of an archive whose lines of headers have an end."""

    def __init__(self, stream: BinaryIO) -> None:
        super().__init__(_Uncut(stream), arc2warc=True)
        self.reader = _Lines(self.fh)

    def __iter__(self) -> Self:
        return self  # and not, as it is there, what `__next__` goes round

    def __next__(self) -> ArcWarcRecord:
        with redirect_stderr(io.StringIO()):  # warcio writes there what it finds odd, as it is in the file
            return super().__next__()


def _passed_over(record: ArcWarcRecord, held: _Whole) -> str | None:
    """Why a record is no page; empty for what is never one; None for a page."""
    if record.rec_type not in _HELD:
        kind = f"of type {record.rec_type}" if record.rec_type else "that does not say its type"
        return "" if record.rec_type in _QUIET else f"a WARC record {kind}"[:_REASON]
    headers = record.http_headers
    if headers is not None and headers.get_statuscode() not in ("200", "203"):
        return f"HTTP status {headers.get_statuscode()}"
    kind = _kind(record)
    if kind not in _PAGES and not (kind in _UNTOLD and _MARKUP.match(held.first())):
        return f"not a page: {kind or 'no content type'}"[:_REASON]
    coding = str(headers.get_header("Content-Encoding") or "") if headers is not None else ""
    return None if coding.strip().lower() in _CODINGS else f"a page in the coding {coding}"[:_REASON]


def _kind(record: ArcWarcRecord) -> str:
    headers = record.http_headers if record.http_headers is not None else record.rec_headers
    return str(headers.get_header("Content-Type") or "").partition(";")[0].strip().lower()


def _page(source: Source, record: ArcWarcRecord, held: _Whole) -> Documents:
    url = str(record.rec_headers.get_header("WARC-Target-URI") or "").strip("<>")
    name = f"{source.name}#{printable_name(url)}"
    try:
        for found in source.inside(name, held, charset=_charset(record), deeper=True):
            yield changed(found, partial(_with_url, url=url))
    except ReadError as error:
        yield Rejected(name, error.message)


class _Whole:
    """What a record holds. Raises ReadError where that ends before the length that the record says."""

    def __init__(self, record: ArcWarcRecord) -> None:
        self._raw = record.raw_stream
        self._content = record.content_stream()
        self._first = b""

    def first(self) -> bytes:
        """Some of what it begins with, which is still to be read; empty where that cannot be had."""
        if not self._first:
            with suppress(ReadError):
                self._first = self.read(_SNIFFED)
        return self._first

    def read(self, size: int, /) -> bytes:
        if self._first:
            data, self._first = self._first[:size], self._first[size:]
            return data
        data = cast(bytes, self._content.read(size))
        if not data:
            while self._raw.read(_ASKED):
                pass  # what comes after the last chunk
            if missing := getattr(self._raw, "limit", 0):
                raise ReadError(f"cut off: {missing:,} bytes of the WARC record are not there")
        return data


def _with_url(document: RawDocument, *, url: str) -> RawDocument:
    if not url.lower().startswith(("http:", "https:")) or "url" in document.stated:
        return document
    return replace(document, stated={**document.stated, "url": Found(url, "WARC-Target-URI")})


def _charset(record: ArcWarcRecord) -> str | None:
    if record.http_headers is None:
        return None
    said = str(record.http_headers.get_header("Content-Type") or "").lower()
    return said.partition("charset=")[2].partition(";")[0].strip(" \"'") or None
