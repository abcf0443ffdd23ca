"""Did a person write what was taken for a story, or did a machine write it for machines?

Beside its texts an archive has logs, listings, code and encoded files. The models know pages, and of what no
page has they take long lines for paragraphs. Such a file is told by having no prose at all, and by tokens
that are neither words nor numbers; tables of results, prices and programmes, which are stories of a kind,
have none.

Of 5,166 pages and text dumps and 26,716 press releases that is said of one, whose text is a link alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from index.document import Span

_WINDOW = 400  # characters that are judged together
_MOST_WINDOWS = 250  # of which it is asked whether they are data
_MOST_MARKS = 0.2  # of the characters of prose: figures, and signs other than letters
_LONGEST_WORD = 14  # characters on average, with a space
_LEAST_WORDS = 4
_LEAST_LETTERS = 12  # where words are written without spaces
_LEAST_DATA = 0.2  # of the characters
_MARK = re.compile(r"[!-@\[-`{-~]")
_WORD = re.compile(r"""["'(]*[A-Za-z]+(?:['.&-][A-Za-z]+)*["'.,:;!?)]*|.*[^\x00-\x7f].*""")
_NUMBER = re.compile(r"[($+-]*\d+(?:[.,:/-]\d+)*[%)]*[.,:;]*|(\W)\1*")


def is_data(text: str, told: Sequence[Span]) -> bool:
    """Whether stretches of a text have no prose, and are what machines write: logs, code, encoded files."""
    return not any(map(_is_prose, _windows(text, told))) and _is_of_machines(
        islice(_windows(text, told), _MOST_WINDOWS)
    )


def _windows(text: str, told: Iterable[Span]) -> Iterator[str]:
    for span in told:
        for start in range(span.start, span.end, _WINDOW):
            yield text[start : min(start + _WINDOW, span.end)]


def _is_prose(text: str) -> bool:
    """Whether a text has words of a usual length, and few signs beside them."""
    if len(_MARK.findall(text)) > _MOST_MARKS * len(text):
        return False
    words = len(text.split())
    if len(text) <= _LONGEST_WORD * words:
        return words >= _LEAST_WORDS
    # All scripts that are written without spaces take three bytes a letter.
    return len(text) >= _LEAST_LETTERS and len(text.encode("utf-8", "replace")) > 2 * len(text)


def _is_of_machines(texts: Iterable[str]) -> bool:
    """Whether there are no words in texts, or much that is neither word nor number."""
    tokens = [token for text in texts for token in text.split()]
    words = sum(len(token) for token in tokens if _WORD.fullmatch(token))
    numbers = sum(len(token) for token in tokens if _NUMBER.fullmatch(token))
    every = sum(map(len, tokens))
    return not words or every - words - numbers >= _LEAST_DATA * every
