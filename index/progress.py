"""How does a person at a terminal see how far a run is?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TextIO, TypeVar

T = TypeVar("T")


def progress(outcomes: Iterable[T], total: int | None, stream: TextIO) -> Iterator[T]:
    """Shows how many documents have been read, on a terminal; silent elsewhere."""
    if not stream.isatty():
        yield from outcomes
        return
    from rich.console import Console  # loaded only here, where somebody looks on
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        SpinnerColumn,
        TextColumn,
        TimeElapsedColumn,
    )

    columns = SpinnerColumn(), TextColumn("reading"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn()
    with Progress(*columns, console=Console(file=stream), transient=True) as bar:
        task = bar.add_task("reading", total=total)
        for done, outcome in enumerate(outcomes, 1):
            bar.update(task, advance=1, total=max(total or 0, done))  # a file may hold many documents
            yield outcome
