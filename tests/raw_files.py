"""Raw files that several tests read, and what readers make of them."""

from __future__ import annotations

import gzip
import io
import zipfile
from pathlib import Path

from index.document import RawDocument, Rejected
from index.readers import Limits, ReadOptions, read_bytes

SEEDS = Path(__file__).parent.parent / "seeds"
STORY = (
    "Floods in Bergen\n\n"
    + "BERGEN - The river rose on Monday and the town was flooded, officials said. " * 5
)
PROSE = (
    "The council voted on Monday to rebuild the bridge, which a flood had swept away in the spring. "
    "Work will begin in June, the mayor told reporters."
)


PARAGRAPHS = (
    "The council voted on Monday to close the old bridge, which engineers say has not been safe for years.",
    "“We should have done this ten years ago,” the mayor told reporters after a debate of four hours.",
    "Lorries will have to take the road through the valley, which adds half an hour to every journey.",
    "Work on a new bridge is to begin in the spring, and the council expects it to last three years.",
    "The region will pay for half of it; where the rest comes from was not decided at the meeting.",
)
BRIDGE_HEADLINE = "Springfield council closes old bridge to lorries"
BRIDGE = (
    "The council of Springfield voted on Monday to close the old bridge, which engineers call unsafe.",
    *PARAGRAPHS[1:4],
)
"""A headline, and a story that shares its words."""
PAGE = (
    "<!doctype html><html><head><title>A bridge</title></head>"
    f"<body><h1>A bridge</h1><p>{PROSE}</p></body></html>"
)


def documents(content: bytes, name: str = "a", **options: object) -> list[RawDocument]:
    """The documents; fails on anything rejected."""
    found = list(read_bytes(content, name, options=ReadOptions(**options)))  # type: ignore[arg-type]
    assert not [one for one in found if isinstance(one, Rejected)]
    return [one for one in found if isinstance(one, RawDocument)]


def text_of(*blocks: str) -> RawDocument:
    """The document of a text file with these blocks."""
    (document,) = documents("\n\n".join(blocks).encode(), "a.txt")
    return document


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
