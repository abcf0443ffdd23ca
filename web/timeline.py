"""How are the hits spread over time? Bars by month, by year where months are too many, and so on."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace

from search.dates import PartialDate
from search.request import Histogram, SearchRequest
from web import narrow
from web.text import spell_date
from web.urls import search_url

MOST_BARS = 48
LOWEST = 6


@dataclass(frozen=True, slots=True)
class Bar:
    """A span of time: its label, the hits in it, the height of its bar in percent, and its search."""

    label: str
    count: int
    height: int
    url: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """Bars from the first to the last hit, and the hits that have no place among them."""

    interval: str
    bars: tuple[Bar, ...]
    first: str
    last: str
    imprecise: int
    undated: int
    undated_url: str


Span = tuple[PartialDate, PartialDate]


@dataclass(frozen=True, slots=True)
class _Unit:
    """A kind of bar: the number of the bar that a day falls in, and the span of a bar."""

    name: str
    number: Callable[[datetime.date], int]
    span: Callable[[int], Span]


def timeline(asked: SearchRequest, histogram: Histogram) -> Timeline:
    """The histogram as bars that link to the search within their span."""
    unit = _unit(histogram)
    totals = Counter[int]()
    for day, count in histogram.months.items():
        totals[unit.number(day)] += count
    spans = {number: unit.span(number) for number in range(min(totals), max(totals) + 1)} if totals else {}
    top = max(totals.values(), default=0)
    bars = tuple(_bar(asked, span, totals[number], top) for number, span in spans.items())
    return Timeline(
        interval=unit.name,
        bars=bars,
        first=bars[0].label if bars else "",
        last=bars[-1].label if bars else "",
        imprecise=histogram.imprecise,
        undated=histogram.undated,
        undated_url=search_url(replace(narrow.between(asked, None, None), undated="only")),
    )


def _month(number: int) -> Span:
    month = PartialDate(number // 12, number % 12 + 1)
    return month, month


def _year(number: int) -> Span:
    return PartialDate(number), PartialDate(number)


def _decade(number: int) -> Span:
    return PartialDate(max(number * 10, 1)), PartialDate(number * 10 + 9)


def _century(number: int) -> Span:
    return PartialDate(max(number * 100, 1)), PartialDate(number * 100 + 99)


_UNITS = (
    _Unit("month", lambda day: day.year * 12 + day.month - 1, _month),
    _Unit("year", lambda day: day.year, _year),
    _Unit("decade", lambda day: day.year // 10, _decade),
    _Unit("century", lambda day: day.year // 100, _century),
)


def _unit(histogram: Histogram) -> _Unit:
    """The smallest unit in which the bars are few enough."""
    days = histogram.months
    for unit in _UNITS:
        if not days or unit.number(max(days)) - unit.number(min(days)) < MOST_BARS:
            return unit
    return _UNITS[-1]


def _bar(asked: SearchRequest, span: Span, count: int, top: int) -> Bar:
    start, end = span
    label = spell_date(start) if start == end else f"{start}–{end}"
    height = max(LOWEST, round(100 * count / top)) if count else 0
    return Bar(label, count, height, search_url(narrow.between(asked, start, end)))
