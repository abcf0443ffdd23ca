"""How long may one document take?

A regular expression, ours or one of an archivist's rules, can take hours on a text that nobody thought of,
and one such text must not end the run, nor keep the index from others. Python looks for signals while it
matches, so that a timer of the process ends it; what a parser in C does is given up once it has ended.
Seconds are those in which the processor worked for this process: a busy machine does not make documents fail.
"""

from __future__ import annotations

import signal
import threading
from functools import cache
from types import FrameType, TracebackType

from search.errors import ReadError

_is_entered = False
"""Whether there is work that the timer may end."""


class Patience:
    """While this is entered, work that takes so many seconds is ended by a ReadError.

    Only where signals can be had: in the main thread of a process, on systems that know them.
    """

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._is_timed = (
            hasattr(signal, "setitimer") and threading.current_thread() is threading.main_thread()
        )
        if self._is_timed:
            _listen()

    def __enter__(self) -> None:
        global _is_entered
        if self._is_timed:
            _is_entered = True
            signal.setitimer(signal.ITIMER_VIRTUAL, self._seconds, self._seconds)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        global _is_entered
        if self._is_timed:
            _is_entered = False
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)


@cache
def _listen() -> None:
    """Has the timer's signal end what goes on: once in a process, for it takes as long as opening a file."""
    signal.signal(signal.SIGVTALRM, _lose)


def _lose(_: int, frame: FrameType | None) -> None:
    if not _is_entered or (frame and frame.f_code is Patience.__exit__.__code__):
        return  # it came while a parser in C ended, and is heard only now
    raise ReadError("took too long: parsing it, a rule, or a search for facts does not come to an end")
