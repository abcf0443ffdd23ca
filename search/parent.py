"""How does a process of a pool end when the one that started it is gone?

A pool's processes wait for work that never comes if their parent was killed. They would keep their memory,
and the lock on the index that they inherited.
"""

from __future__ import annotations

import os
import threading
import time

_EVERY = 1.0
"""Seconds between looks at who the parent is."""


def end_with_parent() -> None:
    """Ends this process soon after the one that started it, however that ended."""
    threading.Thread(target=_watch, args=(os.getppid(),), daemon=True).start()


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(_EVERY)
    os._exit(1)
