"""How is a page parsed?"""

from __future__ import annotations

import re

from lxml import etree

_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,200}\?>")
_CONTROLS = bytes(code for code in range(32) if code not in (9, 10, 13))


def tree_of(markup: str) -> etree._Element | None:
    """The root element of a page, without comments; None if there is none."""
    # Not lxml.html: its element classes are looked up in Python for every element.
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    # As bytes, since a regular expression over all characters takes half as long as parsing.
    plain = _DECLARATION.sub("", markup, count=1).encode("utf-8", "ignore").translate(None, _CONTROLS)
    try:
        root: etree._Element | None = etree.fromstring(plain, parser)
    except (etree.LxmlError, ValueError):
        return None
    return root
