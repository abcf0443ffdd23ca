"""`backfile-index`: build and update an index, extract articles, explain what was done to a file."""

from __future__ import annotations

import argparse
import gc
import os
import sys
from collections.abc import Sequence
from importlib import import_module

from search import __version__
from search.config import Config
from search.errors import BackfileError
from search.streams import escape_unprintable

COMMANDS = ("build", "update", "rollback", "extract", "explain", "rules")

EXAMPLES = """
examples:
  backfile-index build seeds --index var/index
  backfile-index build /archive/2012 dump.jsonl --clean
  backfile-index update /archive/2012 --index var/index
  backfile-index extract /archive --include '*.html' > articles.jsonl
  backfile-index explain seeds/003_1da6544fb5262a99.txt

exit status: 0 all read, 1 some files were rejected, 2 nothing was done
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs a command; the exit status."""
    arguments = sys.argv[1:] if arguments is None else arguments
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # processes share the work; numpy's threads only wait
    options = _parser(arguments).parse_args(arguments)
    escape_unprintable(sys.stdout)
    try:
        status: int = options.run(options, Config.from_env())
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except (BackfileError, OSError) as error:
        print(f"backfile-index: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("backfile-index: stopped; the index is as it was", file=sys.stderr)
        return 130
    return status


def _parser(arguments: Sequence[str]) -> argparse.ArgumentParser:
    """Knows the command that the arguments begin with, else all: what one needs takes a while to load."""
    parser = argparse.ArgumentParser(
        "backfile-index", description=__doc__, epilog=EXAMPLES, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--version", action="version", version=__version__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    gc.disable()  # nothing of what is loaded is garbage, and looking for it takes a twentieth of the time
    for name in arguments[:1] if arguments and arguments[0] in COMMANDS else COMMANDS:
        import_module(f"index.commands.{name}").add(commands)
    gc.enable()
    return parser


if __name__ == "__main__":
    sys.exit(main())
