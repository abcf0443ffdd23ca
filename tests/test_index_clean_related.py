"""Lines between the paragraphs of a text: another story's headline, or a heading of the story's own."""

from __future__ import annotations

import pytest

from index.clean import clean
from index.document import Role
from tests.raw_files import PARAGRAPHS, text_of

OTHERS = (
    "Mayor of Bergen rejects railway plan after protest",
    "Oslo court frees three students of the arts",
    "Paris museum opens its doors for one night",
    "Rome bans scooters from the old streets",
)


def body(*between: str) -> tuple[str, ...]:
    """The story of a text with these lines between its paragraphs."""
    lines = [*between, *[""] * len(PARAGRAPHS)]
    blocks = [block for pair in zip(PARAGRAPHS, lines, strict=False) for block in pair if block]
    return clean(text_of("Council closes bridge", *blocks)).parts(Role.BODY)


@pytest.mark.parametrize("line", OTHERS)
def test_another_storys_headline_is_not_of_the_story(line: str) -> None:
    assert body("", line) == PARAGRAPHS


@pytest.mark.parametrize(
    "line",
    [
        "Lorries told to take road through the valley, council says",  # what the next paragraph says
        "Two sets of traffic lights at the river",
        "No plans for a ferry across the river",
    ],
)
def test_a_heading_of_the_story_is(line: str) -> None:
    assert line in body("", line)


def test_more_than_three_headlines_are_the_storys_own() -> None:
    """As in a live report, which has one above each entry."""
    assert set(OTHERS) <= set(body(*OTHERS))
    assert set(OTHERS[:3]).isdisjoint(body(*OTHERS[:3]))
