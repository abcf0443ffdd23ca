"""Which raw files do the paths of a command line name?"""

from __future__ import annotations

import errno
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from stat import S_ISLNK, S_ISREG

from index.document import Rejected
from index.readers import NOT_RAW, TABLE, is_sidecar, names_beside, printable_name, table_fault

_MISSING = (errno.ENOENT, errno.ENOTDIR, errno.ELOOP)


@dataclass(frozen=True, slots=True)
class Source:
    """A raw file and the name it has for people, which also makes its articles' ids.

    The name starts at the folder that was given, so that it is the same from wherever a command is
    run: `seeds/003.txt` for `seeds`, `./seeds` and `/archive/seeds`. It can always be printed.
    `is_alone` says that nothing is beside it which might describe it, so that nobody need look again.
    """

    path: Path
    name: str
    size: int
    is_alone: bool = False


def find(paths: Iterable[Path], include: str = "*") -> Iterator[Source | Rejected]:
    """The files below the paths in a stable order, and what cannot be looked at.

    `include` is a shell pattern for file names below folders. Hidden files and files that describe a
    folder are left alone; what a symbolic link would bring in from outside the given folder is
    rejected, and a link to a folder inside it is not followed, for that is read where it is. A file
    that is named itself is always read.
    """
    for path in paths:
        if os.path.isdir(path):  # noqa: PTH112  # as for _leads_out
            yield from _below(_resolved(path), include)
        else:
            yield _source(path, printable_name(f"{_resolved(path).parent.name}/{path.name}"))


def roots(paths: Iterable[Path]) -> frozenset[str]:
    """Where the folders are with whose names those of the paths' files begin; as they can be printed."""
    return frozenset(printable_name(str(_root(path))) for path in paths)


def _root(path: Path) -> Path:
    resolved = _resolved(path)
    return resolved if os.path.isdir(path) else resolved.parent  # noqa: PTH112  # as for _leads_out


def _below(root: Path, include: str) -> Iterator[Source | Rejected]:
    failed: list[OSError] = []
    for folder, folders, files in os.walk(root, onerror=failed.append):
        within = Path(folder)
        above = _name(within, root)
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for path in (within / name for name in folders):
            if _leads_out(path, root):
                yield _link(path, root)
        beside = frozenset(files)
        for file in sorted(files):
            path, name = within / file, printable_name(f"{above}/{file}".removeprefix("./"))
            if file == TABLE and (fault := table_fault(path)):
                yield Rejected(name, fault)
            elif _wanted(path, file, include):
                yield _below_root(path, root, name, beside.isdisjoint(names_beside(file)))
    for error in failed:
        yield _unreadable(_name(Path(error.filename), root), error)


def _name(path: Path, root: Path) -> str:
    return printable_name(str(root.name / path.relative_to(root)))


def _leads_out(path: Path, root: Path) -> bool:
    # Path.is_symlink raises PermissionError in a folder that may be listed but not entered
    return os.path.islink(path) and not _resolved(path).is_relative_to(root)  # noqa: PTH114


def _resolved(path: Path) -> Path:
    return Path(os.path.realpath(path))  # Path.resolve raises RuntimeError where links go round in circles


def _link(path: Path, root: Path) -> Rejected:
    return Rejected(_name(path, root), "a link that leads out of the folder")


def _wanted(path: Path, name: str, include: str) -> bool:
    return not name.startswith(NOT_RAW) and fnmatchcase(name, include) and not is_sidecar(path)


def _below_root(path: Path, root: Path, name: str, is_alone: bool) -> Source | Rejected:
    """A file in the given folder; not a link that leads out of it."""
    try:
        state = path.lstat()
    except OSError:
        return _source(path, name)
    if S_ISLNK(state.st_mode):
        return _link(path, root) if _leads_out(path, root) else _source(path, name)
    return _of_kind(path, name, state, is_alone)


def _source(path: Path, name: str) -> Source | Rejected:
    try:
        return _of_kind(path, name, path.stat())
    except OSError as error:
        missing = error.errno in _MISSING
        return Rejected(name, "there is no such file") if missing else _unreadable(name, error)


def _of_kind(path: Path, name: str, state: os.stat_result, is_alone: bool = False) -> Source | Rejected:
    is_file = S_ISREG(state.st_mode)
    return Source(path, name, state.st_size, is_alone) if is_file else Rejected(name, "it is not a file")


def _unreadable(name: str, error: OSError) -> Rejected:
    return Rejected(name, f"it cannot be read: {error.strerror or error}")
