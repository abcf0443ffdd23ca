"""What does a text say of who published it?

Newspapers name themselves at the edges of their articles: "Click for full JPost coverage", "Source: Al
Jazeera, News Agencies", "Support from readers keeps The Journal open". Only outlets of the table count,
and agencies do not: "told Reuters" is in every paper.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from index.clean.letters import words_of
from index.extract import tables
from index.extract.source import Fact, tidy

_MORE = ("more", "the full story", "the full article")
_BEFORE = ("appeared", "published", "ran")
_NAME = r"([A-Z][\w.'’&-]*(?: (?:[A-Z&][\w.'’&-]*|of|the|and|de|la|on)){0,5})"
_CUES = tuple(
    (
        frozenset(opening.split()),
        [(word, words_of([word])[0]) for word in needed],
        re.compile(cue, re.MULTILINE),
    )
    for opening, needed, cue in (
        ("click", (" coverage",), rf"\b[Cc]lick (?:here )?for (?:the )?full {_NAME} coverage\b"),
        (
            "keep keeps",
            (" open", " free", " going", " alive", " independent"),
            rf"\bkeeps? {_NAME} (?:open|free|going|alive|independent)\b",
        ),
        (
            "",
            ("Source", "SOURCE", "Quelle", "Fuente", "Fonte"),
            rf"^[^\S\n]*(?:Source|SOURCE|Quelle|Fuente|Fonte)\s*:\s*{_NAME}",
        ),
        (
            "read see find get",
            tuple(f" {what} {where} " for what in _MORE for where in ("at", "on", "from", "in")),
            rf"\b(?:[Rr]ead|[Ss]ee|[Ff]ind|[Gg]et) (?:{'|'.join(_MORE)}) (?:at|on|from|in) (?:the )?{_NAME}",
        ),
        (
            "originally first",
            tuple(f"{when} {how}" for when in ("originally", "first") for how in _BEFORE),
            rf"\b(?:originally|first) (?:{'|'.join(_BEFORE)}) (?:in|on|by|at) (?:the )?{_NAME}",
        ),
        (
            "subscribe sign download support",
            (" newsletter", " newsletters", " app", " journalism"),
            r"\b(?:[Ss]ubscribe to|[Ss]ign up for|[Dd]ownload|[Ss]upport) (?:the )?"
            rf"{_NAME}(?:'s|’s)? (?:newsletters?|app|journalism)\b",
        ),
        (
            "",
            ("©", "(C)", "(c)", "Copyright", "copyright"),
            rf"(?:©|\([Cc]\)|[Cc]opyright)[ ,©]*(?:\d{{4}}[-–, ]*){{0,3}}(?:by )?{_NAME}",
        ),
        ("", ("@",), r"\b(?:[Ww]rite|[Ee]-?mail|[Cc]ontact)\S* \S{1,40}@([\w-]{1,60}(?:\.[\w-]{1,60}){1,4})"),
    )
)
"""Cues, each with words that one opens with, if there are few, and stretches of which one must be there:
looking only around those is ten times faster.

A text is searched for a stretch only if it has one of the words, and all that the stretch is made of.
"""
_BEFORE_WORD, _AFTER_WORD, _APART = 150, 200, 100
_HOST = re.compile(r"(?:www\.)?(?:[a-z0-9-]+\.){1,4}[a-z]{2,}", re.IGNORECASE)


def outlet_in(text: str, words: frozenset[str]) -> Fact[str] | None:
    """The known outlet that a text, which is made of these words, names as its own, and how it does."""
    for opening, needed, cue in _CUES:
        if opening and opening.isdisjoint(words):
            continue
        for start, end in _around(text, [word for word, parts in needed if parts <= words]):
            for found in cue.finditer(text, start, end):
                entry = _longest_known(found[1])
                if entry and not tables.agency_of(entry):
                    return Fact(entry.name, f'text: "{tidy(found[0])}"')
    return None


def _around(text: str, words: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Stretches that hold one of the words with what may belong to it; they may overlap."""
    for word in words:
        at = text.find(word)
        while at >= 0:
            yield max(0, at - _BEFORE_WORD), at + _AFTER_WORD
            at = text.find(word, at + _APART)


def _longest_known(name: str) -> tables.Outlet | None:
    words = name.split()
    names = (" ".join(words[:count]).rstrip(".,'’") for count in range(len(words), 0, -1))
    return next(filter(None, (tables.outlet_named(part) or _at(part) for part in names)), None)


def _at(name: str) -> tables.Outlet | None:
    return tables.outlet_at(name) if _HOST.fullmatch(name) else None
