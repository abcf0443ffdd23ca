"""What does a `metadata.csv` say of the files of its folder?

A line names its file, maybe with the folders above it wherever the table was made. Where those are folders
below this one, it means a file of theirs, which may have the same name as one here: it describes none.
"""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import islice
from pathlib import Path

from index.readers.decoding import decode
from index.readers.source import printable_name
from search.errors import ReadError

_NAMES = ("file", "filename", "file_name", "path", "source_file")
_DELIMITERS = ",;\t"
_LARGEST = 64 << 20
_MOST = 1 << 19
"""Lines of a table; each takes some hundred bytes of memory, whatever it says."""


@dataclass(frozen=True, slots=True)
class Table:
    """The cells of each line by the name of the file that it describes, and why there are no more.

    `columns` are their names, empty for those that name files.
    """

    columns: Sequence[str] = ()
    lines: Mapping[str, Sequence[str]] = field(default_factory=dict)
    fault: str = ""

    def line(self, file: str) -> Mapping[str, str]:
        """What the table says of a file, by columns."""
        return {
            name: cell for name, cell in zip(self.columns, self.lines.get(file, ()), strict=False) if name
        }


_NO_TABLE = Table()
_OPEN = "a quotation mark in it is not closed, and takes all that follows for one value"


def table_at(path: str | Path) -> Table:
    """The table in a file: an empty one if there is none, one with a fault if it cannot be read."""
    try:
        return _read(Path(path), os.stat(path).st_mtime_ns)  # noqa: PTH116 (takes a third of the time)
    except FileNotFoundError:
        return _NO_TABLE
    except OSError as error:
        return Table(fault=f"it cannot be read: {error.strerror or error}")


@lru_cache(64)
def _read(path: Path, changed: int) -> Table:
    """`changed` is when the table last was, so that it is read again."""
    try:
        return parsed(content_of(path), _leads_below(path.parent))
    except ReadError as error:
        return Table(fault=error.message)


def parsed(content: str, leads_below: Callable[[str], bool]) -> Table:
    """The table in a text. `leads_below` tells whether a path leads from its folder to one below it."""
    header = content.partition("\n")[0]
    rows = csv.reader(io.StringIO(content, newline=""), delimiter=max(_DELIMITERS, key=header.count))
    lines: dict[str, Sequence[str]] = {}
    faults: list[str] = []
    columns: list[str] = []
    try:
        columns = next(rows, [])
        naming = [at for at, column in enumerate(columns) if column.strip().casefold() in _NAMES]
        if not naming:
            return Table(fault=f"no column of it names files; it should be called {_NAMES[0]}")
        columns = ["" if at in naming else column for at, column in enumerate(columns)]
        faults += _fill(lines, islice(rows, _MOST), naming, _means_file_below(leads_below))
        if next(rows, None) is not None:
            faults.append(f"only its first {_MOST:,} lines count")
    except csv.Error as error:
        faults.append(f"broken at line {rows.line_num}: {error}")
    if content.count('"') % 2 and _spans_lines(lines):
        faults.append(_OPEN)
    return Table(columns, lines, "; ".join(faults))


def _fill(
    lines: dict[str, Sequence[str]],
    rows: Iterator[list[str]],
    naming: Sequence[int],
    below: Callable[[str], bool],
) -> Iterator[str]:
    """Adds the lines that describe files of the folder; says why others do not."""
    elsewhere = ""
    for row in rows:
        path = next((row[at] for at in naming if at < len(row) and row[at]), "")
        above, name = os.path.split(path)
        if above and below(above):
            elsewhere = elsewhere or path
        else:
            lines[name] = tuple(row)
    if elsewhere:
        yield f"a table describes the files beside it, and {printable_name(elsewhere)!r} is in a folder below"


def _means_file_below(leads_below: Callable[[str], bool]) -> Callable[[str], bool]:
    """Whether what stands before a file's name leads from a folder to one below it."""

    @cache
    def below(above: str) -> bool:
        parts = [part for part in above.split("/") if part not in ("", ".")]
        leads = bool(parts) and not above.startswith("/") and ".." not in parts
        return leads and leads_below("/".join(parts))

    return below


def _leads_below(folder: Path) -> Callable[[str], bool]:
    return lambda path: os.path.isdir(folder.joinpath(path))  # noqa: PTH112  # false where it may not look


def _spans_lines(lines: dict[str, Sequence[str]]) -> bool:
    """Whether the last line of a table goes on over the end of a line of text."""
    name, cells = next(reversed(lines.items()), ("", ()))
    return any("\n" in cell for cell in (name, *cells))


def content_of(path: Path) -> str:
    """The text of a file that describes others.

    Raises ReadError if it is none, elsewhere, too large, no text or unreadable.
    """
    try:
        if not path.is_file():  # a pipe would never end
            raise ReadError("it is not a file")
        if path.is_symlink() and path.resolve().parent != path.parent.resolve():
            raise ReadError("a link that leads out of the folder")
        if path.stat().st_size > _LARGEST:
            raise ReadError(f"larger than {_LARGEST >> 20} MB")
        return decode(path.read_bytes())
    except OSError as error:
        raise ReadError(f"it cannot be read: {error.strerror or error}") from error
