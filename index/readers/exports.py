"""How are text files with many articles read, as press databases export them and corpora have them?

Articles are told by the lines that LexisNexis, Nexis Uni, Factiva and ProQuest put between them, or by the
elements that the TREC, Gigaword and Reuters corpora put around them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from itertools import zip_longest

from index.document import Found, RawDocument, Rejected
from index.readers.decoding import decode
from index.readers.options import ReadOptions
from index.readers.records import document_of
from index.readers.source import Source
from index.readers.text import from_text
from index.readers.unparsed import Documents, Unparsed

_BEFORE = r"(?:\d{1,5} of \d{1,5} DOCUMENTS|Document \d{1,5} of \d{1,5})"
_AFTER = r"(?:End of Document|Document [A-Za-z]{3,12}\d{6,}\w*)"
_PART = re.compile(rf"^[ \t]*(?:(?P<before>{_BEFORE})|{_AFTER})[ \t]*$", re.MULTILINE)
_IN_HEAD = re.compile(rf"^[ \t]*(?:{_BEFORE}|{_AFTER})[ \t]*\r?$".encode(), re.MULTILINE)
_MAYBE_IN_HEAD = re.compile(b"Document|DOCUMENTS")
_ELEMENT = re.compile(rb"(?:<!DOCTYPE[^>]*>\s*)?<(?:DOC|REUTERS)\b[^<>]{0,2000}>\s*<", re.IGNORECASE)
_OPENS = re.compile(r"<(?:DOC|REUTERS)\b([^<>]{0,2000})>", re.IGNORECASE)
_FIELDS = {
    "headline": ("headline", "head", "hl", "title"),
    "byline": ("byline", "author"),
    "dateline": ("dateline",),
    "date": ("date", "date_time", "dd"),
    "id": ("docno", "docid"),
    "body": ("body", "text"),
}
_ID = re.compile(r"""\b(?:id|newid)\s*=\s*["']([^"'<>]{1,99})["']""", re.IGNORECASE)
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,200}>|&#[23];")
_DATE = re.compile(
    r"^[ \t]*((?:[A-Z][a-z]{2,8}\.? \d{1,2}, |\d{1,2} [A-Z][a-z]{2,8} )(?:19|20)\d\d)"
    r"(?:,? [A-Z][a-z]+day)?[ \t]*$",
    re.MULTILINE,
)
_BYLINE = re.compile(r"^[ \t]*(?:BYLINE|Byline):[ \t]*(\S[^\n]{2,99})$", re.MULTILINE)
_AUTHOR = re.compile(r"^Author:[ \t]*([^,;\n]{2,50}), ([^,;\n]{1,50})$", re.MULTILINE)
_OUTLET = re.compile(r"^(?:SN\n+|Publication title:[ \t]*)(\S[^\n]{2,79})$", re.MULTILINE)
_ABOVE = re.compile(r"(?:^|\n)[ \t]*(\S[^\n]{2,59}[^\s.:])[ \t]*\n\s*\Z")
"""The line above a date, which Lexis has the outlet in."""
_TOP, _LONGEST_START = 2_000, 1 << 12
"""Characters of an article in which its date stands by itself."""


def is_corpus(head: bytes, name: str) -> bool:
    """Whether the bytes begin with the element that corpora have around an article."""
    return bool(_ELEMENT.match(head.lstrip()))


def is_export(head: bytes, name: str) -> bool:
    """Whether there is a line among the first bytes that parts articles of a press database."""
    return bool(_MAYBE_IN_HEAD.search(head) and _IN_HEAD.search(head))


def read(source: Source) -> Documents:
    """Each article, under the name of the file and its number."""
    data = source.all(source.options.limits.document * 16)
    if data is None:
        yield Rejected(source.name, "too large a file of many articles; it can be split")
        return
    text = decode(data, source.charset)
    is_marked = is_corpus(data[:_LONGEST_START], "")
    parts = list(_elements(text) if is_marked else _parts(text))
    for number, (attributes, part) in enumerate(parts, 1):
        name = source.name if len(parts) == 1 else f"{source.name}:{number}"
        if len(part) > source.options.limits.document:
            yield Rejected(name, "too large to be one article")
        elif is_marked:
            yield Unparsed(name, "text", len(part), partial(_marked, attributes, part, name, source.options))
        else:
            yield Unparsed(name, "text", len(part), partial(_exported, part, name))


def _elements(text: str) -> Iterator[tuple[str, str]]:
    """The attributes and the content of each element around an article."""
    starts = list(_OPENS.finditer(text))
    for start, following in zip_longest(starts, starts[1:]):
        yield start[1], text[start.end() : following.start() if following else len(text)]


def _parts(text: str) -> Iterator[tuple[str, str]]:
    """The articles between the lines that part them, which belong to none."""
    start = 0
    for line in _PART.finditer(text):
        before = text[start : line.start()]
        # what stands before the first of them is a list of contents
        if before.strip(" \n_-=") and not (line["before"] and start == 0):
            yield "", before
        start = line.end()
    if text[start:].strip(" \n_-="):
        yield "", text[start:]


def _exported(text: str, name: str) -> RawDocument:
    """An article of a database, with what it says of itself on lines above the story."""
    document = from_text(text, name)
    top = document.text[:_TOP]
    found = _DATE.search(top)
    above = _ABOVE.search(top, 0, found.start()) if found else None
    said = {"date": found, "byline": _BYLINE.search(top), "outlet": _OUTLET.search(document.text) or above}
    stated = {
        field: Found(line[1].strip(), f'text: "{line[0].strip()}"') for field, line in said.items() if line
    }
    if author := _AUTHOR.search(top):  # as libraries list names
        stated["byline"] = Found(f"{author[2].strip()} {author[1]}", f'text: "{author[0]}"')
    return replace(document, stated=stated)


def _marked(attributes: str, content: str, name: str, options: ReadOptions) -> RawDocument:
    """An article of a corpus, by its elements."""
    record = {field: text for field, names in _FIELDS.items() if (text := _within(content, names))}
    if found := _ID.search(attributes):
        record.setdefault("id", found[1])
    return document_of(record, name, options, "element")


def _within(content: str, names: tuple[str, ...]) -> str:
    """The text of the first of some elements that is there."""
    for name in names:
        start = re.search(rf"<{name}\b[^<>]{{0,200}}>", content, re.IGNORECASE)
        end = re.compile(rf"</{name}>", re.IGNORECASE).search(content, start.end()) if start else None
        if start and end:
            return _TAG.sub("", content[start.end() : end.start()]).strip()
    return ""
