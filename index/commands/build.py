"""`backfile-index build`: reads raw files and serves a new index of them."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterator
from contextlib import closing

from index import generations
from index.changes import Look
from index.clean.repeated import RepeatedLines
from index.commands import reading, writing
from index.inventory import Inventory, stamps
from index.report import Report
from search.article import Article
from search.config import Config
from search.engines import open_engine


def add(commands: reading.Commands) -> None:
    """Declares the command."""
    command = commands.add_parser("build", help="read raw files and serve a new index of them")
    writing.add_arguments(command)
    command.set_defaults(run=run)


def run(options: argparse.Namespace, config: Config) -> int:
    """Builds; 1 if files were rejected."""
    started = time.monotonic()
    report = Report()
    sources = reading.sources(options)
    # before they are read: what changes meanwhile is read again by an update
    made_of = Inventory(stamps(sources), roots=Look.at(options.path, sources, options.include).roots)
    settings = reading.pipeline_options(options, config)  # knows no repeated lines: those may be gone
    with closing(open_engine(config.engine_at(options.index))) as engine:

        def write(articles: Iterator[Article], repeated: RepeatedLines) -> None:
            generations.build(engine, articles, report, made_of, repeated)

        writing.write_articles(options, settings, sources, report, write)
        generation = engine.status().generation
    print(f"serving {generation}, built in {time.monotonic() - started:.1f} s", file=sys.stderr)
    return 1 if report.rejected else 0
