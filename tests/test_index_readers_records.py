"""Records say which fields they have: JSON, feeds, messages of agencies, files beside others."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from index.document import Found, RawDocument, Rejected
from index.readers import Limits, ReadOptions, glimpse, is_sidecar, read, read_bytes
from tests.raw_files import PROSE, documents, paragraphs, reasons


def test_json_lines_keep_fields_and_their_origin() -> None:
    """A record's fields are stated, with the key they came from; a bad line is one rejection."""
    lines = [
        json.dumps({"id": 7, "title": "A bridge", "text": PROSE, "author": ["Ann Lee", "Bo Ek"]}),
        "{broken",
        json.dumps({"url": "https://example.org"}),
        json.dumps({"headline": "H", "articleBody": PROSE}),
    ]
    found = list(read_bytes("\n".join(lines).encode(), "dump.jsonl"))
    assert [type(one) for one in found] == [RawDocument, Rejected, Rejected, RawDocument]
    first, broken = found[0], found[1]
    assert isinstance(first, RawDocument)
    assert isinstance(broken, Rejected)
    assert first.clean
    assert first.source == "dump.jsonl:1"
    assert first.stated["id"].value == "7"
    assert first.stated["headline"].origin == "record: title"
    assert first.stated["byline"].value == "Ann Lee, Bo Ek"
    assert broken.position == "line 2"


def test_json_in_envelopes_and_with_other_keys() -> None:
    """Lists inside an answer of an API are records; keys can be set."""
    answer = {"status": "ok", "articles": [{"kop": "A", "tekst": PROSE}, {"kop": "B", "tekst": PROSE}]}
    found = documents(json.dumps(answer, indent=1).encode(), keys={"body": ("tekst",), "headline": ("kop",)})
    assert [document.stated["headline"].value for document in found] == ["A", "B"]


def test_json_body_of_markup_is_parsed_and_cleaned() -> None:
    """A body that is HTML is a page, not given text."""
    [document] = documents(json.dumps({"title": "A", "content": f"<p>{PROSE}</p><p>{PROSE}</p>"}).encode())
    assert not document.clean
    assert paragraphs(document) == [PROSE, PROSE]


@pytest.mark.parametrize("broken", ["", ", {", ', {"text": "The', ", 7 {}]", "] {}", ", " + "[" * 100_000])
def test_a_list_of_records_gives_those_before_a_broken_one(broken: str) -> None:
    """And says where it is broken."""
    records = [json.dumps({"title": title, "text": PROSE}) for title in "AB"]
    *found, rejected = read_bytes(f"[{records[0]} ,\n {records[1]}{broken}".encode(), "dump.json")
    assert [one.source for one in found if isinstance(one, RawDocument)] == ["dump.json:1", "dump.json:2"]
    assert isinstance(rejected, Rejected)
    assert rejected.reason.startswith("broken JSON: ")
    assert rejected.position.startswith("record ")


def laid_out(layout: str, records: list[str]) -> str:
    """Records of a file as programs write them."""
    spread = [json.dumps(json.loads(record), indent=2) for record in records]
    return {
        "a list": "[\n" + ",\n".join(re.sub("^", "  ", each, flags=re.MULTILINE) for each in spread) + "\n]",
        "a list of lines": "[\n" + ",\n".join(records) + "\n]\n",
        "a list that begins with a record": "[" + ", ".join(spread) + "]",
        "one after the other": "\n".join(spread),
    }[layout]


@pytest.mark.parametrize("wrong", ['"A" quote",', '"B,', '"B" "C",', '{"d": "', ""])
@pytest.mark.parametrize(
    "layout", ["a list", "a list of lines", "a list that begins with a record", "one after the other"]
)
def test_a_broken_record_costs_no_other_where_they_are_laid_out(layout: str, wrong: str) -> None:
    """It is named by its number, and so are those after it."""
    records = [json.dumps({"title": title, "text": PROSE}) for title in "ABCD"]
    content = laid_out(layout, records).replace('"B",', wrong).encode()
    found = list(read_bytes(content, "dump.json"))
    assert [one.source for one in found if isinstance(one, RawDocument)] == [
        "dump.json:1",
        "dump.json:3",
        "dump.json:4",
    ]
    [rejected] = [one for one in found if isinstance(one, Rejected)]
    assert rejected.reason.startswith("broken JSON: ")
    assert rejected.position == "record 2"


def test_not_all_of_a_file_is_read_in_which_all_records_are_broken() -> None:
    """To see that one is broken may take as long as to read all of the text."""
    found = reasons(b"[\n" + b'{"title":\n' * 1_000 + b"]", "dump.json")
    assert 10 < len(found) < 200


def test_the_only_record_of_a_list_has_the_name_of_its_file() -> None:
    record = json.dumps({"title": "A", "text": PROSE})
    assert [one.source for one in documents(f" [{record}]\n".encode(), "dump.json")] == ["dump.json"]
    assert reasons(b" [ ] ", "dump.json") == ["JSON with nothing in it"]


def test_a_record_of_values_within_values_costs_no_other() -> None:
    deep = '{"name": ' * 600 + '"x"' + "}" * 600
    records = [f'{{"author": {deep}, "text": "{PROSE}"}}', json.dumps({"title": "A", "text": PROSE})]
    for content in ("\n".join(records), f"[{','.join(records)}]"):
        assert isinstance(list(read_bytes(content.encode(), "dump.json"))[-1], RawDocument)


def test_a_json_value_of_too_many_values_is_refused() -> None:
    assert reasons(b"[" + b"{}," * 4_500_000 + b"{}]") == [
        "too many values for one JSON value; JSON lines have no such limit"
    ]


def test_lines_and_files_that_are_too_long() -> None:
    """A line beyond the limit is set aside with its number; the rest of the file is read."""
    limits = Limits(document=5_000, record=5_000)
    good = json.dumps({"text": PROSE}).encode()
    found = list(
        read_bytes(
            b'{"text": "' + b"x" * 50_000 + b'"}\n' + good, "d.jsonl", options=ReadOptions(limits=limits)
        )
    )
    assert [type(one) for one in found] == [Rejected, RawDocument]
    assert reasons(b"word " * 5_000, limits=limits) == ["too large to be one article"]


def test_feed_entries_with_full_text() -> None:
    """A full entry is an article of the feed's outlet; a teaser is not."""
    feed = f"""<?xml version="1.0"?>
    <rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
    <title>The Example</title><item><title>A bridge</title><link>http://a.example/1</link><guid>g1</guid>
    <content:encoded><![CDATA[<p>{PROSE}</p><p>{PROSE}</p>]]></content:encoded></item>
    <item><title>Teaser</title><description>Short.</description></item></channel></rss>"""
    document, teaser = read_bytes(feed.encode(), "feed.xml")
    assert isinstance(document, RawDocument)
    assert (document.stated["outlet"].value, document.stated["url"].value) == (
        "The Example",
        "http://a.example/1",
    )
    assert isinstance(teaser, Rejected)
    assert "no full text" in teaser.reason


def test_agency_message() -> None:
    """NITF says which element is what; its text is taken as it is."""
    nitf = f"""<?xml version="1.0"?><nitf><head>
    <docdata><doc-id id-string="n1"/><date.issue norm="20120311T1200Z"/></docdata></head>
    <body><body.head><hedline><hl1>A bridge</hl1></hedline>
    <byline>By Ann Lee</byline></body.head>
    <body.content><p>{PROSE} <q>At last,</q> he said.</p>
    <media><media-caption>The bridge.</media-caption></media></body.content>
    </body></nitf>"""
    [document] = documents(nitf.encode(), "n.xml")
    assert document.clean
    assert paragraphs(document) == [f"{PROSE} At last, he said.", "The bridge."]
    assert document.stated["headline"].value == "A bridge"
    assert document.stated["date"].value == "20120311T1200Z"


@pytest.mark.parametrize(
    ("content", "read"),
    [
        ("<block>One <b>bold</b>.<p>Two.</p>Three<br/>Four</block> Five.", "One bold.|Two.|Three|Four|Five."),
        ("<p>One.</p><address>Street 5</address><note>Corrected.</note>", "One.|Street 5|Corrected."),
        ("One\nof two lines.\n\nTwo <person>Ann <em>Lee</em></person>.", "One of two lines.|Two Ann Lee."),
        (
            "<dateline>PARIS</dateline><hedline><hl1>A</hl1></hedline><media><media-object>QUJD</media-object>"
            "<media-caption>The bridge.</media-caption>Loose</media>",
            "The bridge.|Loose",
        ),
        ("<body.head>No <hl2>Two</hl2> no</body.head>One", "Two|One"),
    ],
)
def test_text_of_an_agency_that_stands_in_no_paragraph(content: str, read: str) -> None:
    """It is a paragraph of its own, unless it is binary or a field."""
    nitf = "<nitf><body><body.content>{}</body.content></body></nitf>"
    for around in (nitf, "<newsItem><inlineXML>{}</inlineXML></newsItem>"):
        [document] = documents(around.format(content).encode(), "n.xml")
        assert paragraphs(document) == read.split("|")


def test_entities_are_not_expanded() -> None:
    """An XML bomb stays small."""
    bomb = (
        '<!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
        "<rss><channel><item><title>&b;</title><description>&b;</description></item></channel></rss>"
    )
    assert reasons(bomb.encode()) == ["no full text in the entry"]


def test_what_stands_beside_a_file_wins(tmp_path: Path) -> None:
    """A table in the folder and an object beside the file state fields; the object has the last word."""
    (tmp_path / "a.txt").write_text(PROSE, encoding="utf-8")
    (tmp_path / "metadata.csv").write_text(
        "file,title,outlet,date\na.txt,From the table,The Example,2012-03-11\nb.txt,Other,Other,2001\n",
        encoding="utf-8",
    )
    (tmp_path / "a.txt.json").write_text('{"title": "From the object"}', encoding="utf-8")
    [document] = read(tmp_path / "a.txt", "a.txt")
    assert isinstance(document, RawDocument)
    assert document.stated["headline"] == Found("From the object", "sidecar a.txt.json: title")
    assert document.stated["outlet"] == Found("The Example", "sidecar metadata.csv: outlet")
    assert is_sidecar(tmp_path / "metadata.csv")
    assert is_sidecar(tmp_path / "a.txt.json")
    assert not is_sidecar(tmp_path / "a.txt")


@pytest.mark.parametrize(
    "table", ["File;outlet;date\na.txt;The Example;2012-03-11\n", "filename\toutlet\na.txt\tThe Example\n"]
)
def test_a_table_may_come_from_any_spreadsheet(tmp_path: Path, table: str) -> None:
    """Those of half of Europe write semicolons, and people write capitals."""
    (tmp_path / "a.txt").write_text(PROSE, encoding="utf-8")
    (tmp_path / "metadata.csv").write_text(table, encoding="utf-8-sig")
    [document] = read(tmp_path / "a.txt", "a.txt")
    assert isinstance(document, RawDocument)
    assert document.stated["outlet"].value == "The Example"


@pytest.mark.parametrize(
    "content", ['{"title": "From the object",', '{"title":' + "[" * 900 + "]" * 900 + "}", "[" * 100_000]
)
def test_a_broken_object_beside_a_file_is_named(tmp_path: Path, content: str) -> None:
    """The file is read all the same, but whoever described it is told."""
    (tmp_path / "a.txt").write_text(PROSE, encoding="utf-8")
    (tmp_path / "a.txt.json").write_text(content, encoding="utf-8")
    assert glimpse(tmp_path / "a.txt", "a.txt")
    document, rejected = read(tmp_path / "a.txt", "a.txt")
    assert isinstance(document, RawDocument)
    assert isinstance(rejected, Rejected)
    assert rejected.source == "a.txt.json"
    assert rejected.reason.startswith("broken JSON: ")


def test_what_describes_a_file_is_in_its_folder(tmp_path: Path) -> None:
    """A link to a file elsewhere would bring in what was not given to read."""
    folder = tmp_path / "raw"
    folder.mkdir()
    (tmp_path / "secret.json").write_text('{"title": "A secret"}', encoding="utf-8")
    (folder / "own.json").write_text('{"title": "Our own"}', encoding="utf-8")
    for name, target in (("a.txt", tmp_path / "secret.json"), ("b.txt", folder / "own.json")):
        (folder / name).write_text(PROSE, encoding="utf-8")
        (folder / f"{name}.json").symlink_to(target)
    document, rejected = read(folder / "a.txt", "a.txt")
    assert isinstance(document, RawDocument)
    assert not document.stated
    assert rejected == Rejected("a.txt.json", "a link that leads out of the folder")
    [document] = read(folder / "b.txt", "b.txt")
    assert isinstance(document, RawDocument)
    assert document.stated["headline"].value == "Our own"


def test_a_name_may_leave_no_room_for_an_object_beside_it(tmp_path: Path) -> None:
    """Names have 255 bytes at most, and programs that save pages use them all."""
    path = tmp_path / ("n" * 251 + ".txt")
    path.write_text(PROSE, encoding="utf-8")
    assert glimpse(path, "n.txt")
    [document] = read(path, "n.txt")
    assert isinstance(document, RawDocument)
