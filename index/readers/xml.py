"""How are XML documents parsed without the document deciding what that costs?

No entities are expanded, nothing is fetched, and libxml2's own limits on depth and size stay on.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from lxml import etree

from index.document import Rejected
from index.readers.decoding import decode
from index.readers.mending import mended, tags
from search.errors import ReadError

_ROOT = re.compile(rb"<(?:\w+:)?([A-Za-z][\w.-]*)[\s/>]")
_PROLOGUE = re.compile(rb"\A(?:\s|<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^\[>]*(?:\[.*?\])?\s*>)*", re.DOTALL)
_PIECE = 1 << 16  # bytes
_MOST_ELEMENTS = 1 << 19
"""News has some thousands in a message, some ten thousand in a feed; each takes half a kilobyte."""
_NAMESPACE = etree.ErrorTypes.NS_ERR_UNDEFINED_NAMESPACE
_ENDS = frozenset(
    (
        etree.ErrorTypes.ERR_DOCUMENT_END,
        etree.ErrorTypes.ERR_CDATA_NOT_FINISHED,
        etree.ErrorTypes.ERR_COMMENT_NOT_FINISHED,
        etree.ErrorTypes.ERR_PI_NOT_FINISHED,
        etree.ErrorTypes.ERR_TAG_NOT_FINISHED,
        etree.ErrorTypes.ERR_RESOURCE_LIMIT,
    )
)
_ENCODING = frozenset((etree.ErrorTypes.ERR_INVALID_ENCODING, etree.ErrorTypes.ERR_INVALID_CHAR))
_DECLARED = re.compile(rb"""(<\?xml[^<>]{0,99}?)\sencoding\s*=\s*["']([\w.:-]*)["']""")
_LONGEST_LOG = 100
"""libxml2 says no more than so many faults; what comes after is not known."""


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


def parse(data: bytes, name: str) -> tuple[etree._Element, tuple[Rejected, ...]]:
    """The root element, and what says that something of the file was lost, under its name.

    Raises ReadError for what is not well-formed beyond repair, and for what has too many elements.
    """
    if _is_utf_8_all_the_same(data):
        data = _recoded(data)
    read = _read(data)
    if any(fault.type in _ENCODING for fault in read.faults):
        data = _recoded(data)
        read = _read(data)
    if read.faults and (better := mended(data)) != data:
        data, read = better, _read(better)
    if read.root is None:
        raise ReadError(
            f"broken XML: {read.faults[0].message if read.faults else 'nothing in it can be read'}"
        )
    return read.root, _lost(read, data, name)


def _is_utf_8_all_the_same(data: bytes) -> bool:
    """Whether the data are UTF-8, as almost nothing else is by coincidence, and say something else."""
    declared = _DECLARED.search(data, 0, 1 << 10)
    if not declared or declared[2].lower().startswith(b"utf") or data.isascii():
        return False
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


def _recoded(data: bytes) -> bytes:
    """The data in UTF-8: what it says of its encoding is wrong."""
    try:
        return _DECLARED.sub(rb"\1", decode(data).encode("utf-8", "replace"), count=1)
    except ReadError:
        return data


class _Read(NamedTuple):
    root: etree._Element | None
    elements: int
    faults: list[etree._LogEntry]


def _read(data: bytes) -> _Read:
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
    count = _fed(parser, data)
    try:
        root = parser.close()  # which frees what it holds, too
    except etree.XMLSyntaxError:
        root = None
    if count > _MOST_ELEMENTS:
        raise ReadError(f"more than {_MOST_ELEMENTS:,} elements: too many for news")
    return _Read(root, count, [fault for fault in parser.feed_error_log if fault.type != _NAMESPACE])


def _lost(read: _Read, data: bytes, name: str) -> tuple[Rejected, ...]:
    """A fault at which the parser stopped: it says so, or there are more tags than it found elements."""
    ends = [fault for fault in read.faults if fault.type in _ENDS]
    if not ends and read.faults and (len(read.faults) >= _LONGEST_LOG or tags(data) > read.elements):
        ends = read.faults
    return tuple(
        Rejected(
            name, f"broken XML, of which a part may be lost: {fault.message.strip()}", f"line {fault.line}"
        )
        for fault in ends[:1]
    )


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
