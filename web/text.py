"""How do dates, places and marked text read on a page?"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from markupsafe import Markup, escape

from search.article import Article
from search.dates import PartialDate
from search.fields import BY_NAME, SEPARATOR
from search.request import Fragment, Run

_SUMMARY = 280
_LABELS = {"url": "Published at", "locations": "Location"}
_CODE = re.compile("`([^`]*)`")
_BREAK = re.compile(r"\n+")


def spell_date(date: PartialDate | None) -> str:
    """`11 March 2012`, `March 2012`, `2012` or `undated`: as much as is known."""
    if date is None:
        return "undated"
    month = calendar.month_name[date.month] if date.month else ""
    return " ".join(str(part) for part in (date.day, month, date.year) if part)


def spell_place(path: str) -> str:
    """`Syria/Idlib` as `Idlib, Syria`."""
    return ", ".join(reversed(path.split(SEPARATOR)))


def spell_names(names: Iterable[str]) -> str:
    """`A, B and C`."""
    *most, last = tuple(names) or ("",)
    return f"{', '.join(most)} and {last}" if most else last


def label_of(name: str) -> str:
    """What a field is called on a page."""
    if name in _LABELS:
        return _LABELS[name]
    return BY_NAME[name].label if name in BY_NAME else name.replace("_", " ").capitalize()


def plural(count: int, one: str) -> str:
    """`1 article`, `1,200 articles`."""
    return f"{count:,} {one if count == 1 else one + 's'}"


def summary(article: Article) -> str:
    """The first words of an article, for a hit of which nothing is marked."""
    text = article.standfirst or article.body
    if len(text) <= _SUMMARY:
        return text
    return text[:_SUMMARY].rsplit(None, 1)[0] + " …"


def below_headline(highlights: Mapping[str, Sequence[Fragment]]) -> list[tuple[str, Sequence[Fragment]]]:
    """What to show of a hit below its headline, in the order in which an article is read."""
    order = list(BY_NAME)
    names = sorted(highlights, key=lambda name: order.index(name) if name in order else len(order))
    return [(name, highlights[name]) for name in names if name != "headline" and highlights[name]]


def with_code(text: str) -> Markup:
    """Plain text as HTML, with what stands between backticks as code."""
    return Markup(_CODE.sub(r"<code>\1</code>", str(escape(text))))  # noqa: S704  # escaped before


def paragraphs(runs: Iterable[Run]) -> list[Fragment]:
    """Marked text cut at its line breaks; a mark that spans one goes on behind it."""
    found: list[list[Run]] = [[]]
    for run in runs:
        for number, piece in enumerate(_BREAK.split(run.text)):
            if number:
                found.append([])
            if piece:
                found[-1].append(Run(piece, run.marked))
    return [tuple(paragraph) for paragraph in found if _says_something(paragraph)]


def plain(text: str) -> list[Fragment]:
    """The paragraphs of a text of which nothing is marked."""
    return paragraphs([Run(text, marked=False)])


def _says_something(paragraph: list[Run]) -> bool:
    return any(run.text.strip() for run in paragraph)


def page_numbers(page: int, pages: int) -> Iterator[int | None]:
    """The pages to link to from this one: its neighbours and both ends, None for a gap."""
    near = {number for number in range(page - 2, page + 3) if 1 <= number <= pages}
    last = 0
    for number in sorted(near | {1, pages}):
        if number - last > 1:
            yield None
        yield number
        last = number
