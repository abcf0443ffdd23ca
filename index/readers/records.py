"""How does one record of a dump, a mapping of keys to values, become a document?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from index.document import Found, RawDocument, is_plain
from index.readers import html, layout
from index.readers.keys import Known, all_folded, folded, known_of, ranks_of
from index.readers.options import ReadOptions
from index.readers.values import plain, prose, unescaped, without_markup
from search.errors import ReadError

_MARKUP = re.compile(
    r"<(?:p|div|br|html|body|article|h[1-6]|span|a|ul|table|section)\b[^<>]*/?>", re.IGNORECASE
)
_ADDRESS = re.compile(r"https?://", re.IGNORECASE)
_AS_WRITTEN = frozenset(("id", "url", "date"))
"""Fields of which no value has markup in it."""


def document_of(record: Mapping[str, Any], name: str, options: ReadOptions, origin: str) -> RawDocument:
    """The document of a record. Raises ReadError if it holds neither headline nor body.

    `origin` names the kind of record in the provenance of its fields (`record: title`).
    """
    known = _with_parts(known_of(record), options)
    stated = _stated(known, options, origin)
    body = _body(known, options)
    return _with_body(body, name, stated, options) if body else _headline_only(name, stated)


def _headline_only(name: str, stated: Mapping[str, Found]) -> RawDocument:
    """A record of which only the headline is known; one without either is none."""
    if "headline" not in stated:
        raise ReadError("no text: none of the keys for the headline or the body is there")
    return RawDocument(name, "", (), stated, clean=True)


def stated_of(record: Mapping[str, Any], options: ReadOptions, origin: str) -> dict[str, Found]:
    """What a record says of the article's fields, each with the key it came from."""
    return _stated(known_of(record), options, origin)


def _stated(known: Known, options: ReadOptions, origin: str) -> dict[str, Found]:
    ranks = ranks_of(tuple(options.keys.items()))
    offered: dict[str, list[tuple[int, str]]] = {}
    for name in known:
        for field, rank in ranks.get(name, ()):
            offered.setdefault(field, []).append((rank, name))
    stated: dict[str, Found] = {}
    for field, names in offered.items():
        if field != "body" and (found := _best(field, known, sorted(names))):
            stated[field] = Found(found[1], f"{origin}: {found[0]}")
    return stated


def _best(field: str, known: Known, names: Iterable[tuple[int, str]]) -> tuple[str, str] | None:
    """The first key that holds something that fits the field, and that as text."""
    fits = _FITS.get(field)
    for _, name in names:
        key, held = known[name]
        if (value := plain(held)) and (fits is None or fits(value)):
            return key, value if field in _AS_WRITTEN else without_markup(value)
    return None


def _is_address(value: str) -> bool:
    return bool(_ADDRESS.match(value))


def _is_no_address(value: str) -> bool:
    return not _is_address(value)


_FITS = {"url": _is_address, "outlet": _is_no_address}
"""What a value must be: dumps call both the outlet and the address `source`."""


def has_text(record: Mapping[str, Any], options: ReadOptions) -> bool:
    """Whether a record holds a headline or a body."""
    known = known_of(record)
    return bool(_body(known, options)) or any(
        plain(known[name][1]) for name in all_folded(options.keys["headline"]) if name in known
    )


def has_body(record: Mapping[str, Any], options: ReadOptions) -> bool:
    """Whether a record holds a body."""
    return bool(_body(known_of(record), options))


def _body(known: Known, options: ReadOptions) -> str:
    """The text of the first key for the body that holds some."""
    names = [name for name in all_folded(options.keys["body"]) if name in known]
    return next((text for name in names if (text := prose(known[name][1]))), "")


def _with_parts(known: Known, options: ReadOptions) -> Known:
    """A record whose body is a list of parts, with those as values that say that they are no text.

    So The Washington Post writes: `{"type": "kicker", "content": "World"}` is between paragraphs.
    """
    for name in [name for name in all_folded(options.keys["body"]) if name in known]:
        key, value = known[name]
        if isinstance(value, list) and any(map(_kind, value)):
            others = _names_of_others(tuple(options.keys.values()), options.keys["body"])
            apart = {kind: (kind, part) for part in value if (kind := _kind(part)) in others}
            text = [part for part in value if _kind(part) not in others]
            return {**apart, **known, name: (key, text)}
    return known


def _kind(part: Any) -> str:
    kind = part.get("type") if isinstance(part, dict) else None
    return folded(kind) if isinstance(kind, str) else ""


@lru_cache(8)
def _names_of_others(keys: tuple[tuple[str, ...], ...], body: tuple[str, ...]) -> frozenset[str]:
    """The folded names of all keys but those for the body."""
    return frozenset().union(*map(all_folded, keys)) - frozenset(all_folded(body))


def _with_body(body: str, name: str, stated: Mapping[str, Found], options: ReadOptions) -> RawDocument:
    is_markup = _is_markup(body)
    if not is_markup and "&" in body:
        body = unescaped(body)
        is_markup = _is_markup(body)  # that was written as text
    if is_markup:
        text, blocks, page = html.parse(body)
        if not blocks:
            raise ReadError("no text: the body is markup alone")
        return RawDocument(name, text, blocks, stated, page=page)
    if not (is_printable := is_plain(body)):
        body = layout.legible(body)
    blocks = layout.blocks_of(body, plain=is_printable)
    if not blocks:
        raise ReadError("no text: the body is empty")
    return RawDocument(name, body, blocks, stated, clean=not options.clean_given_text, plain=is_printable)


def _is_markup(body: str) -> bool:
    return len(_MARKUP.findall(body, 0, 1 << 16)) >= 2 or body.lstrip().startswith("<")
