"""Where is what in an index directory?

    CURRENT                   name of the generation being served; replaced atomically
    write.lock                held while a generation is being written
    generations/<name>/       never changed once CURRENT has named it
        manifest.json         what it was built with and what is in it

The directory is trusted like the code: Whoosh unpickles parts of it.
"""

from __future__ import annotations

import contextlib
import datetime
import fcntl
import hashlib
import json
import os
import re
import secrets
import shutil
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from search import analysis
from search.errors import BackfileError, IndexDamaged, IndexLocked, IndexMissing, IndexOutdated
from search.fields import FIELDS

FORMAT = 5
MANIFEST = "manifest.json"
_NAME = re.compile(r"[0-9]{8}T[0-9]{6}-[0-9a-f]{6}")
_REBUILD = "Build it again with: backfile-index build PATH... --index DIR"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a generation was built with and what is in it."""

    generation: str
    built_at: str
    articles: int
    format: int = FORMAT
    analysis: int = analysis.VERSION
    fields: str = hashlib.blake2b(repr(FIELDS).encode(), digest_size=8).hexdigest()


def current(root: Path) -> Path:
    """The directory of the generation being served. Raises IndexMissing, IndexDamaged."""
    try:
        name = (root / "CURRENT").read_text(encoding="ascii").strip()
    except FileNotFoundError:
        raise IndexMissing(f"There is no index at {root}.", _REBUILD.replace("again ", "")) from None
    except (OSError, UnicodeDecodeError) as error:
        raise IndexDamaged(f"{root / 'CURRENT'} cannot be read: {error}.", _REBUILD) from error
    if not _NAME.fullmatch(name):
        raise IndexDamaged(f"{root / 'CURRENT'} does not name a generation.", _REBUILD)
    return root / "generations" / name


def stamp(root: Path) -> tuple[int, int]:
    """Changes whenever another generation is named; costs one look at the file system."""
    try:
        found = (root / "CURRENT").stat()
    except OSError:
        return (0, 0)
    return (found.st_ino, found.st_mtime_ns)


def read_manifest(generation: Path) -> Manifest:
    """The manifest of a generation that this version can serve. Raises IndexDamaged, IndexOutdated."""
    try:
        manifest = Manifest(**json.loads((generation / MANIFEST).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError) as error:
        raise IndexDamaged(f"{generation / MANIFEST} cannot be read: {error}.", _REBUILD) from error
    expected = Manifest(manifest.generation, manifest.built_at, manifest.articles)
    if manifest != expected:
        raise IndexOutdated(f"The index at {generation} was built by another version of Backfile.", _REBUILD)
    return manifest


@contextlib.contextmanager
def write_lock(root: Path) -> Iterator[None]:
    """Holds the index for writing. Raises IndexLocked when another program does, BackfileError if it cannot
    be written at all."""
    try:
        root.mkdir(parents=True, exist_ok=True)
        opened = (root / "write.lock").open("w")
    except OSError as error:
        message = f"{root} cannot be written: {error.strerror or error}."
        raise BackfileError(message, "Name a directory that is yours.") from error
    with opened as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            message = f"Another program is writing to {root}."
            raise IndexLocked(message, "Try again when it is done.") from None
        yield


def new_generation(root: Path) -> Path:
    """An empty directory for a generation."""
    now = datetime.datetime.now(datetime.UTC)
    directory = root / "generations" / f"{now:%Y%m%dT%H%M%S}-{secrets.token_hex(3)}"
    directory.mkdir(parents=True)
    return directory


def seal(generation: Path, articles: int) -> Manifest:
    """Writes the manifest and makes sure that every file has reached the disk."""
    now = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
    manifest = Manifest(generation.name, now, articles)
    (generation / MANIFEST).write_text(json.dumps(asdict(manifest), indent=1), encoding="utf-8")
    for path in [*generation.iterdir(), generation]:
        _sync(path)
    return manifest


def switch(root: Path, generation: Path) -> None:
    """Names the generation to be served, at once and for good.

    The one before it is kept; older ones, and what broken-off builds left behind, are deleted.
    """
    previous = _named(root)
    temporary = root / "CURRENT.new"
    temporary.write_text(generation.name + "\n", encoding="ascii")
    _sync(temporary)
    temporary.replace(root / "CURRENT")
    _sync(root)
    _prune(root, {generation.name, previous})


def roll_back(root: Path) -> None:
    """Names the generation before the one that is served. Raises IndexMissing if none is kept."""
    served = current(root)
    kept = [each for each in served.parent.iterdir() if _NAME.fullmatch(each.name) and each != served]
    earlier = [each for each in kept if _age(each) < _age(served)]
    if not earlier:
        raise IndexMissing(f"No generation before {served.name} is kept.", _REBUILD)
    before = max(earlier, key=_age)
    read_manifest(before)
    switch(root, before)


def _age(generation: Path) -> tuple[str, int]:
    """Orders generations by when they were built: by the second, and those of one second by their files."""
    manifest = generation / MANIFEST
    return generation.name.partition("-")[0], manifest.stat().st_mtime_ns if manifest.exists() else 0


def _named(root: Path) -> str:
    try:
        return current(root).name
    except (IndexMissing, IndexDamaged):
        return ""


def _prune(root: Path, keep: set[str]) -> None:
    for directory in (root / "generations").iterdir():
        if directory.name not in keep and _NAME.fullmatch(directory.name):
            shutil.rmtree(directory, ignore_errors=True)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
