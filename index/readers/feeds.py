"""How are RSS and Atom feeds read? An entry with full text is an article; a teaser alone is not."""

from __future__ import annotations

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


def is_feed(head: bytes, name: str) -> bool:
    """Whether the root element is that of RSS 0.9 to 2.0 or of Atom."""
    return xml.root_name(head) in ("rss", "rdf", "feed")


def read(source: Source) -> Documents:
    """The entries, each under the feed's name and its number."""
    data = source.all(source.options.limits.document * 4)
    if data is None:
        yield Rejected(source.name, "too large to be a feed")
        return
    root = xml.parse(data)
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


def _outlet(root: etree._Element) -> str:
    channel = xml.find(root, "channel") if xml.local(root) != "feed" else root
    titles = [child for child in channel if xml.local(child) == "title"] if channel is not None else []
    return xml.text_of(titles[0]) if titles else ""


def _record(entry: etree._Element, outlet: str) -> dict[str, str]:
    record = {"outlet": outlet}
    texts: dict[str, str] = {}
    for child in entry:
        name = xml.local(child)
        if name in _FULL or name in _SHORT:
            texts.setdefault(name, _content(child))
        elif name == "link":
            record.setdefault("url", child.get("href") or xml.text_of(child))
        elif name in _FIELDS:
            record.setdefault(_FIELDS[name], _author(child) if name == "author" else xml.text_of(child))
    record["body"] = _body(texts)
    return record


def _content(element: etree._Element) -> str:
    """The markup or text of an element; XHTML content stands there as elements."""
    if len(element):
        return "".join(etree.tostring(child, encoding="unicode", method="html") for child in element)
    return element.text or ""


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
