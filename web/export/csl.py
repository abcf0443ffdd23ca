"""How do articles become CSL-JSON, which Zotero, pandoc and other citing programs read?"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from search.article import Article


def write(articles: Iterable[Article]) -> Iterator[str]:
    """A list of references."""
    before = "[\n"
    for article in articles:
        yield before + json.dumps(_reference(article), ensure_ascii=False)
        before = ",\n"
    yield "[]\n" if before == "[\n" else "\n]\n"


def _reference(article: Article) -> dict[str, Any]:
    known = {
        "id": article.id,
        "type": "article-newspaper",
        "title": article.headline,
        "author": [{"literal": name} for name in article.byline],
        "container-title": article.outlet,
        "publisher-place": article.dateline,
        "issued": {"date-parts": [date_parts(article)]} if article.date else None,
        "abstract": article.standfirst,
        "URL": article.url,
    }
    return {name: value for name, value in known.items() if value}


def date_parts(article: Article) -> list[int]:
    """Year, month and day, as far as they are known."""
    date = article.date
    parts = (date.year, date.month, date.day) if date else ()
    return [part for part in parts if part is not None]
