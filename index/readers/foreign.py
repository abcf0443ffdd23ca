"""Which files are known and not read, so that whoever has them learns what they are?"""

from __future__ import annotations

import re

from index.document import Rejected
from index.readers import xml
from index.readers.elements import KINDS, LANDMARKS
from index.readers.source import Source
from index.readers.unparsed import Documents

_PICTURE = "a picture"
_KINDS = {
    b"%PDF-": "a PDF file",
    b"{\\rtf": "an RTF file",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": "a document of Microsoft Office, as it was before 2007",
    b"7z\xbc\xaf\x27\x1c": "a 7z archive",
    b"Rar!\x1a\x07": "a RAR archive",
    b"\x1f\x9d": "a file of compress",
    b"\x04\x22\x4d\x18": "an LZ4 file",
    b"PAR1": "a Parquet file",
    b"ARROW1\0": "an Arrow file",
    b"SQLite format 3\0": "an SQLite database",
    b"\x89PNG\r\n": _PICTURE,
    b"\xff\xd8\xff": _PICTURE,
    b"GIF87a": _PICTURE,
    b"GIF89a": _PICTURE,
    b"II*\0": _PICTURE,
    b"MM\0*": _PICTURE,
}
"""By how they begin."""
_STARTS = tuple(_KINDS)
_NAMESPACE = re.compile(rb"<[^<>]{0,2000}\sxmlns\b")


def is_foreign(head: bytes, name: str) -> bool:
    """Whether the bytes begin as those of a format that is known and not read."""
    return head.startswith(_STARTS)


def refuse(source: Source) -> Documents:
    """What the file is."""
    kind = next(kind for start, kind in _KINDS.items() if source.head.startswith(start))
    yield Rejected(source.name, kind if kind == _PICTURE else f"{kind}, which is not read")


def is_other_xml(head: bytes, name: str) -> bool:
    """Whether this is markup with an element around it; of a kind that other readers did not accept."""
    root = xml.root_name(head)
    if not root or root in KINDS or root in LANDMARKS:  # a script that a dump of a page begins with
        return False
    lower = head.lower()
    is_declared = lower.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<?xml")
    return is_declared or b"</" + root.encode() in lower or bool(_NAMESPACE.match(head.lstrip()))


def refuse_xml(source: Source) -> Documents:
    """Which element is around it."""
    root = xml.root_name(source.head)
    yield Rejected(source.name, f"XML of a kind that is not read: <{root}> is around it")
