"""How are RSS and Atom feeds read? An entry with full text is an article; a teaser alone is not."""

from __future__ import annotations

import html
from collections.abc import Iterator

from lxml import etree

from index.document import Rejected
from index.readers import xml
from index.readers.records import document_of
from index.readers.source import Source
from index.readers.unparsed import Documents
from search.errors import ReadError

_FULL = ("encoded", "content", "fulltext", "body")
_SHORT = ("description", "summary")
_ENOUGH_WORDS = 100
_FIELDS = {
    "title": "headline",
    "guid": "id",
    "id": "id",
    "pubdate": "date",
    "published": "date",
    "date": "date",
    "issued": "date",
    "creator": "byline",
    "author": "byline",
    "category": "section",
}
_KNOWN = frozenset(
    (
        "",
        "http://www.w3.org/2005/Atom",
        "http://purl.org/rss/1.0/modules/content/",
        "http://purl.org/dc/elements/1.1/",
        "http://purl.org/dc/terms/",
        "http://www.w3.org/1999/xhtml",
    )
)
"""Namespaces that names of fields are taken from, besides the entry's own: Media RSS has a title, too."""


def is_feed(head: bytes, name: str) -> bool:
    """Whether the root element is that of RSS 0.9 to 2.0 or of Atom."""
    return xml.root_name(head) in ("rss", "rdf", "feed")


def read(source: Source) -> Documents:
    """The entries, each under the feed's name and its number."""
    data = source.all(source.options.limits.document * 4)
    if data is None:
        yield Rejected(source.name, "too large to be a feed")
        return
    root, lost = xml.parse(data, source.name)
    outlet = _outlet(root)
    entries = [element for element in root.iter() if xml.local(element) in ("item", "entry")]
    if not entries:
        yield Rejected(source.name, "a feed without entries")
    for number, entry in enumerate(entries, 1):
        name = f"{source.name}:{number}"
        try:
            yield document_of(_record(entry, outlet), name, source.options, "feed")
        except ReadError as error:
            yield Rejected(name, error.message, f"entry {number}")
    yield from lost


def _outlet(root: etree._Element) -> str:
    channel = xml.find(root, "channel") if xml.local(root) != "feed" else root
    titles = [child for name, child in _named(channel) if name == "title"] if channel is not None else []
    return xml.text_of(titles[0]) if titles else ""


def _named(parent: etree._Element) -> Iterator[tuple[str, etree._Element]]:
    """What is in an entry or channel and belongs to the feed's own format or to one known to extend it."""
    known = {*_KNOWN, xml.namespace(parent)}
    return ((xml.local(child), child) for child in parent if xml.namespace(child) in known)


def _record(entry: etree._Element, outlet: str) -> dict[str, str]:
    record = {"outlet": outlet}
    texts: dict[str, str] = {}
    for name, child in _named(entry):
        if name in _FULL or name in _SHORT:
            texts[name] = texts.get(name) or _content(child)
        elif name == "link":
            record["url"] = record.get("url") or _address(child)
        elif name in _FIELDS:
            record.setdefault(_FIELDS[name], _author(child) if name == "author" else xml.text_of(child))
    record["body"] = _body(texts)
    return record


def _address(link: etree._Element) -> str:
    """The address of the article; others lead to the entry itself, sounds, answers (RFC 4287, 4.2.7.2)."""
    is_article = link.get("rel", "alternate") == "alternate"
    return link.get("href") or xml.text_of(link) if is_article else ""


def _content(element: etree._Element) -> str:
    """The markup or text of an element; XHTML content stands there as elements."""
    text = element.text or ""
    if not len(element):
        return text
    markup = (etree.tostring(child, encoding="unicode", method="html") for child in element)
    return f"<div>{html.escape(text, quote=False)}{''.join(markup)}</div>"  # which begins as markup does


def _author(element: etree._Element) -> str:
    return xml.text_of(xml.find(element, "name")) or xml.text_of(element)


def _body(texts: dict[str, str]) -> str:
    full = next((texts[name] for name in _FULL if texts.get(name)), "")
    if full:
        return full
    short = next((texts[name] for name in _SHORT if texts.get(name)), "")
    if short.count(" ") < _ENOUGH_WORDS:
        raise ReadError("no full text in the entry")
    return short
