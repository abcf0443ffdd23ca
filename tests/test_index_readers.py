"""Every format gives its articles, and what is bad is named and does not stop the rest."""

import bz2
import gzip
import io
import json
import lzma
import tarfile
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st

from index.document import Found, RawDocument, Rejected
from index.readers import Limits, ReadOptions, is_sidecar, read, read_bytes

PROSE = (
    "The council voted on Monday to rebuild the bridge, which a flood had swept away in the spring. "
    "Work will begin in June, the mayor told reporters."
)
PAGE = (
    "<!doctype html><html><head><title>A bridge</title></head>"
    f"<body><h1>A bridge</h1><p>{PROSE}</p></body></html>"
)


def documents(content: bytes, name: str = "a", **options: object) -> list[RawDocument]:
    """The documents; fails on anything rejected."""
    found = list(read_bytes(content, name, options=ReadOptions(**options)))  # type: ignore[arg-type]
    assert not [one for one in found if isinstance(one, Rejected)]
    return [one for one in found if isinstance(one, RawDocument)]


def reasons(content: bytes, name: str = "a", limits: Limits | None = None) -> list[str]:
    """The reasons of what was rejected."""
    found = read_bytes(content, name, options=ReadOptions(limits=limits or Limits()))
    return [one.reason for one in found if isinstance(one, Rejected)]


def paragraphs(document: RawDocument) -> list[str]:
    """The texts of the blocks."""
    return [document.text[block.start : block.end] for block in document.blocks]


def warc(*records: tuple[str, str, bytes], gzipped: bool = False) -> bytes:
    """A web archive of responses: url, content type, content."""
    out = b""
    for url, kind, content in records:
        http = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\n\r\n".encode() + content
        record = (
            (
                f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\n"
                "WARC-Date: 2012-03-11T12:00:00Z\r\n"
                f"WARC-Record-ID: <urn:uuid:0>\r\nContent-Type: application/http; msgtype=response\r\n"
                f"Content-Length: {len(http)}\r\n\r\n"
            ).encode()
            + http
            + b"\r\n\r\n"
        )
        out += gzip.compress(record) if gzipped else record
    return out


def zipped(**members: bytes) -> bytes:
    """A zip archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_text_in_any_encoding(encoding: str) -> None:
    """The text is what was written, however it was encoded."""
    text = "Café owners in Málaga said “no”.\n\n" + PROSE * 3
    [document] = documents(text.encode(encoding))
    assert document.text == text


@pytest.mark.parametrize("lost", ["ignore", "replace"])
def test_text_decoded_wrongly_before_is_put_right(lost: str) -> None:
    """Mojibake is not indexed as words that nobody searches for."""
    said = "“We don’t know”, said Müller."
    mangled = said.encode().decode("cp1252", lost)
    [document] = documents((mangled + "\n\n" + PROSE).encode())
    assert document.text == f"{said}\n\n{PROSE}"


def test_hard_wrapped_lines_are_one_paragraph() -> None:
    """A line break inside a sentence ends no paragraph, an empty line does."""
    wrapped = "\n".join(
        [
            "The council voted on Monday to rebuild the bridge, which a flood had",
            "swept away in the spring. Work will begin in June, the mayor told the",
            "reporters who had come to the town hall to hear the vote on Monday and",
            "left without an answer to the question of who would pay for the work.",
        ]
    )
    [document] = documents(f"{wrapped}\n\n{wrapped}".encode())
    assert len(document.blocks) == 2


def test_inline_tags_on_their_own_lines_do_not_split_a_sentence() -> None:
    """Text dumps of pages put each link on a line; the sentence goes on."""
    [document] = documents(
        b"The commission, which met in\nBrussels\non Monday, adopted the\nbudget plan\n, officials "
        b"said.\nA second paragraph stands here by itself."
    )
    assert len(document.blocks) == 2


@pytest.mark.parametrize(
    "pieces",
    [
        ("The", "agency", "had said that it would come."),
        ("Mintel", "estimates that there were a hundred."),
        ('He asked for a "', "stronger link", '" to the valley.'),
        ("Troon", "-based engineers will mend it."),
        ("気象庁", "は13日に地震があったと発表した。"),
        ("マグニチュード", "）は6.9と推定される。"),
    ],
)
def test_a_sentence_goes_on_however_short_its_pieces_are(pieces: Sequence[str]) -> None:
    """A link can be its first word, or stand before a closing quote, a hyphen or a particle."""
    [document] = documents("\n".join((*pieces, "A second paragraph stands here.")).encode())
    assert [text.replace("\n", " ") for text in paragraphs(document)] == [
        " ".join(pieces),
        "A second paragraph stands here.",
    ]


@pytest.mark.parametrize("menu", ["Facebook\nreddit\nTwitter", "Home\nNews\nSport"])
def test_labels_in_a_column_stay_apart(menu: str) -> None:
    """A word in lower case after another label goes on with no sentence."""
    [document] = documents(f"{menu}\n{PROSE}".encode())
    assert paragraphs(document)[:3] == menu.split("\n")


@pytest.mark.parametrize(
    "credit",
    ["(Courtesy of the Valley Museum)", "© Valley Museum/Ann Lee", "Lorries on Monday (Picture: Ann Lee/AP)"],
)
def test_a_credit_does_not_run_on_into_the_next_paragraph(credit: str) -> None:
    """A sentence that a link splits begins below the credit, not with it."""
    [document] = documents(
        f"Lorries queue at the bridge.\n{credit}\nOne such plan is\nThe Valley Road\n, which is new.".encode()
    )
    assert paragraphs(document)[:2] == ["Lorries queue at the bridge.", credit]


def test_columns_side_by_side_are_apart() -> None:
    """A sidebar's line is not part of the story's line beside it."""
    [document] = documents(
        b"The council voted on Monday to rebuild the bridge.            * Weather today\n"
        b"Work will begin in June, the mayor said.                      * Sport\n"
    )
    assert paragraphs(document)[:2] == [
        "The council voted on Monday to rebuild the bridge.",
        "* Weather today",
    ]


def test_page_becomes_blocks_with_what_its_markup_says() -> None:
    """Blocks know their element, classes around them and how much of them is links."""
    page = (
        "<html><body><nav><a href=/>Home page</a></nav>"
        "<div class='story-body'><p>One <b>bold</b> word.<p>Two."
        "</div><script>no()</script></body></html>"
    )
    [document] = documents(page.encode())
    assert paragraphs(document) == ["Home page", "One bold word.", "Two."]
    assert [block.link_density for block in document.blocks] == [1.0, 0.0, 0.0]
    assert {"story", "body"} <= document.blocks[1].hints
    assert "<nav>" in document.blocks[0].hints


def test_characters_that_stand_for_nothing_are_no_paragraph() -> None:
    """Code point 129 is a control character that no browser shows anything for."""
    [document] = documents(b"<html><body><p>&#129;</p><p>It&#129; rained.</p></body></html>")
    assert paragraphs(document) == ["It rained."]


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
    <body.content><p>{PROSE}</p><media><media-caption>The bridge.</media-caption></media></body.content>
    </body></nitf>"""
    [document] = documents(nitf.encode(), "n.xml")
    assert document.clean
    assert paragraphs(document) == [PROSE, "The bridge."]
    assert document.stated["headline"].value == "A bridge"
    assert document.stated["date"].value == "20120311T1200Z"


def test_entities_are_not_expanded() -> None:
    """An XML bomb stays small."""
    bomb = (
        '<!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
        "<rss><channel><item><title>&b;</title><description>&b;</description></item></channel></rss>"
    )
    assert reasons(bomb.encode()) == ["no full text in the entry"]


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


def test_file_that_is_not_there(tmp_path: Path) -> None:
    """Even this is an answer, not an error."""
    [refused] = read(tmp_path / "none.txt", "none.txt")
    assert isinstance(refused, Rejected)


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
