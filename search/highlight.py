"""Which stretches of a text match a query, and which fragments show it best?

Fragments are runs of (text, marked?) and know no HTML. Words are found with the same analysis that
indexed them, so what is marked is what matched: `U.N.` for `UN`, phrases only where they stand as
phrases, patterns by the words as written.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, pairwise
from operator import itemgetter

from whoosh import query

from search import analysis
from search.clauses import ByWord
from search.fields import TEXT, WEIGHTED
from search.matching import Telling, WordTest, word_test
from search.request import Fragment, Run

FRAGMENT_CHARACTERS = 240
MOST_RUNS = 10_000
"""Parts of one text, between spaces, that have what is looked for and are looked at to show the best of it:
many times what an article has, and 40 ms for a text of a megabyte in which every word matches."""

_MOST_WINDOWS = 2_000
"""Stretches around each of which a fragment is considered: 30 ms."""

_LONGEST = 4 * FRAGMENT_CHARACTERS
"""Characters of a fragment that holds all of a phrase whose words are far apart."""

_IN_TEXT = {each.name for each in WEIGHTED}
_SENTENCE = re.compile(r"\n+|(?<=[.!?])[\"”’')\]]*\s+(?=[\"“‘'(\[]*[^\W\d_a-z])")
_ENDS = re.compile(r"[.!?…][\"”’')\]]*\s*$")
_CUT = "…"
Stretch = tuple[int, int]
Reached = tuple[analysis.Token, int]
"""A word of a phrase, and where the first word begins from which it was reached."""


@dataclass(slots=True)
class Marker:
    """What a query looks for in one field: terms, phrases (terms, slop), and tests of word forms."""

    terms: set[str] = field(default_factory=set)
    phrases: list[tuple[list[str], int]] = field(default_factory=list)
    tests: list[WordTest] = field(default_factory=list)
    _telling: Telling | None = None

    def stretches(self, text: str, most: int | None = None) -> list[Stretch]:
        """The matching stretches of a text, as character offsets, in order and apart.

        With `most`, only the first so many runs that have what is looked for are looked at.
        """
        if not (self.terms or self.phrases or self.tests):
            return []
        if self._telling is None:
            self._telling = Telling(self.terms.union(*(words for words, _ in self.phrases)), self.tests)
        tokens = self._tokens(text, self._telling, most)
        found = [(token.start, token.end) for token in tokens if self._matches(token)]
        for words, slop in self.phrases:
            found += _phrases(tokens, words, slop)
        return _merged(found)

    def _tokens(self, text: str, telling: Telling, most: int | None) -> list[analysis.Token]:
        """The tokens that can be part of a match; without phrases, their positions may be anything."""
        runs = text.replace("\n", " ").split(" ")
        at = telling.among(runs)[:most]
        if not at:
            return []
        starts = list(accumulate(map(len, runs), initial=0))
        places = _places(runs, at, max(slop for _, slop in self.phrases)) if self.phrases else at
        found: list[analysis.Token] = []
        for which, place in zip(at, places, strict=True):
            found += analysis.shifted(analysis.analyse(runs[which]).tokens, starts[which] + which, place)
        return found

    def _matches(self, token: analysis.Token) -> bool:
        return token.term in self.terms or any(test.matches(token.word) for test in self.tests)


def _places(runs: Sequence[str], at: Sequence[int], reach: int) -> list[int]:
    """Positions of the runs at these indices, right in so far as they are within `reach` of each other.

    Only so much of what stands between two of them is analysed.
    """
    places: list[int] = []
    place = 0
    for last, which in pairwise((0, *at)):
        if places:
            place += _width(runs[last])
            last += 1
        between = 0
        for index in range(last, which):
            between += _width(runs[index])
            if between > reach:
                break
        place += between
        places.append(place)
    return places


def _width(run: str) -> int:
    """How many positions a run takes."""
    return analysis.analyse(run).positions


def marker(tree: query.Query, name: str) -> Marker:
    """What the query looks for in the field of this name; a plain word counts for all of `text`."""
    return markers(tree, (name,))[name]


def markers(tree: query.Query, names: Iterable[str]) -> dict[str, Marker]:
    """The same for several fields, which share a marker where the same is looked for."""
    leaves = list(_positive_leaves(tree))
    made: dict[tuple[int, ...], Marker] = {}
    found = {}
    for name in names:
        own = [leaf for leaf in leaves if leaf.field() == name or (leaf.field() == TEXT and name in _IN_TEXT)]
        found[name] = made.setdefault(tuple(map(id, own)), Marker())
        if not (found[name].terms or found[name].phrases or found[name].tests):
            for leaf in own:
                _add(found[name], leaf)
    return found


def mark(text: str, stretches: Sequence[Stretch], start: int = 0, end: int | None = None) -> Fragment:
    """The text from `start` to `end` as runs, the stretches marked."""
    end = len(text) if end is None else end
    runs, at = [], start
    for which in range(bisect.bisect_right(stretches, start, key=itemgetter(1)), len(stretches)):
        first, last = stretches[which]
        if first >= end:
            break
        runs += [Run(text[at:first], False), Run(text[max(at, first) : min(last, end)], True)]
        at = min(last, end)
    runs.append(Run(text[at:end], False))
    return tuple(run for run in runs if run.text)


def fragments(text: str, stretches: Sequence[Stretch], most: int = 3) -> tuple[Fragment, ...]:
    """Up to `most` fragments with the most different marked words, in the order of the text.

    Without any stretch, the beginning of the text.
    """
    if not stretches:
        return (_cut(text, (), (0, _edge(text, FRAGMENT_CHARACTERS))),) if text else ()
    chosen: list[Stretch] = []
    seen: set[str] = set()
    windows = [_window(text, stretches, at) for at in range(min(len(stretches), _MOST_WINDOWS))]
    words = {window: _marked(text, stretches, window) for window in windows}
    while words and len(chosen) < most:
        best = max(words, key=lambda window: len(words[window] - seen))
        fresh = words[best] - seen
        if chosen and not fresh:
            break
        seen |= fresh
        chosen.append(best)
        words = {each: words[each] for each in words if each[0] >= best[1] or each[1] <= best[0]}
    return tuple(_cut(text, stretches, window) for window in sorted(chosen))


def _cut(text: str, stretches: Sequence[Stretch], window: Stretch) -> Fragment:
    """The window's runs, with an ellipsis wherever a sentence was cut."""
    start, end = window
    before = () if _sentence_start(text, start) == start else (Run(_CUT + " ", False),)
    whole = _ENDS.search(text, start, end) or text[end : end + 1] in ("", "\n")
    return (*before, *mark(text, stretches, start, end), *(() if whole else (Run(_CUT, False),)))


def _positive_leaves(tree: query.Query) -> Iterator[query.Query]:
    if isinstance(tree, query.Not):
        return
    if isinstance(tree, query.And | query.Or):
        for part in tree.subqueries:
            yield from _positive_leaves(part)
    elif isinstance(tree, query.Term | query.Phrase | ByWord):
        yield tree


def _add(made: Marker, leaf: query.Query) -> None:
    if isinstance(leaf, query.Term):
        made.terms.add(leaf.text)
    elif isinstance(leaf, query.Phrase):
        made.phrases.append((list(leaf.words), leaf.slop))
    else:
        made.tests.append(word_test(leaf.pattern))


def _phrases(tokens: Sequence[analysis.Token], words: list[str], slop: int) -> Iterable[Stretch]:
    """The shortest stretches from the first to the last word wherever the words follow one another."""
    places: dict[str, list[analysis.Token]] = {}
    for token in tokens:
        places.setdefault(token.term, []).append(token)
    reached = [(token, token.start) for token in places.get(words[0], ())]
    for word in words[1:]:
        reached = list(_onward(reached, places.get(word, ()), slop))
    ends: dict[int, int] = {}
    for token, start in reached:
        ends.setdefault(start, token.end)
    return ends.items()


def _onward(reached: list[Reached], places: Sequence[analysis.Token], slop: int) -> Iterator[Reached]:
    """Which of these places are reached from the nearest before them, as the engine's phrases are."""
    before = -1
    for token in places:
        while before + 1 < len(reached) and reached[before + 1][0].position < token.position:
            before += 1
        if before >= 0 and token.position - reached[before][0].position <= slop:
            yield token, reached[before][1]


def _merged(found: Iterable[Stretch]) -> list[Stretch]:
    merged: list[Stretch] = []
    for start, end in sorted(found):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _window(text: str, stretches: Sequence[Stretch], at: int) -> Stretch:
    """About a fragment's length around the stretch `at`, from where its sentence begins, if near."""
    first, last = stretches[at]
    start = _sentence_start(text, first)
    if last > start + _LONGEST:
        return start, _edge(text, start + _LONGEST)
    end = max(last, start + FRAGMENT_CHARACTERS)
    stop = text.find("\n", last, end)
    return start, stop if stop >= 0 else max(last, _edge(text, end))


def _sentence_start(text: str, at: int) -> int:
    """Where the sentence around `at` begins, or a word not too far before it."""
    earliest = max(0, at - FRAGMENT_CHARACTERS // 2)
    found = (each.end() for each in _SENTENCE.finditer(text, earliest, at + 8))
    starts = [start for start in found if start <= at]
    return starts[-1] if starts else _edge(text, max(0, at - FRAGMENT_CHARACTERS // 4)) if earliest else 0


def _edge(text: str, at: int) -> int:
    """The nearest end of a word at or before `at`, or `at` within a very long word."""
    if at >= len(text):
        return len(text)
    space = text.rfind(" ", max(0, at - 40), at + 1)
    return space + 1 if space >= 0 else at


def _marked(text: str, stretches: Sequence[Stretch], window: Stretch) -> set[str]:
    words = set()
    for at in range(bisect.bisect_left(stretches, window[0], key=itemgetter(0)), len(stretches)):
        start, end = stretches[at]
        if end > window[1]:
            break
        words.add(text[start:end].casefold())
    return words
