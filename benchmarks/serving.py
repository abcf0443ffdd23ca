"""How is an index served for a benchmark or a test, as a person would serve it?"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parent.parent
PATIENCE = 20
"""Seconds in which a server has to end."""


@contextmanager
def serving(index: Path, workers: int = 2) -> Iterator[str]:
    """The address at which gunicorn serves the index on a free port of this machine until the block ends."""
    options = ["--index", str(index.absolute()), "--port", "0", "--workers", str(workers)]
    command = [sys.executable, "-m", "web", *options]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout
        try:
            said = (re.search(r"http://\S+", line) for line in server.stdout)
            yield next(found.group() for found in said if found)
        finally:
            server.terminate()
            assert server.wait(PATIENCE) == 0
