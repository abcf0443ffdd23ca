"""Which pages must weights not have seen that score a page: those of its set, or of its part of a set?

The sets of news are held out whole, as they are of different outlets. `wcxb_article` is the only one of
pages of all kinds, so that it has to be learned from, too: it is parted by site, and each part is scored with
weights that were trained on the other.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

WEIGHTS = Path(__file__).parent / "weights"
"""A folder `without_<part>` for each part, with weights that were trained on all pages of the others."""
SETS = {
    "fundus_en": ("fundus_en",),
    "fundus_other": ("fundus_other",),
    "daniel_en": ("daniel_en",),
    "wcxb_article": ("wcxb_article_1", "wcxb_article_2"),
}
"""The parts of each set that `benchmarks.quality` scores."""
PARTS = tuple(part for parts in SETS.values() for part in parts)
_SHORT = 3  # The letters of `com`, `co` or `ac` before a country's two.


def part_of(name: str, page: str, gold: Mapping[str, Any]) -> str:
    """The part of a set that a page with this gold belongs to: that of its site, where a set has several."""
    parts = SETS[name]
    return parts[zlib.crc32(_site(gold.get("url") or page).encode()) % len(parts)]


def _site(url: str) -> str:
    """What somebody registered of an address's host: `example.org`, `example.co.uk`.

    Told by the length of the last two labels, which takes some short names for a country's: such a host is
    parted from its others, at worst.
    """
    labels = (urlsplit(url).hostname or url).removeprefix("www.").split(".")
    is_country = len(labels) > 2 and len(labels[-1]) == 2 and len(labels[-2]) <= _SHORT
    return ".".join(labels[-3:] if is_country else labels[-2:])
