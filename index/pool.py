"""How is work shared among processes, with results in order and memory that does not grow?"""

from __future__ import annotations

import atexit
import gc
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any, TypeVar

from search.errors import BackfileError
from search.parent import end_with_parent

if TYPE_CHECKING:
    from concurrent.futures import Future

T = TypeVar("T")
Task = TypeVar("Task")

_WAITING = 2
"""Tasks under way for each process: enough to keep all busy, few enough to bound memory."""


def in_order(work: Callable[[Task], Sequence[T]], tasks: Iterable[Task], processes: int) -> Iterator[T]:
    """What the work gives for each task, in their order, whichever process is done first.

    Tasks are taken from the iterable as processes become free. What passes between processes are tasks
    and what they give; the work is given to each once. Raises BackfileError when the system ends one of
    the processes.
    """
    _collect_rarely()
    tasks = iter(tasks)
    # One task is done here even if there are more processes, so that they begin with what it loaded.
    for task in tasks if processes < 2 else islice(tasks, 1):
        yield from work(task)
    if processes < 2:
        return
    from concurrent.futures.process import BrokenProcessPool  # loaded only here, as one process needs none

    try:
        yield from _shared_out(work, tasks, processes)
    except BrokenProcessPool as error:
        message = "A process that read files was ended by the system, perhaps for want of memory."
        raise BackfileError(message, "Use fewer --processes.") from error


def _collect_rarely() -> None:
    """Lets Python look for cycles less often: articles have none, and looking took a tenth of the time.

    Nor does it look at the end, when all that was kept goes anyway, which took .7 s after 26,716 articles.
    """
    gc.freeze()
    gc.set_threshold(20_000, 20, 100)
    atexit.register(gc.freeze)


def _shared_out(work: Callable[[Task], Sequence[T]], tasks: Iterable[Task], processes: int) -> Iterator[T]:
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    # Forked where nothing else runs in this one, so that nothing is imported and loaded again.
    context = multiprocessing.get_context("forkserver" if threading.active_count() > 1 else "fork")
    if context.get_start_method() == "forkserver":
        context.set_forkserver_preload(["index.pipeline"])
    with ProcessPoolExecutor(processes, context, initializer=_begin, initargs=(work,)) as pool:
        waiting: deque[Future[Sequence[T]]] = deque()
        for task in tasks:
            waiting.append(pool.submit(_do, task))
            if len(waiting) >= processes * _WAITING:
                yield from waiting.popleft().result()
        for done in waiting:
            yield from done.result()


_work: Callable[[Any], Sequence[Any]]
"""What this process does; the pool's processes are told when they begin."""


def _begin(work: Callable[[Any], Sequence[Any]]) -> None:
    global _work
    _work = work
    end_with_parent()
    _collect_rarely()


def _do(task: Any) -> Sequence[Any]:
    return _work(task)
