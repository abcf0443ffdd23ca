"""What do the commands that write an index share: their arguments, and the way from files to articles?"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterator, Sequence

from index.clean.repeated import RepeatedLines
from index.commands import reading
from index.document import Rejected
from index.report import Report
from index.sources import Source
from index.spool import Spool
from index.tasks import Options
from search.article import Article

Write = Callable[[Iterator[Article], RepeatedLines], None]
"""Takes articles, and the repeated lines that they were cleaned with."""


def add_arguments(command: argparse.ArgumentParser) -> None:
    """The index, how to report, and what to read."""
    reading.add_index(command)
    command.add_argument("--json", action="store_true", help="print the summary as JSON")
    reading.add_arguments(command)


def write_articles(
    options: argparse.Namespace,
    settings: Options,
    sources: Sequence[Source | Rejected],
    report: Report,
    write: Write,
) -> None:
    """Reads the files, hands their articles on, and prints what was done, even if that ended in an error.

    `settings` say which repeated lines are known before.
    """
    with Spool() as spool:
        settings = reading.learned(options, sources, settings, spool)
        try:
            articles = report.watch(reading.outcomes(options, sources, settings, spool, _whole))
            write(articles, settings.repeated)
        finally:
            _summarise(report, as_json=options.json)


def _whole(article: Article) -> Article:
    return article


def _summarise(report: Report, *, as_json: bool) -> None:
    if as_json:
        print(json.dumps(report.to_json(), ensure_ascii=False, indent=1))
    else:
        report.print(sys.stdout)
