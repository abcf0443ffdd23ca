"""Which files is an index made of?

A file is the same as long as its size and time of change are, and those of the files beside it. Whose an
article is, its document's name tells, for it begins with the file's: `dump.jsonl:17`, `all.zip/story.txt`,
`crawl.warc#https://...` of `crawl.warc.gz`.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import blake2b
from itertools import chain, islice
from pathlib import Path

from index.document import Rejected
from index.readers import places_beside, without_suffix
from index.sources import Source
from search.errors import IndexDamaged

_FORMAT = "2"
_ROWS = 1000
_ENDS = re.compile(r"[:/#]|$")
"""What may follow the name of the file in the name of a document."""


@dataclass(frozen=True, slots=True)
class Inventory:
    """The files of an index with their stamps, and the ids of its articles with their documents' names.

    `roots` are where the folders were that the files' names begin with (`sources.roots`).
    """

    files: Mapping[str, str] = field(default_factory=dict)
    articles: Mapping[str, str] = field(default_factory=dict)
    roots: frozenset[str] = frozenset()

    def to_bytes(self) -> bytes:
        """The inventory as bytes: compressed lines of two columns, the first with how many of each."""
        packer = zlib.compressobj(1)
        counts = f"{len(self.roots)} {len(self.files)}"
        roots = ((root, "") for root in sorted(self.roots))
        rows = chain([(_FORMAT, counts)], roots, self.files.items(), self.articles.items())
        packed = []
        while some := list(islice(rows, _ROWS)):  # all at once would take 0.25 GB for a million articles
            packed.append(packer.compress("".join(f"{key}\t{value}\n" for key, value in some).encode()))
        return b"".join([*packed, packer.flush()])

    @classmethod
    def from_bytes(cls, data: bytes) -> Inventory:
        """What `to_bytes` wrote. Raises IndexDamaged for anything else."""
        try:
            lines = zlib.decompress(data).decode().split("\n")[:-1]
            (form, counts), *rows = (line.split("\t") for line in lines)
            if form != _FORMAT:
                raise ValueError(f"it has the format {form}")
            roots, files = map(int, counts.split())
            places = frozenset(root for root, _ in rows[:roots])
            return cls(dict(rows[roots : roots + files]), dict(rows[roots + files :]), places)
        except (zlib.error, ValueError) as error:
            message = f"The list of the index's files cannot be read: {error}."
            raise IndexDamaged(message, "Build the index again.") from error


def stamps(found: Iterable[Source | Rejected]) -> dict[str, str]:
    """What tells whether a file is still the same, by its name; of several of one name, whether all are."""
    made: dict[str, str] = {}
    for each in found:
        if isinstance(each, Source):
            known, stamp = made.get(each.name, ""), _stamp(each)
            made[each.name] = known if stamp in known else known + stamp
    return made


def owners_of(documents: Collection[str], files: Collection[str]) -> list[str]:
    """The file that each document is from, by the longest name that its own begins with; else empty."""
    if not documents:
        return []  # of a million files, saves a second
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


def _stamp(source: Source) -> str:
    """Of a file that was alone nothing is looked for beside it, as nothing of that is read with it either."""
    beside = places_beside(source.path)
    states = [_state(source.path), *(None if source.is_alone else _state(each) for each in beside)]
    return blake2b(repr(states).encode(), digest_size=8).hexdigest()


def _state(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_size, found.st_mtime_ns
