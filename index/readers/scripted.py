"""Where is the story of a page whose text a script puts there?

The markup of such a page is an empty frame. The story is in a script, as a string of JSON or
JavaScript: of markup, or what search engines are told (`articleBody`).
"""

from __future__ import annotations

import json
import re
from html import escape
from itertools import islice

from lxml import etree

from index.document import Block
from index.readers.decoding import complete

_ENOUGH = 400  # characters of prose in the markup, with which a page is not taken for empty
_SENTENCE = 60
_LONG = 300
_SCRIPTS, _LARGEST = 200, 5_000_000  # characters
# Possessive, and content with a string that never ends, so that hostile scripts are read once.
_STRING = re.compile(r'("articleBody"\s{0,9}:\s{0,9})?+"((?:[^"\\]++|\\.)*+)(?:"|\\?\Z)', re.DOTALL)
_PARAGRAPH = re.compile(r"<p[\s>]", re.IGNORECASE)
_LEAST_PARAGRAPHS = 3


def is_empty(blocks: list[Block]) -> bool:
    """Whether there is hardly any prose on a page."""
    lengths = (block.end - block.start for block in blocks if block.link_density < 0.5)
    return sum(length for length in lengths if length >= _SENTENCE) < _ENOUGH


def story_in_scripts(root: etree._Element) -> str:
    """The longest story in the scripts of a page, as markup; empty where there is none."""
    left, found = _LARGEST, ""
    for script in islice(root.iter("script"), _SCRIPTS):
        text = script.text or ""
        left -= len(text)
        if left < 0:
            break
        for match in _STRING.finditer(text):
            if len(match[2]) >= _LONG:
                found = max(found, _story(match[2], stated=bool(match[1])), key=len)
    return found


def _story(escaped: str, *, stated: bool) -> str:
    try:
        text = complete(str(json.loads(f'"{escaped}"', strict=False)))
    except ValueError:
        return ""
    if len(_PARAGRAPH.findall(text)) >= _LEAST_PARAGRAPHS:
        return text
    return "".join(f"<p>{escape(line)}</p>" for line in text.splitlines()) if stated else ""
