"""`backfile-index build`: reads raw files and serves a new index of them."""

from __future__ import annotations

import argparse
import json
import sys
import time
from dataclasses import replace

from index import generations
from index.commands import reading
from index.inventory import stamps
from index.report import Report
from index.spool import Spool
from search.article import Article
from search.config import Config
from search.engines import open_engine


def add(commands: reading.Commands) -> None:
    """Declares the command."""
    command = commands.add_parser("build", help="read raw files and serve a new index of them")
    command.add_argument("--index", metavar="DIR", help="the index; default: BACKFILE_ENGINE, or var/index")
    command.add_argument("--json", action="store_true", help="print the summary as JSON")
    reading.add_arguments(command)
    command.set_defaults(run=run)


def run(options: argparse.Namespace, config: Config) -> int:
    """Builds; 1 if files were rejected."""
    started = time.monotonic()
    engine = open_engine(config.engine_at(options.index))
    report = Report()
    known = replace(reading.pipeline_options(options, config), repeated=reading.known_lines(engine))
    sources = reading.sources(options)
    files = stamps(sources)  # before they are read: what changes meanwhile is read again by an update
    with Spool() as spool:
        settings = reading.learned(options, sources, known, spool)
        try:
            articles = report.watch(reading.outcomes(options, sources, settings, spool, whole))
            generations.build(engine, articles, report, files, settings.repeated)
            generation = engine.status().generation
        finally:
            summarise(report, as_json=options.json)
            engine.close()
    print(f"serving {generation}, built in {time.monotonic() - started:.1f} s", file=sys.stderr)
    return 1 if report.rejected else 0


def whole(article: Article) -> Article:
    """An article in the form in which an index takes it."""
    return article


def summarise(report: Report, *, as_json: bool) -> None:
    """Prints what was done, as tables or as JSON."""
    if as_json:
        print(json.dumps(report.to_json(), ensure_ascii=False, indent=1))
    else:
        report.print(sys.stdout)
