"""What in a plain text is a caption, and what beside one is the story all the same."""

from __future__ import annotations

import pytest

from index.clean import clean
from index.document import Role
from tests.raw_files import PARAGRAPHS, text_of


@pytest.mark.parametrize(
    "caption",
    [
        "Lorries queue at the bridge. Ann Lee for The Valley Post",
        "Lorries queue at the bridge on Monday Ann Lee/Valley Images",
        "Lorries queue at the old bridge ( Image:",
        "Mayor Jo Field (left) and the engineer Kim Park at the bridge",
        "Engineers inspect the bridge, which has been closed.\n(Ann Lee/The Valley Post)",
        "Lorries queue at the bridge on a wet morning.\nAnn Lee for The Valley Post",
        "Lorries queue at the bridge on a wet morning.\n© dpa | Ann Lee",
        "Lorries queue at the bridge on a wet morning.\nAnn Lee (REUTERS)",
        "Der Bürgermeister Jo Field (r.) an der alten Brücke.",
        "Lorries queue at the bridge on a wet morning.\nLorries queue at the bridge on a wet morning.",
        "Lorries queue at the old bridge. Ann Lee\nLorries queue at the old bridge.",
        "The old bridge.\nImage Credits: Ann Lee",
        "Lorries queue at the bridge on a wet morning.\n(PTI)",
        "THE END ... Lorries queue at the bridge on a wet morning.",
        "Lorries queue at the bridge after vote – video",
        "Lorries queue at the old bridge.\nAnn Lee II/Copyright 2024 The AP. All rights reserved.",
        "Lastwagen vor der Brücke im Tal.\n(Quelle: Talpost/Ann Lee)",
        "Lorries queue at the bridge on a wet morning.\nEFE/ A.B. Lee",
        "Lorries queue at the bridge on a wet morning.\nAnn Lee / Pool via Reuters",
        "많은 차들이 다리 앞에서 기다리고 있다. [사진 출처 = 밸리포스트]",
        "Lastwagen queren zum letzten Mal die „Alte Brücke“ im Tal.\n© Ann Lee | Talpost",
        "The people who came from the valley to the town hall for the vote, among them Jo Field, the mayor, "
        "Kim Park, center, and an engineer.",
        "Lorries wait for hours in front of the old bridge on May 7, 2024, on the last day on which it "
        "is open to them, before they are sent through the valley, where the road is narrow and farmers "
        "fear for their cattle. Cars may cross it until the end of June.\nPhoto by Ann Lee",
    ],
)
@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_captions_in_plain_text_are_not_the_story(caption: str, between: str) -> None:
    """A caption is told by its picture's credit, in it or below it, by sides, or by standing there twice."""
    text = between.join(("Old bridge is closed", *PARAGRAPHS[:2], caption, *PARAGRAPHS[2:]))
    document = text_of(text)
    cleaned = clean(document)
    assert cleaned.parts(Role.BODY) == PARAGRAPHS
    assert caption.partition("\n")[0] in cleaned.parts(Role.CAPTION)


def test_a_caption_without_a_credit_is_told_by_its_column() -> None:
    """In text that kept its layout, captions are set apart from the paragraphs; a quotation is no caption."""
    caption = "Mayor Jo Field and the engineer Kim Park looking at the closed bridge on Monday"
    quotation = "“Nobody asked the people who walk to work,” said Kim Park, who has lived here for years."
    text = "\n\n".join(
        " " * column + paragraph
        for column, paragraph in (
            (8, "Old bridge is closed"),
            *((8, paragraph) for paragraph in PARAGRAPHS[:3]),
            (4, caption),
            (8, PARAGRAPHS[3]),
            (8, quotation),
            (8, PARAGRAPHS[4]),
        )
    )
    document = text_of(text)
    cleaned = clean(document)
    assert cleaned.parts(Role.CAPTION) == (caption,)
    assert cleaned.parts(Role.BODY) == (*PARAGRAPHS[:4], quotation, PARAGRAPHS[4])


def test_what_a_paragraph_above_a_credit_says_can_tell_that_it_is_the_story() -> None:
    """A picture can have a credit and no caption."""
    long = (
        "One of the plans that the council looked at would have moved the market to the square, which the "
        "mayor once called “the only room that we have left for the town.” The market pays the council for "
        "its stalls, and the fees have paid for the lights on the bridge since the railway was closed."
    )
    text = "\n\n".join(
        ("Old bridge is closed", *PARAGRAPHS[:2], long, "Image Credits: Ann Lee", *PARAGRAPHS[2:])
    )
    document = text_of(text)
    assert clean(document).parts(Role.BODY) == (*PARAGRAPHS[:2], long, *PARAGRAPHS[2:])


def test_the_story_goes_on_below_a_credit() -> None:
    """A day and somebody who is seen make no caption of several sentences; the one above the credit is it."""
    caption = "Kim Park says that the bridge was a danger to all who had to cross it for years."
    below = (
        "The engineer has not been seen in public since May 7. He is known for few words, and keeps to them."
    )
    text = "\n".join(
        ("Old bridge is closed", *PARAGRAPHS[:2], caption, "(Ann Lee/AP)", below, *PARAGRAPHS[2:])
    )
    document = text_of(text)
    cleaned = clean(document)
    assert cleaned.parts(Role.BODY) == (*PARAGRAPHS[:2], below, *PARAGRAPHS[2:])
    assert caption in cleaned.parts(Role.CAPTION)


def test_an_agency_below_the_story_does_not_make_its_end_a_caption() -> None:
    """What stands above a credit is a caption only where the story goes on."""
    text = "\n\n".join(("Old bridge is closed", *PARAGRAPHS, "AP"))
    document = text_of(text)
    assert clean(document).parts(Role.BODY) == PARAGRAPHS


def test_the_names_of_a_list_beside_credits_are_no_captions() -> None:
    """Where each item has a picture; of few such labels each is a picture's."""
    names = ("The old mill", "Market square", "Castle hill", "Ferry landing", "Town hall")
    for count in (5, 2):
        items = [
            block
            for name, told in zip(names[:count], PARAGRAPHS, strict=False)
            for block in (name, "Photo: Ann Lee", told)
        ]
        cleaned = clean(text_of("Five places to see in the valley", *items, *PARAGRAPHS))
        assert set(PARAGRAPHS) <= set(cleaned.parts(Role.BODY))
        assert len(set(names) & set(cleaned.parts(Role.CAPTION))) == (2 if count == 2 else 0)


@pytest.mark.parametrize(
    ("paragraph", "below"),
    [
        ("Lorries queue at the bridge on a wet morning.", "PHOTOS: The old bridge"),
        ("(SPRINGFIELD, Mass.) – Lorries queue at the bridge on a wet morning.", "Photo: Ann Lee"),
    ],
)
def test_a_paragraph_above_a_gallery_or_with_a_dateline_is_no_caption(paragraph: str, below: str) -> None:
    cleaned = clean(text_of("Old bridge is closed", *PARAGRAPHS[:2], paragraph, below, *PARAGRAPHS[2:]))
    assert paragraph in cleaned.parts(Role.BODY)
