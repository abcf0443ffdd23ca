"""How does XML that is not well-formed keep its text?

After the first error libxml2 drops `&amp;` and its like, and at a stray `<` it stops. So what HTML knows is
written as numbers (`&#233;`), which it drops nowhere, and so are stray signs. Bytes are looked at, in any
encoding in which those below 128 are ASCII.
"""

from __future__ import annotations

import re
from html.entities import html5

from search.errors import ReadError

_PART = re.compile(
    rb"<!\[CDATA\[.*?(?:\]\]>|\Z)|<!--.*?(?:-->|\Z)|<\?.*?(?:\?>|\Z)"
    rb"|<!DOCTYPE[^\[>]*(?:\[.*?(?:\]\s*>|\Z))?"
    rb"|(?P<tag><[A-Za-z_:\x80-\xff])"
    rb"|(?P<sign><(?!/)|\]\]>|&(?!#[0-9]+;|#x[0-9A-Fa-f]+;)(?:(?P<name>[A-Za-z][A-Za-z0-9]{0,31});)?)",
    re.DOTALL,
)
"""Where references mean nothing, and at once to its end, so that nothing is read twice; tags; signs."""
_MOST_SIGNS = 1 << 22
"""A million takes a second."""
_CONTROLS = bytes({*range(32)} - {*b"\t\n\r"})
_JAPANESE = b"\x1b$"
"""In ISO 2022, a byte after this may be part of a letter, as it may be in UTF-16."""


def mended(data: bytes) -> bytes:
    """The data with named references and stray signs as numeric references, and without what XML has not.

    Raises ReadError for more of them than news has.
    """
    if not _is_ascii_compatible(data):
        return data
    if max(data.count(b"&"), data.count(b"<")) > _MOST_SIGNS:
        raise ReadError(f"broken XML with more than {_MOST_SIGNS:,} signs to mend")
    return _PART.sub(_numbered, data.translate(None, _CONTROLS))


def tags(data: bytes) -> int:
    """How many elements begin in the data; 0 if its bytes do not tell."""
    if not _is_ascii_compatible(data):
        return 0
    return sum(found.lastgroup == "tag" for found in _PART.finditer(data))


def _is_ascii_compatible(data: bytes) -> bool:
    return b"\0" not in data[:4] and _JAPANESE not in data


def _numbered(found: re.Match[bytes]) -> bytes:
    """What stands for a sign or a named reference; two signs may be needed for one name."""
    sign, name = found["sign"], found["name"]
    if sign is None:
        return found[0]
    known = html5.get(name.decode("ascii") + ";") if name else None
    if known is not None:
        return b"".join(b"&#%d;" % ord(letter) for letter in known)
    return b"]]&#62;" if sign == b"]]>" else b"&#%d;" % sign[0] + sign[1:]
