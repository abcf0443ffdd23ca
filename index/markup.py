"""How is a page parsed?"""

from __future__ import annotations

import re

from lxml import etree

from search.errors import ReadError

_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,200}\?>")
# Each attribute of a tag is compared with all before it: 40,000 of them, in a page of 350 KB, take a minute.
_CROWDED = re.compile(
    rb"""<[a-zA-Z][\w:-]*+[\s/](?>[^>=]{16}|[^>=]*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>]*+)){2048}"""
)
_LARGE = 1 << 15  # bytes
_CONTROLS = bytes(code for code in range(32) if code not in (9, 10, 13))


def tree_of(markup: str) -> etree._Element | None:
    """The root element of a page, without comments; None if there is none.

    Raises ReadError for a page that would take hours to parse.
    """
    # Not lxml.html: its element classes are looked up in Python for every element.
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    # As bytes, since a regular expression over all characters takes half as long as parsing.
    plain = _DECLARATION.sub("", markup, count=1).encode("utf-8", "ignore").translate(None, _CONTROLS)
    if len(plain) > _LARGE and _CROWDED.search(plain):
        raise ReadError("a tag with thousands of attributes: not a page")
    try:
        root: etree._Element | None = etree.fromstring(plain, parser)
    except (etree.LxmlError, ValueError):
        return None
    return root
