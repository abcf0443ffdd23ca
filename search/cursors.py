"""How does a cursor name the article after which a walk goes on?

A cursor is opaque: an article's id with its CRC-32, in letters that need no escaping in an address. The
check is against accidents, such as a cursor that was cut off or pasted wrongly: taken as it is, it would
leave out hits without a word.
"""

from __future__ import annotations

import binascii
import zlib
from base64 import urlsafe_b64decode, urlsafe_b64encode

from search.errors import RequestError


def cursor_after(name: str) -> str:
    """The cursor that goes on after the article of this id."""
    raw = name.encode()
    return urlsafe_b64encode(_check(raw) + raw).decode().rstrip("=")


def article_before(cursor: str) -> str:
    """The id of the article after which a cursor goes on; "" if it starts the walk.

    Raises:
        RequestError: no answer gave this cursor.
    """
    if not cursor:
        return ""
    try:
        found = urlsafe_b64decode(cursor.encode("ascii") + b"=" * (-len(cursor) % 4))
        name = found[4:].decode()
    except (binascii.Error, UnicodeError):
        raise _unknown() from None
    if cursor_after(name) != cursor:
        raise _unknown()
    return name


def _check(raw: bytes) -> bytes:
    return zlib.crc32(raw).to_bytes(4, "big")


def _unknown() -> RequestError:
    return RequestError(
        "cursor",
        "This cursor was not given by any answer.",
        "Follow an answer's link to the next one as it stands, or start anew with an empty cursor.",
    )
