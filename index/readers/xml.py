"""How are XML documents parsed without the document deciding what that costs?

No entities are expanded, nothing is fetched, and libxml2's own limits on depth and size stay on.
"""

from __future__ import annotations

import re

from lxml import etree

from search.errors import ReadError

_ROOT = re.compile(rb"<(?:\w+:)?([A-Za-z][\w.-]*)[\s/>]")
_PROLOGUE = re.compile(rb"\A(?:\s|<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^\[>]*(?:\[.*?\])?\s*>)*", re.DOTALL)
_PIECE = 1 << 16  # bytes
_MOST_ELEMENTS = 1 << 19
"""News has some thousands in a message, some ten thousand in a feed; each takes half a kilobyte."""


def root_name(head: bytes) -> str:
    """The name of the root element, without prefix, lower case; empty if this is no XML."""
    head = head.removeprefix(b"\xef\xbb\xbf")
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head[2:].replace(b"\0", b"")
    if not head.lstrip().startswith(b"<"):
        return ""
    start = _PROLOGUE.match(head)
    found = _ROOT.match(head, start.end() if start else 0)
    return found.group(1).decode("ascii").lower() if found else ""


def parse(data: bytes) -> etree._Element:
    """The root element.

    Raises ReadError for what is not well-formed beyond repair, and for what has too many elements.
    """
    parser = etree.XMLPullParser(
        events=("start",),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        recover=True,
        remove_comments=True,
        remove_pis=True,
        huge_tree=False,
    )
    try:
        count = _fed(parser, data)
        root = parser.close()  # which frees what it holds, too
    except etree.XMLSyntaxError as error:
        raise ReadError(f"broken XML: {error}") from error
    if count > _MOST_ELEMENTS:
        raise ReadError(f"more than {_MOST_ELEMENTS:,} elements: too many for news")
    if root is None:
        raise ReadError("broken XML: nothing in it can be read")
    return root


def _fed(parser: etree.XMLPullParser, data: bytes) -> int:
    """How many elements a parser has found in the data; it is given no more of it once they are too many."""
    count = 0
    for start in range(0, len(data), _PIECE):
        parser.feed(data[start : start + _PIECE])
        count += sum(1 for _ in parser.read_events())
        if count > _MOST_ELEMENTS:
            break
    return count


def local(element: etree._Element) -> str:
    """An element's name without its namespace, lower case; empty for what is no element."""
    return element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""


def namespace(element: etree._Element) -> str:
    """An element's namespace; empty if it has none."""
    return element.tag[1:].rpartition("}")[0] if isinstance(element.tag, str) else ""


def text_of(element: etree._Element | None) -> str:
    """All text inside an element, on one line."""
    return " ".join("".join(element.itertext()).split()) if element is not None else ""


def find(element: etree._Element, *names: str) -> etree._Element | None:
    """The first element inside that has one of the names; an earlier name is preferred."""
    for name in names:
        for inner in element.iter():
            if local(inner) == name:
                return inner
    return None
