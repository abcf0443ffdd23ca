"""How does one record of a dump, a mapping of keys to values, become a document?"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from index.document import Found, RawDocument
from index.readers import html, layout
from index.readers.decoding import complete
from index.readers.options import ReadOptions
from search.errors import ReadError

_MARKUP = re.compile(
    r"<(?:p|div|br|html|body|article|h[1-6]|span|a|ul|table|section)\b[^<>]*/?>", re.IGNORECASE
)

_TEXTS = ("text", "content", "body", "value", "@value", "html")


def document_of(record: Mapping[str, Any], name: str, options: ReadOptions, origin: str) -> RawDocument:
    """The document of a record. Raises ReadError if it holds neither headline nor body.

    `origin` names the kind of record in the provenance of its fields (`record: title`).
    """
    stated = stated_of(record, options, origin)
    body = _body(record, options)
    return _with_body(body, name, stated, options) if body else _headline_only(name, stated)


def _headline_only(name: str, stated: Mapping[str, Found]) -> RawDocument:
    """A notice that is only a headline is an article; a record without either is none."""
    if "headline" not in stated:
        raise ReadError("no text: none of the keys for the headline or the body is there")
    return RawDocument(name, "", (), stated, clean=True)


def stated_of(record: Mapping[str, Any], options: ReadOptions, origin: str) -> dict[str, Found]:
    """What a record says of the article's fields, each with the key it came from."""
    return {
        name: Found(found[1], f"{origin}: {found[0]}")
        for name, keys in options.keys.items()
        if name != "body" and (found := _first(record, keys))
    }


def has_text(record: Mapping[str, Any], options: ReadOptions) -> bool:
    """Whether a record holds a headline or a body."""
    return has_body(record, options) or _first(record, options.keys["headline"]) is not None


def has_body(record: Mapping[str, Any], options: ReadOptions) -> bool:
    """Whether a record holds a body."""
    return bool(_body(record, options))


def _body(record: Mapping[str, Any], options: ReadOptions) -> str:
    """The text of the first key for the body that holds some."""
    return next((text for key in options.keys["body"] if key in record and (text := _prose(record[key]))), "")


def _prose(value: Any) -> str:
    """A body as text: parts of a list as paragraphs; of objects, such as pictures, only what is a text."""
    match value:
        case list():
            return "\n\n".join(filter(None, map(_prose, value)))
        case dict():
            return next((text for key in _TEXTS if (text := _prose(value.get(key)))), "")
        case _:
            return _plain(value)


def _with_body(body: str, name: str, stated: Mapping[str, Found], options: ReadOptions) -> RawDocument:
    if len(_MARKUP.findall(body, 0, 1 << 16)) >= 2 or body.lstrip().startswith("<"):
        text, blocks, page = html.parse(body)
        if not blocks:
            raise ReadError("no text: the body is markup alone")
        return RawDocument(name, text, blocks, stated, page=page)
    blocks = layout.blocks_of(body)
    if not blocks:
        raise ReadError("no text: the body is empty")
    return RawDocument(name, body, blocks, stated, clean=not options.clean_given_text)


def _first(record: Mapping[str, Any], keys: tuple[str, ...]) -> tuple[str, str] | None:
    """The first key that holds something, and its value as text."""
    for key in keys:
        if key in record and (value := _plain(record[key])):  # few of the many keys are in one record
            return key, value
    return None


def _plain(value: Any) -> str:
    """A value as text: lists joined by commas, objects by their name, numbers as written."""
    match value:
        case str():
            return complete(value.strip())
        case bool() | None:
            return ""
        case int() | float():
            return str(value)
        case list():
            return ", ".join(filter(None, map(_plain, value)))
        case dict():
            return next(
                (
                    text
                    for key in ("name", "title", "text", "value", "@value", "content", "url")
                    if (text := _plain(value.get(key)))
                ),
                "",
            )
        case _:
            return ""
