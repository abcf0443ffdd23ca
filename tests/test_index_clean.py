"""Cleaning accounts for every character, whatever the text."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from index.clean import clean, clean_all
from index.document import RawDocument, Rejected
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


TROOPS = "Troops entered the city on Saturday, officials said, and shelled its suburbs until noon."
SLIDE = f"1 / 3\n\n\n\n{TROOPS}\n\n• A slide\n\nPhoto: Ann Lee / AP"
TWICE = [
    f"{TROOPS}\n\n{TROOPS}\n\nRelated: Another story\n\n7 Comments".encode(),
    f"{SLIDE}\n\nAdvertisement\n\n{SLIDE}".encode(),
]
"""Two stretches of the second text are equal, and which is the better one is no matter of rounding."""


@settings(deadline=None)
@example(TWICE)
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
