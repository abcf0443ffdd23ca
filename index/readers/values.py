"""How does a value of a record become text?"""

from __future__ import annotations

import html
import re
from typing import Any

from index.readers.decoding import complete

_NAMING = (
    "name", "title", "text", "main", "original", "value", "@value", "rendered", "content", "url",
    "$oid", "$date", "$numberLong",
)  # fmt: skip
"""The keys of objects that stand for a name, the last ones as MongoDB writes it."""
_TEXTS = ("text", "content", "body", "value", "@value", "rendered", "html")
_PARTS = ("summary", "headline", "paragraphs", "sections")
"""Those of which all are text, where an object has none of `_TEXTS`."""
_REFERENCE = re.compile(r"&(?:#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_BREAKING = re.compile(r"</?(?:p|br|div|li|ul|ol|h[1-6])\b[^<>]{0,500}>", re.IGNORECASE)
_INLINE = re.compile(
    r"</?(?:a|abbr|b|cite|code|em|font|i|img|mark|nobr|q|small|span|strong|sub|sup|time|u|wbr)\b[^<>]{0,500}>",
    re.IGNORECASE,
)


def plain(value: Any) -> str:
    """A value as text: lists joined by commas, objects by their name, numbers as written."""
    match value:
        case str():
            return complete(value.strip())
        case bool() | None:
            return ""
        case int() | float():
            return str(value) if value == value else ""  # NaN, which tables write for nothing
        case list():
            return ", ".join(filter(None, map(plain, value)))
        case dict():
            return next((text for key in _NAMING if (text := plain(value.get(key)))), "")
        case _:
            return ""


def prose(value: Any) -> str:
    """A body as text: parts of a list as paragraphs; of objects, such as pictures, only what is a text."""
    match value:
        case list():
            return _joined(value)
        case dict():
            text = next((text for key in _TEXTS if (text := prose(value.get(key)))), "")
            return text or _joined([value[key] for key in _PARTS if key in value])
        case _:
            return plain(value)


def _joined(parts: list[Any]) -> str:
    return "\n\n".join(filter(None, map(prose, parts)))


def unescaped(text: str) -> str:
    """The text with the characters that references of HTML (`&amp;`, `&#8220;`) stand for."""
    return _REFERENCE.sub(lambda found: html.unescape(found[0]), text) if "&" in text else text


def without_markup(text: str) -> str:
    """A name or headline without tags and references, which records copy from pages."""
    if "<" in text:
        text = _INLINE.sub("", _BREAKING.sub(" ", text)).strip()
    return unescaped(text)
