"""`backfile-index update`: reads what has changed since the last build or update, and serves that, too."""

from __future__ import annotations

import argparse
import sys
import time
from dataclasses import replace

from index import generations
from index.commands import reading
from index.commands.build import summarise, whole
from index.inventory import Changes, changes, gone_from
from index.report import Report
from index.spool import Spool
from search.config import Config
from search.engines import Engine, open_engine


def add(commands: reading.Commands) -> None:
    """Declares the command."""
    command = commands.add_parser("update", help="read only what has changed since the last build or update")
    command.add_argument("--index", metavar="DIR", help="the index; default: BACKFILE_ENGINE, or var/index")
    command.add_argument("--json", action="store_true", help="print the summary as JSON")
    reading.add_arguments(command)
    command.set_defaults(run=run)


def run(options: argparse.Namespace, config: Config) -> int:
    """Updates; 1 if files were rejected, new ones or those that are tried again."""
    started = time.monotonic()
    engine = open_engine(config.engine_at(options.index))
    try:
        generation = engine.status().generation
        changed = _changes(options, engine)
        if changed.read or changed.gone:
            report = _update(options, config, engine, changed, generation)
            status = 1 if report.rejected else 0
        else:
            status = 0
        served = engine.status()
    finally:
        engine.close()
    files = f"{len(changed.read):,} files read, {len(changed.gone):,} gone"
    seconds = f"{time.monotonic() - started:.1f} s"
    print(f"serving {served.generation}, {served.articles:,} articles; {files}, {seconds}", file=sys.stderr)
    return status


def _changes(options: argparse.Namespace, engine: Engine) -> Changes:
    before = generations.inventory(engine)
    found = reading.sources(options)
    again = generations.clashes(generations.rejected_before(engine))
    return changes(before, found, gone_from(before, found, options.path, options.include), again)


def _update(
    options: argparse.Namespace, config: Config, engine: Engine, changed: Changes, generation: str
) -> Report:
    report = Report(ids=dict(changed.kept.articles))
    known = replace(reading.pipeline_options(options, config), repeated=reading.known_lines(engine))
    with Spool() as spool:
        settings = reading.learned(options, changed.read, known, spool)
        try:
            articles = report.watch(reading.outcomes(options, changed.read, settings, spool, whole))
            generations.update(engine, articles, report, changed, generation, settings.repeated)
        finally:
            summarise(report, as_json=options.json)
    return report
