"""A filter is one step away, and one step back."""

from __future__ import annotations

from search.dates import PartialDate
from search.request import SearchRequest
from web import narrow

THIRD_PAGE = SearchRequest(q="talks", page=3, sort="newest")


def test_a_choice_starts_at_the_first_page_and_can_be_taken_back() -> None:
    """Choosing and letting go gives the same search, from its beginning."""
    chosen = narrow.select(THIRD_PAGE, "outlet", "A")
    assert chosen.selected == {"outlet": ("A",)}
    assert chosen.page == 1
    assert narrow.unselect(chosen, "outlet", "A") == SearchRequest(q="talks", sort="newest")


def test_a_second_choice_stands_beside_the_first() -> None:
    """Several values of a field are any of them."""
    chosen = narrow.select(narrow.select(THIRD_PAGE, "outlet", "A"), "outlet", "B")
    assert chosen.selected == {"outlet": ("A", "B")}


def test_a_place_takes_the_place_of_its_country() -> None:
    """Idlib within Syria narrows; beside Syria it would not."""
    country = narrow.select(THIRD_PAGE, "location", "Syria")
    city = narrow.select(country, "location", "Syria/Idlib")
    assert city.selected == {"location": ("Syria/Idlib",)}
    assert narrow.select(city, "location", "Syria").selected == {"location": ("Syria",)}
    two = narrow.select(city, "location", "Syria/Homs")
    assert two.selected == {"location": ("Syria/Idlib", "Syria/Homs")}


def test_a_name_that_begins_alike_is_another_place() -> None:
    """Niger is not above Nigeria."""
    chosen = narrow.select(narrow.select(THIRD_PAGE, "location", "Niger"), "location", "Nigeria")
    assert chosen.selected == {"location": ("Niger", "Nigeria")}


def test_a_value_is_chosen_or_left_out_but_not_both() -> None:
    """The later choice counts."""
    out = narrow.exclude(narrow.select(THIRD_PAGE, "outlet", "A"), "outlet", "A")
    assert (out.selected, out.excluded) == ({}, {"outlet": ("A",)})
    back = narrow.select(out, "outlet", "A")
    assert (back.selected, back.excluded) == ({"outlet": ("A",)}, {})
    assert narrow.readmit(out, "outlet", "A") == SearchRequest(q="talks", sort="newest")


def test_clearing_keeps_the_query_and_its_order() -> None:
    """Every filter goes, nothing else."""
    full = narrow.between(narrow.select(THIRD_PAGE, "outlet", "A"), PartialDate(2012), None)
    assert narrow.clear(full) == SearchRequest(q="talks", sort="newest")
