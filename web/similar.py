"""Which articles are like this one?

Those that a search for any of the words of its headline and standfirst ranks highest: the words that
an editor chose to say what the story is about.
"""

from __future__ import annotations

import re

from search.archive import Archive
from search.article import Article
from search.request import Hit, SearchRequest

MOST_WORDS = 40
_WORD = re.compile(r"[^\W_]+")


def similar(archive: Archive, article: Article, count: int) -> tuple[Hit, ...]:
    """The articles most like this one, the likest first, without itself."""
    words = _WORD.findall(f"{article.headline} {article.standfirst}".lower())
    if not words:
        return ()
    # Small letters are never operators, and a word of letters and digits is never syntax.
    query = " ".join(dict.fromkeys(words[:MOST_WORDS]))
    request = SearchRequest(
        q=query, match="any", per_page=count + 1, facets=(), histogram=False, highlight=False
    )
    hits = (hit for hit in archive.search(request).hits if hit.article.id != article.id)
    return tuple(hits)[:count]
