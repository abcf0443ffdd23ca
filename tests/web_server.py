"""A real gunicorn on a free port of this machine, for tests that need more than a client."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parent.parent
PATIENCE = 20


def build_seeds(index: Path) -> None:
    """Builds an index of the sample files, as a person would."""
    subprocess.run([sys.executable, "-m", "index", "build", "seeds", "--index", index], cwd=ROOT, check=True)


@contextmanager
def serving(index: Path) -> Iterator[str]:
    """The address at which the index is served until the block ends."""
    command = [sys.executable, "-m", "web", "--index", index, "--port", "0", "--workers", "2"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout
        try:
            said = (re.search(r"http://\S+", line) for line in server.stdout)
            yield next(found.group() for found in said if found)
        finally:
            server.terminate()
            assert server.wait(PATIENCE) == 0
