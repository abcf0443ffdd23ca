"""Which features has what markup says of a block?"""

from __future__ import annotations

import re

from index.clean.features.families import LENGTHS

Markup = tuple[str, bool, frozenset[str], str]
"""What markup says of a block: its tag, whether it is long, and the hints and kind of its `Block`."""
_CLASS = re.compile(r"[a-z]{2,}")


def names_of(markup: Markup) -> tuple[str, ...]:
    """The names of the features.

    `near` are the class words of the element itself and of its parent; those further out are hints.
    """
    tag, long, hints, kind = markup
    if not tag:
        return ()
    near = set(_CLASS.findall(kind.partition(".")[2]))
    return (
        f"tag {tag}",
        f"tag {tag} {LENGTHS[long]}",
        *(f"hint {hint}" for hint in sorted(hints)),
        *(f"near {word}" for word in sorted(near)),
    )
