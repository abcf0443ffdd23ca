"""How do articles become RIS, which every reference manager reads?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from search.article import Article


def write(articles: Iterable[Article]) -> Iterator[str]:
    """A reference for each article."""
    for article in articles:
        yield "".join(f"{tag}  - {_one_line(value)}\r\n" for tag, value in _tags(article) if value)
        yield "ER  - \r\n\r\n"


def _tags(article: Article) -> Iterator[tuple[str, str | None]]:
    yield "TY", "NEWS"
    yield "TI", article.headline
    for name in article.byline:
        yield "AU", name
    yield "T2", article.outlet
    if article.date:
        date = article.date
        yield "PY", f"{date.year:04}"
        parts = (date.year, date.month, date.day)
        yield "DA", "/".join("" if part is None else f"{part:02}" for part in parts) + "/"
    yield "CY", article.dateline
    yield "AB", article.standfirst
    yield "UR", article.url
    yield "ID", article.id


def _one_line(value: str) -> str:
    return " ".join(value.split())
