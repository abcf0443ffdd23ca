"""What was found for texts is kept for those asked for lately.

Nearly what `functools.lru_cache` keeps, by two generations instead of the order of all uses: when the younger
is full it becomes the older, of which only what is asked for again goes on. A text that is known takes half
the time, since nothing is moved.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

Found = TypeVar("Found")
_LONGEST = 80  # characters; longer texts are hardly met again, and would fill memory


class Kept(dict[str, Found]):
    """What `find` finds for each text that is asked for; of the last `most` / 2 nothing is found twice."""

    def __init__(self, find: Callable[[str], Found], most: int) -> None:
        super().__init__()
        self._find, self._most = find, most
        self._older: dict[str, Found] = {}

    def __missing__(self, text: str) -> Found:
        found = self._older[text] if text in self._older else self._find(text)
        if len(self) >= self._most // 2:
            self._older = dict(self)
            self.clear()
        if len(text) <= _LONGEST:
            self[text] = found
        return found
