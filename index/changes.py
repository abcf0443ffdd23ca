"""Which files of an index have changed since it was made?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path, PurePosixPath

from index.document import Rejected
from index.inventory import Inventory, folder_of, owners_of, stamps
from index.report import clash
from index.sources import Source, roots
from search.errors import ReadError


@dataclass(frozen=True, slots=True)
class Look:
    """What was found by a look at some paths (`sources.find`), and where it looked.

    `files` and `closed` are the names of the files and of what cannot be looked at, `roots` where the paths
    are, `folders` the names of those in which every file was found whose name `include` allows.
    """

    found: Sequence[Source | Rejected]
    files: frozenset[str]
    closed: frozenset[str]
    roots: frozenset[str]
    folders: frozenset[str]
    include: str

    @classmethod
    def at(cls, paths: Sequence[Path], found: Sequence[Source | Rejected], include: str) -> Look:
        """The look at these paths that found these.

        A folder in which there is nothing now may be a disk that is not there, and counts as not named.
        """
        files = frozenset(each.name for each in found if isinstance(each, Source))
        closed = frozenset(each.source for each in found if isinstance(each, Rejected))
        names = frozenset(map(folder_of, files))
        there = [path for path in paths if not _is_empty(path)]
        whole = _names(roots(path for path in there if path.is_dir())) & names
        named = frozenset(root for root in roots(there) if _name(root) in names)
        return cls(found, files, closed, named, whole, include)

    def misses(self, name: str) -> bool:
        """Whether a file of this name would have been found if it were there; what is below a folder that
        cannot be read would not."""
        return (
            name not in self.files
            and name not in self.closed
            and folder_of(name) in self.folders
            and fnmatch(name.rpartition("/")[2], self.include)
            and not any(str(above) in self.closed for above in PurePosixPath(name).parents)
        )


@dataclass(frozen=True, slots=True)
class Changes:
    """What makes of an index one of the files as they are now.

    `read` are the files to read, with what cannot be looked at, and `stamps` theirs; `gone` are those that
    are not there any more, `outdated` the ids of the articles to take out; `kept` is what stays as it is,
    `rejected` what was rejected before and still is, as far as this look can tell. `to_do` says whether
    there is anything to do.
    """

    read: tuple[Source | Rejected, ...]
    stamps: Mapping[str, str]
    gone: frozenset[str]
    outdated: frozenset[str]
    kept: Inventory
    rejected: tuple[Rejected, ...]
    to_do: bool


def changes(before: Inventory, rejected: Sequence[Rejected], look: Look) -> Changes:
    """What has changed since, by a look at the files.

    Files that gave no article are read in any case: what was wrong may have been mended. Where the id of a
    document was that of another one, its file is read once that may have let go of it. Raises ReadError if
    the index has files of another folder of the same name.
    """
    now = stamps(look.found)
    _check_roots(before, now, look)
    owners = dict(zip(before.articles, owners_of(before.articles.values(), before.files), strict=True))
    waiting = _waiting(before, owners, rejected)
    gone = frozenset(filter(look.misses, before.files))
    doubtful = before.files.keys() - owners.values() - waiting.keys()
    new = {name for name, stamp in now.items() if before.files.get(name) != stamp or name in doubtful}
    free = {"", *new, *gone}
    while freed := {each for each in (waiting.keys() & now.keys()) - new if waiting[each] & free}:
        new |= freed
        free |= freed  # what is read again lets go of its ids, too
    outdated = frozenset(article for article, owner in owners.items() if owner in new or owner in gone)
    files = {name: stamp for name, stamp in before.files.items() if name not in new and name not in gone}
    articles = {article: name for article, name in before.articles.items() if article not in outdated}
    read = tuple(each for each in look.found if isinstance(each, Rejected) or each.name in new)
    still = _still(before, rejected, look, gone | new)
    return Changes(
        read,
        {name: now[name] for name in now if name in new},
        gone,
        outdated,
        Inventory(files, articles, _elsewhere(before, look) | look.roots),
        still,
        bool(read or gone or len(still) < len(rejected)),
    )


def _waiting(
    before: Inventory, owners: Mapping[str, str], rejected: Iterable[Rejected]
) -> dict[str, set[str]]:
    """The files of documents whose ids were taken, with the files that have them; empty if none has."""
    found = [(each.source, taken) for each in rejected if (taken := clash(each))]
    waiting: dict[str, set[str]] = {}
    for file, (_, (article, holder)) in zip(
        owners_of([source for source, _ in found], before.files), found, strict=True
    ):
        holds = before.articles.get(article) == holder
        waiting.setdefault(file, set()).add(owners[article] if holds else "")
    return waiting


def _still(
    before: Inventory, rejected: Sequence[Rejected], look: Look, changed: frozenset[str]
) -> tuple[Rejected, ...]:
    """What was rejected, but for what is read again or gone, and what this look found or missed."""
    owners = owners_of([each.source for each in rejected], before.files.keys() | look.files)
    return tuple(
        each
        for each, owner in zip(rejected, owners, strict=True)
        if owner not in changed and each.source not in look.closed and (owner or not look.misses(each.source))
    )


def _check_roots(before: Inventory, now: Mapping[str, str], look: Look) -> None:
    """Raises ReadError if files of a folder would be taken for those of another one of its name."""
    for name in sorted(_names(look.roots)):
        known = {root for root in before.roots if _name(root) == name}
        here = {root for root in look.roots if _name(root) == name}
        if known - here and not (known.isdisjoint(here) and _moved(before, now, name, len(known), len(here))):
            raise ReadError(
                f"The index has files of another folder {name}, {min(known - here)}, which is not named or"
                " not there, so nothing was done.",
                "Name all folders of that name together, rename one, or build the index again.",
            )


def _moved(before: Inventory, now: Mapping[str, str], name: str, known: int, here: int) -> bool:
    """Whether folders are the known ones at another place: more than half of their files are the same."""
    files = [file for file in before.files if folder_of(file) == name]
    same = sum(before.files[file] == now.get(file) for file in files)
    return known == here and same * 2 > len(files)


def _elsewhere(before: Inventory, look: Look) -> frozenset[str]:
    return frozenset(root for root in before.roots if _name(root) not in _names(look.roots))


def _names(roots: Iterable[str]) -> frozenset[str]:
    return frozenset(map(_name, roots))


def _name(root: str) -> str:
    """The folder's own name, with which those of its files begin."""
    return root.rpartition("/")[2]


def _is_empty(path: Path) -> bool:
    try:
        return path.is_dir() and not any(path.iterdir())
    except OSError:
        return True
