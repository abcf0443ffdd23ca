"""How are many queries run at once, for measuring the ranking?

A run file in TREC's form: `query-id Q0 article-id rank score tag`, one hit a line, best first.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from search.archive import Archive
from search.errors import BackfileError
from search.request import SearchRequest

TAG = "backfile"


def run(archive: Archive, lines: Iterable[str], depth: int) -> Iterator[str]:
    """The run of queries that are JSON objects with `id` and `text`, one a line.

    Any word of a query may match, as in the collections that rankings are measured with. Raises
    BackfileError for a line that is not such an object.
    """
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        query, text = _query(line, number)
        request = SearchRequest(
            q=text, match="any", per_page=depth, facets=(), histogram=False, highlight=False
        )
        for rank, hit in enumerate(archive.search(request).hits, 1):
            yield f"{query} Q0 {hit.article.id} {rank} {hit.score:.6f} {TAG}"


def _query(line: str, number: int) -> tuple[str, str]:
    try:
        row = json.loads(line)
        return str(row["id"]), str(row["text"])
    except (ValueError, KeyError, TypeError) as error:
        message = f"Line {number} of the queries is not a query: {error}."
        raise BackfileError(message, 'Write {"id": "1", "text": "the query"}, one a line.') from error
