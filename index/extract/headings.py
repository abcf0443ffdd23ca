"""Which heading of a page is the article's?

Pages have many headings, and the `<h1>` need not be the one that readers see: it may name the site, or be
a line for search engines above the headline. What the markup states tells which one it is.
"""

from __future__ import annotations

from collections.abc import Sequence

from index.extract.source import Fact
from index.extract.tables import name_key
from index.page import Heading

SHORTEST = 16  # characters; shorter headings are names of sections
LONGEST = 300
ALIKE_FROM = 0.25  # of all words of a heading and a title, those that both have


def repeating(headings: Sequence[Heading], stated: Sequence[Fact[str]]) -> Fact[str] | None:
    """The first stated title that a heading below an `<h1>` repeats, or that is the end of any heading.

    Where a page has its headline below the `<h1>`, the latter is a line for search engines; where a title is
    only the end of a heading, what comes before is a kicker in an element of its own.
    """
    keys = [(name_key(fact.value), fact) for fact in stated if len(fact.value) >= SHORTEST]
    for heading in headings:
        whole = name_key(heading.text)
        inner = {name_key(heading.end)} - {whole} | ({whole} if heading.level > 1 else set())
        if found := next((fact for key, fact in keys if key in inner), None):
            return found
    return None


def same(headings: Sequence[Heading], title: str) -> Fact[str] | None:
    """The `<h1>` that says the same as a title."""
    key = name_key(title)
    return next(
        (_fact(each.text, each) for each in headings if each.level == 1 and name_key(each.text) == key), None
    )


def opening(headings: Sequence[Heading], title: str) -> Fact[str] | None:
    """The first heading, or end of one, that a title begins with."""
    key = f"{name_key(title)} "
    for heading in headings:
        for text in (heading.text, heading.end):
            if SHORTEST <= len(text) <= LONGEST and key.startswith(f"{name_key(text)} "):
                return _fact(text, heading)
    return None


def likest(headings: Sequence[Heading], titles: Sequence[str]) -> Fact[str] | None:
    """The `<h1>` that is most alike to one of the titles, if it is alike enough (Jaccard index of words)."""
    wanted = [_words(title) for title in titles]
    first = [each for each in headings if each.level == 1 and SHORTEST <= len(each.text) <= LONGEST]
    alike = ((_alike(_words(each.text), wanted), each) for each in first)
    share, best = max(alike, key=lambda pair: pair[0], default=(0.0, None))
    return _fact(best.text, best) if best and share >= ALIKE_FROM else None


def _alike(words: frozenset[str], titles: Sequence[frozenset[str]]) -> float:
    return max((len(words & title) / max(1, len(words | title)) for title in titles), default=0.0)


def _words(text: str) -> frozenset[str]:
    return frozenset(name_key(text).split())


def _fact(text: str, heading: Heading) -> Fact[str]:
    return Fact(text, f"h{heading.level}")
