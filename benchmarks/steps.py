"""python -m benchmarks.steps FOLDER [FOLDER ...] [--files N] [--passes N]

How long does it take from a file to an article, by step? Prints the milliseconds of processor time that
reading, cleaning and extracting (with places) take a file, of one core, and files a second.

Every pass goes through all files; the fastest of each step counts, for what else runs on a machine only
makes passes slower. Starting the program, looking for repeated lines and writing JSON are not in it.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

from index.clean import clean_all
from index.document import Cleaned, RawDocument, Rejected
from index.extract import extract
from index.pipeline import together
from index.places import Gazetteer, gazetteer
from index.readers import read
from search.errors import ReadError

T = TypeVar("T")
STEPS = ("read", "clean", "extract")


class _Clock:
    """Adds up the processor time of each step."""

    def __init__(self) -> None:
        self.spent = dict.fromkeys(STEPS, 0.0)

    def timed(self, step: str, work: Callable[[], T]) -> T:
        begun = time.process_time()
        try:
            return work()
        finally:
            self.spent[step] += time.process_time() - begun


def spent(files: Sequence[Path], places: Gazetteer) -> dict[str, float]:
    """Seconds of processor time by step, for all files together."""
    clock = _Clock()
    for some in together(_read(files, clock)):
        raw = [document for document in some if isinstance(document, RawDocument)]
        for cleaned in clock.timed("clean", lambda: clean_all(raw)):  # noqa: B023
            if isinstance(cleaned, Cleaned):
                with suppress(ReadError):  # not an article; finding that out counts, too
                    clock.timed("extract", lambda: extract(cleaned, places))  # noqa: B023
    return clock.spent


def _read(files: Sequence[Path], clock: _Clock) -> Iterator[RawDocument | Rejected]:
    for file in files:
        yield from clock.timed("read", lambda: list(read(file, file.name)))  # noqa: B023


def _files(folder: Path, most: int) -> list[Path]:
    """Files of a folder, spread over it."""
    files = sorted(file for file in folder.iterdir() if file.is_file())
    return files[:: max(1, len(files) // most)][:most]


def main() -> None:
    """Prints a row a folder."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("folders", type=Path, nargs="+")
    options.add_argument("--files", type=int, default=100)
    options.add_argument("--passes", type=int, default=4)
    chosen = options.parse_args()
    places = gazetteer()
    print("| files | read | clean | extract | ms a file | files/s |\n| --- | --- | --- | --- | --- | --- |")
    for folder in chosen.folders:
        files = _files(folder, chosen.files)
        passes = [spent(files, places) for _ in range(chosen.passes)]
        steps = [min(each[step] for each in passes) / len(files) for step in STEPS]
        total = sum(steps)
        cells = [f"{1000 * each:.1f}" for each in (*steps, total)]
        print(f"| {folder.parent.name}/{folder.name} | {' | '.join(cells)} | {1 / total:.0f} |")


if __name__ == "__main__":
    main()
