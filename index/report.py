"""What did a build do, for people and for machines?"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, TextIO

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from index.document import SKIPPED, Rejected
from index.pipeline import Outcome
from index.readers import printable_name
from search.article import Article
from search.fields import UNKNOWN

_SHOWN = 20
_CLASH = re.compile("its id (.+) is that of (.+)", re.DOTALL)


@dataclass(slots=True)
class Report:
    """Counts what passes through `watch`.

    `ids` are those of the articles so far, each with its document's name; a report can begin with those
    that an index has.
    """

    indexed: int = 0
    rejected: list[Rejected] = field(default_factory=list)
    skipped: Counter[str] = field(default_factory=Counter)
    outlets: Counter[str] = field(default_factory=Counter)
    ids: dict[str, str] = field(default_factory=dict)

    @property
    def read(self) -> int:
        """Documents seen: articles and what gave none."""
        return self.indexed + len(self.rejected) + self.skipped.total()

    def watch(self, outcomes: Iterable[Outcome]) -> Iterator[Article]:
        """Counts the outcomes and lets the articles pass; the second with an id is rejected."""
        for outcome in outcomes:
            checked = self._unique(outcome) if isinstance(outcome, Article) else outcome
            if isinstance(checked, Rejected):
                self._reject(checked)
                continue
            self.indexed += 1
            self.outlets[checked.outlet or UNKNOWN] += 1
            yield checked

    def _reject(self, rejected: Rejected) -> None:
        """What nobody expects to be an article, a picture in a web archive say, is counted by reason."""
        if rejected.reason.startswith(SKIPPED):
            self.skipped[rejected.reason.removeprefix(SKIPPED)] += rejected.count
        else:
            self.rejected.append(rejected)

    def _unique(self, article: Article) -> Article | Rejected:
        earlier = self.ids.get(article.id)
        if earlier == article.source:  # in a web archive, which has a page as often as it was looked at
            return Rejected(article.source, f"{SKIPPED}a page that the file has more than once")
        if earlier:
            return Rejected(article.source, f"its id {article.id} is that of {earlier}")
        self.ids[article.id] = article.source
        return article

    def to_json(self) -> dict[str, Any]:
        """The counts, and every rejected file with its reason."""
        return {
            "read": self.read,
            "indexed": self.indexed,
            "outlets": dict(self.outlets.most_common()),
            "skipped": dict(self.skipped.most_common()),
            "rejected": [_row(rejected) for rejected in self.rejected],
        }

    def print(self, stream: TextIO) -> None:
        """The summary as tables."""
        console = Console(file=stream, highlight=False, soft_wrap=True)
        counts = f"read {self.read:,}   indexed {self.indexed:,}   rejected {len(self.rejected):,}"
        console.print(counts + (f"   skipped {self.skipped.total():,}" if self.skipped else ""))
        if self.outlets:
            console.print(_counts("outlet", self.outlets))
        if self.skipped:
            console.print(_counts("skipped", self.skipped))
        for rejected in self.rejected[:_SHOWN]:
            where = f" ({rejected.position})" if rejected.position else ""
            console.print(
                f"rejected {escape(rejected.source + where)}: {escape(printable_name(rejected.reason))}"
            )
        if len(self.rejected) > _SHOWN:
            console.print(
                f"and {len(self.rejected) - _SHOWN:,} more, all of them in rejected.jsonl, by reason:"
            )
            console.print(_counts("reason", Counter(each.reason for each in self.rejected)))


def clash(rejected: Rejected) -> tuple[str, str] | None:
    """The id that a document was rejected for, and the document that has it; None if that was not why."""
    found = _CLASH.fullmatch(rejected.reason)
    return (found[1], found[2]) if found else None


def lines_of(rejected: Iterable[Rejected]) -> bytes:
    """Rejected files as JSON lines."""
    lines = (json.dumps(_row(each), ensure_ascii=False) + "\n" for each in rejected)
    return "".join(lines).encode("utf-8", "backslashreplace")  # in JSON, the right escape of a surrogate


def _counts(name: str, counts: Counter[str]) -> Table:
    table = Table(name, "articles", box=None, pad_edge=False)
    table.columns[1].justify = "right"
    for value, count in counts.most_common(_SHOWN):
        table.add_row(escape(printable_name(value)), f"{count:,}")
    if len(counts) > _SHOWN:
        table.add_row(f"and {len(counts) - _SHOWN} more", "")
    return table


def _row(rejected: Rejected) -> dict[str, str]:
    return {"source": rejected.source, "reason": rejected.reason, "position": rejected.position}
