"""What is in archives of any kind is read, and costs no more than it may."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import tarfile
import zipfile
from collections.abc import Callable

import pytest
import zstandard

from index.document import RawDocument, Rejected
from index.readers import Limits, ReadOptions, read_bytes
from tests.raw_files import PAGE, PROSE, documents, reasons, warc, zipped


@pytest.mark.parametrize("gzipped", [False, True])
def test_web_archive_gives_pages_and_counts_the_rest(gzipped: bool) -> None:
    """Pages become documents with their address; pictures are counted by reason."""
    content = warc(
        ("http://a.example/1", "text/html; charset=utf-8", PAGE.encode()),
        ("http://a.example/p", "image/png", b"\x89PNG"),
        ("http://a.example/q", "image/png", b"\x89PNG"),
        gzipped=gzipped,
    )
    page, passed = read_bytes(content, "crawl.warc.gz" if gzipped else "crawl.warc")
    assert isinstance(page, RawDocument)
    assert page.stated["url"].value == "http://a.example/1"
    assert passed == Rejected("crawl.warc", "skipped: not a page: image/png", count=2)


@pytest.mark.parametrize("kind", ["", "unknown/unknown", "*/*"])
def test_a_page_whose_type_no_server_said_is_known_by_its_content(kind: str) -> None:
    content = warc(
        ("http://a.example/1", kind, b"\n" + PAGE.encode()),
        ("http://a.example/2", kind, b"\x89PNG"),
        ("http://a.example/3", kind, b""),
    )
    page, passed = read_bytes(content, "crawl.warc")
    assert isinstance(page, RawDocument)
    assert PROSE in page.text
    assert passed == Rejected("crawl.warc", f"skipped: not a page: {kind or 'no content type'}", count=2)


def test_an_address_that_is_none_costs_no_page() -> None:
    """Crawlers write down what they were given."""
    [document] = documents(warc(("http://[/", "text/html", PAGE.encode())), "crawl.warc")
    assert PROSE in document.text


def test_truncated_web_archive_gives_what_is_whole() -> None:
    """A crawl that was cut off loses its last record only."""
    content = warc(
        ("http://a.example/1", "text/html", PAGE.encode()), ("http://a.example/2", "text/html", PAGE.encode())
    )
    found = list(read_bytes(content[: len(content) - 100], "crawl.warc"))
    assert isinstance(found[0], RawDocument)


def test_a_broken_record_is_named_with_its_place() -> None:
    """A record without the headers that it needs costs what comes after it, and says where."""
    whole = warc(("http://a.example/1", "text/html", PAGE.encode()))
    broken = b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 99999\r\n\r\nHTTP/1.1 200 OK\r\n\r\n<html>"
    page, rejected = read_bytes(whole + broken, "crawl.warc")
    assert isinstance(page, RawDocument)
    assert rejected == Rejected(
        "crawl.warc", "broken WARC record: its headers are not whole", f"byte {len(whole)}"
    )


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress, zstandard.compress])
def test_compressed_files(pack: object) -> None:
    """Compression is looked through."""
    assert callable(pack)
    [document] = documents(pack(PAGE.encode()), "page.html.gz")
    assert PROSE in document.text


@pytest.mark.parametrize("method", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
@pytest.mark.parametrize("damage", [b"\xff" * 8, b"\0" * 8, b"<broken>"])
def test_a_damaged_member_of_an_archive_costs_no_other(method: int, damage: bytes) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name in "abc":
            archive.writestr(f"{name}.txt", f"{name} {PROSE}")
    content = bytearray(out.getvalue())
    for at in (content.find(b"b.txt") + 5, content.find(b"b.txt") + 9):
        content[at : at + len(damage)] = damage
    first, rejected, third = read_bytes(bytes(content), "all.zip")
    assert isinstance(first, RawDocument)
    assert isinstance(third, RawDocument)
    assert isinstance(rejected, Rejected)
    assert rejected.source == "all.zip/b.txt"


def test_archives_within_archives() -> None:
    """Members are read under the names of all archives around them."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as archive:
        member = tarfile.TarInfo("inner.zip")
        content = zipped(**{"a/story.txt": PROSE.encode()})
        member.size = len(content)
        archive.addfile(member, io.BytesIO(content))
        link = tarfile.TarInfo("link")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)
    document, refused = read_bytes(out.getvalue(), "all.tar.gz")
    assert isinstance(document, RawDocument)
    assert document.source == "all.tar/inner.zip/a/story.txt"
    assert refused == Rejected("all.tar/link", "not a regular file: links are not followed")


def test_bombs_are_refused() -> None:
    """What unpacks to far more than it was costs no more than the limits."""
    limits = Limits(document=1 << 16, ratio=20)
    bomb = b'{"text": "x"}\n' * 200_000
    assert any("bomb" in reason for reason in reasons(gzip.compress(bomb), limits=limits))
    assert any("bomb" in reason for reason in reasons(zipped(a=bomb), limits=limits))
    nested = PROSE.encode()
    for _ in range(8):
        nested = gzip.compress(nested)
    assert reasons(nested) == ["containers within containers, too deep"]


def test_small_things_in_one_file_may_not_unpack_to_far_more_than_it_is() -> None:
    """Neither many members nor archives within archives get round the limits."""
    limits = Limits(document=1 << 16, ratio=20)
    member = b"a bridge " * 6_000
    many = zipped(**{f"{number}.txt": member for number in range(40)})
    found = list(read_bytes(many, "many.zip", options=ReadOptions(limits=limits)))
    assert isinstance(found[0], RawDocument)
    assert [one.source for one in found if isinstance(one, Rejected) and "bomb" in one.reason][-1:] == [
        "many.zip/39.txt"
    ]
    packed = gzip.compress(zipped(a=member, b=member))
    assert any("bomb" in reason for reason in reasons(packed, limits=limits))


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress, zstandard.compress])
def test_a_compressed_file_that_was_cut_off_is_named(pack: Callable[[bytes], bytes]) -> None:
    packed = pack(PROSE.encode() * 3_000)
    assert reasons(packed) == []
    for kept in (len(packed) - 1, len(packed) // 2):
        assert any("end" in reason for reason in reasons(packed[:kept]))


@pytest.mark.parametrize("pack", [gzip.compress, lzma.compress])
@pytest.mark.parametrize("count", [20, 2_000])
def test_records_before_the_place_where_a_file_was_cut_off_are_read(
    pack: Callable[[bytes], bytes], count: int
) -> None:
    """Also in a file so small that all of it is looked at to tell its format."""
    lines = "".join(f'{{"title": "{number}", "text": "{PROSE} {hash(number)}"}}\n' for number in range(count))
    *found, rejected = read_bytes(pack(lines.encode())[:-20], "d.jsonl.gz")
    assert len(found) > 10
    assert all(isinstance(one, RawDocument) for one in found)
    assert isinstance(rejected, Rejected)
    assert "cut off" in rejected.reason


def test_web_archive_that_was_cut_off_gives_what_is_whole_of_it() -> None:
    """The record that was cut is named, whether the archive is packed or not."""
    pages = [(f"http://a.example/{number}", "text/html", PAGE.encode()) for number in range(3)]
    *whole, cut = read_bytes(warc(*pages)[:-50], "crawl.warc")
    assert [type(one) for one in whole] == [RawDocument, RawDocument]
    assert isinstance(cut, Rejected)
    assert cut.source == "crawl.warc#http://a.example/2"
    assert cut.reason == "cut off: 46 bytes of the WARC record are not there"
    found = list(read_bytes(warc(*pages, gzipped=True)[:-50], "crawl.warc.gz"))
    assert [type(one) for one in found[:3]] == [RawDocument, RawDocument, Rejected]
    assert all(isinstance(one, Rejected) and "cut off" in one.reason for one in found[2:])


@pytest.mark.parametrize(("said", "is_read"), [(-40, True), (40, False)])
def test_a_record_that_goes_on_beyond_its_length_is_named(
    said: int, is_read: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    first = warc(("http://a.example/1", "text/html", PAGE.encode()))
    length = int(first.partition(b"Content-Length: ")[2].partition(b"\r")[0])
    wrong = first.replace(f"{length}".encode(), f"{length + said}".encode())
    *found, rejected = read_bytes(wrong + first, "crawl.warc")
    assert isinstance(rejected, Rejected)
    assert rejected.reason == "1 WARC records do not end where they say they do"
    assert isinstance(found[-1], RawDocument) == is_read
    assert capsys.readouterr() == ("", "")


def test_zstandard_files_may_have_several_frames() -> None:
    """Also such as are to be skipped, and those whose size nobody wrote down."""
    skipped = b"\x50\x2a\x4d\x18\x03\0\0\0abc"
    writer = zstandard.ZstdCompressor(write_checksum=True, write_content_size=False)
    content = writer.compress(PROSE.encode()) + skipped + zstandard.compress(b" And so on.")
    [document] = documents(content, "a.zst")
    assert document.text == PROSE + " And so on."
    assert reasons(content[:-1]) == ["broken text: cut off, for it ends before its end mark"]


def test_a_record_of_another_length_than_it_says_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    """What the archive says of itself is not printed as it stands."""
    first = warc(("http://a.example/\x1b[2J 1", "text/html", PAGE.encode()))
    *_, rejected = read_bytes(
        first + b"lost\r\n\r\n" + warc(("http://a.example/2", "text/html", b"")), "c.warc"
    )
    assert isinstance(rejected, Rejected)
    assert "WARC record" in rejected.reason
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_web_archives_as_they_were_before(pack: Callable[[bytes], bytes]) -> None:
    """ARC files, which the Internet Archive wrote until 2008."""
    about = b"1 0 InternetArchive\nURL IP-address Archive-date Content-type Archive-length\n"
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + PAGE.encode()
    parts = [
        f"filedesc://a.arc 0.0.0.0 20010305100000 text/plain {len(about)}\n".encode() + about + b"\n",
        f"http://a.example/1 1.2.3.4 20010305100000 text/html {len(http)}\n".encode() + http + b"\n",
    ]
    [document] = documents(b"".join(map(pack, parts)), "a.arc")
    assert document.stated["url"].value == "http://a.example/1"
    assert PROSE in document.text


def test_texts_of_pages_in_web_archives() -> None:
    """As Common Crawl has them beside the pages."""
    content = warc(("http://a.example/1", "text/plain", PROSE.encode()))
    content = content.replace(b"WARC-Type: response", b"WARC-Type: conversion")
    content = content.replace(b"application/http; msgtype=response", b"text/plain")
    assert PROSE in documents(content, "a.warc.wet")[0].text


def test_a_page_in_a_coding_that_is_not_read_is_counted() -> None:
    content = warc(("http://a.example/1", "text/html\r\nContent-Encoding: br", b"\x1b\x0e\x00\xf8"))
    assert list(read_bytes(content, "a.warc")) == [Rejected("a.warc", "skipped: a page in the coding br")]


@pytest.mark.parametrize("after", [bytes(512), b"\r\n", b"of another disk"])
def test_what_follows_a_gzip_file_costs_nothing(after: bytes) -> None:
    """As gzip itself ignores it; members that follow one another are one text."""
    packed = gzip.compress(PROSE.encode()) + gzip.compress(b" And so on.")
    assert documents(packed + after, "a.txt.gz")[0].text == PROSE + " And so on."


def test_a_header_without_end_is_no_record() -> None:
    """Nor does a record without a type say that its type is `None`."""
    whole = warc(("http://a.example/1", "text/html", PAGE.encode()))
    page, rejected = read_bytes(whole + b"WARC/1.0\r\nX: " + b"y" * 200_000, "crawl.warc")
    assert isinstance(page, RawDocument)
    assert isinstance(rejected, Rejected)
    assert rejected.position == f"byte {len(whole)}"
    assert "headers" in rejected.reason
    assert "None" not in reasons(b"WARC/1.0\r\nX: y\r\n\r\n", "crawl.warc")[0]


def test_a_saved_page_of_endless_parts_is_refused() -> None:
    head = b'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="b"\r\n\r\n'
    assert reasons(head + b"--b\n" * 70_000, "page.mhtml") == ["too many parts for a saved page"]
    nested = b"".join(b"--b\nContent-Type: multipart/related; boundary=b%d\n\n" % at for at in range(70))
    assert reasons(head + nested, "page.mhtml") == ["too many parts for a saved page"]


def test_saved_page() -> None:
    """The page inside an MHTML file, with the address it was saved from."""
    message = (
        "From: <Saved by Blink>\r\nSnapshot-Content-Location: http://a.example/1\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/related; boundary="b"\r\n\r\n--b\r\n'
        "Content-Type: text/html; charset=utf-8\r\n"
        f"Content-Transfer-Encoding: 8bit\r\n\r\n{PAGE}\r\n--b--\r\n"
    )
    [document] = documents(message.encode(), "page.mhtml")
    assert document.stated["url"].value == "http://a.example/1"
    assert PROSE in document.text
