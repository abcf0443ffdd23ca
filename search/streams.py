"""How is text written to a stream whose encoding lacks some of its letters?"""

from __future__ import annotations

import io
from typing import TextIO


def escape_unprintable(stream: TextIO) -> None:
    r"""Lets a stream write what its encoding lacks as `\u2019`, JSON's escape, too, instead of failing."""
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(errors="backslashreplace")
