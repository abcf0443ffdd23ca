"""`python -m web`: serves the archive with gunicorn until it is told to stop."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence

from search.config import Config
from search.engines import open_engine
from search.errors import ConfigError

GUNICORN = ("-m", "gunicorn", "--config", "python:web.serving")

_ONE_HEAP = ("MALLOC_ARENA_MAX", "1")
"""For glibc. A heap for each thread would keep what a search needs for a moment four times over: 258 MB
a worker with a million articles instead of 154. Threads seldom allocate at the same time."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Becomes gunicorn, with what the command line says put before the environment."""
    parser = _parser()
    os.environ.update(_settings(parser.parse_args(arguments)))
    os.environ.setdefault(*_ONE_HEAP)
    try:
        open_engine(Config.from_env().engine).close()
    except ConfigError as error:
        parser.error(str(error))
    command = [sys.executable, *GUNICORN]
    os.execv(command[0], command)  # noqa: S606  # nothing typed becomes part of the command


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="backfile-web", description="Serve the archive's pages and API.")
    parser.add_argument("--host", help="address to listen at (BACKFILE_HOST)")
    parser.add_argument("--port", type=int, help="port to listen at, 0 for any free one (BACKFILE_PORT)")
    parser.add_argument("--workers", type=int, help="number of processes (BACKFILE_WORKERS)")
    parser.add_argument("--index", metavar="DIR", help="directory of the index (BACKFILE_ENGINE)")
    return parser


def _settings(options: argparse.Namespace) -> dict[str, str]:
    engine = None if options.index is None else Config().engine_at(options.index)
    given = {
        "BACKFILE_HOST": options.host,
        "BACKFILE_PORT": options.port,
        "BACKFILE_ENGINE": engine,
        "BACKFILE_WORKERS": options.workers,
    }
    return {name: str(value) for name, value in given.items() if value is not None}


if __name__ == "__main__":
    main()
