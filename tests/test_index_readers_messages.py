"""Saved pages and mail, in the forms that programs give them."""

from __future__ import annotations

import quopri

import pytest

from tests.raw_files import PAGE, PROSE, documents, paragraphs, reasons

_SAVED = "From: <Saved by X>\r\nSubject: A page\r\nMIME-Version: 1.0\r\n"
_PARTS = _SAVED + 'Content-Type: multipart/related; boundary="b"\r\n\r\n'
_PAGE = "Content-Type: text/html; charset={}\r\nContent-Location: http://a.example/1\r\n"


@pytest.mark.parametrize("mark", [b"", "\ufeff".encode()])
def test_a_page_saved_in_one_part(mark: bytes) -> None:
    """As Internet Explorer did."""
    page = quopri.encodestring(PAGE.replace("A bridge", "Die Brücke").encode())
    head = f"{_SAVED}{_PAGE.format('utf-8')}Content-Transfer-Encoding: quoted-printable\r\n\r\n"
    [document] = documents(mark + head.encode() + page, "page.mht")
    assert document.title == "Die Brücke"
    assert document.stated["url"].value == "http://a.example/1"
    assert "headline" not in document.stated


@pytest.mark.parametrize("charset", ["utf-8", "cp1251", "utf-16", "unknown-8bit"])
def test_a_saved_page_in_any_encoding(charset: str) -> None:
    text = "Управление сообщило, что закроет старейший мост на два года."
    page = f"<!doctype html><body><p>{text}</p></body>"
    content = page.encode("utf-8" if charset == "unknown-8bit" else charset)
    message = f"{_PARTS}--b\r\n{_PAGE.format(charset)}\r\n".encode() + content + b"\r\n--b--\r\n"
    assert documents(message, "page.mhtml")[0].text == text


def test_the_story_of_a_saved_page_may_be_in_a_frame() -> None:
    frames = "<html><head><title>A</title></head><frameset><frame src='cid:2'></frameset></html>"
    parts = "".join(f"--b\r\n{_PAGE.format('utf-8')}\r\n{page}\r\n" for page in (frames, PAGE))
    [document] = documents(f"{_PARTS}{parts}--b--\r\n".encode(), "page.mhtml")
    assert PROSE in document.text


_MAIL = "From: desk@a.example\nSubject: {}\nDate: Tue, 5 Mar 2019 10:00:00 +0100\nSlug: BRIDGE\n"


@pytest.mark.parametrize(
    ("more", "body"),
    [
        ("", PROSE),
        (
            "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n",
            quopri.encodestring(PROSE.encode()).decode(),
        ),
        (
            'MIME-Version: 1.0\nContent-Type: multipart/alternative; boundary="b"\n',
            f"--b\nContent-Type: text/plain\n\n{PROSE}\n--b--\n",
        ),
    ],
)
def test_mail_and_wire_copy(more: str, body: str) -> None:
    """The subject is the headline, and what is known of the message is not in the text."""
    content = f"{_MAIL.format('=?utf-8?q?A_bridge_=E2=80=93_closed?=')}{more}\n{body}"
    [document] = documents(content.encode(), "story.txt")
    assert document.stated["headline"].value == "A bridge – closed"
    assert document.stated["date"].origin == "message: Date"
    assert paragraphs(document) == [PROSE]


def test_what_headers_of_wire_copy_say_is_known() -> None:
    """By the keys of records: not only what mail has."""
    head = "Subject: A bridge\nDate: 12 Mar 2012\nSource: The Daily Example\nByline: Jane Roe\n\n"
    (document,) = documents(f"{head}{PROSE}\n".encode(), "wire.txt")
    said = {field: found.value for field, found in document.stated.items()}
    assert said == {
        "headline": "A bridge",
        "date": "12 Mar 2012",
        "outlet": "The Daily Example",
        "byline": "Jane Roe",
    }
    assert document.stated["outlet"].origin == "message: Source"


def test_many_messages_in_one_file() -> None:
    one = "From desk@a.example Tue Mar  5 10:00:00 2019\n{}\n{}\n\nFrom here it is a mile.\n\n"
    content = "".join(one.format(_MAIL.format(title), PROSE) for title in "AB")
    found = documents(content.encode(), "all.mbox")
    assert [(each.source, each.stated["headline"].value) for each in found] == [
        ("all.mbox:1", "A"),
        ("all.mbox:2", "B"),
    ]


def test_a_message_without_text_is_named() -> None:
    content = f"{_PARTS}--b\r\nContent-Type: image/png\r\n\r\nx\r\n--b--\r\n"
    assert reasons(content.encode(), "page.mhtml") == ["a message without a page or text in it"]


@pytest.mark.parametrize(
    "start", ["Subject: bridges.\n\n", "From: Ann Lee\nTo: all who wait\n\n", "Date: today\n"]
)
def test_a_text_may_begin_like_a_header(start: str) -> None:
    [document] = documents(f"{start}{PROSE}".encode(), "a.txt")
    assert document.text == f"{start}{PROSE}"
