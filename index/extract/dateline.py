"""From where was the article filed?

Wire copy opens with a dateline: `BEIRUT -`, `WASHINGTON (AP) —`, `PORTLAND, Ore., Feb 26 -`. It is the
place alone that is kept; agency, date and dash are not part of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from index.document import Role, one_line
from index.extract.source import Fact, Known, Source, tidy
from index.places.keys import key
from index.places.store import Use

_CAPITAL = r"[^\W\d_a-zß-öø-ÿ]"
# ST. LOUIS, PORT-AU-PRINCE, COEUR D'ALENE; but IRELAND'S PEACE is no place.
_CAPS = rf"{_CAPITAL}(?:(?!['’]S\b)['’-]?{_CAPITAL})*+(?:(?<!{_CAPITAL}{_CAPITAL}{_CAPITAL})\.)?"
_WORD = r"[A-ZÀ-Þ][\w.'’-]*"
_CITY = rf"{_CAPS}(?: (?:{_CAPS}|[Dd][eo]|del|la|on|upon|al-[A-Z]\w+)){{0,4}}"
_TITLED = rf"{_WORD}(?: {_WORD}){{0,3}}"
_TOWNS = rf"{_TITLED}(?: a\. ?M\.)?(?:/{_TITLED}(?: a\. ?M\.)?)?"
_REGION = rf"(?:, ?{_TITLED}){{0,2}}"
_MONTH = (
    r"(?i:jan|feb|fév|mar|mär|apr|avr|abr|mai|may|maj|mag|jun|juin|jul|juil|giu|lug|aug|aoû|ago|sep|set|oct|okt|ott"
    r"|out|nov|dec|déc|dez|dic|des|ene|gen)[^\W\d_]{0,8}+\.?"
)
_DAY = (
    r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec)[a-z]*\.? ?\d{1,2}(?:, \d{4})?"
    rf"|\d{{1,2}}\.? (?:de )?{_MONTH}(?:,? (?:de )?\d{{4}})?"
    r"|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
)
_AGENCY = (
    r"(?:\([^()\n]{2,40}\)|[A-Z][\w.]*(?:/[A-Z][\w.]*)+|Reuters|AFP|AP|UPI|Xinhua|dpa|IANS|PTI"
    r"|ANI|TASS|Kyodo|Bernama|CMC)"
)
_SMALL_AGENCY = r"(?:dpa|ots|sda|awp|epd|kna|sid|afp|ap)\b"
_BRACKETED = rf"\((?:[A-Z][^()\n]|{_SMALL_AGENCY})[^()\n]{{0,29}}\)"
_DASH = r"(?:-++|[–—―]|&mdash;)"
_SOURCE = rf"{_BRACKETED}\s*(?:{_DASH}|:|\.)"
_WIRE = r"\((?:AFP|AP|ANI|IANS|PTI|UNI|Reuters)\) (?=[A-Z])"
_SMALL_WIRE = rf"\({_SMALL_AGENCY}\) (?=[A-ZÀ-Þ])"
_FIRST = r"(?=[^(]*+{})"
"""What the first bracket must be; nothing before it has one, so that most places need not be tried at all."""
_LEAD = r"(?:(?:UPDATED?|Updated?)\b[^\n]{0,60}?:\s*|(?i:for immediate release)\b[:\s]*|\([A-Z]{2,8}\) - )?"
_TAIL = rf"(?:,? ?(?:{_DAY}))?(?:,? ?{_AGENCY})?(?:,? ?(?:{_DAY}))?\.?\s*"
_DATELINES = (
    re.compile(rf"{_LEAD}(?P<place>{_CITY}(?:/{_CITY})?{_REGION}),?{_TAIL}{_DASH}++\s"),
    re.compile(rf"{_LEAD}(?P<place>{_CITY}{_REGION}),? ?(?:\([^()\n]{{2,40}}\)|{_DAY})\s*[:.]?\s*{_DASH}"),
    re.compile(rf"{_LEAD}{_FIRST.format(_SOURCE)}(?P<place>{_TOWNS}{_REGION}),? ?(?:{_DAY})?,? ?{_SOURCE}"),
    re.compile(rf"{_FIRST.format(_WIRE)}(?P<place>{_TOWNS}{_REGION}),? (?:{_DAY}),? {_WIRE}"),
    re.compile(rf"{_FIRST.format(_SMALL_WIRE)}(?P<place>{_TOWNS}) {_SMALL_WIRE}"),
    re.compile(rf"{_LEAD}(?P<place>{_TITLED}{_REGION}), (?:{_DAY})(?:,? ?{_AGENCY})?\s*{_DASH}"),
    re.compile(rf"{_LEAD}(?P<place>{_TITLED}{_REGION})\s*(?:--+|[–—])\s(?=[A-Z\"“'‘])"),
    re.compile(rf"(?P<place>{_CITY}): (?=[A-Z\"“'‘])"),
)
_MARKED = re.compile(r"[-–—―(&]")
"""What any of them has one of."""
_OPENING, _LOOKED_AT = 300, 600  # characters on one line, and as they stand
_LOOSE = 6  # patterns from here on need the place to be a known one
_BESIDE = re.compile(r"[^\w(]*(?:\w|\([^()\d]*\))")
_NOT_ON_LAND = re.compile(r"(?:ABOARD|ON BOARD|UNITED NATIONS)\b", re.IGNORECASE)
_CAPITALISED = re.compile(r"(?:(?<=,)|(?<=, ))(?P<code>[A-Z]{2})$|[^\W\d_]{2,}(?:['’][^\W\d_]+)?\b\.?")
"""The words of a place, and the code of its state or country."""
_SMALL = {"of", "the", "and", "on", "de", "do", "del", "la", "upon", "au", "en", "sur"}
_NOT_PLACES = re.compile(
    r"^(?:UPDATED?|BREAKING|EXCLUSIVE|WATCH|LIVE|NEWS|OPINION|ANALYSIS|VIDEO|PHOTOS?|CORRECTION|NOTE|"
    r"EDITORIAL|REVIEW|COLUMN|FACTBOX|TIMELINE|Q&A|Q|A|I|UN|U\.N\.|EU|NATO|BUSINESS|SPORTS?|CONTACT|Contact)\b"
)


def dateline(source: Source, known: Known) -> Fact[str] | None:
    """The place that the article was filed from, in ordinary case (`Damascus`, `Portland, Ore.`)."""
    if stated := source.stated("dateline"):
        return Fact(place_of(stated.value) or stated.value, stated.origin)
    opening = _opening(source)
    found = next(
        (each for each in _matches(opening) if _says_more(each) or _is_known(each["place"], source)), None
    )
    return Fact(titled(found["place"]), f'text: "{tidy(found[0])}"') if found else None


def _matches(opening: str) -> Iterator[re.Match[str]]:
    """What may be the dateline that a story opens with; the group `place` is the place as it is written."""
    if _MARKED.search(opening):
        found = (pattern.match(opening) for pattern in _DATELINES)
        yield from (each for each in found if each and not _NOT_PLACES.match(each["place"]))


def _says_more(found: re.Match[str]) -> bool:
    """Whether region, day or agency stand beside the place; what stands bare may be anything (`NASA - `)."""
    if found.re in _DATELINES[_LOOSE:]:
        return False
    return "," in found["place"] or _BESIDE.match(found.string, found.end("place"), found.end()) is not None


def _is_known(name: str, source: Source) -> bool:
    """Whether a place is in the gazetteer, or no place of it: a building, a ship."""
    if _NOT_ON_LAND.match(name):
        return True
    uses = (
        use for part in name.partition(",")[0].split("/") for _, use in source.places.named(key(part)) or ()
    )
    return any(use in (Use.NAME, Use.OTHER) for use in uses)


def place_of(text: str) -> str:
    """The place of a dateline that is given whole (`CLEVELAND, Feb 26 -`); empty when there is none."""
    found = next(_matches(f"{tidy(text).rstrip(' -–—')} - "), None)
    return titled(found["place"]) if found else ""


def titled(place: str) -> str:
    """A place written in capitals in ordinary case (`Lowell, MA`); others as they are."""
    return _CAPITALISED.sub(_ordinary, place).strip(" ,-–—")


def _ordinary(word: re.Match[str]) -> str:
    text = word[0]
    if (not text.isupper() and not text.rstrip(".").isupper()) or word["code"]:
        return text
    return text.lower() if word.start() and text.lower() in _SMALL else text.capitalize()


def _opening(source: Source) -> str:
    """The first characters of the story; of a hand-kept lead-in such as "Updated 12:15 p.m." too."""
    text = source.cleaned.document.text
    for span in source.spans_of(Role.BODY):
        start = text[span.start : min(span.end, span.start + _LOOKED_AT)].strip()
        if opening := start if source.is_tidy(start) else one_line(start):
            return opening[:_OPENING]
    return ""
