"""Of which words and signs must a text have one that a regular expression matches?

Nearly every expression of the rules speaks of certain words, and most blocks have none of them, so that
looking those up spares trying the expression. It is what RE2 calls a prefilter (R. Cox, "Regular
Expression Matching with a Trigram Index", 2012), with words instead of trigrams. The answer is read
from the expression's tree, as in `openings`.

A part of an expression is here the set of strings that it matches, in lower case, in which `_ANY` stands
for anything at all and `_EDGE` for something that is no letter.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import chain
from typing import Any

from index.clean.codes import MARKS
from index.clean.rules.tree import Tree, tree_of
from index.clean.stopwords import STOPWORDS

Strings = frozenset[str]

SIGNS = frozenset(MARKS + "(›→.")
"""The signs that are looked for; they are no letters."""
_ANY, _EDGE = "\0", " "
_UNKNOWN, _EMPTY = frozenset((_ANY,)), frozenset(("",))
_WORD = re.compile(r"(?<![^\W\d_]|\0)[^\W\d_]{2,}(?![^\W\d_]|\0)")
_MOST = 5000
"""Strings of a part; with more it counts as unknown."""
_SPELT_OTHERWISE = frozenset("ıİſσς")
"""Letters that `re` takes for others which remain others in lower case: TIKLAYIN is tiklayin for tıklayın."""
_NO_LETTERS = ("CATEGORY_SPACE", "CATEGORY_DIGIT", "CATEGORY_NOT_WORD")


def needs_of(pattern: str, *, from_start: bool, to_end: bool) -> tuple[frozenset[str], frozenset[str]]:
    """Words (as `letters.words_of` has them) and `SIGNS` of which a text that matches has one.

    And others, words alone, of which it has one, too. Either is empty if it is not known. The match begins
    where the text does, and ends where it does, if so said.
    """
    if (tree := tree_of(pattern)) is None:
        return frozenset(), frozenset()  # slower, and as right
    stretches = [frozenset((_EDGE if from_start else _ANY,))]
    for part in map(_part, tree):
        if part == _UNKNOWN or len(stretches[-1]) * len(part) > _MOST:
            stretches[-1] = _joined(stretches[-1], _UNKNOWN)
            stretches.append(_UNKNOWN)
        stretches[-1] = _joined(stretches[-1], part)
    stretches[-1] = _joined(stretches[-1], frozenset((_EDGE if to_end else _ANY,)))
    known = sorted(chain.from_iterable(map(_needs, stretches)), key=_frequency)
    first = next(iter(known), frozenset())
    others = (needs for needs in known if needs.isdisjoint(first) and needs.isdisjoint(SIGNS))
    return first, next(others, frozenset())


def _needs(strings: Strings) -> Iterator[frozenset[str]]:
    """Each word or sign that all strings have, and one of the others of each; nothing if one has none."""
    found = {frozenset(_WORD.findall(string)) | SIGNS.intersection(string) for string in strings}
    shared = frozenset.intersection(*found)
    yield from (frozenset((need,)) for need in sorted(shared))
    if all(apart := [needs - shared for needs in found]):
        yield frozenset(min(needs, key=_rank) for needs in apart)


def _frequency(needs: frozenset[str]) -> int:
    """How often a text may have one, for comparing."""
    return sum(_rank(need)[0] for need in needs)


@cache
def _rank(need: str) -> tuple[int, int, str]:
    """Sorts first what texts have seldom."""
    often = 20 if need in STOPWORDS or need == "." else 5 if need in SIGNS else 1
    return often, -len(need), need


def _part(node: tuple[Any, Any]) -> Strings:
    kind, content = str(node[0]), node[1]
    if kind == "LITERAL":
        return _letter(content)
    if kind == "IN":
        return _one_of(content)
    if kind == "AT":
        return frozenset((_EDGE,))
    if kind in ("ASSERT", "ASSERT_NOT"):
        return _EMPTY
    if kind == "SUBPATTERN":
        return _sequence(content[3])
    if kind in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
        return _repeated(*content)
    if kind == "BRANCH":
        return _known(frozenset().union(*map(_sequence, content[1])))
    return _UNKNOWN


def _sequence(tree: Tree) -> Strings:
    strings = _EMPTY
    for part in map(_part, tree):
        strings = _joined(strings, part if len(strings) * len(part) <= _MOST else _UNKNOWN)
    return _known(strings)


def _repeated(least: int, most: int, tree: Tree) -> Strings:
    strings = _sequence(tree)
    if most > 1 and strings != {_EDGE}:  # many edges are one
        ends = _joined(_UNKNOWN, strings)
        strings |= ends if least or ends == strings else _joined(strings, _UNKNOWN)
    return _known(strings if least else strings | _EMPTY)


def _one_of(items: Tree) -> Strings:
    found: Strings = frozenset()
    for kind, content in items:
        if str(kind) == "LITERAL":
            found |= _letter(content)
        elif str(kind) == "CATEGORY" and str(content) in _NO_LETTERS:
            found |= {_EDGE}
        else:
            return _UNKNOWN
    return found


@cache
def _letter(code: int) -> Strings:
    letter = chr(code).lower()
    if not _SPELT_OTHERWISE.isdisjoint((letter, chr(code))):
        return _UNKNOWN
    return frozenset((letter if letter in SIGNS or _WORD.fullmatch(letter * 2) else _EDGE,))


def _known(strings: Strings) -> Strings:
    """The strings, or that they are not known where one of them is anything."""
    return _UNKNOWN if _ANY in strings else strings


def _joined(before: Strings, after: Strings) -> Strings:
    if len(after) == 1 and not (letter := next(iter(after))).startswith((_ANY, _EDGE)):  # so for most parts
        return frozenset([first + letter for first in before])
    return frozenset(
        first + (second[1:] if first[-1:] == second[:1] in (_ANY, _EDGE) else second)
        for first in before
        for second in after
    )
