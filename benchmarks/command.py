"""What do the benchmarks that are checked against floors have in common on the command line?"""

from __future__ import annotations

import argparse
import os
from pathlib import Path


def parser(description: str | None) -> argparse.ArgumentParser:
    """Knows the evaluation folder, `--worst` and `--check`."""
    options = argparse.ArgumentParser(
        description=description, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("eval", nargs="?", type=Path, default=os.environ.get("BACKFILE_EVAL"))
    options.add_argument("--worst", type=int, default=0)
    options.add_argument("--check", action="store_true")
    return options


def folder_of(chosen: argparse.Namespace) -> Path | None:
    """The evaluation folder. Says so if there is none."""
    if chosen.eval and Path(chosen.eval).is_dir():
        return Path(chosen.eval)
    print("skipped: no evaluation folder (first argument, or BACKFILE_EVAL)")
    return None
