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


def add(commands: reading.Commands) -> None:
    """Declares the command."""
    command = commands.add_parser("extract", help="print the articles of raw files, one JSON object a line")
    reading.add_arguments(command)
    command.set_defaults(run=run)


def run(options: argparse.Namespace, config: Config) -> int:
    """Extracts; 1 if files were rejected."""
    rejected = 0
    sources = reading.sources(options)
    settings = reading.pipeline_options(options, config)
    with Spool() as spool:
        settings = reading.learned(options, sources, settings, spool)
        for outcome in reading.outcomes(options, sources, settings, spool, _line):
            if isinstance(outcome, Rejected):
                rejected += not outcome.reason.startswith(SKIPPED)
                reading.say_rejected(outcome)
            else:
                sys.stdout.write(outcome)
    return 1 if rejected else 0


def _line(article: Article) -> str:
    return orjson.dumps(article.to_json(), option=orjson.OPT_APPEND_NEWLINE).decode()
