"""Which files is an index made of, and which of them have changed since?

A file is the same as long as its size and time of change are, and those of the files beside it. Whose an
article is, its document's name tells, for it begins with the file's: `dump.jsonl:17`, `all.zip/story.txt`,
`crawl.warc#https://...` of `crawl.warc.gz`.
"""

from __future__ import annotations

import os
import re
import zlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatch
from hashlib import blake2b
from itertools import chain, islice
from pathlib import Path

from index.document import Rejected
from index.readers import places_beside, without_suffix
from index.sources import Source
from search.errors import IndexDamaged

_FORMAT = "1"
_ROWS = 1000
_ENDS = re.compile(r"[:/#]|$")
"""What may follow the name of the file in the name of a document."""


@dataclass(frozen=True, slots=True)
class Inventory:
    """The files of an index with their stamps, and the ids of its articles with their documents' names."""

    files: Mapping[str, str] = field(default_factory=dict)
    articles: Mapping[str, str] = field(default_factory=dict)

    def to_bytes(self) -> bytes:
        """The inventory as bytes: compressed lines of two columns, the first with the number of files."""
        packer = zlib.compressobj(1)
        rows = chain([(_FORMAT, str(len(self.files)))], self.files.items(), self.articles.items())
        packed = []
        while some := list(islice(rows, _ROWS)):  # all at once would take 0.25 GB for a million articles
            packed.append(packer.compress("".join(f"{key}\t{value}\n" for key, value in some).encode()))
        return b"".join([*packed, packer.flush()])

    @classmethod
    def from_bytes(cls, data: bytes) -> Inventory:
        """What `to_bytes` wrote. Raises IndexDamaged for anything else."""
        try:
            lines = zlib.decompress(data).decode().split("\n")[:-1]
            (form, count), *rows = (line.split("\t") for line in lines)
            if form != _FORMAT:
                raise ValueError(f"it has the format {form}")
            return cls(dict(rows[: int(count)]), dict(rows[int(count) :]))
        except (zlib.error, ValueError) as error:
            message = f"The list of the index's files cannot be read: {error}."
            raise IndexDamaged(message, "Build the index again.") from error


@dataclass(frozen=True, slots=True)
class Changes:
    """What makes of an index one of the files as they are now.

    `read` are the files to read, with what cannot be looked at, and `stamps` theirs; `gone` are those that
    are not there any more, `outdated` the ids of the articles to take out; `kept` is what stays as it is.
    `folders` are the names of those that were looked at.
    """

    read: tuple[Source | Rejected, ...]
    stamps: Mapping[str, str]
    gone: frozenset[str]
    outdated: frozenset[str]
    kept: Inventory
    folders: frozenset[str]

    def concerns(self, documents: Sequence[str]) -> list[bool]:
        """Whether what was said of each of these documents may not hold any more."""
        owners = owners_of(documents, self.kept.files)
        return [
            not owner and folder_of(name) in self.folders
            for name, owner in zip(documents, owners, strict=True)
        ]


def stamps(found: Iterable[Source | Rejected]) -> dict[str, str]:
    """What tells whether a file is still the same, by its name."""
    return {each.name: _stamp(each.path) for each in found if isinstance(each, Source)}


def changes(
    before: Inventory, found: Sequence[Source | Rejected], gone: Collection[str], again: Collection[str] = ()
) -> Changes:
    """What has changed since, if these files were found and those are `gone`.

    Files that gave no article are read in any case, and those of which a document of this name is to be
    tried `again`: what was wrong may have been mended.
    """
    now = stamps(found)
    owners = dict(zip(before.articles, owners_of(before.articles.values(), before.files), strict=True))
    doubtful = before.files.keys() - owners.values() | set(owners_of(again, before.files))
    new = {name: stamp for name, stamp in now.items() if before.files.get(name) != stamp or name in doubtful}
    outdated = frozenset(article for article, owner in owners.items() if owner in new or owner in gone)
    return Changes(
        tuple(each for each in found if isinstance(each, Rejected) or each.name in new),
        new,
        frozenset(gone),
        outdated,
        Inventory(
            {name: stamp for name, stamp in before.files.items() if name not in new and name not in gone},
            {article: name for article, name in before.articles.items() if article not in outdated},
        ),
        frozenset(folder_of(each.name if isinstance(each, Source) else each.source) for each in found),
    )


def gone_from(
    before: Inventory, found: Sequence[Source | Rejected], paths: Iterable[Path], include: str = "*"
) -> set[str]:
    """The files that are not there any more, by a look at some paths (`sources.find`), which found these.

    Only what that look would have found: below the folders among the paths, under a name that `include`
    allows. A folder in which there is nothing now may be a disk that is not there: its files are not gone,
    nor are those below a folder that cannot be read.
    """
    names = {each.name for each in found if isinstance(each, Source)}
    closed = [each.source for each in found if isinstance(each, Rejected)]
    below = tuple(f"{name}/" for name in closed)
    folders = {Path(os.path.realpath(path)).name for path in paths if path.is_dir()}
    folders &= set(map(folder_of, names))
    return {
        name
        for name in before.files.keys() - names.union(closed)
        if folder_of(name) in folders
        and fnmatch(name.rpartition("/")[2], include)
        and not name.startswith(below)
    }


def owners_of(documents: Iterable[str], files: Collection[str]) -> list[str]:
    """The file that each document is from, by the longest name that its own begins with; else empty."""
    bases = {without_suffix(name): name for name in files} | {name: name for name in files}
    longest = max(map(len, bases), default=0)  # names inside archives have no bounds
    return [
        next((bases[each] for each in _beginnings(name, longest) if each in bases), "") for name in documents
    ]


def _beginnings(document: str, longest: int) -> Iterable[str]:
    """What may be the name of a document's file, the longest first."""
    ends = [end.start() for end in _ENDS.finditer(document[: longest + 1])]
    return (document[:end] for end in reversed(ends) if end <= longest)


def folder_of(name: str) -> str:
    """The folder that was named on the command line, of the name of a file or document."""
    return name.partition("/")[0]


def _stamp(path: Path) -> str:
    states = [_state(each) for each in (path, *places_beside(path))]
    return blake2b(repr(states).encode(), digest_size=8).hexdigest()


def _state(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_size, found.st_mtime_ns
