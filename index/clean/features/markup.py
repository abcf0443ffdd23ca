"""Which features has what markup says of a block?"""

from __future__ import annotations

import re
from collections.abc import Collection

from index.clean.features.families import LENGTHS

Markup = tuple[str, bool, frozenset[str], str]
"""What markup says of a block: its tag, whether it is long, and the hints and kind of its `Block`."""
_CLASS = re.compile(r"[a-z]{2,}")


def words_of(markup: Markup) -> tuple[tuple[str, Collection[str]], ...]:
    """The words that the names of features end with, by what the names begin with.

    `near` are the class words of the element itself and of its parent; those further out are hints.
    """
    tag, long, hints, kind = markup
    if not tag:
        return ()
    near = frozenset(_CLASS.findall(kind.partition(".")[2]))
    return ("tag", (tag, f"{tag} {LENGTHS[long]}")), ("hint", hints), ("near", near)


def names_of(markup: Markup) -> list[str]:
    """The names of the features."""
    return [f"{form} {word}" for form, words in words_of(markup) for word in sorted(words)]
