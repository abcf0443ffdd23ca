"""Tables with an article a line are read; files of kinds that are not read are named for what they are."""

from __future__ import annotations

import csv
import io
import json

import pytest

from index.document import Found, RawDocument, Rejected
from index.readers import Limits, ReadOptions, read_bytes
from tests.raw_files import PROSE, STORY, documents, paragraphs, reasons, zipped

_ROWS = [
    ["id", "Article Title", "text", "date"],
    ["7", "A bridge", f'{PROSE}\n\n“Good”, he said; "very" good.', "2012-03-11"],
    ["8", "Café", PROSE, "2012-03-12"],
]


def _table(delimiter: str = ",", rows: list[list[str]] = _ROWS) -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(rows)
    return out.getvalue()


@pytest.mark.parametrize("name", ["dump.csv", "dump.txt"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_table_with_an_article_a_line(name: str, delimiter: str, encoding: str) -> None:
    first, second = documents(_table(delimiter).encode(encoding), name)
    assert first.source == f"{name}:1"
    assert first.stated["headline"] == Found("A bridge", "column: Article Title")
    assert first.stated["id"].value == "7"
    assert paragraphs(first) == [PROSE, '“Good”, he said; "very" good.']
    assert second.stated["headline"].value == "Café"


def test_a_wrong_byte_in_a_table_costs_no_line() -> None:
    content = (
        _table().replace("“Good”", "“Good” “old”").encode().replace("Café".encode(), "Café".encode("cp1252"))
    )
    assert [one.stated["headline"].value for one in documents(content)] == ["A bridge", "Café"]


def test_a_long_text_in_a_table_is_read() -> None:
    rows = [*_ROWS, ["9", "C", PROSE * 2_000, ""]]
    assert len(documents(_table(rows=rows).encode())) == 3


def test_lines_of_a_table_that_give_no_article_are_named_with_their_place() -> None:
    rows = [*_ROWS, [], ["9", "", "", ""]]
    *_, rejected = read_bytes(_table(rows=rows).encode(), "d.csv")
    assert rejected == Rejected(
        "d.csv:4", "no text: none of the keys for the headline or the body is there", "line 7"
    )


def test_what_is_too_long_in_a_table_is_named() -> None:
    options = ReadOptions(limits=Limits(record=1_000))
    rows = [*_ROWS[:2], ["9", "C", "x\n" * 1_000, ""], _ROWS[2]]
    found = list(read_bytes(_table(rows=rows).encode(), "d.csv", options=options))
    assert isinstance(found[0], RawDocument)
    assert any(isinstance(one, Rejected) and one.reason.startswith("broken table") for one in found)
    endless = _table(rows=_ROWS[:2]) + "x" * 2_000
    assert [
        one.reason
        for one in read_bytes(endless.encode(), "d.csv", options=options)
        if isinstance(one, Rejected)
    ] == ["line 5 of the table is too long"]


@pytest.mark.parametrize(
    ("header", "reason"),
    [
        ("id,url,tekst", "a table in whose first line no column for the text is named, but: id, url, tekst"),
        (
            "file;title",
            "a table that describes files; it should be called metadata.csv, and be in their folder",
        ),
    ],
)
def test_a_table_without_texts_is_refused(header: str, reason: str) -> None:
    content = header + "\n" + "1,b;c\n" * 20
    assert reasons(content.encode(), "d.csv") == [reason]


def test_the_column_of_the_text_can_be_named() -> None:
    content = _table(rows=[["kop", "tekst"], ["A", PROSE]])
    found = documents(content.encode(), "d.csv", keys={"headline": ("kop",), "body": ("tekst",)})
    assert [one.stated["headline"].value for one in found] == ["A"]


@pytest.mark.parametrize(
    "start", ["Text, date and place", "Rain; wind", "The content, by Ann Lee, of", "Body, date:"]
)
def test_a_text_with_commas_in_its_first_line_is_none(start: str) -> None:
    [document] = documents(f"{start}\n\n{STORY}".encode(), "a.txt")
    assert document.text.startswith(start)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"%PDF-1.4\n1 0 obj", "a PDF file, which is not read"),
        (b"{\\rtf1\\ansi The council voted.}", "an RTF file, which is not read"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512,
            "a document of Microsoft Office, as it was before 2007, which is not read",
        ),
        (b"7z\xbc\xaf\x27\x1c", "a 7z archive, which is not read"),
        (b"\xff\xd8\xff\xe0", "a picture"),
        (
            zipped(**{"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w:document/>"}),
            "a document of Microsoft Office, which is not read",
        ),
        (
            b"<?xml version='1.0'?><alto><String CONTENT='a'/></alto>",
            "XML of a kind that is not read: <alto> is around it",
        ),
        (
            b"<urlset xmlns='http://a.example'><loc>b</loc></urlset>",
            "XML of a kind that is not read: <urlset> is around it",
        ),
    ],
)
def test_files_of_kinds_that_are_not_read_are_named(content: bytes, kind: str) -> None:
    assert reasons(content, "a.bin") == [kind]


@pytest.mark.parametrize("start", ["<Reuters> ", "<script>a()</script>\n"])
def test_a_text_may_begin_with_something_in_brackets(start: str) -> None:
    [document] = documents(f"{start}{PROSE}".encode(), "a.txt")
    assert document.text == f"{start}{PROSE}"


def test_json_is_no_table() -> None:
    assert len(documents(json.dumps({"text": PROSE, "title": "A"}).encode() + b"\n", "a.csv")) == 1
