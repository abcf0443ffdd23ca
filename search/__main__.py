"""`backfile-search`: search an archive in the terminal."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Sequence
from math import inf
from pathlib import Path
from typing import get_args

from rich.console import Console

from search import __version__, terminal, trec
from search.archive import Archive
from search.config import Config
from search.errors import BackfileError
from search.params import links
from search.present import search_answer
from search.request import MAX_DEPTH, MAX_PER_PAGE, SearchRequest, Sort
from search.streams import escape_unprintable

EXAMPLES = """
examples:
  backfile-search "Idlib offensive"
  backfile-search '"human rights" outlet:"The Jerusalem Post" -Moscow' --index var/index
  backfile-search "location:Idlib (Homs OR Damscus~)" --sort newest --json
  backfile-search --queries queries.jsonl --format trec --depth 100 > run.txt
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs a search; the exit status: 0 answered, 2 not."""
    options = _parser().parse_args(arguments)
    escape_unprintable(sys.stdout)
    try:
        config = Config.from_env()
        budget = inf if options.queries else config.time_budget  # a measurement must not be cut off
        archive = Archive.open(config.engine_at(options.index), budget)
        _answer(archive, options)
        sys.stdout.flush()
    except (BackfileError, OSError) as error:
        if isinstance(error, BrokenPipeError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return 0
        print(f"backfile-search: {error}", file=sys.stderr)
        return 2
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        "backfile-search", description=__doc__, epilog=EXAMPLES, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--version", action="version", version=__version__)
    parser.add_argument("query", nargs="*", help="the query; empty finds everything")
    parser.add_argument("--index", metavar="DIR", help="the index; default: BACKFILE_ENGINE, or var/index")
    parser.add_argument("--page", type=_number(MAX_DEPTH), default=1, metavar="N", help="the page, from 1")
    parser.add_argument(
        "--per-page", type=_number(MAX_PER_PAGE), default=10, metavar="N", help="hits on a page"
    )
    parser.add_argument("--sort", choices=get_args(Sort), default="relevance", help="the order of the hits")
    shape = parser.add_mutually_exclusive_group()
    shape.add_argument("--json", action="store_true", help="print exactly what the API answers")
    shape.add_argument(
        "--queries", type=Path, metavar="FILE", help="JSON lines with id and text; any word may match"
    )
    parser.add_argument("--format", choices=("trec",), default="trec", help="how --queries are answered")
    parser.add_argument(
        "--depth", type=_number(MAX_DEPTH), default=100, metavar="N", help="hits a query of --queries"
    )
    return parser


def _number(most: int) -> Callable[[str], int]:
    def number(text: str) -> int:
        value = int(text)
        if not 1 <= value <= most:
            raise argparse.ArgumentTypeError(f"{text} is not from 1 to {most}")
        return value

    return number


def _answer(archive: Archive, options: argparse.Namespace) -> None:
    if options.queries:
        with options.queries.open(encoding="utf-8") as lines:
            for line in trec.run(archive, lines, options.depth):
                print(line)
        return
    request = SearchRequest(
        " ".join(options.query).strip(), sort=options.sort, page=options.page, per_page=options.per_page
    )
    result = archive.search(request)
    meant = archive.did_you_mean(result)
    if options.json:
        print(json.dumps(search_answer(result, links(result), meant), ensure_ascii=False, indent=2))
    else:
        terminal.show(result, meant, Console(highlight=False, soft_wrap=False))


if __name__ == "__main__":
    sys.exit(main())
