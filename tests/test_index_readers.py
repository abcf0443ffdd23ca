"""Whatever the bytes, something is said of every input and nothing is raised."""

from __future__ import annotations

import gzip
import json
import lzma
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.document import Rejected
from index.readers import read, read_bytes
from tests.raw_files import PAGE, PROSE, documents, reasons, warc, zipped


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


def test_white_space_before_a_text_is_not_all_there_is() -> None:
    """However much there is of it, what follows is read, whatever it is."""
    white = b" \n" * (1 << 17)
    [text] = documents(white + PROSE.encode())
    assert text.text.strip() == PROSE
    [page] = documents(white + PAGE.encode())
    assert page.title == "A bridge"
    assert reasons(white) == ["empty"]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_json_in_two_bytes_a_letter(encoding: str) -> None:
    """It is JSON, not a text in which there are brackets."""
    record = json.dumps({"title": "A bridge", "body": PROSE})
    [document] = documents(record.encode(encoding))
    assert document.text == PROSE
    first, second = documents(f"{record}\n{record}\n".encode(encoding))
    assert first.text == second.text == PROSE


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
