"""What does the markup of a page say about the article, apart from its text?"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from index import jsonld
from index.jsonld import Node

LONGEST_VALUE = 5_000
_HEADINGS = ("h1", "h2", "h3")
_TAGS = ("script", "meta", "link", "title", "time", "img", *_HEADINGS)
_MOST_TIMES = 50
_MOST_MARKED = 40
_MOST_PICTURES = 300
_AUTHOR_LINKS = ("author", "author nofollow")
_MOST_HEADINGS = 16  # the headline is among the first


@dataclass(frozen=True, slots=True)
class Time:
    """A `<time>` element: its machine-readable value, its text, its own and its ancestors' class words."""

    value: str
    text: str
    hints: str


@dataclass(frozen=True, slots=True)
class Heading:
    """An `<h1>`, `<h2>` or `<h3>`: its level, its text, and the last stretch of it that no tag breaks."""

    level: int
    text: str
    end: str


@dataclass(frozen=True, slots=True)
class Page:
    """Metadata of a page.

    `markup` is all of it. `metas` maps the lower-case name, property or itemprop of `<meta>` elements to
    their contents in order; `article` holds the JSON-LD objects that describe articles, the likeliest
    first, and `nodes` all JSON-LD objects. `authors` are the texts of elements that say they name an
    author, by how they say it, the most explicit first; `pictures` the descriptions (`alt`) of pictures.
    """

    markup: str = ""
    metas: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    nodes: tuple[Node, ...] = ()
    article: tuple[Node, ...] = ()
    canonical: str = ""
    title: str = ""
    headings: tuple[Heading, ...] = ()
    times: tuple[Time, ...] = ()
    authors: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    pictures: tuple[str, ...] = ()

    def meta(self, *names: str) -> tuple[str, str] | None:
        """(content, name) of the first of these `<meta>` names that has a content."""
        for name in names:
            for content in self.metas.get(name, ()):
                if content.strip():
                    return content, name
        return None

    def names(self, value: Any) -> list[str]:
        """The names in a value of JSON-LD; objects that are only referred to are looked up."""
        names = jsonld.names(value)
        for part in value if isinstance(value, list) else [value]:
            if isinstance(part, Mapping) and isinstance(part.get("@id"), str):
                other = next(
                    (node for node in self.nodes if node.get("@id") == part["@id"] and node.get("name")), None
                )
                if other and (found := jsonld.names(other)):
                    names = [name for name in names if name not in jsonld.names(part)] + found
        return names

    def said(self, key: str) -> Iterator[Any]:
        """What the article's JSON-LD objects say under a key."""
        return (node[key] for node in self.article if node.get(key))


def page_of(root: etree._Element, markup: str) -> Page:
    """The metadata of a page by its tree (`markup.tree_of`) and its markup."""
    found: dict[str, list[etree._Element]] = {tag: [] for tag in _TAGS}
    for element in root.iter(*_TAGS):
        found["h1" if element.tag in _HEADINGS else element.tag].append(element)
    objects = itertools.chain.from_iterable(map(jsonld.parse, _scripts(found["script"])))
    nodes = tuple(itertools.islice(objects, jsonld.MOST_NODES))
    return Page(
        markup,
        metas=_metas(found["meta"]),
        nodes=nodes,
        article=tuple(sorted(filter(jsonld.is_article, nodes), key=_fullness)),
        canonical=next(
            (_get(link, "href") for link in found["link"] if _get(link, "rel").lower() == "canonical"), ""
        ),
        title=next(map(_text, found["title"]), ""),
        headings=tuple(filter(None, map(_heading, found["h1"][:_MOST_HEADINGS]))),
        times=tuple(map(_time, found["time"][:_MOST_TIMES])),
        authors={mark: _names(elements) for mark, elements in _marked(root).items()},
        pictures=tuple(_get(image, "alt") for image in found["img"][:_MOST_PICTURES]),
    )


def _fullness(node: Node) -> tuple[bool, int]:
    """Sorts the objects that say most of what is asked first: teasers of other articles say less.

    The entries of a live blog are articles, too, and say more than the blog that they are in.
    """
    said = sum(
        bool(node.get(key)) for key in ("headline", "datePublished", "author", "publisher", "articleBody")
    )
    return not node.get("liveBlogUpdate"), -said


def _heading(element: etree._Element) -> Heading | None:
    text = _text(element)
    pieces = [piece for piece in map(str.strip, element.itertext()) if piece]
    return Heading(int(element.tag[1]), text, " ".join(pieces[-1].split())[:LONGEST_VALUE]) if text else None


def _scripts(scripts: Iterable[etree._Element]) -> Iterator[str]:
    for script in scripts:
        if "ld+json" in _get(script, "type").lower() and script.text:
            yield script.text


def _metas(elements: Iterable[etree._Element]) -> dict[str, tuple[str, ...]]:
    metas: dict[str, list[str]] = {}
    for meta in elements:
        content = _get(meta, "content")[:LONGEST_VALUE]
        for attribute in ("name", "property", "itemprop"):
            if name := _get(meta, attribute).strip().lower():
                metas.setdefault(name, []).append(content)
    return {name: tuple(contents[:50]) for name, contents in metas.items()}


def _time(element: etree._Element) -> Time:
    around = [element, *itertools.islice(element.iterancestors(), 3)]
    hints = " ".join(f"{_get(one, 'class')} {_get(one, 'id')} {_get(one, 'itemprop')}" for one in around)
    pubdate = " pubdate" if "pubdate" in element.attrib else ""
    return Time(
        _get(element, "datetime") or _get(element, "content"), _text(element), (hints + pubdate).lower()
    )


def _marked(root: etree._Element) -> Mapping[str, Sequence[etree._Element]]:
    """Elements that may name an author, by how they say so; looking at each here is faster than XPath."""
    properties, bylines, authors = [], [], []
    for each in root.iter():
        if each.get("itemprop") == "author":
            properties.append(each)
        if name := each.get("class"):
            if "byline" in name or "Byline" in name:
                bylines.append(each)
            if "author" in name or "Author" in name or "autor" in name:
                authors.append(each)
    return {
        "element: itemprop author": properties,
        "element: byline": bylines,
        "element: rel author": [each for each in root.iter("a") if each.get("rel") in _AUTHOR_LINKS],
        "element: author": authors,
    }


def _names(elements: Sequence[etree._Element]) -> tuple[str, ...]:
    texts = map(_text, elements[:_MOST_MARKED])
    return tuple(dict.fromkeys(text for text in texts if 2 < len(text) < 150))


def _get(element: etree._Element, attribute: str) -> str:
    return str(element.get(attribute) or "")


def _text(element: etree._Element) -> str:
    return " ".join("".join(element.itertext())[:LONGEST_VALUE].split())
