"""A URL's arguments and a search request say the same, both ways."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from search import params
from search.dates import PartialDate
from search.errors import RequestError
from search.fields import FACETS
from search.request import MAX_PER_PAGE, MAX_QUERY, Histogram, SearchRequest, SearchResult
from search.values import MAX_VALUE

VALUE = st.text(min_size=1, max_size=20).map(str.strip).filter(bool)
VALUES = st.lists(VALUE, min_size=1, max_size=3, unique=True)
CHOSEN = st.dictionaries(st.sampled_from([field.name for field in FACETS]), VALUES.map(tuple))
YEARS = st.integers(1, 9999).map(PartialDate)
MONTHS = st.builds(PartialDate, st.integers(1, 9999), st.integers(1, 12))
DAYS = st.dates().map(lambda day: PartialDate(day.year, day.month, day.day))


@st.composite
def requests(draw: st.DrawFn) -> SearchRequest:
    """Any request that a URL can ask for."""
    dates = sorted(draw(st.lists(YEARS | MONTHS | DAYS, max_size=2)), key=lambda date: date.first)
    first = draw(st.booleans())
    cursor = draw(st.none() | st.text(max_size=20).map(str.strip))
    return SearchRequest(
        q=draw(st.text(max_size=40)).strip(),
        selected=draw(CHOSEN),
        excluded=draw(CHOSEN),
        date_from=dates[0] if len(dates) == 2 or (dates and first) else None,
        date_to=dates[1] if len(dates) == 2 else dates[0] if dates and not first else None,
        undated=draw(st.sampled_from(("include", "exclude", "only"))),
        sort=draw(st.sampled_from(("relevance", "newest", "oldest"))),
        page=draw(st.integers(1, 100)) if cursor is None else 1,
        per_page=draw(st.integers(1, 100)),
        cursor=cursor,
        facets=tuple(draw(st.permutations([field.name for field in FACETS]))),
        highlight=draw(st.booleans()),
    )


def args(**given: str | list[str]) -> MultiDict[str, str]:
    """The arguments of a URL; `exclude_` stands for `exclude.` and `from_` for `from`."""
    spelled = {name.replace("exclude_", "exclude.").rstrip("_"): value for name, value in given.items()}
    return MultiDict(spelled)


@given(requests())
def test_what_is_written_is_read(request: SearchRequest) -> None:
    """Reading what a request was written as gives the request."""
    assert params.read_strictly(MultiDict(params.write(request))) == request


NAMES = st.sampled_from(sorted(params.PARAMETERS)) | st.text()


@given(st.dictionaries(NAMES, st.lists(st.text()), max_size=6))
def test_nothing_typed_breaks_reading(typed: dict[str, list[str]]) -> None:
    """Whatever stands in a URL, it gives a request that can be written and read again."""
    reading = params.read(MultiDict(typed))
    assert params.read_strictly(MultiDict(params.write(reading.request))) == reading.request


@given(st.sampled_from((0, 7, 9_990, 10_000, 20_000)), st.integers(1, MAX_PER_PAGE))
def test_every_page_that_is_offered_can_be_asked_for(total: int, per_page: int) -> None:
    """Pages end where the next one would be refused, whether or not a page ends there too."""
    asked = SearchRequest(per_page=per_page)
    pages = answered(asked, total).pages
    assert params.links(answered(replace(asked, page=max(1, pages)), total))["next"] is None
    if pages > 1:
        last = params.links(answered(replace(asked, page=pages - 1), total))["next"] or ""
        assert params.read_strictly(MultiDict(parse_qsl(urlsplit(last).query))).page == pages
    if pages * per_page < total:
        with pytest.raises(RequestError, match="Pages end"):
            params.read_strictly(MultiDict(params.write(replace(asked, page=pages + 1))))


def answered(asked: SearchRequest, total: int) -> SearchResult:
    """An answer to a request that found so many articles."""
    return SearchResult(asked, total, (), {}, Histogram(), "", (), "", 0.0)


def test_defaults_are_left_unsaid() -> None:
    """A request for everything has no arguments."""
    assert params.write(SearchRequest()) == {}


def test_empty_inputs_of_a_form_mean_nothing() -> None:
    """A form sends its empty inputs along."""
    typed = args(q="", from_="", to="", sort="", undated="", page="", outlet="", highlight="")
    assert params.read_strictly(typed) == SearchRequest()


def test_values_repeat() -> None:
    """Several values of a facet are any of them."""
    request = params.read_strictly(args(outlet=["A", "B", "A"], exclude_location="Syria/Idlib"))
    assert request.selected == {"outlet": ("A", "B")}
    assert request.excluded == {"location": ("Syria/Idlib",)}


@pytest.mark.parametrize(
    ("typed", "parameter"),
    [
        (args(oultet="A"), "oultet"),
        (args(q="x" * (MAX_QUERY + 1)), "q"),
        (args(q=["a", "b"]), "q"),
        (args(from_="yesterday"), "from"),
        (args(to="2012-13"), "to"),
        (args(from_="2012-03", to="2011"), "to"),
        (args(sort="best"), "sort"),
        (args(undated="maybe"), "undated"),
        (args(page="0"), "page"),
        (args(page="-1"), "page"),
        (args(page="1e3"), "page"),
        (args(page="٣"), "page"),
        (args(page="1001"), "page"),
        (args(page="2", cursor=""), "page"),
        (args(per_page="101"), "per_page"),
        (args(facets="outlet,byline"), "facets"),
        (args(highlight="no"), "highlight"),
        (args(outlet=[str(number) for number in range(51)]), "outlet"),
        (args(location="x" * (MAX_VALUE + 1)), "location"),
    ],
)
def test_a_wrong_parameter_is_named(typed: MultiDict[str, str], parameter: str) -> None:
    """The error names the parameter at fault; a lenient reading leaves out that one alone."""
    with pytest.raises(RequestError) as caught:
        params.read_strictly(typed)
    assert caught.value.parameter == parameter
    lenient = params.read(MultiDict([*typed.items(multi=True), ("exclude.outlet", "kept")]))
    assert lenient.request.excluded == {"outlet": ("kept",)}


def test_a_slip_of_the_finger_is_recognised() -> None:
    """An unknown parameter that is nearly a known one brings the known one to mind."""
    with pytest.raises(RequestError, match="Did you mean outlet"):
        params.read_strictly(args(oultet="A"))
