"""Entries of feeds give the story, whatever other formats say beside it."""

from __future__ import annotations

import pytest

from tests.raw_files import PROSE, documents, paragraphs

_LONG = " ".join([PROSE] * 5)


def _rss(*entries: str) -> bytes:
    items = "".join(f"<item>{entry}</item>" for entry in entries)
    return f"""<rss xmlns:media="http://search.yahoo.com/mrss/" xmlns:itunes="http://www.itunes.com/dtds/x.dtd"
    xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:atom="http://www.w3.org/2005/Atom"><channel>
    <itunes:title>A show</itunes:title><title>The Example</title>{items}</channel></rss>""".encode()


def _atom(*entries: str) -> bytes:
    body = "".join(f"<entry>{entry}</entry>" for entry in entries)
    return f"""<feed xmlns="http://www.w3.org/2005/Atom" xmlns:media="http://search.yahoo.com/mrss/">
    <title>The Example</title>{body}</feed>""".encode()


@pytest.mark.parametrize(
    "feed",
    [
        _rss(
            f"""<media:title>The mayor</media:title><title>A bridge</title>
            <media:content url="a.jpg"><media:credit>Photograph: Jo Doe</media:credit></media:content>
            <description>{_LONG}</description><dc:creator>Ann Lee</dc:creator>"""
        ),
        _atom(
            f"""<media:content url="a.jpg"/><media:title>The mayor</media:title><title>A bridge</title>
            <content/><content>{_LONG}</content><author><name>Ann Lee</name></author>"""
        ),
        f"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
        xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>The Example</title></channel><item>
        <title>A bridge</title><description>{_LONG}</description><dc:creator>Ann Lee</dc:creator></item>
        </rdf:RDF>""".encode(),
    ],
)
def test_pictures_beside_a_story_are_not_taken_for_it(feed: bytes) -> None:
    """Media RSS and the like have titles, too; RSS, Atom and Dublin Core are what is read."""
    [document] = documents(feed, "feed.xml")
    assert paragraphs(document) == [_LONG]
    stated = {field: found.value for field, found in document.stated.items()}
    assert stated == {"headline": "A bridge", "outlet": "The Example", "byline": "Ann Lee"}


@pytest.mark.parametrize(
    ("links", "url"),
    [
        ('<link rel="self" href="http://a.example/api/1"/><link href="http://a.example/1"/>', True),
        (
            '<link rel="enclosure" href="http://a.example/1.mp3"/><link/>'
            '<link rel="alternate" href="http://a.example/1"/>',
            True,
        ),
        ('<link rel="edit" href="http://a.example/api/1"/>', False),
    ],
)
def test_the_address_of_an_entry_is_that_of_the_article(links: str, url: bool) -> None:
    [document] = documents(_atom(f"<title>A bridge</title>{links}<content>{_LONG}</content>"), "feed.xml")
    found = document.stated.get("url")
    assert (found.value if found else None) == ("http://a.example/1" if url else None)


def test_markup_that_is_not_escaped_is_whole() -> None:
    """What stands before its first element is text, also where it looks like markup."""
    entry = f"<title>A</title><description>At 2 &lt; 3, <b>bold</b> words. {_LONG}<p>End.</p></description>"
    [document] = documents(_rss(entry), "feed.xml")
    assert document.text.replace("\n", " ").startswith("At 2 < 3, bold words.")
