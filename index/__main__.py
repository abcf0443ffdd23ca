"""`backfile-index`: build an index, extract articles, explain what was done to a file."""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections.abc import Sequence
from itertools import islice
from pathlib import Path

from index import explain, generations
from index.document import Rejected
from index.extract import extract
from index.pipeline import Options, cleaned, run
from index.readers import ReadOptions, read
from index.report import Report, progress
from index.sources import Source, find
from search import __version__
from search.config import Config
from search.engines import open_engine
from search.errors import BackfileError, ReadError

EXAMPLES = """
examples:
  backfile-index build seeds --index var/index
  backfile-index build /archive/2012 dump.jsonl --clean
  backfile-index extract /archive --include '*.html' > articles.jsonl
  backfile-index explain seeds/003_1da6544fb5262a99.txt

exit status: 0 all read, 1 some files were rejected, 2 nothing was done
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs a command; the exit status."""
    options = _parser().parse_args(arguments)
    try:
        status: int = options.command(options, Config.from_env())
        sys.stdout.flush()
    except BackfileError as error:
        print(f"backfile-index: {error}", file=sys.stderr)
        return 2
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        print("backfile-index: stopped; the index is as it was", file=sys.stderr)
        return 130
    return status


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        "backfile-index", description=__doc__, epilog=EXAMPLES, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--version", action="version", version=__version__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    build = commands.add_parser("build", help="read raw files and serve a new index of them")
    build.add_argument("--index", metavar="DIR", help="the index; default: BACKFILE_ENGINE, or var/index")
    build.add_argument("--json", action="store_true", help="print the summary as JSON")
    build.set_defaults(command=_build)
    extract_ = commands.add_parser("extract", help="print the articles of raw files, one JSON object a line")
    extract_.set_defaults(command=_extract)
    for command in (build, extract_):
        _add_reading(command)
    explain_ = commands.add_parser(
        "explain", help="show what was removed from a file and where facts came from"
    )
    explain_.add_argument("path", type=Path, nargs="+", metavar="FILE")
    shape = explain_.add_mutually_exclusive_group()
    shape.add_argument("--json", dest="shape", action="store_const", const="json", default="terminal")
    shape.add_argument("--html", dest="shape", action="store_const", const="html", help="print a page")
    explain_.set_defaults(command=_explain, clean=True)
    return parser


def _add_reading(command: argparse.ArgumentParser) -> None:
    command.add_argument("path", type=Path, nargs="+", metavar="PATH", help="a file, or a folder of files")
    command.add_argument(
        "--include", metavar="GLOB", default="*", help="only files of such names below folders"
    )
    command.add_argument(
        "--clean", action="store_true", help="clean bodies that are given as plain text, too"
    )
    command.add_argument(
        "--processes", type=int, default=os.cpu_count() or 1, metavar="N", help="default: %(default)s"
    )


def _build(options: argparse.Namespace, config: Config) -> int:
    started = time.monotonic()
    engine = open_engine(f"whoosh:{options.index}" if options.index else config.engine)
    report = Report()
    sources = list(find(options.path, options.include))
    outcomes = run(sources, _options(options), _processes(options, sources))
    articles = report.watch(progress(outcomes, len(sources), sys.stderr))
    try:
        generations.build(engine, articles, report)
        generation = engine.status().generation
    finally:
        _summarise(report, as_json=options.json)
        engine.close()
    print(f"serving {generation}, built in {time.monotonic() - started:.1f} s", file=sys.stderr)
    return 1 if report.rejected else 0


def _summarise(report: Report, *, as_json: bool) -> None:
    if as_json:
        print(json.dumps(report.to_json(), ensure_ascii=False, indent=1))
    else:
        report.print(sys.stdout)


def _extract(options: argparse.Namespace, config: Config) -> int:
    rejected = 0
    sources = list(find(options.path, options.include))
    for outcome in run(sources, _options(options), _processes(options, sources)):
        if isinstance(outcome, Rejected):
            rejected += 1
            print(f"rejected {outcome.source}: {outcome.reason}", file=sys.stderr)
        else:
            print(json.dumps(outcome.to_json(), ensure_ascii=False))
    return 1 if rejected else 0


def _explain(options: argparse.Namespace, config: Config) -> int:
    rejected = 0
    for source in find(options.path):
        documents = [source] if isinstance(source, Rejected) else _documents(source, options)
        for document in documents:
            if isinstance(document, Rejected):
                rejected += 1
                print(f"rejected {document.source}: {document.reason}", file=sys.stderr)
                continue
            try:
                spans = cleaned(document)
                explain.show(spans, extract(spans), options.shape, sys.stdout)
            except ReadError as error:
                rejected += 1
                print(f"rejected {document.source}: {error}", file=sys.stderr)
    return 1 if rejected else 0


def _documents(source: Source, options: argparse.Namespace) -> list[Rejected | object]:
    return list(islice(read(source.path, source.name, options=_options(options).read), 20))


def _options(options: argparse.Namespace) -> Options:
    return Options(ReadOptions(clean_given_text=options.clean))


def _processes(options: argparse.Namespace, sources: Sequence[object]) -> int:
    """Few files are read sooner than processes start."""
    return options.processes if len(sources) > 64 else 1


if __name__ == "__main__":
    sys.exit(main())
