"""Which news agencies is the article's text from?

An agency counts when the article is credited to it: in the byline, in a credit line, in the
dateline. "told Reuters", a photo credit or "according to the Associated Press" credit nothing.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache

from index.clean.letters import words_of
from index.document import Role
from index.extract import byline, tables
from index.extract.source import Fact, Known, Source

_WORD = re.compile(r"\w+")
_WRITTEN = {
    name: _WORD.findall(name)[0] for agency in tables.agencies() for name in (agency.name, *agency.aliases)
}
"""Every name of an agency, and its first word."""
_WORDS_OF = dict(zip(_WRITTEN, words_of(list(_WRITTEN)), strict=True))
"""The words that a text has in which a name stands; initials have none."""
_NAMES_WITH = Counter(itertools.chain.from_iterable(_WORDS_OF.values()))
_BY_WORD: dict[str, list[tuple[str, frozenset[str]]]] = {}
"""The names with their words, by the one of these that fewest others have: most texts have none of them."""
for _name, _words in _WORDS_OF.items():
    _rarest = min(_words, key=lambda word: (_NAMES_WITH[word], -len(word)), default="")
    _BY_WORD.setdefault(_rarest, []).append((_name, _words))
_INITIALS = _BY_WORD.pop("")
_INITIALS_END = re.compile("|".join(sorted({re.escape(name[-3:]) for name, _ in _INITIALS})))
_WORDS = frozenset(_BY_WORD)
_NAMES = "|".join(sorted(map(re.escape, _WRITTEN), key=len, reverse=True))
_AGENCY = re.compile(rf"(?<![\w-])(?:{_NAMES})(?![\w-])")
_JOINED = rf"(?:{_NAMES})(?:(?:,| and| &|/|,? (?:with )?)\s*(?:the |The )?(?:{_NAMES})){{0,6}}"
_INITIALLED = r"(?:/[a-zäöü]{2,5})?"  # of who edited it: dpa/lhe
_CREDITS = (
    (
        ("contributed to this",),
        rf"(?P<who>(?:The )?{_JOINED})[^.\n]{{0,60}} contributed to this (?:report|story|article)",
    ),
    (
        ("ource", "uelle", "uente", "onte"),
        r"^[^\S\n]*(?:Source|Sources|SOURCE|Quelle|Quellen|Fuente|Fonte)s?\s*:\s*(?P<listed>[^\n]{0,80})$",
    ),
    (
        ("eporting by", "eporting from", "aterial by", "aterial from", "nformation "),
        rf"\b(?:[Rr]eporting|[Aa]dditional reporting|[Mm]aterial|[Ii]nformation) (?:by"
        rf"|from) (?:the |The )?(?P<who>{_JOINED})",
    ),
    (
        (") -", ")-", ").-", ") –", ")–", ") —", ")—"),
        rf"^[^\n]{{0,60}}\(\s*(?P<who>{_JOINED}){_INITIALLED}\s*\)\.?\s*[-–—]",
    ),
    ((")",), rf"^[^\n(]{{2,60}}\d[^\n(\d]{{0,6}}\((?P<who>{_JOINED})\) "),
    ((")",), rf"\((?P<who>{_JOINED})\)\s*\Z"),
    (
        ("Copyright", "©", "(C)", "(c)"),
        rf"^(?:Copyright|©|\([Cc]\))[^\n]{{0,20}}(?P<who>{_JOINED})[^\n]{{0,100}}$",
    ),
)
"""Forms of credit, each with words of which one must be there: looking for those first is much faster."""
_ALONE = (
    rf"^[^\S\n]*[-–—(\[]?\s*(?:By |With |from |mit |avec |(?:Source|Quelle|Fuente|Fonte): )?"
    rf"(?:reporting by )?(?:The |the )?(?P<who>{_JOINED}){_INITIALLED}\s*[)\].]?\s*$"
)
_SEPARATOR = re.compile(r"\s*(?:,|;|/|\||&| and | with | und | mit | et )\s*")
_BEFORE_NAME = re.compile(r"^[\s(\[]*(?:(?:[Tt]he|[Bb]y|[Vv]ia|[Ww]ith|[Aa]gencies|[Aa]gency) )?")
_LONGER = re.compile(r" (?!(?:News|Agency|Media|Sports?|Staff|Wire)\b)[^\W\d_a-z]")
_LONGEST_LINE = 200


def agency(source: Source, known: Known) -> Fact[tuple[str, ...]] | None:
    """The agencies credited, in order, each under its one name."""
    found: dict[str, str] = {}
    outlet = _outlet(known)
    for name, origin in _credited(source):
        if name != outlet:
            found.setdefault(name, origin)
    origins = dict.fromkeys(found.values())
    return Fact(tuple(found), "; ".join(origins)) if found else None


def agency_aliases(names: tuple[str, ...]) -> tuple[str, ...]:
    """Other names that the agencies are searched by."""
    entries = (tables.agency_named(name) for name in names)
    return tuple(alias for entry in entries if entry for alias in entry.aliases)


def _outlet(known: Known) -> str:
    return str(known["outlet"].value) if "outlet" in known else ""


def _credited(source: Source) -> Iterator[tuple[str, str]]:
    if stated := source.stated("agency"):
        yield from _names_in(stated.value, stated.origin)
    for _, credit, origin in itertools.islice(byline.credited(source), 1):
        yield from _names_in(credit, origin)
    if source.has_markup:
        yield from _from_markup(source)
    yield from _credit_lines(source)


def _from_markup(source: Source) -> Iterator[tuple[str, str]]:
    for value in source.page.said("publisher"):
        for name in source.page.names(value):
            yield from _whole(name, "json-ld: publisher")
    if meta := source.page.meta("author", "byl", "parsely-author", "dc.creator"):
        yield from _whole(meta[0], f"meta: {meta[1]}")


def _names_listed(text: str, origin: str) -> Iterator[tuple[str, str]]:
    """Those of a list of sources that are agencies: `AP Moller` and `PA Department of Health` are others."""
    for part in _SEPARATOR.split(text):
        name = _BEFORE_NAME.sub("", part)
        found = _AGENCY.match(name)
        if found and not _LONGER.match(name, found.end()):
            yield from _names_in(found[0], origin)


def _whole(name: str, origin: str) -> Iterator[tuple[str, str]]:
    for part in _SEPARATOR.split(name[:500]):
        if entry := tables.agency_named(part):
            yield entry.name, origin


def _credit_lines(source: Source) -> Iterator[tuple[str, str]]:
    """Credits in the text. A line of its own before the story is a photo credit."""
    whole = source.cleaned.document.text.replace("\xa0", " ")
    words = source.words
    candidates = [each for word in words & _WORDS for each in _BY_WORD[word]]
    if _INITIALS_END.search(whole):
        candidates += _INITIALS
    present = [name for name, parts in candidates if parts <= words and _is_in(name, whole)]
    if not present:
        return
    begins, closes = _begin(source), _close(source)
    places = sorted(at for name in present for at in _all(name, whole))
    for span in source.cleaned.spans:
        if bisect_left(places, span.start) == bisect_left(places, span.end):
            continue
        text, begun = whole[span.start : span.end], span.start >= begins
        of_picture = span.role is Role.CAPTION or _of_photo(span.rule)
        signs_off = span.start == closes and _compiled(_ALONE).fullmatch(text.strip()) is not None
        if span.role is Role.HEADLINE or (of_picture and not signs_off):
            continue
        for credit in _may_credit(text, present if begun or span.role is Role.BYLINE else ()):
            for found in credit.finditer(text):
                names = _names_listed if "listed" in credit.groupindex else _names_in
                yield from names(found[1], f'text: "{" ".join(found[0].split())}"')


def _begin(source: Source) -> int:
    """Where the story begins: with its first paragraph after the headline, if it has one."""
    headline = next((span.start for span in source.spans_of(Role.HEADLINE)), 0)
    paragraphs = (span.start for span in source.spans_of(Role.BODY) if span.start >= headline)
    return next(paragraphs, len(source.cleaned.document.text))


def _close(source: Source) -> int:
    """Where what comes next after the story begins: an agency alone there signs the story, not a picture."""
    text = source.cleaned.document.text
    end = max((span.end for span in source.spans_of(Role.BODY)), default=len(text))
    after = (span.start for span in source.cleaned.spans if span.start >= end)
    return next((start for start in after if text[start : start + _LONGEST_LINE].strip()), len(text))


def _all(name: str, text: str) -> Iterator[int]:
    """Where the name stands in the text."""
    at = text.find(name)
    while at >= 0:
        yield at
        at = text.find(name, at + 1)


def _is_in(name: str, text: str) -> bool:
    """Whether the name is in the text, and its first word is there as a word."""
    word = re.escape(_WRITTEN[name])  # first, as what begins with letters is found thirty times faster
    return name in text and re.search(rf"{word}(?<!\w{word})(?!\w)", text) is not None


def _may_credit(text: str, alone: Sequence[str]) -> Iterator[re.Pattern[str]]:
    """The forms of credit that can be in a text at all; `alone` are names that may stand by themselves."""
    yield from (_compiled(credit) for cues, credit in _CREDITS if any(cue in text for cue in cues))
    if alone and len(text) < _LONGEST_LINE:
        yield _compiled(_ALONE)


@cache
def _compiled(credit: str) -> re.Pattern[str]:
    """A form of credit; compiled when it is needed, for all together take a tenth of a second."""
    return re.compile(credit, re.MULTILINE)


def _of_photo(rule: str) -> bool:
    return any(word in rule.lower() for word in ("photo", "image", "picture", "caption"))


def _names_in(text: str, origin: str) -> Iterator[tuple[str, str]]:
    for found in _AGENCY.finditer(text):
        if entry := tables.agency_named(found[0]):
            yield entry.name, origin
