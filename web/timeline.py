"""How are the hits spread over time? Bars by month, by year where months are too many, by decade."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
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


def timeline(asked: SearchRequest, histogram: Histogram) -> Timeline:
    """The histogram as bars that link to the search within their span."""
    counts = {(bucket.start.year, bucket.start.month): bucket.count for bucket in histogram.buckets}
    interval, spans = _spans(sorted(counts))
    totals = Counter[Span]()
    for (year, month), count in counts.items():
        totals[_UNITS[interval](year, month)] += count
    top = max(totals.values(), default=0)
    return Timeline(
        interval=interval,
        bars=tuple(_bar(asked, span, totals[span], top) for span in spans),
        first=spell_date(spans[0][0]) if spans else "",
        last=spell_date(spans[-1][1]) if spans else "",
        imprecise=histogram.imprecise,
        undated=histogram.undated,
        undated_url=search_url(replace(narrow.between(asked, None, None), undated="only")),
    )


def _month(year: int, month: int) -> Span:
    return PartialDate(year, month), PartialDate(year, month)


def _year(year: int, month: int) -> Span:
    return PartialDate(year), PartialDate(year)


def _decade(year: int, month: int) -> Span:
    start = max(year // 10 * 10, 1)
    return PartialDate(start), PartialDate(min(year // 10 * 10 + 9, 9999))


_UNITS: dict[str, Callable[[int, int], Span]] = {"month": _month, "year": _year, "decade": _decade}


def _spans(months: list[tuple[int, int]]) -> tuple[str, list[Span]]:
    spread = {name: _distinct(unit, months) for name, unit in _UNITS.items()}
    interval = next((name for name, spans in spread.items() if len(spans) <= MOST_BARS), "decade")
    return interval, spread[interval]


def _distinct(unit: Callable[[int, int], Span], months: list[tuple[int, int]]) -> list[Span]:
    return list(dict.fromkeys(unit(*month) for month in _every_month(months)))


def _every_month(months: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    if not months:
        return
    (year, month), last = months[0], months[-1]
    while (year, month) <= last:
        yield year, month
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)


def _bar(asked: SearchRequest, span: Span, count: int, top: int) -> Bar:
    start, end = span
    label = spell_date(start) if start == end else f"{start}–{end}"
    height = max(LOWEST, round(100 * count / top)) if count else 0
    return Bar(label, count, height, search_url(narrow.between(asked, start, end)))
