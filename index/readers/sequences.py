"""Which JSON values does a text hold, in a list or one after the other?

A broken one costs no other where records are laid out: the next begins on a line of its own, as far in as the
first.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

DECODER = json.JSONDecoder(strict=False)
"""Takes line breaks in a text, as some programs write them."""
_WHITE = re.compile(r"[ \t\r\n]*")
_BETWEEN = re.compile(r"[ \t\r\n]*,?[ \t\r\n]*")
"""What is between records that are in no list, some of which are parts of one."""
_FURTHEST_IN = 80  # characters
_MOST_BROKEN = 100
"""Values of a text; to see that one is broken may take as long as to read all of it."""


class Broken(NamedTuple):
    """A value that cannot be read, and what a parser says of it."""

    error: str


def values_in(text: str) -> Iterator[Any]:
    """The values, and `Broken` for each that cannot be read.

    Raises ValueError or RecursionError where one cannot be read and nothing shows where the next begins.
    """
    return _elements(text) if text.startswith("[") else _following(text)


def past_white(text: str, at: int) -> int:
    """Where white space that begins there ends."""
    found = _WHITE.match(text, at)
    return found.end() if found else at


def _elements(text: str) -> Iterator[Any]:
    at = past_white(text, 1)
    layout = _Layout(text, at)
    while text[at : at + 1] != "]":
        try:
            value, at = DECODER.raw_decode(text, at)
            yield value
            at = _past_comma(text, at)
        except (ValueError, RecursionError) as error:
            at = layout.next(at, error)
            yield Broken(str(error))
    if past_white(text, at + 1) < len(text):
        raise json.JSONDecodeError("Extra data", text, at + 1)


def _past_comma(text: str, at: int) -> int:
    """Where the next of a list begins, or where that ends, after one that ends there."""
    at = past_white(text, at)
    if text[at : at + 1] == "]":
        return at
    if text[at : at + 1] != ",":
        raise json.JSONDecodeError("Expecting ',' delimiter", text, at)
    return past_white(text, at + 1)


def _following(text: str) -> Iterator[Any]:
    at, layout = 0, _Layout(text, 0)
    while at < len(text):
        try:
            value, at = DECODER.raw_decode(text, at)
            yield value
            at = found.end() if (found := _BETWEEN.match(text, at)) else at
        except (ValueError, RecursionError) as error:
            at = layout.next(at, error)
            yield Broken(str(error))


class _Layout:
    """How the records of a text are laid out, going by the first, which begins `at` that place."""

    def __init__(self, text: str, at: int) -> None:
        before = text[text.rfind("\n", 0, at) + 1 : at]
        is_indent = before.isspace() and len(before) <= _FURTHEST_IN
        indent = re.escape(before) if is_indent else ""  # of the line if that begins with "[{"
        self._begin = re.compile(rf"\n{indent}(?:\}}[ \t]*,[ \t]*)?(\{{)")
        self._text, self._left = text, _MOST_BROKEN

    def next(self, at: int, error: ValueError | RecursionError) -> int:
        """Where the record after a broken one begins. Raises the error if that cannot be told."""
        found = self._begin.search(self._text, at) if self._left else None
        if not found:
            raise error
        self._left -= 1
        return found.start(1)
