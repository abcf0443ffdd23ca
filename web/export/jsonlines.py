"""How do articles become JSON lines? As the API serves each of them, one on a line."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from search.article import Article


def write(articles: Iterable[Article]) -> Iterator[str]:
    """A line for each article, without what was removed from it."""
    for article in articles:
        written = article.to_json()
        del written["removed"]
        yield json.dumps(written, ensure_ascii=False) + "\n"
