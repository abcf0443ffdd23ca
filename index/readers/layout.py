"""Where does a paragraph of plain text start and end?

Plain text comes with a line a paragraph, with hard-wrapped lines, with every inline tag of a page
on a line of its own, or with a page's columns side by side.
"""

from __future__ import annotations

import re
from itertools import islice

from index.document import SOFT_HYPHEN, Block, bare_blocks
from index.sentences import closes_quote, ends_sentence
from search.errors import ReadError

# In text of East Asia too, no line begins with what closes.
_CLOSING = re.compile(r"^[.,;:!?%)\]}’”»…、。，）」』】]")
# A quote that closes, the rest of a compound, a Japanese particle.
_PARTICLE = re.compile("[はがをにのとでもへや](?![\u3040-\u309f])")
_RESUMING = re.compile(rf"""^(?:"\s|-[^\W\d]|{_PARTICLE.pattern})""")
_OPEN_END = re.compile(r"""(?:[,(\[“„«–—]|\s["'‘]|(?<=\s)[a-zà-ÿ]{1,3})$""")
_LONGEST_OPEN_END = 4  # characters
BULLET = re.compile(r"^(?:[*+•·▪►»o-]|\d{1,2}[.)])\s")
_CELL = re.compile(r"\S++(?:[^\S\n\t]{1,3}+\S++)*+")
_COLUMNS = " " * 4
"""At least so many spaces are between columns; in a plain text there is no other white space in lines."""
_UNUSED_HYPHEN = re.compile(f"{SOFT_HYPHEN}(?!\n)")
_LINE_ENDS = "\v\f\u2028\u2029"
_LINE_END = re.compile("[\v\u2028]|(?<!\n)\f(?!\n)|\u2029\n?")
_LINE = re.compile(r"[^ \n](?:.*[^ \n])?")
_ASIDE = re.compile(r"\([^()]+\)$|^©[^.]+$")
_LONG = 8
TAIL = 160
"""Characters of what a line goes on that say whether it does."""
_WRAPPED_AT_LEAST = 40
_MOST_LINES, _MOST_BLOCKS = 1 << 20, 1 << 17
"""More are no article: a book has some thousand paragraphs, and cleaning takes a kilobyte for each."""


def has_bullet(line: str) -> bool:
    """Whether a line begins with the bullet of a list's item, which a number is not."""
    return bool(BULLET.match(line)) and not line[0].isdigit()


def continues(line: str, following: str) -> bool:
    """Whether the following line is in the middle of the sentence that this one begins."""
    first = following[0]
    if _CLOSING.match(following):
        return first not in "’”»" or not ends_sentence(line)
    if line[-1] in "」』" and _PARTICLE.match(following):
        return True  # who said it
    if ends_sentence(line) or BULLET.match(following):
        return False
    if _RESUMING.match(following) or (first.islower() and (" " in line or " " in following)):
        return True
    is_long = len(line) > _LONG * 4
    return is_long and bool(_OPEN_END.search(line, len(line) - _LONGEST_OPEN_END)) and not closes_quote(line)


def blocks_of(text: str, *, plain: bool = False) -> tuple[Block, ...]:
    """The paragraphs of a text, as blocks without markup. Raises ReadError if there are too many.

    They are found in less time if it is said that the text is `plain` (`is_plain`), as most are.
    """
    cells = _cells(text, plain)
    joined = _joined(text, cells, _width(text, cells))
    check_count(len(joined))
    return bare_blocks(joined)


def legible(text: str) -> str:
    """The text with line feeds for what else ends lines: of spreadsheets, of Unicode, of pages in print.

    Soft hyphens stay at line ends alone, where they part words.
    """
    if SOFT_HYPHEN in text:
        text = _UNUSED_HYPHEN.sub("", text)
    return _LINE_END.sub("\n", text) if any(end in text for end in _LINE_ENDS) else text


def check_count(blocks: int) -> None:
    """Raises ReadError if a document has more blocks than an article can have."""
    if blocks > _MOST_BLOCKS:
        raise ReadError(f"more than {_MOST_BLOCKS:,} paragraphs: too many for one article")


Cell = tuple[int, int]


def _cells(text: str, plain: bool) -> list[Cell]:
    """The lines, columns apart, without white space around them. Raises ReadError if they are too many."""
    # In a plain text without columns both find the same, `_LINE` in a third of the time.
    form = _LINE if plain and _COLUMNS not in text else _CELL
    cells = [match.span() for match in islice(form.finditer(text), _MOST_LINES + 1)]
    if len(cells) > _MOST_LINES:
        raise ReadError(f"more than {_MOST_LINES:,} lines: too many for one article")
    return cells


def _width(text: str, cells: list[Cell]) -> int:
    """The column at which the text was wrapped by hand; 0 if it was not."""
    lengths = sorted(end - start for start, end in cells if end - start >= _WRAPPED_AT_LEAST)
    if len(lengths) < 6 or lengths[-1] > 132:
        return 0
    width = lengths[-1 - len(lengths) // 50]
    full = sum(length >= width * 0.8 for length in lengths)
    open_ended = sum(not ends_sentence(text[start:end]) for start, end in cells if end - start >= width * 0.8)
    return width if full > len(lengths) * 0.6 and open_ended > full * 0.6 else 0


def _joined(text: str, cells: list[Cell], width: int) -> list[Cell]:
    """Cells put together where a sentence or a hard-wrapped paragraph runs on."""
    done: list[Cell] = []
    last, reached = "", 0
    for number, (start, end) in enumerate(cells):
        line = text[start:end]
        near = done and text.count("\n", reached, start) == 1
        if near and _runs_on(last, line, width, text, cells, number):
            done[-1] = (done[-1][0], end)
            last = f"{last[-TAIL:]} {line}"
        else:
            done.append((start, end))
            last = line
        reached = end
    return done


def _runs_on(last: str, line: str, width: int, text: str, cells: list[Cell], number: int) -> bool:
    if width and not BULLET.match(line):
        return cells[number - 1][1] - cells[number - 1][0] >= width * 0.75
    return continues(last, line) or _bridges(last, line, text, cells, number)


def _bridges(last: str, line: str, text: str, cells: list[Cell], number: int) -> bool:
    """Whether the line is an inline element between two parts of one sentence."""
    if number + 1 >= len(cells) or len(line) > 60 or ends_sentence(last):
        return False
    if len(last) < _LONG * 3 and not line[0].islower():
        return False
    if line[0].isupper() and _ASIDE.search(last):
        return False  # A picture's credit.
    start, end = cells[number + 1]
    following = text[start:end]
    near = text.count("\n", cells[number][1], start) == 1
    return near and not ends_sentence(line) and continues(f"{last} {line}", following)
