"""In which formats can a whole set of hits be taken away?

Each format is a module with one function that turns articles into pieces of text, so that an export
of any length needs the memory of one article. A new format is a module and a line in `FORMATS`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from search.article import Article
from web.export import bibtex, csl, jsonlines, ris, table


@dataclass(frozen=True, slots=True)
class Format:
    """How articles are written, under which content type, and what people call it."""

    label: str
    content_type: str
    write: Callable[[Iterable[Article]], Iterator[str]]


FORMATS = {
    "csv": Format("CSV", "text/csv; charset=utf-8", table.write),
    "jsonl": Format("JSON lines", "application/x-ndjson", jsonlines.write),
    "ris": Format("RIS", "application/x-research-info-systems; charset=utf-8", ris.write),
    "bib": Format("BibTeX", "application/x-bibtex; charset=utf-8", bibtex.write),
    "json": Format("CSL-JSON", "application/vnd.citationstyles.csl+json", csl.write),
}
