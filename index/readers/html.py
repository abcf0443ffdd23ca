"""How does an HTML page become text with blocks?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from bs4.dammit import EncodingDetector
from lxml import etree

from index.document import Block, RawDocument, Rejected
from index.markup import tree_of
from index.readers.decoding import decode, printable
from index.readers.layout import continues
from index.readers.source import Source
from search.errors import ReadError

_WORD = re.compile(r"[a-z]{2,}")

# Never text for a reader. What is hidden by style sheets or scripts stays: it may be the story.
_UNSEEN = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "svg",
        "math",
        "head",
        "iframe",
        "object",
        "embed",
        "canvas",
        "audio",
        "video",
        "select",
        "option",
        "datalist",
        "textarea",
        "input",
        "map",
        "area",
    ]
)
_INLINE = frozenset(
    [
        "a",
        "abbr",
        "acronym",
        "b",
        "bdi",
        "bdo",
        "big",
        "cite",
        "code",
        "data",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "img",
        "ins",
        "kbd",
        "label",
        "mark",
        "nobr",
        "q",
        "ruby",
        "rt",
        "s",
        "samp",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "var",
        "wbr",
        "picture",
        "source",
        "amp-img",
        "center-inline",
    ]
)
_LANDMARKS = frozenset(
    [
        "article",
        "aside",
        "nav",
        "footer",
        "header",
        "figure",
        "figcaption",
        "form",
        "blockquote",
        "table",
        "ul",
        "ol",
        "li",
        "main",
        "section",
        "details",
        "dialog",
        "address",
        "button",
        "pre",
        "td",
    ]
)
_NEAR = 4


def read(source: Source) -> Iterator[RawDocument | Rejected]:
    """The page as one document."""
    data = source.all(source.options.limits.document)
    if data is None:
        yield Rejected(source.name, "too large to be a page")
        return
    charset = source.charset or EncodingDetector.find_declared_encoding(source.head, is_html=True)
    yield from_markup(decode(data, charset), source.name)


def from_markup(markup: str, name: str) -> RawDocument:
    """The document of a page's markup. Raises ReadError if there is no text in it."""
    text, blocks, title = parse(markup)
    if not blocks:
        raise ReadError("no text in the page")
    return RawDocument(name, text, blocks, html=markup, title=title)


def parse(markup: str) -> tuple[str, tuple[Block, ...], str]:
    """A page's text, blocks and title; paragraphs are set apart by an empty line."""
    root = tree_of(markup)
    if root is None:
        return "", (), ""
    walk = _Walk()
    walk.page(root)
    title = next((title.text for title in root.iter("title")), None)
    return "\n\n".join(walk.texts), tuple(walk.blocks), " ".join((title or "").split())


@dataclass(slots=True)
class _Open:
    """What holds for everything inside an element."""

    number: int = 0
    tag: str = "body"
    hints: frozenset[str] = frozenset()
    classes: str = ""
    within: tuple[int, ...] = ()
    kind: str = ""


@dataclass(slots=True)
class _Walk:
    """Collects blocks on one pass over the tree."""

    texts: list[str] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    _pieces: list[tuple[str, bool]] = field(default_factory=list)
    _length: int = 0
    _count: int = 0

    def page(self, root: etree._Element) -> None:
        """Visits every element once, whatever the depth of nesting."""
        opened = [(_Open(), False)]
        walk = etree.iterwalk(root, events=("start", "end"))
        for event, element in walk:
            tag = str(element.tag)
            if event == "end":
                self._leave(tag, opened.pop()[0])
                self._text(element.tail, opened[-1][1])
            elif tag in _UNSEEN:
                walk.skip_subtree()
                opened.append(opened[-1])
            else:
                around, linked = opened[-1]
                opened.append((self._enter(element, tag, around), linked or tag == "a"))
                self._text(element.text, opened[-1][1])
        self._flush(_Open())

    def _enter(self, element: etree._Element, tag: str, around: _Open) -> _Open:
        if tag == "br":
            self._pieces.append(("\n", False))
            return around
        if tag in _INLINE:
            return around
        self._flush(around)
        self._count += 1
        classes = f"{element.get('class', '')} {element.get('id', '')}".lower()
        own = _words(classes, tag)
        return _Open(
            self._count,
            tag,
            around.hints if own <= around.hints else around.hints | own,
            classes,
            (self._count, *around.within[: _NEAR - 1]),
            f"{tag}.{classes}<{around.classes}",
        )

    def _leave(self, tag: str, inside: _Open) -> None:
        if tag not in _INLINE and tag != "br" and tag not in _UNSEEN:
            self._flush(inside)

    def _text(self, text: str | None, linked: bool) -> None:
        if text and (self._pieces or not text.isspace()):
            self._pieces.append((text, linked))

    def _flush(self, inside: _Open) -> None:
        """Ends the open block; its lines become blocks of their own unless a sentence runs on."""
        if not self._pieces:
            return
        pieces, self._pieces = self._pieces, []
        for line, linked in _lines(pieces):
            start = self._length + (2 if self.texts else 0)
            self.texts.append(line)
            self._length = start + len(line)
            self.blocks.append(
                Block(
                    start,
                    self._length,
                    inside.tag,
                    inside.hints,
                    linked / len(line),
                    inside.within,
                    inside.kind,
                )
            )


@lru_cache(maxsize=4096)
def _words(classes: str, tag: str) -> frozenset[str]:
    """The hints of an element; pages of one site ask for the same ones again and again."""
    if tag in ("html", "body"):
        return frozenset()
    words = frozenset(_WORD.findall(classes)) if len(classes) < 500 else frozenset()
    return words | {f"<{tag}>"} if tag in _LANDMARKS else words


def _lines(pieces: list[tuple[str, bool]]) -> Iterator[tuple[str, int]]:
    """The lines between breaks, white space collapsed, each with its number of linked characters."""
    done: list[tuple[str, int]] = []
    parts: list[str] = []
    linked = 0
    for text, in_link in [*pieces, ("\n", False)]:
        if text != "\n":
            parts.append(text)
            linked += len(text.strip()) if in_link else 0
            continue
        line = printable(" ".join("".join(parts).split()))
        if line and done and continues(done[-1][0], line):
            done[-1] = (f"{done[-1][0]} {line}", done[-1][1] + linked)
        elif line:
            done.append((line, linked))
        parts, linked = [], 0
    for line, count in done:
        yield line, min(count, len(line))
