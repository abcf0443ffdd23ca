"""Cleaning accounts for every character, whatever the text."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.clean import clean, clean_all
from index.clean.between import between
from index.clean.breaks import without_breaks
from index.clean.lines import Verdict, lines_of
from index.clean.scoring import kind_of
from index.document import RawDocument, Rejected, Role
from index.readers import read_bytes
from search.errors import ReadError

LINES = st.sampled_from(
    [
        "Troops entered the city on Saturday, officials said, and shelled its suburbs until noon.",
        "Advertisement",
        "1 / 3",
        "• A slide",
        "By Ann Lee",
        "Related: Another story",
        "7 Comments",
        "",
        "Photo: Ann Lee / AP",
        "“We will not leave,” the mayor told reporters in the capital.",
        "A subhead",
        "  \t ",
        "Updated 12:15 p.m. ET: BEIRUT -- The envoy left the country late on Sunday, his office said. ENDS",
    ]
)
TEXTS = st.one_of(
    st.text(),
    st.lists(st.one_of(LINES, st.text(max_size=40)), max_size=30).map("\n".join),
    st.lists(LINES, max_size=30).map("\n\n".join),
)


def check_tiling(document: RawDocument) -> None:
    """Spans are in order, without gaps or overlaps, and end where the text ends."""
    try:
        cleaned = clean(document)
    except ReadError:
        return
    assert cleaned.spans[0].start == 0
    assert cleaned.spans[-1].end == len(document.text)
    assert all(
        before.end == after.start for before, after in zip(cleaned.spans, cleaned.spans[1:], strict=False)
    )
    assert all(span.start < span.end and span.rule and span.reason for span in cleaned.spans)


@settings(deadline=None)
@given(TEXTS)
def test_spans_tile_plain_text(text: str) -> None:
    """Kept and removed text together are the source."""
    for document in read_bytes(text.encode("utf-8", "surrogatepass"), "a.txt"):
        if not isinstance(document, Rejected):
            check_tiling(document)


@settings(deadline=None)
@given(
    st.lists(
        st.one_of(
            LINES,
            st.sampled_from(
                [
                    "<p>",
                    "</p>",
                    "<br>",
                    "<div class='caption'>",
                    "</div>",
                    "<a href=x>",
                    "</a>",
                    "<h1>",
                    "</h1>",
                    "<li>",
                    "<!--",
                    "-->",
                    "<table><tr><td>",
                    "<script>",
                    "</script>",
                    "&#129;",
                    "&#0;",
                    "&nbsp;",
                    "\x1c",
                ]
            ),
        ),
        max_size=40,
    )
)
def test_spans_tile_pages(parts: list[str]) -> None:
    """The same of the text of a page, however broken its markup."""
    for document in read_bytes(b"<html><body>" + " ".join(parts).encode(), "a.html"):
        if not isinstance(document, Rejected):
            check_tiling(document)


PAGE = b"<html><body><h1>Troops enter city</h1>" + b"<p>Troops entered the city on Saturday.</p>" * 3
RECORD = b'{"title": "Floods", "body": "Water rose."}'


@settings(deadline=None)
@given(st.lists(st.one_of(TEXTS.map(lambda text: text.encode("utf-8", "ignore")), st.just(PAGE)), max_size=5))
def test_texts_that_are_cleaned_together_are_cleaned_as_alone(files: list[bytes]) -> None:
    """What else is cleaned at the same time changes nothing."""
    read = [
        document
        for number, content in enumerate([*files, RECORD])
        for document in read_bytes(content, f"{number}{'' if content is RECORD else '.txt'}")
        if isinstance(document, RawDocument)
    ]
    for document, found in zip(read, clean_all(read), strict=True):
        if isinstance(found, ReadError):
            with pytest.raises(ReadError, match=found.message):
                clean(document)
        else:
            assert found == clean(document)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b" \n\n\t ", "empty"),
        (b"\x7fELF\x02\x01\x01" + bytes(range(256)) * 40, "binary"),
        (b"<html><head><title>x</title></head><body></body></html>", "no text"),
        (b'{"url": "x"}\n{"url": "y"}', "no text"),
        (b'{"title": "x", ', "broken JSON"),
    ],
)
def test_what_cannot_be_read_is_rejected(content: bytes, reason: str) -> None:
    """Bad input is named with its reason and nothing is raised."""
    documents = list(read_bytes(content, "bad"))
    assert documents
    assert all(isinstance(document, Rejected) and reason in document.reason for document in documents)


def test_text_without_a_story_is_no_article() -> None:
    """Navigation alone is refused with the reason."""
    [document] = read_bytes(b"Home\n\nNews\n\nSport\n\nLog in\n\nSearch", "menu.txt")
    assert isinstance(document, RawDocument)
    with pytest.raises(ReadError, match="no story"):
        clean(document)


@pytest.mark.parametrize("document", [RawDocument("a", "", ()), RawDocument("a", "  \n", (), clean=True)])
def test_a_document_without_blocks_is_no_article(document: RawDocument) -> None:
    """A reader of one's own may give such; those cleaned beside it are cleaned all the same."""
    with pytest.raises(ReadError, match="no story"):
        clean(document)
    (page,) = read_bytes(PAGE, "a.html")
    assert isinstance(page, RawDocument)
    found = clean_all([page, document, page])
    assert isinstance(found[1], ReadError)
    assert [found[0], found[2]] == [clean(page), clean(page)]


@pytest.mark.parametrize("end", ["", "\n\nNext Article\n\nShare this\n"])
def test_a_story_on_one_line_is_a_story(end: str) -> None:
    """Dumps often hold a headline, a date and the whole story as one long line."""
    story = "Springfield, Ill. - The council voted on Monday to close the bridge. " + " ".join(
        f"Traffic on road {number} will be led around the river, the mayor said." for number in range(30)
    )
    text = f"COUNCIL CLOSES BRIDGE\n\n01.03.01\n\t\t COUNCIL CLOSES BRIDGE \n\t\t{story}{end}"
    (document,) = read_bytes(text.encode(), "a.txt")
    assert isinstance(document, RawDocument)
    assert clean(document).parts(Role.BODY) == (story,)


PARAGRAPHS = (
    "The council voted on Monday to close the old bridge, which engineers say has not been safe for years.",
    "“We should have done this ten years ago,” the mayor told reporters after a debate of four hours.",
    "Lorries will have to take the road through the valley, which adds half an hour to every journey.",
    "Work on a new bridge is to begin in the spring, and the council expects it to last three years.",
    "The region will pay for half of it; where the rest comes from was not decided at the meeting.",
)


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
    (document,) = read_bytes(text.encode(), "a.txt")
    assert isinstance(document, RawDocument)
    cleaned = clean(document)
    assert cleaned.parts(Role.BODY) == PARAGRAPHS
    assert caption.partition("\n")[0] in cleaned.parts(Role.CAPTION)


def test_a_year_that_the_story_has_makes_no_headline() -> None:
    """Words are what a headline has in common with its story."""
    story = [paragraph.replace("three years", "2012") for paragraph in PARAGRAPHS]
    text = "\n\n".join(("Lorries must leave valley", "24 11 2012", *story))
    (document,) = read_bytes(text.encode(), "a.txt")
    assert isinstance(document, RawDocument)
    assert clean(document).parts(Role.HEADLINE) == ("Lorries must leave valley",)


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
    (document,) = read_bytes(text.encode(), "a.txt")
    assert isinstance(document, RawDocument)
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
    (document,) = read_bytes(text.encode(), "a.txt")
    assert isinstance(document, RawDocument)
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
    (document,) = read_bytes(text.encode(), "a.txt")
    assert isinstance(document, RawDocument)
    cleaned = clean(document)
    assert cleaned.parts(Role.BODY) == (*PARAGRAPHS[:2], below, *PARAGRAPHS[2:])
    assert caption in cleaned.parts(Role.CAPTION)


def test_an_agency_below_the_story_does_not_make_its_end_a_caption() -> None:
    """What stands above a credit is a caption only where the story goes on."""
    text = "\n\n".join(("Old bridge is closed", *PARAGRAPHS, "AP"))
    (document,) = read_bytes(text.encode(), "a.txt")
    assert isinstance(document, RawDocument)
    assert clean(document).parts(Role.BODY) == PARAGRAPHS


def shown(text: str) -> list[str]:
    """The lines of a plain text that the model is shown."""
    (document,) = read_bytes(text.encode(), "a.txt")
    assert isinstance(document, RawDocument)
    lines = lines_of(document)
    return [lines[number].text for number in without_breaks(lines)]


def test_the_model_does_not_see_what_stands_again_and_again_between_paragraphs() -> None:
    """A label between every two paragraphs is a break, alone or with another; one elsewhere is not."""
    first, second, *rest = PARAGRAPHS
    menu = ["Home", "News", "Home", "News"]
    label, button = "Advertisement", "Article content"
    text = "\n".join([*menu, first, label, button, second, button, rest[0], label, rest[1], "News", rest[2]])
    assert shown(text) == [*menu, *PARAGRAPHS[:4], "News", rest[2]]


@pytest.mark.parametrize(
    ("chances", "credited", "found"),
    [
        ((0.9, 0.4, 0.9, 0.9, 0.9), None, [1]),
        ((0.9, 0.4, 0.4, 0.9, 0.9), None, [1, 2]),
        ((0.9, 0.4, 0.1, 0.9, 0.9), None, []),
        ((0.4, 0.9, 0.9, 0.9, 0.4), None, []),
        ((0.9, 0.4, 0.9, 0.9, 0.9), 2, []),
        ((0.9, 0.4, 0.1, 0.9, 0.9), 2, []),
        ((0.9, 0.1, 0.4, 0.9, 0.9), 1, [2]),
    ],
)
def test_a_paragraph_between_two_of_the_story_needs_less(
    chances: tuple[float, ...], credited: int | None, found: list[int]
) -> None:
    """Others too may stand between that have as much; not what is a picture's, nor an end."""
    (document,) = read_bytes("\n".join(PARAGRAPHS).encode(), "a.txt")
    assert isinstance(document, RawDocument)
    lines = [replace(line, count=40) for line in lines_of(document)]
    decided = {} if credited is None else {credited: Verdict(Role.CAPTION, "a-rule", "a reason")}
    story = {number for number, chance in enumerate(chances) if chance > 0.5 and number not in decided}
    assert list(between(lines, story, np.array(chances), 0.5, decided)) == found


def test_long_lines_break_a_text_if_they_stand_there_very_often() -> None:
    """What stands in place of each video is a break; a sentence that is said twice is not."""
    notice = "Your settings do not allow this page to show you what another site keeps for us."
    said = "Whoever crosses the bridge on foot may go on doing so."
    apart = [line for paragraph in PARAGRAPHS for line in (paragraph, notice)]
    text = [apart[0], said, *apart[1:4], said, *apart[4:]]
    assert shown("\n".join(text)) == [line for line in text if line != notice]


def test_labels_that_say_what_else_to_read_do_not_end_a_story() -> None:
    """Such a link stands between paragraphs; under `Most read` other stories begin."""
    label, link = "Lesen Sie auch", "Neue Brücke kostet Millionen"
    more = [paragraph.replace("bridge", "tunnel") for paragraph in PARAGRAPHS]
    text = "\n".join(("Old bridge is closed", *PARAGRAPHS, *more[2:], label, link, *more[:2]))
    (document,) = read_bytes(text.encode(), "a.txt")
    assert isinstance(document, RawDocument)
    body = clean(document).parts(Role.BODY)
    assert more[0] in body
    assert label not in body


def test_a_story_is_found_between_breaks() -> None:
    """A button under every paragraph does not hide the story."""
    text = "\n".join(["Home", "News", "Old bridge is closed", "\nShare\n".join(PARAGRAPHS), "Contact us"])
    (document,) = read_bytes(text.encode(), "a.txt")
    assert isinstance(document, RawDocument)
    assert clean(document).parts(Role.BODY) == PARAGRAPHS


@pytest.mark.parametrize(
    ("form", "kind"), [("        {}", "indented"), ("{}", "text"), ("    * {}\n\n{}\n\n{}", "text")]
)
def test_text_is_judged_by_its_layout(form: str, kind: str) -> None:
    """Text of which most is set in has columns that tell something."""
    text = "\n\n".join(form.format(*[paragraph] * 3) for paragraph in PARAGRAPHS)
    (document,) = read_bytes(text.encode(), "a.txt")
    assert isinstance(document, RawDocument)
    assert kind_of(document, lines_of(document)) == kind
