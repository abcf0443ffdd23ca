"""Which archives can be searched: generated ones, a file of real press releases, any of them many times?"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from search.article import Article
from search.dates import PartialDate


@dataclass(frozen=True)
class PressReleases:
    """Articles from a gzipped file of JSON lines with id, title, body, member, state, date and url."""

    path: Path

    def __iter__(self) -> Iterator[Article]:
        with gzip.open(self.path, "rt", encoding="utf-8") as lines:
            for line in lines:
                yield _article(json.loads(line))


@dataclass(frozen=True)
class Repeated:
    """The same articles `times` times over: a large archive for whoever cannot wait for a large one."""

    articles: Iterable[Article]
    times: int

    def __iter__(self) -> Iterator[Article]:
        for _ in range(self.times):
            yield from self.articles


def _article(fields: dict[str, str]) -> Article:
    return Article(
        id=fields["id"],
        source=fields.get("url") or fields["id"],
        headline=fields.get("title") or "",
        body=fields.get("body") or "",
        outlet=fields.get("member") or None,
        date=_date(fields.get("date") or ""),
        locations=(f"United States/{fields['state']}",) if fields.get("state") else (),
    )


def _date(text: str) -> PartialDate | None:
    try:
        return PartialDate.parse(text[:10])
    except ValueError:
        return None
