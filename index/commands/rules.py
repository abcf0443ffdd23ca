"""`backfile-index rules`: lists the cleaning rules and how often each fired in an index.

A rule that fires far more often than its neighbours, or whose samples are sentences of stories, eats
content. The samples are the longest different stretches that a rule took: there it would show first.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from heapq import nlargest
from pathlib import Path
from textwrap import shorten
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from index.clean.rules import load
from index.commands import reading
from search.archive import Archive
from search.article import Removed
from search.config import Config
from search.request import SearchRequest

_SAMPLES = 3
_SAMPLE_CHARACTERS = 120
_PAGE = 100


def add(commands: reading.Commands) -> None:
    """Declares the command."""
    command = commands.add_parser("rules", help="list the cleaning rules, how often each fired, and samples")
    reading.add_index(command)
    command.add_argument("--json", action="store_true", help="print JSON")
    command.set_defaults(run=run)


def run(options: argparse.Namespace, config: Config) -> int:
    """Lists; always 0."""
    archive = Archive.open(config.engine_at(options.index))
    rows = list(_rows(_reasons(config), archive))
    if options.json:
        print(json.dumps(rows, ensure_ascii=False, indent=1))
    else:
        Console(highlight=False).print(_table(rows))
    return 0


def _reasons(config: Config) -> dict[str, str]:
    rules = load(Path(config.rules) if config.rules else None)
    named = {rule.name: rule.reason for rule in rules.blocks}
    return named | {cut.name: cut.reason for cut in (*rules.starts, *rules.ends)}


def _rows(reasons: Mapping[str, str], archive: Archive) -> Iterator[dict[str, Any]]:
    """A row a rule, those that fired most often first; what fired without being in the files, too."""
    fired: Counter[str] = Counter()
    longest: dict[str, list[str]] = defaultdict(list)
    for removed in _removed(archive):
        fired[removed.rule] += 1
        text = " ".join(removed.text.split())
        longest[removed.rule] = nlargest(
            _SAMPLES, {*longest[removed.rule], text}, key=lambda each: (len(each), each)
        )
        reasons = {removed.rule: removed.reason, **reasons}
    for name in sorted(reasons, key=lambda name: (-fired[name], name)):
        samples = [shorten(text, _SAMPLE_CHARACTERS, placeholder=" …") for text in longest[name]]
        yield {"rule": name, "reason": reasons[name], "fired": fired[name], "samples": samples}


def _removed(archive: Archive) -> Iterator[Removed]:
    cursor: str | None = ""
    while cursor is not None:
        request = SearchRequest(cursor=cursor, per_page=_PAGE, facets=(), histogram=False, highlight=False)
        result = archive.search(request)
        for hit in result.hits:
            yield from hit.article.removed
        cursor = result.next_cursor


def _table(rows: list[dict[str, Any]]) -> Table:
    table = Table("rule", "fired", "reason", "samples", box=None, pad_edge=False)
    table.columns[1].justify = "right"
    for row in rows:
        samples = "\n".join(map(escape, row["samples"]))
        table.add_row(row["rule"], f"{row['fired']:,}", escape(row["reason"]), samples)
    return table
