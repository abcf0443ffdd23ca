"""How are the agencies' formats NITF and NewsML-G2 read?

Their elements say what is headline, byline and text, so the text needs no cleaning. Text inside
NewsML-G2 is NITF or XHTML.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from lxml import etree

from index.document import Block, Found, RawDocument, Rejected
from index.readers import xml
from index.readers.layout import check_count
from index.readers.source import Source
from index.readers.unparsed import Documents
from search.errors import ReadError

_CAPTIONS = ("media-caption", "media-producer", "figcaption")
_PARAGRAPHS = frozenset(
    (
        "p",
        "hl2",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "li",
        "td",
        "th",
        "blockquote",
        "pre",
        "dt",
        "dd",
        "bq",
        "fn",
        "q",
        "bodytext",
        *_CAPTIONS,
    )
)
_FIELDS = {
    "headline": ("hl1", "headline", "title"),
    "standfirst": ("hl2", "subheadline", "abstract"),
    "byline": ("byttl", "byline", "by"),
    "dateline": ("dateline",),
    "outlet": ("distributor", "provider"),
    "agency": ("creditline",),
}
_DATES = (
    ("date.issue", "norm"),
    ("story.date", "norm"),
    ("pubdata", "date.publication"),
    ("versioncreated", None),
    ("contentcreated", None),
    ("firstcreated", None),
)
_ASIDE = frozenset(
    (
        "head",
        "body.head",
        "body.end",
        "script",
        "style",
        "media-metadata",
        "media-object",
        "media-reference",
        *chain.from_iterable(_FIELDS.values()),
        *(name for name, _ in _DATES),
    )
)
_INLINE = frozenset(
    (
        "",  # a reference to an entity
        *"a abbr acronym b big cite code em font i ins mark s small span strong sub sup time tt u".split(),
        *"chron classifier copyrite event function lang location money num object.title org person".split(),
        *"postaddr pronounce virtloc".split(),
    )
)
_BREAK = "<br>"  # which is no name


def is_news(head: bytes, name: str) -> bool:
    """Whether the root element is one of NITF or NewsML-G2."""
    return xml.root_name(head) in ("nitf", "newsml", "newsitem", "newsmessage", "packageitem")


def read(source: Source) -> Documents:
    """Each news story in the file."""
    data = source.all(source.options.limits.document)
    if data is None:
        yield Rejected(source.name, "too large to be a news message")
        return
    root, lost = xml.parse(data, source.name)
    stories = [element for element in root.iter() if xml.local(element) == "newsitem"] or [root]
    for number, story in enumerate(stories, 1):
        name = source.name if len(stories) == 1 else f"{source.name}:{number}"
        try:
            yield _document(story, name) or Rejected(name, "no text in the news message")
        except ReadError as error:
            yield Rejected(name, error.message)
    yield from lost


def _document(story: etree._Element, name: str) -> RawDocument | None:
    content = xml.find(story, "body.content", "inlinexml", "inlinedata", "contentset", "body", "text")
    if content is None:
        return None
    texts: list[str] = []
    blocks: list[Block] = []
    length = 0
    for tag, text in _paragraphs(content):
        check_count(len(blocks) + 1)
        blocks.append(Block(length, length + len(text), tag))
        texts.append(text)
        length += len(text) + 2
    return (
        RawDocument(name, "\n\n".join(texts), tuple(blocks), _stated(story), clean=True) if blocks else None
    )


def _paragraphs(content: etree._Element) -> Iterator[tuple[str, str]]:
    """Tag and text of each paragraph; text that stands in none is one, or several by blank lines."""
    loose: list[str] = []
    for tag, text in chain(_pieces(content), [(_BREAK, "")]):
        if not tag:
            loose.append(text)
            continue
        parts = "".join(loose).split("\n\n") if loose else ()
        loose.clear()
        yield from (("p", " ".join(part.split())) for part in parts if part.strip())
        if tag != _BREAK:
            yield tag, text


def _pieces(element: etree._Element, *, aside: bool = False) -> Iterator[tuple[str, str]]:
    """What is in an element, in order: paragraphs with their tags, loose text without, and breaks in that.

    Text that is loose in what stands `aside` is left out: it is binary, or read as a field.
    """
    if not aside:
        yield "", element.text or ""
    for child in element:
        tag = xml.local(child)
        if tag in _PARAGRAPHS and (text := xml.text_of(child)):
            yield "figcaption" if tag in _CAPTIONS else tag, text
        else:
            edges = () if tag in _INLINE else ((_BREAK, ""),)
            yield from edges
            yield from _pieces(child, aside=aside or tag in _ASIDE)
            yield from edges
        if not aside:
            yield "", child.tail or ""


def _stated(story: etree._Element) -> dict[str, Found]:
    """What the message's elements and attributes say of the article."""
    stated = {
        field: Found(text, f"news message: {xml.local(element)}")
        for field, names in _FIELDS.items()
        if (element := xml.find(story, *names)) is not None and (text := xml.text_of(element))
    }
    for name, attribute in _DATES:
        element = xml.find(story, name)
        value = (element.get(attribute) if attribute else element.text) if element is not None else None
        if value:
            stated.setdefault("date", Found(value.strip(), f"news message: {name}"))
    identity = story.get("guid") or _identity(story)
    return {**stated, "id": Found(identity, "news message: id")} if identity else stated


def _identity(story: etree._Element) -> str:
    element = xml.find(story, "doc-id")
    return (element.get("id-string") or "") if element is not None else ""
