"""How does an archive get a new generation?"""

from __future__ import annotations

from collections.abc import Iterable

from index.clean.repeated import RepeatedLines
from index.report import Report
from search.article import Article
from search.engines import Engine
from search.errors import ReadError

REJECTED = "rejected.jsonl"
REPEATED = "repeated_lines"


def build(
    engine: Engine, articles: Iterable[Article], report: Report, repeated: RepeatedLines | None = None
) -> None:
    """Writes the articles as a new generation, which is served once it is whole and on disk.

    The rejected files, and the repeated lines that it was cleaned with, are kept with it.
    Searches go on with the generation before until then. Raises ReadError when there is not one
    article: an archive is not to be emptied by a mistyped path.
    """
    with engine.writer(replace=True) as writer:
        for article in articles:
            writer.add(article)
        if not report.indexed:
            raise ReadError("No article was found, so the index was left as it is.", "Check the paths.")
        writer.attach(REJECTED, report.rejected_lines())
        writer.attach(REPEATED, (repeated or RepeatedLines()).to_bytes())
