"""What does a text say of who published it?

Newspapers name themselves at the edges of their articles: "Click for full JPost coverage", "Source: Al
Jazeera, News Agencies", "Support from readers keeps The Journal open". Only outlets of the table count,
and agencies do not: "told Reuters" is in every paper.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from index.document import Cleaned, Role
from index.extract import tables
from index.extract.source import Fact, Source, tidy

_SMALL = "of|the|and|on|de|la|del|des|der|di|du"
_NAME = rf"([A-Z][\w.'’&-]*(?: (?:[A-Z&][\w.'’&-]*|(?:{_SMALL})\b)){{0,5}})"
_COPYRIGHT = rf"[ ,©]*(?:\d{{4}}[-–, ]*){{0,3}}(?:by )?{_NAME}"
_CUES = tuple(
    (
        frozenset(opening.split()),
        [(frozenset(word.split()), re.compile(stretch)) for word, stretch in stretches.items()],
        re.compile(cue, re.MULTILINE),
    )
    for opening, stretches, cue in (
        (
            "click",
            {"coverage": " coverage"},
            rf"\b[Cc]lick (?:here )?for (?:the )?full {_NAME} coverage\b",
        ),
        (
            "keep keeps",
            {word: f" {word}" for word in ("open", "free", "going", "alive", "independent")},
            rf"\bkeeps? {_NAME} (?:open|free|going|alive|independent)\b",
        ),
        (
            "source quelle fuente fonte",
            {"source": "S(?:ource|OURCE)", "quelle": "Quelle", "fuente": "Fuente", "fonte": "Fonte"},
            rf"^[^\S\n]*(?:Source|SOURCE|Quelle|Fuente|Fonte)\s*:\s*{_NAME}",
        ),
        (
            "read see find get",
            {
                "more": " more (?:at|on|from|in) ",
                "the full": " the full (?:story|article) (?:at|on|from|in) ",
            },
            r"\b(?:[Rr]ead|[Ss]ee|[Ff]ind|[Gg]et) (?:more|the full story|the full article) (?:at|on|from|in)"
            rf" (?:the )?{_NAME}",
        ),
        (
            "originally first",
            {word: f" {word} (?:in|on|by|at) " for word in ("appeared", "published", "ran")},
            rf"\b(?:[Oo]riginally|[Ff]irst) (?:appeared|published|ran) (?:in|on|by|at) (?:the )?{_NAME}",
        ),
        (
            "subscribe sign download support",
            {word: f" {word}" for word in ("newsletter", "newsletters", "app", "journalism")},
            r"\b(?:[Ss]ubscribe to|[Ss]ign up for|[Dd]ownload|[Ss]upport) (?:the )?"
            rf"{_NAME}(?:'s|’s)? (?:newsletters?|app|journalism)\b",
        ),
        ("copyright", {"copyright": "[Cc]opyright"}, f"[Cc]opyright{_COPYRIGHT}"),
        ("©", {"": "©"}, f"©{_COPYRIGHT}"),
        ("(", {"": r"\([Cc]\)"}, rf"\([Cc]\){_COPYRIGHT}"),
        (
            "@",
            {"": "@"},
            r"\b(?:[Ww]rite|[Ee]-?mail|[Cc]ontact)\S* \S{1,40}@([\w-]{1,60}(?:\.[\w-]{1,60}){1,4})",
        ),
    )
)
"""Cues, each with words of which it has one, or a sign, and stretches of which one must be there with words
that these have: looking only around those is ten times faster.
"""
_SIGNS = "©(@"
_BEFORE_WORD, _AFTER_WORD, _APART = 150, 200, 100
_MOST = 100  # stretches looked at; no article has so many, and a text of nothing else would take hours
_TRAILING = re.compile(rf"(?: on [A-Z][\w.]*)?(?: (?:{_SMALL}))*$")
_AFTER_NAME = frozenset(
    "ab ag all alle and briefing broadcasting co company copyright corp corporation digital ediciones"
    " enterprises entertainment gmbh group holdings inc interactive international limited llc ltd magazine"
    " media medien network networks news newspaper newspapers online plc publications publishers"
    " publishing pty sa staff television todos tous verlag verlagsgesellschaft website".split()
)
"""What can come after an outlet's name, words of companies and papers; others make it another's name."""
_STORY = frozenset({Role.BODY, Role.STANDFIRST, Role.HEADLINE})
_THIS = re.compile(
    r"\b(?:[Tt]his|[Tt]he following) (?:article|story|piece|column|essay|commentary|[Oo]p-[Ee]d|report)\b"
    r"[^.?!]{0,40}$"
)
_MARKS = " \t\n*•·|-–—>(["
_REST = 60  # characters that may come after a cue which is a line of its own, such as the day
_MAY_FOLLOW = re.compile(r"\s*(?:[.|)\]\d]|,? (?:in|on|at|website|magazine|here|All|Alle)\b|, [A-Z\d]|$)")
_HOST = re.compile(r"(?:www\.)?(?:[a-z0-9-]+\.){1,4}[a-z]{2,}", re.IGNORECASE)


def outlet_in(source: Source) -> Fact[str] | None:
    """The known outlet that a text names as its own, and how it does."""
    text, words = source.cleaned.document.text, source.words
    signs = [sign for sign in _SIGNS if sign in text]
    for opening, stretches, cue in _CUES:
        if opening.isdisjoint(words) and opening.isdisjoint(signs):
            continue
        for stretch in [stretch for needed, stretch in stretches if needed <= words]:
            for found in _around(text, stretch, cue):
                entry = _known(found[1])
                if entry and not tables.agency_of(entry) and _is_of_itself(source.cleaned, found):
                    return Fact(entry.name, f'text: "{tidy(found[0])}"')
    return None


def _is_of_itself(cleaned: Cleaned, found: re.Match[str]) -> bool:
    """Whether the text says this of itself: beside the story, on a line of its own, or of "this article"."""
    text, spans = found.string, cleaned.spans
    span = spans[bisect_right(spans, found.start(), key=lambda span: span.start) - 1]
    if span.role not in _STORY:
        return True
    start = max(span.start, text.rfind("\n\n", span.start, found.start()))
    end = text.find("\n\n", found.end(), span.end)
    before, after = text[start : found.start()], text[found.end() : span.end if end < 0 else end]
    if _THIS.search(before[-_BEFORE_WORD:]):
        return True
    return not before.strip(_MARKS) and len(after) <= _REST and _MAY_FOLLOW.match(after) is not None


def _around(text: str, stretch: re.Pattern[str], cue: re.Pattern[str]) -> Iterator[re.Match[str]]:
    """The cues around the stretches; one may come twice."""
    start = -_APART
    for _ in range(_MOST):
        if not (at := stretch.search(text, start + _APART)):
            return
        start = at.start()
        yield from cue.finditer(text, max(0, start - _BEFORE_WORD), start + _AFTER_WORD)


def _known(name: str) -> tables.Outlet | None:
    """The outlet of the longest known name that the words begin with and that ends where it may."""
    words = _TRAILING.sub("", name).split()
    for count in range(len(words), 0, -1):
        if not _ends(words[count - 1], words[count:]):
            continue
        part = " ".join(words[:count]).rstrip(".,'’")
        if entry := tables.outlet_named(part) or _at(part):
            return entry
    return None


def _ends(last: str, rest: list[str]) -> bool:
    """Whether a name may end with this word: `Science` in `Science Media`, not in `Science Museum`."""
    return not rest or (last.endswith(".") and len(last) > 3) or tables.name_key(rest[0]) in _AFTER_NAME


def _at(name: str) -> tables.Outlet | None:
    return tables.outlet_at(name) if _HOST.fullmatch(name) else None
