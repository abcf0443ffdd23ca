"""Where are the evaluation sets, packed or not?"""

from __future__ import annotations

import contextlib
import tarfile
import tempfile
from collections.abc import Iterator
from pathlib import Path


@contextlib.contextmanager
def unpacked(folder: Path) -> Iterator[Path]:
    """The folder that has a folder for each extraction set.

    That is the folder itself, or one for the time being in which the `<set>.tar.xz` of the folder, or
    of `extraction` in it, are unpacked.
    """
    archives = sorted([*folder.glob("*.tar.xz"), *folder.glob("extraction/*.tar.xz")])
    if not archives:
        yield folder
        return
    with tempfile.TemporaryDirectory(prefix="backfile-eval-") as made:
        for path in archives:
            with tarfile.open(path) as archive:
                archive.extractall(made, filter="data")
        yield Path(made)
