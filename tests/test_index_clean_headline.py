"""Which block of a plain text is the headline, and what stands between it and the story."""

from __future__ import annotations

import pytest

from index.clean import clean
from index.document import Cleaned, RawDocument, Role
from index.readers import read_bytes

STORY = (
    "The council of Springfield voted on Monday to close the old bridge, which engineers call unsafe.",
    "“We should have done this ten years ago,” the mayor told reporters after a debate of four hours.",
    "Lorries will have to take the road through the valley, which adds half an hour to every journey.",
    "Work on a new bridge is to begin in the spring, and the council expects it to last three years.",
)
HEADLINE = "Springfield council closes old bridge to lorries"


def cleaned(*blocks: str) -> Cleaned:
    """What cleaning makes of a text file with these blocks."""
    (document,) = read_bytes("\n\n".join(blocks).encode(), "a.txt")
    assert isinstance(document, RawDocument)
    return clean(document)


def test_a_headline_is_found_above_what_a_dump_of_a_page_has_below_it() -> None:
    """Menus, a date, a picture's caption and another story's headline stand between it and the story."""
    found = cleaned(
        f"{HEADLINE} | The Valley Post",
        *("Home", "* News", "* Sport", "Weather and traffic"),
        HEADLINE,
        "By Ann Lee",
        "Tuesday, March 3, 2015 | 17:41",
        "Lorries in front of the old bridge",
        "* Three towns of the valley want a railway",
        *STORY,
    )
    assert found.parts(Role.HEADLINE) == (HEADLINE,)
    assert found.parts(Role.BYLINE) == ("By Ann Lee",)
    assert found.parts(Role.BODY) == STORY
    assert not found.parts(Role.KICKER)
    assert not found.parts(Role.STANDFIRST)


@pytest.mark.parametrize(
    "below", ["A new one is to be built within three years", "Engineers warned of it for years"]
)
def test_the_headline_is_the_first_of_two_lines(below: str) -> None:
    """What stands under it is not chosen for being nearer to the story."""
    assert cleaned(HEADLINE, below, *STORY).parts(Role.HEADLINE) == (HEADLINE,)


@pytest.mark.parametrize("label", ["VIDEO: ", "Analysis: ", "PHOTOS: "])
def test_a_text_that_begins_with_its_title_has_it_whatever_it_begins_with(label: str) -> None:
    """Elsewhere it would point to another story."""
    assert cleaned(label + HEADLINE, *STORY).parts(Role.HEADLINE) == (label + HEADLINE,)


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
    found = cleaned(above, HEADLINE, *STORY)
    assert found.parts(Role.HEADLINE) == (HEADLINE,)
    assert found.parts(Role.BODY) == STORY


def test_a_first_paragraph_above_a_heading_stays() -> None:
    """What the next paragraphs say again is the story, with or without a headline."""
    for above in ((), (HEADLINE,)):
        found = cleaned(*above, STORY[0], "Detour through the valley", *STORY[1:])
        assert STORY[0] in found.parts(Role.BODY)


def test_a_text_has_one_standfirst_right_below_its_headline() -> None:
    standfirst = "From Monday on lorries have to take the long road through the valley."
    notice = "We apologise, but the video about the bridge has failed to load."
    found = cleaned(HEADLINE, standfirst, notice, *STORY)
    assert found.parts(Role.HEADLINE) == (HEADLINE,)
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
    found = cleaned(HEADLINE, below, "By Ann Lee", *STORY)
    assert (found.parts(Role.HEADLINE), found.parts(Role.STANDFIRST)) == ((HEADLINE,), (below,))
    assert (found.parts(Role.KICKER), found.parts(Role.BODY)) == ((), STORY)


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
    found = cleaned(HEADLINE, below, *STORY)
    assert not found.parts(Role.STANDFIRST)
    assert not found.parts(Role.KICKER)


def test_a_story_that_has_no_end_of_a_sentence_stays() -> None:
    """A text on one line that breaks off is not what stands above the first sentence."""
    long = " ".join(STORY).rstrip(".")
    assert long in cleaned(HEADLINE, long, *STORY[1:]).parts(Role.BODY)
