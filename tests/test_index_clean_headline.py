"""Which block of a plain text is the headline, and what stands between it and the story."""

from __future__ import annotations

import pytest

from index.clean import clean
from index.document import Cleaned, Role
from tests.raw_files import BRIDGE, BRIDGE_HEADLINE, text_of


def cleaned(*blocks: str) -> Cleaned:
    """What cleaning makes of a text file with these blocks."""
    return clean(text_of(*blocks))


def test_a_headline_is_found_above_what_a_dump_of_a_page_has_below_it() -> None:
    """Menus, a date, a picture's caption and another story's headline stand between it and the story."""
    found = cleaned(
        f"{BRIDGE_HEADLINE} | The Valley Post",
        *("Home", "* News", "* Sport", "Weather and traffic"),
        BRIDGE_HEADLINE,
        "By Ann Lee",
        "Tuesday, March 3, 2015 | 17:41",
        "Lorries in front of the old bridge",
        "* Three towns of the valley want a railway",
        *BRIDGE,
    )
    assert found.parts(Role.HEADLINE) == (BRIDGE_HEADLINE,)
    assert found.parts(Role.BYLINE) == ("By Ann Lee",)
    assert found.parts(Role.BODY) == BRIDGE
    assert not found.parts(Role.KICKER)
    assert not found.parts(Role.STANDFIRST)


@pytest.mark.parametrize(
    "below", ["A new one is to be built within three years", "Engineers warned of it for years"]
)
def test_the_headline_is_the_first_of_two_lines(below: str) -> None:
    """What stands under it is not chosen for being nearer to the story."""
    assert cleaned(BRIDGE_HEADLINE, below, *BRIDGE).parts(Role.HEADLINE) == (BRIDGE_HEADLINE,)


@pytest.mark.parametrize("label", ["VIDEO: ", "Analysis: ", "PHOTOS: "])
def test_a_text_that_begins_with_its_title_has_it_whatever_it_begins_with(label: str) -> None:
    """Elsewhere it would point to another story."""
    assert cleaned(label + BRIDGE_HEADLINE, *BRIDGE).parts(Role.HEADLINE) == (label + BRIDGE_HEADLINE,)


@pytest.mark.parametrize(
    "above",
    [
        "Rain is expected in the afternoon, with highs of 12 degrees.",
        "Oil prices rose again after ministers of eleven countries met in Vienna.",
        "A ferry with forty people on board has run aground near Bergen, police said.",
        "Cloudy, 12 degrees",
    ],
)
def test_a_line_of_other_news_above_the_headline_does_not_hide_it(above: str) -> None:
    found = cleaned(above, BRIDGE_HEADLINE, *BRIDGE)
    assert found.parts(Role.HEADLINE) == (BRIDGE_HEADLINE,)
    assert found.parts(Role.BODY) == BRIDGE


def test_a_first_paragraph_above_a_heading_stays() -> None:
    """What the next paragraphs say again is the story, with or without a headline."""
    for above in ((), (BRIDGE_HEADLINE,)):
        found = cleaned(*above, BRIDGE[0], "Detour through the valley", *BRIDGE[1:])
        assert BRIDGE[0] in found.parts(Role.BODY)


def test_a_text_has_one_standfirst_right_below_its_headline() -> None:
    standfirst = "From Monday on lorries have to take the long road through the valley."
    notice = "We apologise, but the video about the bridge has failed to load."
    found = cleaned(BRIDGE_HEADLINE, standfirst, notice, *BRIDGE)
    assert found.parts(Role.HEADLINE) == (BRIDGE_HEADLINE,)
    assert len(found.parts(Role.STANDFIRST)) <= 1


@pytest.mark.parametrize(
    "below",
    [
        "Lorries are to take the long way through the valley until a new one is built",
        "Council Cites Report of Engineers, Promises New Bridge Within Three Years",
    ],
)
def test_a_line_below_the_headline_that_says_much_is_a_standfirst(below: str) -> None:
    """With or without a full stop; a short one is a kicker."""
    found = cleaned(BRIDGE_HEADLINE, below, "By Ann Lee", *BRIDGE)
    assert (found.parts(Role.HEADLINE), found.parts(Role.STANDFIRST)) == ((BRIDGE_HEADLINE,), (below,))
    assert (found.parts(Role.KICKER), found.parts(Role.BODY)) == ((), BRIDGE)


@pytest.mark.parametrize(
    "below",
    [
        "Published on Monday, 3 March 2015 by the Valley Post",
        "Home | News | Sport | Weather | Jobs | Contact",
        "Lorries in front of the old bridge seen from the river",
        "Springfield council closes its old bridge to lorries",
        "Contact: Ann Lee, press office of the council of Springfield",
    ],
)
def test_a_line_that_sums_nothing_up_is_no_standfirst(below: str) -> None:
    """A date, a menu, a caption, the headline again, an address."""
    found = cleaned(BRIDGE_HEADLINE, below, *BRIDGE)
    assert not found.parts(Role.STANDFIRST)
    assert not found.parts(Role.KICKER)


def test_a_story_that_has_no_end_of_a_sentence_stays() -> None:
    """A text on one line that breaks off is not what stands above the first sentence."""
    long = " ".join(BRIDGE).rstrip(".")
    assert long in cleaned(BRIDGE_HEADLINE, long, *BRIDGE[1:]).parts(Role.BODY)
