"""`backfile-index extract`: prints the articles of raw files, one JSON object a line."""

from __future__ import annotations

import argparse
import sys

import orjson

from index.commands import reading
from index.document import SKIPPED, Rejected
from index.spool import Spool
from search.article import Article
from search.config import Config
from search.streams import writer_of_lines


def add(commands: reading.Commands) -> None:
    """Declares the command."""
    command = commands.add_parser("extract", help="print the articles of raw files, one JSON object a line")
    reading.add_arguments(command)
    command.set_defaults(run=run)


def run(options: argparse.Namespace, config: Config) -> int:
    """Extracts; 1 if files were rejected."""
    rejected, write = 0, writer_of_lines(sys.stdout)
    sources = reading.sources(options)
    settings = reading.pipeline_options(options, config)
    with Spool() as spool:
        settings = reading.learned(options, sources, settings, spool)
        for outcome in reading.outcomes(options, sources, settings, spool, _line):
            if isinstance(outcome, Rejected):
                rejected += not outcome.reason.startswith(SKIPPED)
                reading.say_rejected(outcome)
            else:
                write(outcome)
    return 1 if rejected else 0


def _line(article: Article) -> bytes:
    return orjson.dumps(article.to_json(), option=orjson.OPT_APPEND_NEWLINE)
