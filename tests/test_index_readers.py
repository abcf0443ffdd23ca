"""Whatever the bytes, something is said of every input and nothing is raised."""

from __future__ import annotations

import gzip
import lzma
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.document import Rejected
from index.readers import read, read_bytes
from tests.raw_files import PAGE, warc, zipped


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b" \n\n\t ", "empty"),
        (b"\x7fELF\x02\x01\x01" + bytes(range(256)) * 40, "binary"),
        (b"<html><head><title>x</title></head><body></body></html>", "no text"),
        (b'{"url": "x"}\n{"url": "y"}', "no text"),
        (b'{"title": "x", ', "broken JSON"),
    ],
)
def test_what_cannot_be_read_is_rejected(content: bytes, reason: str) -> None:
    """Bad input is named with its reason and nothing is raised."""
    documents = list(read_bytes(content, "bad"))
    assert documents
    assert all(isinstance(document, Rejected) and reason in document.reason for document in documents)


def test_file_that_is_not_there(tmp_path: Path) -> None:
    """Even this is an answer, not an error."""
    [refused] = read(tmp_path / "none.txt", "none.txt")
    assert isinstance(refused, Rejected)


STARTS = [
    b"",
    b"\x1f\x8b\x08",
    b"PK\x03\x04",
    b"WARC/1.0\r\n",
    b"<rss>",
    b"<nitf>",
    b'{"text": ',
    b"[{",
    b"<html>",
    b"BZh9",
    b"\xfd7zXZ\0",
    b"\x28\xb5\x2f\xfd",
    b"MIME-Version: 1.0\nContent-Type: multipart/related\n\n",
    b"\xff\xfe",
]


@settings(deadline=None)
@given(st.sampled_from(STARTS), st.binary(max_size=2000))
def test_any_bytes_are_read_or_rejected(start: bytes, rest: bytes) -> None:
    """Nothing is raised, whatever the bytes; something is said of every input."""
    assert list(read_bytes(start + rest, "fuzz"))


@settings(deadline=None)
@given(
    st.sampled_from(
        [
            gzip.compress(PAGE.encode()),
            zipped(a=PAGE.encode()),
            lzma.compress(PAGE.encode()),
            warc(("http://a.example/", "text/html", PAGE.encode())),
            PAGE.encode(),
        ]
    ),
    st.integers(0, 2000),
    st.binary(max_size=8),
)
def test_damaged_files_are_read_or_rejected(whole: bytes, position: int, damage: bytes) -> None:
    """Overwriting a few bytes or cutting the file off raises nothing."""
    at = position % len(whole)
    assert list(read_bytes(whole[:at] + damage + whole[at + len(damage) :], "damaged"))
    assert list(read_bytes(whole[: at + 1], "cut"))
