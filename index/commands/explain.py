"""`backfile-index explain`: shows what was removed from a file, and where facts came from."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from itertools import islice

from rich.console import Console

from index.clean.reasons import with_reasons
from index.commands import reading
from index.document import RawDocument, Rejected
from index.explain import Explained, as_html, as_terminal, explanation
from index.extract import locate_again
from index.generations import known_lines
from index.pipeline import understand
from index.places import gazetteer
from index.sources import Source
from index.tasks import Options, read_file
from search.config import Config
from search.engines import open_engine
from search.errors import ReadError

MOST = 20
"""Documents of a file that are explained; a dump of a million would never end."""


def add(commands: reading.Commands) -> None:
    """Declares the command."""
    command = commands.add_parser("explain", help="show what was removed and where facts came from")
    reading.add_paths(command)
    command.add_argument("--index", metavar="DIR", help="an index whose repeated lines are known")
    shape = command.add_mutually_exclusive_group()
    shape.add_argument(
        "--json",
        dest="shape",
        action="store_const",
        const="json",
        default="terminal",
        help="print JSON, an object a document",
    )
    shape.add_argument(
        "--html", dest="shape", action="store_const", const="html", help="print a page of all documents"
    )
    command.set_defaults(run=run)


def run(options: argparse.Namespace, config: Config) -> int:
    """Explains; 1 if files were rejected."""
    with closing(open_engine(config.engine_at(options.index))) as engine:
        known = known_lines(engine)
    settings = replace(reading.pipeline_options(options, config), repeated=known)
    rejected: list[Rejected] = []
    for part in _FORMS[options.shape](_explained(reading.sources(options), settings, rejected)):
        print(part)
    return 1 if rejected else 0


def _explained(
    sources: Sequence[Source | Rejected], settings: Options, rejected: list[Rejected]
) -> Iterator[Explained]:
    """What became of each document; those that gave no article are named and added to `rejected`."""
    for document in _documents(sources, settings):
        try:
            if isinstance(document, Rejected):
                raise ReadError(document.reason)
            yield _understood(document, settings)
        except ReadError as error:
            rejected.append(Rejected(document.source, error.message))
            reading.say_rejected(rejected[-1])


def _documents(sources: Sequence[Source | Rejected], settings: Options) -> Iterator[RawDocument | Rejected]:
    for source in sources:
        if isinstance(source, Rejected):
            yield source
        else:
            found = read_file(source, settings)
            yield from islice(found, MOST)
            if next(found, None):
                print(f"{source.name}: only its first {MOST} documents are explained", file=sys.stderr)


def _understood(document: RawDocument, settings: Options) -> Explained:
    cleaned, article = understand(document, settings)
    no_places = locate_again(article, gazetteer(settings.cache)).refused
    return Explained(with_reasons(cleaned), article, no_places)


def _as_json(documents: Iterable[Explained]) -> Iterator[str]:
    for each in documents:
        yield json.dumps(explanation(each), ensure_ascii=False, indent=1)


def _as_terminal(documents: Iterable[Explained]) -> Iterator[str]:
    console = Console(file=sys.stdout, highlight=False)
    for each in documents:
        with console.capture() as shown:
            console.print(as_terminal(each), end="")
        yield shown.get().removesuffix("\n")


_FORMS: Mapping[str, Callable[[Iterable[Explained]], Iterator[str]]] = {
    "json": _as_json,
    "terminal": _as_terminal,
    "html": as_html,
}
