"""What do the elements of a page stand for, and which hide a part of it that they should not?"""

from __future__ import annotations

from itertools import islice

from lxml import etree

# Never text for a reader. What is hidden by style sheets or scripts stays: it may be the story.
_UNSEEN = frozenset(
    """
    script style noscript template svg math head title iframe object canvas audio video select
    option datalist textarea input map area
    """.split()
)
# An `embed` has no end, which the parser does not know.
_INLINE = frozenset(
    """
    embed a abbr acronym b bdi bdo big cite code data del dfn em font i img ins kbd label mark nobr q ruby
    rt s samp small span strike strong sub sup time tt u var wbr picture source amp-img
    center-inline
    """.split()
)
LANDMARKS = frozenset(
    """
    article aside nav footer header figure figcaption form blockquote table ul ol li main section
    details dialog address button pre td
    """.split()
)
_OF_HEAD = frozenset("title meta link style script base noscript template".split())
_PROSE = ("p", "h1", "h2", "h3", "h4", "h5", "h6", "article", "section", "main")
# How many of these there are in elements that nobody closed, which then have all the rest of their parent in
# them. One in a video is what those read who cannot see it.
_TELLING = dict.fromkeys(("svg", "math", "select", "option", "datalist", "map"), 1) | dict.fromkeys(
    ("object", "canvas", "audio", "video"), 2
)
_ARTICLE = 3  # paragraphs
_MOST_LOOKED_AT = 64
"""Elements of a page: each may be looked through to its end."""

BREAK, IN_LINE, LINK, PICTURE, HIDDEN, APART = range(6)
KINDS = (
    dict.fromkeys(_INLINE, IN_LINE)
    | dict.fromkeys(_UNSEEN, HIDDEN)
    | {"br": BREAK, "a": LINK, "img": PICTURE}
)
"""What an element does to the text around it, by its name; those of other names stand apart."""


def reveal(root: etree._Element) -> bool:
    """Shows what a page has for readers without scripts, where that is several paragraphs; whether it is.

    Elsewhere it says again what the page says, or asks to turn scripts on. One whose end nobody knows, since
    an element in it has none, holds all that follows.
    """
    found = False
    for element in list(islice(root.iter("noscript"), _MOST_LOOKED_AT)):
        if len(list(islice(element.iter("p"), _ARTICLE))) == _ARTICLE:
            element.tag, found = "div", True
    return found


class Unclosed:
    """Tells the hidden elements of one page that have a part of the page in them, for want of their end."""

    def __init__(self) -> None:
        self._count = 0

    def holds_page(self, element: etree._Element, tag: str) -> bool:
        """Whether an element is such a one, as is the head of a page written without its tags and body's."""
        if tag == "head":
            return not {child.tag for child in element} <= _OF_HEAD
        if not len(element) or tag not in _TELLING or self._count == _MOST_LOOKED_AT:
            return False
        if next(element.iter("foreignobject"), None) is not None:
            return False  # text in a drawing
        found = len(list(islice(element.iter(*_PROSE), _TELLING[tag]))) == _TELLING[tag]
        self._count += found
        return found
