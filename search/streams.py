"""How is text written to a stream whose encoding lacks some of its letters?"""

from __future__ import annotations

import io
import os
from collections.abc import Callable
from typing import TextIO


def escape_unprintable(stream: TextIO) -> None:
    r"""Lets a stream write what its encoding lacks as `\u2019`, JSON's escape, too, instead of failing."""
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(errors="backslashreplace")


def writer_of_lines(stream: TextIO) -> Callable[[bytes], object]:
    """What writes lines, given in UTF-8, to a stream: as they are, where it would write the same bytes.

    Not to a terminal, which shows each line at once.
    """
    is_same = (
        isinstance(stream, io.TextIOWrapper) and stream.encoding.lower() == "utf-8" and os.linesep == "\n"
    )
    if is_same and not stream.line_buffering:
        return stream.buffer.write
    return lambda line: stream.write(line.decode())
