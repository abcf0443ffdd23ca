"""Bars over time: few enough to see, none missing, each leading to its hits."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search.config import Config
from search.request import Histogram, SearchRequest
from web import create_app
from web.timeline import MOST_BARS, Timeline, timeline

MONTHS = st.dictionaries(
    st.tuples(st.integers(1, 9999), st.integers(1, 12)), st.integers(1, 9000), max_size=12
)


@pytest.fixture(scope="module", autouse=True)
def addresses() -> Iterator[None]:
    """Links need to know where the pages are."""
    with create_app(Config()).test_request_context():
        yield


def drawn(counts: dict[tuple[int, int], int]) -> Timeline:
    """The timeline of hits by month."""
    months = {datetime.date(*month, 1): count for month, count in sorted(counts.items())}
    return timeline(SearchRequest(q="x"), Histogram(months, undated=2, imprecise=3))


def test_nothing_is_nothing() -> None:
    """Without dates there are no bars."""
    found = drawn({})
    assert (found.bars, found.first, found.last) == ((), "", "")
    assert (found.undated, found.imprecise) == (2, 3)
    assert found.undated_url == "/?q=x&undated=only"


def test_months_without_hits_are_there() -> None:
    """Time passes evenly."""
    found = drawn({(2011, 11): 4, (2012, 2): 1})
    assert [(bar.label, bar.count) for bar in found.bars] == [
        ("November 2011", 4), ("December 2011", 0), ("January 2012", 0), ("February 2012", 1),
    ]  # fmt: skip
    assert [bar.height for bar in found.bars] == [100, 0, 0, 25]
    assert found.bars[0].url == "/?q=x&from=2011-11&to=2011-11"


def test_long_times_are_years_decades_centuries() -> None:
    """The interval grows with the span."""
    assert drawn({(2000, 1): 1, (2012, 1): 1}).interval == "year"
    found = drawn({(1850, 1): 1, (2012, 1): 1})
    assert found.interval == "decade"
    assert found.bars[-1].url == "/?q=x&from=2010&to=2019"
    assert drawn({(1, 1): 1, (9999, 12): 1}).bars[-1].url == "/?q=x&from=9900&to=9999"


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(MONTHS)
def test_every_hit_is_in_a_bar(counts: dict[tuple[int, int], int]) -> None:
    """Whatever the interval."""
    found = drawn(counts)
    assert sum(bar.count for bar in found.bars) == sum(counts.values())
    assert len(found.bars) <= MOST_BARS or found.interval == "century"
    assert all(0 <= bar.height <= 100 and bool(bar.height) == bool(bar.count) for bar in found.bars)
