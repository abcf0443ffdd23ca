"""What is in a document that has no story but results, notices or a programme?

A newspaper prints tables and lists, and an archive has them as files of their own. Nothing in them reads like
a story, so they are told by their numbers: most of what stands there has some. A menu has none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from index.clean.lines import Line, Verdict, Verdicts
from index.clean.story import words_of
from index.document import Role

_NUMBER = re.compile(r"\d+")
_ITEMS = frozenset(("td", "th", "tr", "li", "dt", "dd", "pre"))
_CELLS = frozenset(("td", "th"))
_LEAST = 6  # numbers
_MOST = 0.6  # of the words
_ROW = 0.2  # of the cells of a table: one in a row of five
_LINKED = 0.5
_TITLE = 14  # words
_KEEP = Verdict(Role.BODY, "list", "is of a list with numbers, and the document has no story")
_HEAD = Verdict(Role.HEADLINE, "list", "stands above a list")


def listed(lines: Sequence[Line], decided: Verdicts) -> Verdicts:
    """The list that is nearly all of a document, with the line above it as its headline; nothing if none is.

    `decided` says what rules took.
    """
    left = [
        number
        for number, line in enumerate(lines)
        if number not in decided and line.block.link_density < _LINKED
    ]
    items = [number for number in left if not lines[number].block.tag or lines[number].block.tag in _ITEMS]
    if not _is_list(lines, items) or words_of(lines, items) < _MOST * words_of(lines, left):
        return {}
    head = _head(lines, left, items)
    return dict.fromkeys((number for number in items if number > head), _KEEP) | (
        {head: _HEAD} if head >= 0 else {}
    )


def _is_list(lines: Sequence[Line], items: Sequence[int]) -> bool:
    """Whether there are numbers in most of the text, or in a row of a table; and words beside them."""
    numbered = [number for number in items if _NUMBER.search(lines[number].text)]
    numbers = sum(len(_NUMBER.findall(line.text)) for line in _of(lines, numbered))
    worded = [number for number in items if lines[number].tokens]
    if 2 * sum(lines[number].block.tag in _CELLS for number in items) > len(items):
        return numbers >= _LEAST and len(numbered) >= _ROW * len(items) and 2 * len(worded) >= len(items)
    most = words_of(lines, numbered) >= _MOST * words_of(lines, items)
    return numbers >= _LEAST and most and 2 * len(worded) >= len(items)


def _head(lines: Sequence[Line], left: Sequence[int], items: Sequence[int]) -> int:
    """The number of the heading above a list; -1 if there is none."""
    above = [number for number in left if number <= items[0] and lines[number].count <= _TITLE]
    headings = [number for number in above if lines[number].block.tag in ("h1", "h2", "h3")]
    if headings:
        return headings[-1]
    is_text = not lines[items[0]].block.tag
    return items[0] if is_text and above and above[-1] == items[0] and lines[items[0]].tokens else -1


def _of(lines: Sequence[Line], numbers: Iterable[int]) -> Iterable[Line]:
    return (lines[number] for number in numbers)
