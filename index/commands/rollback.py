"""`backfile-index rollback`: serves the generation before the one that is served."""

from __future__ import annotations

import argparse
from contextlib import closing

from index.commands import reading
from search.config import Config
from search.engines import open_engine


def add(commands: reading.Commands) -> None:
    """Declares the command."""
    command = commands.add_parser("rollback", help="serve the generation before the one that is served")
    reading.add_index(command)
    command.set_defaults(run=run)


def run(options: argparse.Namespace, config: Config) -> int:
    """Rolls back; 0."""
    with closing(open_engine(config.engine_at(options.index))) as engine:
        engine.roll_back()
        status = engine.status()
    print(
        f"serving {status.generation}: {status.articles:,} articles, built at {status.built_at.isoformat()}"
    )
    return 0
