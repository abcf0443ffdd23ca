"""Which paragraphs belong to a story because they stand between two of its own?

In plain text nothing but words tells a paragraph from a box, and of some the model is less sure than of
those around them. This is thresholding with hysteresis (Canny, A Computational Approach to Edge Detection,
1986): what is a little below the level counts where it joins what is above, here on both sides.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set

from index.clean.context.group import Row
from index.clean.lines import Line, Verdicts
from index.document import Role

_WORDS = 18
_LONG, _OF_LONG = 40, 0.5  # words; of what others need, as captions are shorter


def between(
    lines: Sequence[Line], story: Set[int], chance: Row, level: float, decided: Verdicts
) -> Iterator[int]:
    """The numbers of such paragraphs whose chance is above the level.

    What rules have decided about stands in nobody's way. A paragraph right above a caption is none, as it
    may be the picture's.
    """
    waiting: list[int] | None = None  # No paragraph of the story above, or one without a chance since.
    for number, line in enumerate(lines):
        if line.count < _WORDS or number in decided:
            continue
        if number in story:
            yield from waiting or ()
            waiting = []
        elif (
            waiting is not None and chance[number] > _needed(line, level) and not _captioned(number, decided)
        ):
            waiting.append(number)
        else:
            waiting = None


def _needed(line: Line, level: float) -> float:
    """F1 is .001 more for this on wcxb_article and on fundus_other with columns, and nowhere less."""
    return level if line.count < _LONG else _OF_LONG * level


def _captioned(number: int, decided: Verdicts) -> bool:
    below = decided.get(number + 1)
    return below is not None and below.role is Role.CAPTION
