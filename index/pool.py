"""How is work shared among processes, with results in order and memory that does not grow?"""

from __future__ import annotations

import gc
import multiprocessing
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import TypeVar

from search.errors import BackfileError

T = TypeVar("T")

_WAITING = 4
"""Tasks under way for each process: enough to keep all busy, few enough to bound memory."""


def in_order(tasks: Iterable[Callable[[], Sequence[T]]], processes: int) -> Iterator[T]:
    """What the tasks give, in their order, whichever process is done first; one process is this one.

    Tasks are taken from the iterable as processes become free. Raises BackfileError when the system
    ends one of the processes.
    """
    _collect_rarely()
    if processes < 2:
        for task in tasks:
            yield from task()
        return
    try:
        yield from _shared_out(tasks, processes)
    except BrokenProcessPool as error:
        message = "A process that read files was ended by the system, perhaps for want of memory."
        raise BackfileError(message, "Use fewer --processes.") from error


def _collect_rarely() -> None:
    """Lets Python look for cycles less often: articles have none, and looking took a tenth of the time."""
    gc.freeze()
    gc.set_threshold(20_000, 20, 100)


def _shared_out(tasks: Iterable[Callable[[], Sequence[T]]], processes: int) -> Iterator[T]:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["index.pipeline"])  # imported once, not in each process
    with ProcessPoolExecutor(processes, context, initializer=_collect_rarely) as pool:
        waiting: deque[Future[Sequence[T]]] = deque()
        for task in tasks:
            waiting.append(pool.submit(task))
            if len(waiting) >= processes * _WAITING:
                yield from waiting.popleft().result()
        for done in waiting:
            yield from done.result()
