"""Of which parts is a regular expression made, as Python's `re` sees it?

Its parser is what `re` itself is made of, and no promise of Python's: who asks must do without an answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

Tree = Iterable[tuple[Any, Any]]
"""The parts: what kind each is, and what it holds."""


@lru_cache(maxsize=1)
def tree_of(pattern: str) -> Tree | None:
    """The parts of an expression in which capitals are not minded; None where `re` does not tell.

    The last one is kept, for several questions are asked about it, and parsing takes longer than answering.
    """
    parser: Any = getattr(re, "_parser", None)
    return None if parser is None else list(parser.parse(pattern, re.IGNORECASE))


def at_start(pattern: str) -> bool:
    """Whether an expression can match at the start of a text only; `^a|b` can match elsewhere, too."""
    tree = tree_of(pattern) if pattern.startswith("^") else None
    return any(str(kind) == "AT" for kind, _ in list(tree or ())[:1])


def at_end(pattern: str) -> bool:
    """Whether an expression can match at the end of a text only; `a|b$` can match elsewhere, too."""
    tree = tree_of(pattern) if pattern.endswith("$") else None
    return any(str(kind) == "AT" for kind, _ in list(tree or ())[-1:])
