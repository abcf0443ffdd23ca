"""Which date does a piece of text name?

Machine forms (ISO 8601, RFC 2822, Unix time) and the forms that newspapers print, in the languages
of `data/months.tsv`. A date in figures whose day and month could be swapped is only accepted where
its separators decide the order. Dates before newspapers existed and in the future are none.
"""

from __future__ import annotations

import datetime
import re
from functools import cache

from index.extract.tables import rows
from search.dates import PartialDate

EARLIEST = 1600
_LONGEST = 200

_YEAR = re.compile(r"\d{4}")  # or more, as all that follows has
_ISO = re.compile(r"(?<!\d)(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)|(?<!\d)(\d{4})-(\d{2})(?![\d-])")
_COMPACT = re.compile(r"^\s*(\d{4})(\d{2})(\d{2})(?:[T ]?\d{4,6}\w*)?\s*$")
_UNIX = re.compile(r"^\s*(\d{10})(?:\d{3})?\s*$")
_SLASHED = re.compile(r"(?<!\d)(\d{4})[/.](\d{1,2})[/.](\d{1,2})(?!\d)")
_EAST_ASIAN = re.compile(r"(\d{4})\s*[年년]\s*(\d{1,2})\s*[月월]\s*(?:(\d{1,2})\s*[日일])?")
_FIGURES = re.compile(r"(?<![\d.])(\d{1,2})([./-])\s?(\d{1,2})\2\s?(\d{4})(?!\d)")
_DAY_FIRST = re.compile(
    r"(?<!\d)(\d{1,2})(?:st|nd|rd|th|er|\.|º)?\s?(?:de |of |d[’'])?[\s-]*([^\W\d_]{3,12})\.?,?(?: de"
    r"| del|,)?[\s-]*(\d{4})(?!\d)"
)
_MONTH_FIRST = re.compile(r"([^\W\d_]{3,12})\.?\s+(\d{1,2})(?:st|nd|rd|th)?(?:,|\s)\s*(\d{4})(?!\d)")
_MONTH_ONLY = re.compile(r"([^\W\d_]{3,12})\.?,?\s+(?:de\s+)?(\d{4})(?!\d)")


def parse(text: str) -> PartialDate | None:
    """The date that a text names to the day, else to the month; None when it names none.

    Of several that in the surest form: as machines write dates, with the month's name, in figures; of those
    in one form the first.
    """
    text = text[:_LONGEST]
    if not _YEAR.search(text):
        return None
    for form in (_machine, _printed, _in_figures, _month):
        if date := form(text):
            return date
    return None


def plausible(year: int, month: int | None = None, day: int | None = None) -> PartialDate | None:
    """The date when the calendar has it and a newspaper can have carried it."""
    if not EARLIEST <= year <= 9000:
        return None
    try:
        date = PartialDate(year, month, day)
    except ValueError:
        return None
    return date if date.first <= _tomorrow() else None


def _tomorrow() -> datetime.date:
    return datetime.datetime.now(datetime.UTC).date() + datetime.timedelta(days=1)


def _machine(text: str) -> PartialDate | None:
    for pattern in (_ISO, _COMPACT, _SLASHED, _EAST_ASIAN):
        if found := pattern.search(text):
            parts = [int(part) for part in found.groups() if part]
            if date := plausible(*parts):
                return date
    if found := _UNIX.match(text):
        moment = datetime.datetime.fromtimestamp(int(found[1]), datetime.UTC)
        return plausible(moment.year, moment.month, moment.day)
    return None


def _printed(text: str) -> PartialDate | None:
    for pattern, (day, month, year) in ((_DAY_FIRST, (1, 2, 3)), (_MONTH_FIRST, (2, 1, 3))):
        for found in pattern.finditer(text):
            number = months().get(found[month].casefold())
            if number and (date := plausible(int(found[year]), number, int(found[day]))):
                return date
    return None


def _in_figures(text: str) -> PartialDate | None:
    found = _FIGURES.search(text)
    if not found:
        return None
    first, second, year = int(found[1]), int(found[3]), int(found[4])
    if second > 12:
        return plausible(year, first, second)
    if first > 12 or found[2] == "." or first == second:
        return plausible(year, second, first)
    return None


def _month(text: str) -> PartialDate | None:
    for found in _MONTH_ONLY.finditer(text):
        if number := months().get(found[1].casefold()):
            return plausible(int(found[2]), number)
    return None


@cache
def months() -> dict[str, int]:
    """The number of every month name that is known, in all languages, folded."""
    return {
        name.strip().casefold(): int(number)
        for number, names in rows("months.tsv", 2)
        for name in names.split("|")
        if name.strip()
    }
