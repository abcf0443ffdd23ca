"""What is a raw document once it has been read, and once it has been cleaned?

A reader turns a file into `RawDocument`s, cleaning says of every character what it is (`Cleaned`),
extraction finds the article's fields in both.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import partial
from typing import Any, NamedTuple

from index.page import Page

PICTURE_ABOVE = "<img>"
"""The hint of a block that has a picture before it, with no text between."""
PRINTABLE = bytes(range(32, 127)) + b"\n"
"""What is plain (`is_plain`) of ASCII."""
_CLOSING = frozenset(".,;:!?%)]}’”»…")
SOFT_HYPHEN = "\xad"
_PARTED = re.compile(r"[^\W\d_]-$")
# Not so in "Vor- und Nachteile", "pre- and post-war".
_REST = re.compile(r"(?!(?:und|oder|bzw|and|or|to|et|ou|och|eller|og|en|of|e|y|o)\b)[^\W\d_A-ZÀ-Þ]")


@dataclass(frozen=True, slots=True)
class Found:
    """A value and where it came from: `sidecar`, `json-ld`, `path`, `text: "Source: AP"` ..."""

    value: str
    origin: str


class Block(NamedTuple):
    """A paragraph-like stretch of a document's text and what its markup says of it.

    `start` and `end` are character offsets; blocks do not overlap and are in order. `tag` is the
    HTML element that made it (empty for plain text), `hints` the class and id words and tags of its
    ancestors, `link_density` the share of its characters inside links, 0 to 1. `within` numbers the
    elements around it, the nearest first; an element that is alone in another is the same place.
    `kind` is its tag with its and its parent's classes (but for those with digits), the same for
    paragraphs that are styled alike. A named tuple, which is made in a third of the time: a page has
    hundreds.
    """

    start: int
    end: int
    tag: str = ""
    hints: frozenset[str] = frozenset()
    link_density: float = 0.0
    within: tuple[int, ...] = ()
    kind: str = ""


_block_of = partial(tuple.__new__, Block)
"""A block of a tuple of all that it has, in a third of the time that calling the class takes."""
_BARE = Block(0, 0)[2:]


def bare_blocks(places: Iterable[tuple[int, int]]) -> tuple[Block, ...]:
    """Blocks from `start` to `end` of which no markup says anything."""
    return tuple([_block_of((*place, *_BARE)) for place in places])


@dataclass(frozen=True, slots=True)
class RawDocument:
    """A raw file, or one record of it, as text with blocks.

    `source` names it for people (`seeds/003.txt`, `dump.jsonl:17`). `stated` holds what the record
    or a file beside it says of fields (`id`, `headline`, `date`, `outlet`, `url`, `byline`,
    `dateline`, ...). `page` is what markup says apart from the text, None if there was none. `clean` means
    that the text is known to be the story alone and is not to be cleaned, `plain` that it is known to be
    plain (`is_plain`).
    """

    source: str
    text: str
    blocks: tuple[Block, ...]
    stated: Mapping[str, Found] = field(default_factory=dict)
    page: Page | None = None
    clean: bool = False
    plain: bool = False

    @property
    def title(self) -> str:
        """The page's title element; empty if there is none."""
        return self.page.title if self.page else ""

    @property
    def is_plain(self) -> bool:
        """Whether the text is plain: known to be so, or found to be so now."""
        return self.plain or is_plain(self.text)

    def __reduce__(self) -> tuple[Any, ...]:
        """How it is pickled: blocks as columns, for a page has hundreds, and each as an object takes time."""
        columns = tuple(zip(*self.blocks, strict=True))
        return _unpickled, (columns, self.source, self.text, self.stated, self.page, self.clean, self.plain)


def _unpickled(columns: tuple[tuple[Any, ...], ...], source: str, text: str, *rest: Any) -> RawDocument:
    return RawDocument(source, text, tuple(map(_block_of, zip(*columns, strict=True))), *rest)


SKIPPED = "skipped: "
"""How the reason begins for what nobody expects to be an article, such as the pictures in a web archive."""


@dataclass(frozen=True, slots=True)
class Rejected:
    """A file or record that gave no article, why, and where in the file (bytes, line or record).

    `count` is how many records of a file it stands for: those that are skipped are counted by reason
    (`skipped: not a page: image/png`).
    """

    source: str
    reason: str
    position: str = ""
    count: int = 1


class Role(StrEnum):
    """What a stretch of text is to the article."""

    HEADLINE = "headline"
    KICKER = "kicker"
    STANDFIRST = "standfirst"
    BYLINE = "byline"
    BODY = "body"
    CAPTION = "caption"
    REMOVED = "removed"


class Span(NamedTuple):
    """A stretch of the text, the role it has, the rule that gave it, and the reason for a person."""

    start: int
    end: int
    role: Role
    rule: str
    reason: str


span_of = partial(tuple.__new__, Span)
"""A span of a tuple of all that it has, in a third of the time that calling the class takes."""


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A document and its spans, which tile the text: every character is in exactly one.

    `words` are the words of the text in lower case, for those who look for rare ones; empty if nobody
    collected them.
    """

    document: RawDocument
    spans: tuple[Span, ...]
    words: frozenset[str] = frozenset()

    def spans_of(self, *roles: Role) -> list[Span]:
        """The spans with one of the roles, in order."""
        return [span for span in self.spans if span.role in roles]

    def parts(self, role: Role) -> tuple[str, ...]:
        """The texts of the spans with this role, each as one line (`one_line`), without empty ones."""
        text = self.document.text
        return tuple(filter(None, (one_line(text[span.start : span.end]) for span in self.spans_of(role))))


def one_line(text: str) -> str:
    """The text with every run of white space as one space: hard-wrapped lines become a paragraph.

    A line that starts with closing punctuation is the rest of a sentence that an inline tag split, and one
    after a hyphen the rest of a word. The hyphen stays, as it may be the word's own.
    """
    if "\n" not in text:
        return " ".join(text.split())
    lines = [line for line in (" ".join(each.split()) for each in text.splitlines()) if line]
    if "-\n" in text or f"{SOFT_HYPHEN}\n" in text:
        lines = list(_with_whole_words(lines))
    glued = (line if line[0] in _CLOSING else " " + line for line in lines)
    return "".join(glued).lstrip(" ")


def is_line(text: str, *, plain: bool) -> bool:
    """Whether a text is sure to be one line as it is (`one_line`), as most are.

    `plain` says that what it is from is known to be so (`is_plain`).
    """
    if "\n" in text or "  " in text or text[:1] == " " or text[-1:] == " ":
        return False
    return plain or text.isprintable()


def _with_whole_words(lines: Sequence[str]) -> Iterator[str]:
    """The lines, with those at whose end a word is parted as one."""
    begun = ""
    for line in lines:
        if begun.endswith(SOFT_HYPHEN) or (_PARTED.search(begun) and _REST.match(line)):
            begun = begun.removesuffix(SOFT_HYPHEN) + line
            continue
        if begun:
            yield begun
        begun = line
    if begun:
        yield begun


def is_plain(text: str) -> bool:
    """Whether all of a text but its line breaks can be printed: other white space can not, but for spaces.

    Most texts are plain, and need not be searched for what others may have. Asked of what is not ASCII alone,
    which takes half the time.
    """
    rest = text.encode("utf-8", "surrogatepass").translate(None, PRINTABLE)
    return rest.decode("utf-8", "surrogatepass").isprintable()
