"""Dates, places, names and marked text read as a person would say them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.article import Article
from search.dates import PartialDate
from search.request import Run
from web import text


@pytest.mark.parametrize(
    ("date", "spelled"),
    [
        (PartialDate(2012, 3, 11), "11 March 2012"),
        (PartialDate(2012, 3), "March 2012"),
        (PartialDate(2012), "2012"),
        (None, "undated"),
    ],
)
def test_a_date_is_as_precise_as_it_is_known(date: PartialDate | None, spelled: str) -> None:
    """Nothing is added to it."""
    assert text.spell_date(date) == spelled


@pytest.mark.parametrize(
    ("names", "spelled"), [((), ""), (("A",), "A"), (("A", "B"), "A and B"), (("A", "B", "C"), "A, B and C")]
)
def test_names_are_joined(names: Sequence[str], spelled: str) -> None:
    """With commas and an and."""
    assert text.spell_names(names) == spelled


def test_places_and_fields_and_numbers() -> None:
    """Places begin with the nearest; fields have labels; numbers have their nouns."""
    assert text.spell_place("Syria/Idlib") == "Idlib, Syria"
    assert text.label_of("location") == "Location"
    assert text.label_of("photo_credit") == "Photo credit"
    spelled = [text.plural(count, "article") for count in (0, 1, 1200)]
    assert spelled == ["0 articles", "1 article", "1,200 articles"]


RUNS = st.lists(st.builds(Run, st.text(alphabet="ab \n", max_size=12), st.booleans()), max_size=8)


@given(RUNS)
def test_paragraphs_lose_nothing_but_line_breaks(runs: list[Run]) -> None:
    """Every sign keeps its place and its mark."""

    def signs(pieces: list[Run]) -> list[tuple[str, bool]]:
        return [(sign, run.marked) for run in pieces for sign in run.text if not sign.isspace()]

    cut = text.paragraphs(runs)
    assert signs([run for paragraph in cut for run in paragraph]) == signs(runs)
    assert all("\n" not in run.text for paragraph in cut for run in paragraph)
    assert all(any(run.text.strip() for run in paragraph) for paragraph in cut)


@given(st.integers(1, 60), st.integers(1, 60))
def test_page_numbers_show_both_ends_and_the_neighbours(page: int, pages: int) -> None:
    """In order, each once, with a gap only where something is left out."""
    shown = list(text.page_numbers(min(page, pages), pages))
    numbers = [number for number in shown if number]
    assert numbers == sorted(set(numbers))
    assert (numbers[0], numbers[-1]) == (1, pages)
    assert min(page, pages) in numbers
    for before, after in pairwise(shown):
        if before and after:
            assert after == before + 1


def test_a_summary_ends_between_words() -> None:
    """The standfirst, or the beginning of the body."""
    assert text.summary(Article("a", "a", "H", "Body.", standfirst="In short.")) == "In short."
    long = text.summary(Article("a", "a", "H", "word " * 200))
    assert long.endswith("word …")
    assert len(long) < 300


def test_code_in_plain_text_is_code_and_nothing_else_is() -> None:
    """What stands between backticks; markup stays text."""
    assert text.with_code("see `<a>` & b") == "see <code>&lt;a&gt;</code> &amp; b"
