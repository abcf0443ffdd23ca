"""How does what a person typed become a query tree?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class ParsedQuery:
    """A Whoosh query tree, how it reads to a person, and notes on what was reinterpreted."""

    tree: Any
    understood_as: str
    notes: tuple[str, ...] = ()
