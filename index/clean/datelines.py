"""Does a paragraph open with a dateline, as a story does and no caption?"""

from __future__ import annotations

import re

_MONTH = "JANUARY|FEBRUARY|MARCH|APRIL|MAY|JUNE|JULY|AUGUST|SEPTEMBER|OCTOBER|NOVEMBER|DECEMBER"
_IN_CAPITALS = r"[A-Z][A-Z.'’-]{2,}+(?: [A-Z.'’-]{2,}+){0,3}(?:,[ \xa0][A-Z][\w.]{1,15}){0,2}"
_IN_STATE = r"[A-Z][\w.'’-]{2,}+(?: [A-Z][\w.'’-]++){0,3},[ \xa0](?!AP\b)[A-Z](?:[A-Z]|\.[A-Z]\.)"
# TUPELO, Miss. -, Lowell, MA (AP) –; but what PARIS - MARCH 3: heads is a caption.
_DATELINE = re.compile(
    rf"\(?(?!(?:FILE|PHOTO|VIDEO|PICTURED|ABOVE|BELOW)\b)(?:{_IN_CAPITALS}|{_IN_STATE})\)?"
    rf"(?: \([^()]{{2,40}}\))?\s?(?:--|[-–—])\s?(?!(?:{_MONTH})\b)[\w“\"]"
)


def opens_with_dateline(text: str) -> bool:
    """Whether a text opens with the place that it was filed from."""
    return _DATELINE.match(text) is not None
