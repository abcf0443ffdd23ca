"""How do articles become a table that a spreadsheet opens?

A mark at the beginning tells spreadsheets that the text is UTF-8. A cell that one would take for a
formula gets an apostrophe, for articles come from anywhere.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator

from search.article import Article

COLUMNS = ("id", "headline", "standfirst", "outlet", "agency", "byline", "date", "dateline", "locations",
           "url", "source")  # fmt: skip
UTF8_MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write(articles: Iterable[Article]) -> Iterator[str]:
    """A line with the names of the columns, then one for each article."""
    yield UTF8_MARK + _line(COLUMNS)
    for article in articles:
        written = article.to_json()
        yield _line([_cell(written[name]) for name in COLUMNS])


def _line(cells: Iterable[str]) -> str:
    line = io.StringIO()
    csv.writer(line).writerow(cells)
    return line.getvalue()


def _cell(value: str | list[str] | None) -> str:
    text = "; ".join(value) if isinstance(value, list) else value or ""
    return f"'{text}" if text.startswith(_FORMULA) else text
