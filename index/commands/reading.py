"""Which arguments do all commands that read raw files share, and what do they mean?"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

from index.clean.rules import load
from index.document import Rejected
from index.learning import learn
from index.pipeline import run
from index.places import gazetteer, is_ready
from index.progress import progress
from index.readers import ReadOptions, printable_name
from index.readers.options import DEFAULT_KEYS
from index.sources import Source, find
from index.spool import Spool
from index.tasks import Options
from search.article import Article
from search.config import Config
from search.errors import ReadError

T = TypeVar("T")
Commands = Any
"""What argparse's add_subparsers returns; its type is private."""

_FEW, _SMALL = 64, 2**20
"""Up to so many files, and bytes of them, are read sooner than processes start."""


def add_index(command: argparse.ArgumentParser) -> None:
    """Which index is meant."""
    command.add_argument("--index", metavar="DIR", help="the index; default: BACKFILE_ENGINE, or var/index")


def add_arguments(command: argparse.ArgumentParser) -> None:
    """The paths to read, how, and in how many processes."""
    add_paths(command)
    command.add_argument(
        "--processes", type=_count, default=os.cpu_count() or 1, metavar="N", help="default: %(default)s"
    )


def add_paths(command: argparse.ArgumentParser) -> None:
    """The paths to read, and how."""
    command.add_argument("path", type=path, nargs="+", metavar="PATH", help="a file, or a folder of files")
    command.add_argument("--include", metavar="GLOB", default="*", help="only files of such names in folders")
    command.add_argument("--clean", action="store_true", help="clean bodies given as plain text, too")
    command.add_argument(
        "--key", type=_key, action="append", default=[], metavar="FIELD=KEY",
        help="the key of JSON records that holds a field, as in headline=titre; may be repeated",
    )  # fmt: skip


def path(text: str) -> Path:
    """A path of the command line; an empty one, of a variable that is not set, say, would be this folder."""
    if not text:
        raise argparse.ArgumentTypeError("a path is empty")
    return Path(text)


def _key(text: str) -> tuple[str, str]:
    field, _, key = text.partition("=")
    if field not in DEFAULT_KEYS or not key:
        raise argparse.ArgumentTypeError(f"{text}: write FIELD=KEY with one of {', '.join(DEFAULT_KEYS)}")
    return field, key


def _count(text: str) -> int:
    if not (text.isdecimal() and int(text)):
        raise argparse.ArgumentTypeError(f"{text} is not a whole number from 1 up")
    return int(text)


def sources(options: argparse.Namespace) -> Sequence[Source | Rejected]:
    """The files that the paths name, and what cannot be looked at. Raises ReadError if there are none."""
    found = list(find(options.path, options.include))
    if not found:
        raise ReadError("There is no file to read, so nothing was done.", "Check the paths.")
    return found


def learned(
    options: argparse.Namespace, sources: Sequence[Source | Rejected], settings: Options, spool: Spool
) -> Options:
    """The settings with the repeated lines that the files show at first look; `spool` gets what is read."""
    return replace(settings, repeated=learn(sources, settings, _processes(options, sources), spool))


def outcomes(
    options: argparse.Namespace,
    sources: Sequence[Source | Rejected],
    settings: Options,
    spool: Spool,
    form: Callable[[Article], T],
) -> Iterator[T | Rejected]:
    """Every article of the files, in a form, and every file that gave none; a progress bar on a terminal."""
    found = run(sources, settings, _processes(options, sources), form, spool)
    yield from progress(found, len(sources), sys.stderr)


def _processes(options: argparse.Namespace, sources: Sequence[Source | Rejected]) -> int:
    """As many as the arguments say, but one where starting more takes longer than reading."""
    size = sum(source.size for source in sources if isinstance(source, Source))
    return int(options.processes) if len(sources) > _FEW or size > _SMALL else 1


def pipeline_options(options: argparse.Namespace, config: Config) -> Options:
    """How the arguments and the settings say that files are read and cleaned."""
    keys = dict(DEFAULT_KEYS)
    for field, key in options.key:
        keys[field] = (key, *keys[field])
    settings = Options(
        ReadOptions(keys=keys, clean_given_text=options.clean),
        rules=Path(config.rules) if config.rules else None,
        cache=Path(config.cache) if config.cache else None,
    )
    if settings.rules:
        load(settings.rules)  # each process loads its own, but only here an error in them ends the command
    _prepare(settings)
    return settings


def _prepare(settings: Options) -> None:
    """Makes what is made once on a machine, and says so, for it takes a while."""
    if not is_ready(settings.cache):
        print("compiling the gazetteer, once: about 15 seconds", file=sys.stderr, flush=True)
        gazetteer(settings.cache)


def say_rejected(rejected: Rejected) -> None:
    """Names a file that gave no article, and why, on standard error."""
    where = f" ({rejected.position})" if rejected.position else ""
    reason = printable_name(rejected.reason)  # which may quote the file
    print(f"rejected {rejected.source}{where}: {reason}", file=sys.stderr)
