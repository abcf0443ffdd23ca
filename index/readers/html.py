"""How does an HTML page become text with blocks?"""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass, field
from functools import lru_cache, partial

from lxml import etree

from index.document import PICTURE_ABOVE, Block, RawDocument, Rejected
from index.markup import tree_of
from index.page import Page, page_of
from index.readers.decoding import decode, printable
from index.readers.elements import APART, BREAK, HIDDEN, KINDS, LANDMARKS, LINK, PICTURE, Unclosed, reveal
from index.readers.layout import TAIL, check_count, continues
from index.readers.scripted import is_empty, story_in_scripts
from index.readers.source import HEAD, Source
from index.readers.unparsed import Documents, Unparsed
from search.errors import ReadError

_WORD = re.compile(r"[a-z]{2,}")
_DIGIT = re.compile(r"\d")

_NEAR = 4
# What elements are called by; on many sites today the class names alone mean nothing.
_NAMING = ("class", "id", "itemprop", "role", "data-testid")
_PICTURE_ABOVE = frozenset([PICTURE_ABOVE])
_LONGEST_NAME = 5_000  # characters; longer ones are cut, so that those that are kept take little memory
_DEEP = 2_000  # levels; at 2,048 the parser stops, and says nothing of what follows
_LARGE, _MOST_TAGS = 1 << 20, 1 << 19
"""Smaller pages cannot have so many tags; larger ones have some ten thousand, and each takes 300 bytes."""


def read(source: Source) -> Documents:
    """The page as one document."""
    data = source.all(source.options.limits.document)
    if data is None:
        yield Rejected(source.name, "too large to be a page")
        return
    yield Unparsed(source.name, "HTML", len(data), partial(from_bytes, data, source.charset, source.name))


def from_bytes(data: bytes, charset: str | None, name: str) -> RawDocument:
    """The document of a page in an encoding that is stated elsewhere, or in it, or not at all."""
    return from_markup(decode(data, charset or _declared(data[:HEAD])), name)


def _declared(head: bytes) -> str | None:
    """The encoding that a page declares. Imported here because loading it takes longer than many texts."""
    from bs4.dammit import EncodingDetector

    return EncodingDetector.find_declared_encoding(head, is_html=True)


def from_markup(markup: str, name: str) -> RawDocument:
    """The document of a page's markup. Raises ReadError if there is no text in it."""
    text, blocks, page = parse(markup)
    if not blocks:
        raise ReadError("no text in the page")
    return RawDocument(name, text, blocks, page=page)


def parse(markup: str) -> tuple[str, tuple[Block, ...], Page]:
    """A page's text, blocks and metadata; paragraphs are set apart by an empty line.

    Where the markup has no story, what it has for readers without scripts is read, too, and what
    scripts would put there follows. Raises ReadError if there are too many blocks for an article, or if
    not all of the page can be parsed.
    """
    if len(markup) > _LARGE and markup.count("<") > _MOST_TAGS:
        raise ReadError(f"more than {_MOST_TAGS:,} tags: too many for one article")
    root = tree_of(markup)
    if root is None:
        return "", (), Page(markup)
    if _depth(root) > _DEEP:
        raise ReadError("elements within elements, so deep that the end cannot be read")
    walk = _Walk()
    walk.page(root)
    if is_empty(walk.blocks) and reveal(root):
        walk = _Walk()
        walk.page(root)
    if is_empty(walk.blocks) and (story := tree_of(story_in_scripts(root))) is not None:
        walk.page(story)
    return "\n\n".join(walk.texts), tuple(walk.blocks), page_of(root, markup)


def _depth(root: etree._Element) -> int:
    """How many elements the last one is in."""
    depth = 0
    while len(root):
        root, depth = root[-1], depth + 1
    return depth


_Open = tuple[str, frozenset[str], str, str, tuple[int, ...], bool]
"""What holds for everything inside an element: its tag, hints, classes, the classes of the one around it, its
place, and whether there is but one element in it. A plain tuple, which is made in an eighth of the time."""
_OUTSIDE: _Open = ("body", frozenset(), "", "", (), False)


@dataclass(slots=True)
class _Pieces:
    """The text since the last block: its parts, how much of it is linked, and both at each line break."""

    parts: list[str] = field(default_factory=list)
    linked: int = 0
    breaks: list[tuple[int, int]] = field(default_factory=list)

    def clear(self) -> None:
        """Begins anew."""
        self.parts.clear()
        self.breaks.clear()
        self.linked = 0


@dataclass(slots=True)
class _Walk:
    """Collects blocks on one pass over the tree."""

    texts: list[str] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    _length: int = 0
    _count: int = 0
    _image: int = -1

    def page(self, root: etree._Element) -> None:
        """Visits every element once, whatever the depth of nesting.

        In one function, for a page has thousands of elements and calls are what costs.
        """
        inside, links = _OUTSIDE, 0
        around: list[_Open] = []
        pieces = _Pieces()
        unclosed = Unclosed()
        walk = etree.iterwalk(root, events=("start", "end"))
        for event, element in walk:
            tag = element.tag
            kind = KINDS.get(tag, APART)
            if event == "start":
                if kind == HIDDEN and not unclosed.holds_page(element, tag):
                    walk.skip_subtree()
                    continue
                if kind == APART:
                    if pieces.parts:
                        self._flush(pieces, inside)
                    around.append(inside)
                    inside = self._open(element, tag, inside)
                elif kind == LINK:
                    links += 1
                elif kind == BREAK:
                    pieces.breaks.append((len(pieces.parts), pieces.linked))
                elif kind == PICTURE:
                    self._image = len(self.blocks)
                text = element.text
            else:
                if kind == APART:
                    if pieces.parts:
                        self._flush(pieces, inside)
                    inside = around.pop()
                elif kind == LINK:
                    links -= 1
                text = element.tail
            if text and (pieces.parts or not text.isspace()):
                if text == "\n":
                    pieces.breaks.append((len(pieces.parts), pieces.linked))
                    continue
                pieces.parts.append(text)
                if links:
                    pieces.linked += len(text.strip())
        self._flush(pieces, _OUTSIDE)

    def _open(self, element: etree._Element, tag: str, around: _Open) -> _Open:
        _, hints, outer, _, within, is_wrapped = around
        words, classes = _named(element, tag)
        if not words <= hints:
            hints = _joined(hints, words)
        if not is_wrapped:  # An element alone in another is the same place.
            self._count += 1
            within = (self._count, *within[: _NEAR - 1])
        return tag, hints, classes, outer, within, len(element) == 1

    def _flush(self, pieces: _Pieces, inside: _Open) -> None:
        """Ends the open block; its lines become blocks of their own unless a sentence runs on."""
        tag, hints, classes, outer, within, _ = inside
        for line, linked in _lines(pieces) if pieces.breaks else _line(pieces.parts, pieces.linked):
            start = self._length + 2 if self._length else 0
            self.texts.append(line)
            self._length = end = start + len(line)
            share = min(linked / (end - start), 1.0) if linked else 0.0
            shown = hints | _PICTURE_ABOVE if self._image == len(self.blocks) else hints
            self.blocks.append(Block(start, end, tag, shown, share, within, _kind(tag, classes, outer)))
        check_count(len(self.blocks))
        pieces.clear()


def _named(element: etree._Element, tag: str) -> tuple[frozenset[str], str]:
    """The hints and the classes of an element (`_names`); only attributes that it has are asked for."""
    keys = element.keys()
    names = tuple([element.get(name, "") for name in _NAMING if name in keys]) if keys else ()
    try:
        return _names(tag, names)
    except _TooLongError:
        return _names(tag, tuple(name[:_LONGEST_NAME] for name in names))


class _TooLongError(Exception):
    """A name of an element is longer than is kept."""


@lru_cache(maxsize=8_192)
def _names(tag: str, names: tuple[str, ...]) -> tuple[frozenset[str], str]:
    """The hints that an element gives by what it is called, and its classes.

    Names with digits are left out of the classes: they tell paragraphs apart that are set alike. Names with
    brackets say how others look (`[&_figcaption]:mt-xs`). Pages of one site ask for the same ones again and
    again. Raises _TooLongError, which is not kept, for long names.
    """
    naming = " ".join(filter(None, names)).lower()
    if len(naming) > _LONGEST_NAME and any(len(name) > _LONGEST_NAME for name in names):
        raise _TooLongError
    if "[" in naming:
        naming = " ".join(name for name in naming.split() if "[" not in name)
    classes = " ".join(name for name in naming.split() if not _DIGIT.search(name))
    return _hints(naming, tag), classes


@lru_cache(maxsize=2_048)
def _joined(hints: frozenset[str], words: frozenset[str]) -> frozenset[str]:
    """The hints of an element within others; the same object for the same.

    Few are kept: an element inherits hints that only its page has, so that most are met on one page alone.
    """
    return hints | words


@lru_cache(maxsize=2_048)
def _kind(tag: str, classes: str, outer: str) -> str:
    """The kind of an element, by the classes of the one around it, too; the same object for the same."""
    return f"{tag}.{classes}<{outer}"


def _hints(naming: str, tag: str) -> frozenset[str]:
    if tag in ("html", "body"):
        return frozenset()
    words = frozenset(map(sys.intern, _WORD.findall(naming))) if len(naming) < 500 else frozenset()
    return words | {f"<{tag}>"} if tag in LANDMARKS else words


def _line(parts: list[str], linked: int) -> list[tuple[str, int]]:
    """The parts as one line, white space collapsed, with its number of linked characters; or none."""
    line = " ".join(printable("".join(parts)).split())
    return [(line, linked)] if line else []


def _lines(pieces: _Pieces) -> list[tuple[str, int]]:
    """The lines between breaks."""
    joined: list[list[str]] = []
    counts: list[int] = []
    last, start, before = "", 0, 0
    for end, linked in (*pieces.breaks, (len(pieces.parts), pieces.linked)):
        for line, count in _line(pieces.parts[start:end], linked - before):
            if last and continues(last, line):
                joined[-1].append(line)
                counts[-1] += count
                last = f"{last[-TAIL:]} {line}"
            else:
                joined.append([line])
                counts.append(count)
                last = line
        start, before = end, linked
    return list(zip(map(" ".join, joined), counts, strict=True))
