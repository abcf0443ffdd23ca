"""XML that is not well-formed keeps its text, or it is said what is lost."""

from __future__ import annotations

import pytest

from index.document import RawDocument, Rejected
from index.readers import read_bytes
from tests.raw_files import PROSE, documents, paragraphs, reasons

_STORY = "AT&amp;T buys D&amp;G for 5 &lt; 6 &#38; &#x26; &euro;7."
_READ = "AT&T buys D&G for 5 < 6 & & €7."


def _nitf(body: str, declaration: str = "") -> bytes:
    headline = "<body.head><hedline><hl1>Caf&eacute; AT&T</hl1></hedline></body.head>"
    return f"{declaration}<nitf><body>{headline}<body.content>{body}</body.content></body></nitf>".encode()


@pytest.mark.parametrize(
    ("odd", "read"),
    [
        ("Caf&eacute;", "Café"),
        ("Q&A at AT&T & Co.", "Q&A at AT&T & Co."),
        ("&unknown; &amp", "&unknown; &amp"),
        ("1 < 2 <3 <", "1 < 2 <3 <"),
        ("a\x0bb", "ab"),
        ("a ]]> b", "a ]]> b"),
        ("&NotEqualTilde;", "≂̸"),
        ("<![CDATA[&eacute; & <p>]]>", "&eacute; & <p>"),
        ("a<!-- & <p> -->b<?c & <p> ?>d", "abd"),
    ],
)
@pytest.mark.parametrize(
    "declaration", ["", '<!DOCTYPE nitf SYSTEM "nitf.dtd">', "<!DOCTYPE nitf [<!ENTITY own 'AT&amp;T'>]>"]
)
def test_signs_that_xml_does_not_know(odd: str, read: str, declaration: str) -> None:
    """HTML's names are characters, others stay as written, and none costs what comes after it."""
    [document] = documents(_nitf(f"<p>{odd}</p><p>{_STORY}</p>", declaration), "n.xml")
    assert paragraphs(document) == [read, _READ]
    assert document.stated["headline"].value == "Café AT&T"


@pytest.mark.parametrize("encoding", ["utf-8", "iso-8859-1", "shift-jis", "iso-2022-jp", "gb18030", "utf-16"])
def test_signs_in_any_encoding(encoding: str) -> None:
    letters = "テスト見出し" if encoding in ("shift-jis", "iso-2022-jp", "gb18030") else "é"
    text = f"<nitf><body.content><p>{letters} &#38;&nbsp;b</p></body.content></nitf>"
    declared = f'<?xml version="1.0" encoding="{encoding}"?>{text}'
    [document] = documents(declared.encode(encoding), "n.xml")
    assert document.text.startswith(letters)


@pytest.mark.parametrize(
    ("end", "fault"),
    [
        ("<p>Cut", "Premature end"),
        ("</q></q></q><p>Lost</p>", "mismatch"),
        ("</body.content></body></nitf><nitf/>", "Extra content"),
        ("<div>" * 260 + "x" + "</div>" * 260, "Excessive depth"),
        ("\x0b" * 200 + "<![CDATA[Cut", "not finished"),
        ("<!-- Cut", "not terminated"),
    ],
)
def test_a_part_that_is_lost_is_named(end: str, fault: str) -> None:
    """Beside what was read before it."""
    message = f"<nitf><body><body.content><p>{PROSE}</p><p>{PROSE}</p>\n{end}"
    document, rejected = read_bytes(message.encode(), "n.xml")
    assert isinstance(document, RawDocument)
    assert document.text.startswith(PROSE)
    assert isinstance(rejected, Rejected)
    assert rejected.source == "n.xml"
    assert rejected.reason.startswith("broken XML, of which a part may be lost: ")
    assert fault in rejected.reason
    assert rejected.position.startswith("line ")


def test_an_entry_too_deep_is_not_given_as_markup() -> None:
    story = f"<content>{' '.join([PROSE] * 5)}</content>"
    deep = "<content>" + "<div>" * 260 + PROSE + "</div>" * 260 + "</content>"
    entries = "".join(f"<entry>{content}</entry>" for content in (story, deep, story))
    feed = f'<feed xmlns="http://www.w3.org/2005/Atom">{entries}</feed>'
    document, second, lost = read_bytes(feed.encode(), "feed.xml")
    assert isinstance(document, RawDocument)
    assert isinstance(second, Rejected)
    assert isinstance(lost, Rejected)
    assert lost.source == "feed.xml"


@pytest.mark.parametrize("sign", ["&", "<", "<![CDATA[", "<!--", "<!DOCTYPE[", "&eacute;"])
def test_hostile_signs_end(sign: str) -> None:
    assert reasons(f"<rss>{sign * 200_000}".encode())


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [("cp1252", "utf-8"), ("utf-8", "iso-8859-1"), ("cp1252", "us-ascii"), ("utf-8", "x-unknown")],
)
def test_what_a_feed_says_of_its_encoding_may_be_wrong(encoding: str, declared: str) -> None:
    story = f"Café owners in Málaga said “no”. {PROSE * 5}"
    item = f"<item><title>Málaga</title><description>{story}</description></item>"
    content = f"<?xml version='1.0' encoding='{declared}'?><rss><channel>{item}</channel></rss>"
    [document] = documents(content.encode(encoding), "feed.xml")
    assert document.stated["headline"].value == "Málaga"
    assert document.text == story


def test_a_message_of_the_reuters_corpus() -> None:
    """Its text is in an element of that name."""
    content = f"<newsitem id='root' date='1996-08-20'><title>A</title><text><p>{PROSE}</p></text></newsitem>"
    assert documents(content.encode(), "a.xml")[0].text == PROSE
