"""`backfile-index explain`: shows what was removed from a file, and where facts came from."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from itertools import islice

from rich.console import Console

from index import explain
from index.clean.reasons import with_reasons
from index.commands import reading
from index.document import RawDocument, Rejected
from index.extract import locate_again
from index.generations import known_lines
from index.pipeline import understand
from index.places import gazetteer
from index.readers import read
from index.sources import Source
from index.tasks import Options
from search.config import Config
from search.engines import open_engine
from search.errors import ReadError

MOST = 20
"""Documents of a file that are explained; a dump of a million would never end."""


def add(commands: reading.Commands) -> None:
    """Declares the command."""
    command = commands.add_parser("explain", help="show what was removed and where facts came from")
    command.add_argument(
        "path", type=reading.path, nargs="+", metavar="FILE", help="a file, or a folder of files"
    )
    command.add_argument("--index", metavar="DIR", help="an index whose repeated lines are known")
    shape = command.add_mutually_exclusive_group()
    shape.add_argument(
        "--json", dest="shape", action="store_const", const="json", default="terminal", help="print JSON"
    )
    shape.add_argument("--html", dest="shape", action="store_const", const="html", help="print a page")
    command.set_defaults(run=run, include="*", clean=True, key=[])


def run(options: argparse.Namespace, config: Config) -> int:
    """Explains; 1 if files were rejected."""
    rejected = 0
    with closing(open_engine(config.engine_at(options.index))) as engine:
        known = known_lines(engine)
    settings = replace(reading.pipeline_options(options, config), repeated=known)
    for document in _documents(reading.sources(options), settings):
        try:
            if isinstance(document, Rejected):
                raise ReadError(document.reason)
            _show(document, settings, options.shape)
        except ReadError as error:
            rejected += 1
            reading.say_rejected(Rejected(document.source, error.message))
    return 1 if rejected else 0


def _documents(sources: Sequence[Source | Rejected], settings: Options) -> Iterator[RawDocument | Rejected]:
    for source in sources:
        if isinstance(source, Rejected):
            yield source
        else:
            yield from islice(read(source.path, source.name, options=settings.read), MOST)


def _show(document: RawDocument, settings: Options, shape: str) -> None:
    cleaned, article = understand(document, settings)
    cleaned = with_reasons(cleaned)
    no_places = locate_again(article, gazetteer(settings.cache)).refused
    if shape == "json":
        print(json.dumps(explain.explanation(cleaned, article, no_places), ensure_ascii=False, indent=1))
    elif shape == "html":
        print(explain.as_html(cleaned, article, no_places))
    else:
        Console(file=sys.stdout, highlight=False).print(explain.as_terminal(cleaned, article, no_places))
