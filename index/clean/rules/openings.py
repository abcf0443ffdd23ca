"""With which letters can a text begin, or end, that a regular expression matches?

Most expressions of the rules begin with certain words, and most blocks with a letter that none of
those words begins with, so that looking at one letter spares trying the expression. The answer is read
from the tree that Python's `re` makes of an expression; for anything not known here it is "any".
"""

from __future__ import annotations

from functools import cache
from string import ascii_lowercase, digits
from typing import Any

from index.clean.rules.tree import Tree, tree_of

_SIGNS = frozenset(".!?…,:;\"'“”‘’«»()[]#*•-–—/|")
LETTERS = _SIGNS.union(ascii_lowercase, digits)
"""The letters that are told apart, and signs; a text that begins, or ends, with any other is tried."""
_SAME = {"İ": "i", "ı": "i", "ſ": "s", "\u212a": "k"}
"""Which of them `re` takes for other letters, too, where capitals are not minded."""
_CODES = {
    letter: [
        ord(each) for each in (letter, letter.upper(), *(other for other in _SAME if _SAME[other] == letter))
    ]
    for letter in LETTERS
}


def letters_of(pattern: str, *, end: bool = False) -> frozenset[str]:
    """Which of `LETTERS`, in lower case, the match of a pattern at the start of a text can begin with.

    Or, if so said, with which a match at its end can end.
    """
    if (tree := tree_of(pattern)) is None:
        return LETTERS  # slower, and as right
    found, empty = _firsts(tree, -1 if end else 1)
    return LETTERS if empty else found


def _firsts(tree: Tree, step: int) -> tuple[frozenset[str], bool]:
    """The letters that a sequence of parts can begin with, and whether it can match nothing.

    Read backwards, with a `step` of -1, those that it can end with.
    """
    found: frozenset[str] = frozenset()
    for kind, content in list(tree)[::step]:
        letters, empty = _part(str(kind), content, step)
        found |= letters
        if not empty:
            return found, False
    return found, True


def _part(kind: str, content: Any, step: int) -> tuple[frozenset[str], bool]:
    if kind == "LITERAL":
        return _known(chr(content)), False
    if kind == "IN":
        return _one_of(content), False
    if kind in ("AT", "ASSERT", "ASSERT_NOT"):
        return frozenset(), True
    if kind == "SUBPATTERN":
        return _firsts(content[3], step)
    if kind in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
        letters, empty = _firsts(content[2], step)
        return letters, empty or content[0] == 0
    if kind == "BRANCH":
        branches = [_firsts(branch, step) for branch in content[1]]
        return frozenset().union(*(letters for letters, _ in branches)), any(empty for _, empty in branches)
    return LETTERS, True


def _one_of(items: Tree) -> frozenset[str]:
    found: frozenset[str] = frozenset()
    for kind, content in items:
        match str(kind):
            case "LITERAL":
                found |= _known(chr(content))
            case "RANGE":
                found |= _between(*content)
            case "CATEGORY" if str(content) == "CATEGORY_SPACE":
                pass
            case "CATEGORY" if str(content) == "CATEGORY_NOT_WORD":
                found |= _SIGNS
            case "CATEGORY" if str(content) == "CATEGORY_DIGIT":
                found |= frozenset(digits)
            case "CATEGORY" if str(content) == "CATEGORY_WORD":
                found |= LETTERS - _SIGNS
            case _:
                return LETTERS
    return found


@cache
def _between(low: int, high: int) -> frozenset[str]:
    return frozenset(letter for letter in LETTERS if any(low <= code <= high for code in _CODES[letter]))


def _known(letter: str) -> frozenset[str]:
    return LETTERS & {_SAME.get(letter, letter.lower())}
