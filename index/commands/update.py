"""`backfile-index update`: reads what has changed since the last build or update, and serves that, too."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace

from index import generations
from index.changes import Changes, Look, changes
from index.clean.repeated import RepeatedLines
from index.commands import reading, writing
from index.report import Report
from search.article import Article
from search.config import Config
from search.engines import Engine, open_engine


def add(commands: reading.Commands) -> None:
    """Declares the command."""
    command = commands.add_parser("update", help="read only what has changed since the last build or update")
    writing.add_arguments(command)
    command.set_defaults(run=run)


def run(options: argparse.Namespace, config: Config) -> int:
    """Updates; 1 if files were rejected, new ones or those that are tried again."""
    started = time.monotonic()
    status = 0
    with closing(open_engine(config.engine_at(options.index))) as engine:
        generation = engine.status().generation
        changed = _changes(options, engine)
        if changed.to_do:
            report = _update(options, config, engine, changed, generation)
            status = 1 if report.rejected else 0
        served = engine.status()
    files = f"{len(changed.read):,} files read, {len(changed.gone):,} gone"
    seconds = f"{time.monotonic() - started:.1f} s"
    print(f"serving {served.generation}, {served.articles:,} articles; {files}, {seconds}", file=sys.stderr)
    return status


def _changes(options: argparse.Namespace, engine: Engine) -> Changes:
    before = generations.inventory(engine)
    look = Look.at(options.path, reading.sources(options), options.include)
    return changes(before, generations.rejected_before(engine), look)


def _update(
    options: argparse.Namespace, config: Config, engine: Engine, changed: Changes, generation: str
) -> Report:
    report = Report(ids=dict(changed.kept.articles))

    def write(articles: Iterator[Article], repeated: RepeatedLines) -> None:
        generations.update(engine, articles, report, changed, generation, repeated)

    known = generations.known_lines(engine)
    settings = replace(reading.pipeline_options(options, config), repeated=known)
    writing.write_articles(options, settings, changed.read, report, write)
    return report
