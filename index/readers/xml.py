"""How are XML documents parsed without the document deciding what that costs?

No entities are expanded, nothing is fetched, and libxml2's own limits on depth and size stay on.
"""

from __future__ import annotations

import re

from lxml import etree

from search.errors import ReadError

_ROOT = re.compile(rb"<(?:\w+:)?([A-Za-z][\w.-]*)[\s/>]")
_PROLOGUE = re.compile(rb"\A(?:\s|<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^\[>]*(?:\[.*?\])?\s*>)*", re.DOTALL)


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
    """The root element. Raises ReadError for what is not well-formed beyond repair."""
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        recover=True,
        remove_comments=True,
        remove_pis=True,
        huge_tree=False,
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise ReadError(f"broken XML: {error}") from error
    if root is None:
        raise ReadError("broken XML: nothing in it can be read")
    return root


def local(element: etree._Element) -> str:
    """An element's name without its namespace, lower case; empty for what is no element."""
    return element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""


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
