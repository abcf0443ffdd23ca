"""Which lines of a text stand again and again between paragraphs, and break the story up?

An advertisement's label or a button between every two paragraphs hides from the model what it looks
for most, that a paragraph has paragraphs above and below, and so does what stands in place of a video
that a reader did not consent to. So it is shown the text without them. What pages of markup repeat is
told by their elements.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from index.clean.lines import Line

_SHORT = 5
_LONG = 12
_OFTEN = 2
_OFTEN_LONG = 4  # A paragraph that a dump has two or three times can be the story's.


def without_breaks(lines: Sequence[Line]) -> list[int]:
    """The numbers of the blocks that the model is to see: all but breaks."""
    if len({line.text for line in lines}) == len(lines):
        return list(range(len(lines)))  # Nothing stands twice, as in most texts.
    short: Counter[str] = Counter()
    long: Counter[str] = Counter()
    for line in lines:
        (short if line.count <= _SHORT else long)[line.text] += 1
    often = {text for text, count in short.items() if count >= _OFTEN}
    often |= {text for text, count in long.items() if count >= _OFTEN_LONG}
    between = _between(lines, often)
    breaks = {text for text in often if between[text] >= _OFTEN}
    return [number for number, line in enumerate(lines) if line.text not in breaks]


def _between(lines: Sequence[Line], often: set[str]) -> Counter[str]:
    """How many times each of some lines stands between two long blocks, alone or with others of them."""
    found: Counter[str] = Counter()
    waiting: set[str] = set()
    long = False
    for line in lines:
        if line.text in often:
            waiting.add(line.text)
            continue
        if long and line.count >= _LONG:
            found.update(waiting)
        long, waiting = line.count >= _LONG, set()
    return found
