"""How is the work of analysing articles shared between processes?

Articles are gathered until there is enough text for a batch; each batch becomes a segment, in its
turn, so the order of articles does not depend on which process is faster. With one process, or
little text, everything happens in this one.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import threading
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import Any

from search.article import Article
from search.engines.embedded.arrays.stored import train
from search.engines.embedded.batch import forget, write_batch
from search.engines.embedded.schema import pack
from search.errors import BackfileError
from search.parent import end_with_parent

BATCH_CHARACTERS = 12 << 20
"""Text of a batch: about 4,500 articles of 430 words, which take 150 MB while they are inverted."""

_SAMPLED = 2
"""A dictionary is trained on one in so many articles: 6 MB of text, in a tenth of a second."""


class Batches:
    """Gathers articles and has them written as segments into a directory.

    `dictionary` is what stored fields are compressed with, empty for one that is trained on the first
    batch that is large enough.
    """

    def __init__(self, directory: Path, processes: int, dictionary: bytes = b"") -> None:
        self._directory = directory
        self._processes = processes
        self._dictionary = dictionary
        self._gathered: list[Article] = []
        self._characters = 0
        self._submitted = 0
        self._segments: list[Any] = []
        self._pending: deque[Future[Any]] = deque()
        self._pool: ProcessPoolExecutor | None = None

    def add(self, article: Article) -> tuple[int, int]:
        """Adds an article; the number of its batch, and its place in it."""
        if self._characters >= BATCH_CHARACTERS:
            self._submit()
        self._gathered.append(article)
        self._characters += len(article.body) + len(article.headline) + 200
        return self._submitted, len(self._gathered) - 1

    def finish(self) -> list[Any]:
        """The segments of all batches, in order."""
        if self._gathered:
            self._submit(last=True)
        with _telling():
            self._collect(0)
        self.cancel()
        forget()
        return self._segments

    def cancel(self) -> None:
        """Ends the processes."""
        if self._pool:
            self._pool.shutdown(cancel_futures=True)
            self._pool = None

    def _submit(self, last: bool = False) -> None:
        batch, self._gathered, self._characters = self._gathered, [], 0
        self._submitted += 1
        self._dictionary = self._dictionary or train([pack(article) for article in batch[::_SAMPLED]])
        work = self._directory, batch, self._dictionary
        alone = self._processes == 1 or (last and self._submitted == 1) or threading.active_count() > 1
        if self._pool is None and alone:
            self._segments.append(write_batch(*work))
            return
        if self._pool is None:
            # Forked: nothing has to be imported again, and a program needs no special main module.
            context = multiprocessing.get_context("fork")
            self._pool = ProcessPoolExecutor(self._processes, context, initializer=end_with_parent)
        with _telling():
            self._pending.append(self._pool.submit(write_batch, *work))
            self._collect(self._processes)

    def _collect(self, most: int) -> None:
        """Waits until at most so many batches are still being written."""
        while len(self._pending) > most:
            self._segments.append(self._pending.popleft().result())


@contextlib.contextmanager
def _telling() -> Iterator[None]:
    """Raises BackfileError where the system ended one of the processes."""
    try:
        yield
    except BrokenProcessPool as error:
        message = "A process that wrote articles was ended by the system, perhaps for want of memory."
        raise BackfileError(message, "The generation before is still served.") from error
