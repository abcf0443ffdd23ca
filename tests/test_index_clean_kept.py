"""Sentences of a story that speak of what rules speak of, too, are kept; so are those that stand twice."""

from __future__ import annotations

import pytest

from index.clean import clean
from index.document import RawDocument, Role
from index.readers import read_bytes
from tests.raw_files import PARAGRAPHS

AROUND = (PARAGRAPHS[:2], PARAGRAPHS[2:])


def body_of(*paragraphs: str) -> tuple[str, ...]:
    """The story of a text file with such paragraphs below its headline."""
    (document,) = read_bytes("\n\n".join(("Old bridge is closed", *paragraphs)).encode(), "a.txt")
    assert isinstance(document, RawDocument)
    return clean(document).parts(Role.BODY)


@pytest.mark.parametrize(
    "sentence",
    [
        "The firm won many customers by donating a bed to a shelter for every bed that it sold in the town.",
        "The forest now helps us by contributing to cleaner water in our valley, engineers said on Friday.",
        "Why is the valley not a member of the union that its neighbours founded in the spring of that year?",
        "No shop may hide what its terms of service are, says the bill, and whoever does not agree can sue.",
        "The law protects whoever clicks on the word accept without having read what the terms of use say.",
        "Submit a report to the council about every lorry that was seen on the bridge, the order said.",
        "The clinic closed in May, and many drive for an hour now. (You can see its last doctors on a list)",
        "The town grew for thirty years, and its schools were full. (Lee and Park, 2024)",
        "The printer was sold with the house, the shop and its yard to a man from the coast. (E-2)",
        "The bridge was built in two years by the firm of Lee and Park Inc. (Valley County)",
        "The office for permits is open from 8:00 a.m. to 5:00 p.m. (Monday to Friday)",
        "Nobody in the valley voted for the toll, and few had heard of it from Rep. Ann Lee",
        "It was decided eight years ago by the court in the case that is known as Park v. EPA",
        "The town's clinic was the first in the valley that led a Fight Against HIV/AIDS",
        "Lee talks in this video, which the town paid for, of what she learned from a year of building.",
        "The new bank gives farmers access to credit by mortgaging what they will harvest in the autumn.",
        "The mayor hurt his image by saying in March that nobody needed a bridge.",
        "They drove across it every day, right, until a hole opened in it that nobody had seen before.",
        "Three offices of Valley, Centre, and Park counties share the costs of what is built there.",
    ],
)
def test_a_sentence_of_the_story_is_no_appeal_and_no_credit(sentence: str) -> None:
    assert sentence in body_of(*AROUND[0], sentence, *AROUND[1])


def test_a_question_at_the_end_of_a_speech_does_not_begin_comments() -> None:
    speech = ("LEE: “It will take three years, and the lorries have to go somewhere.", "What do you think?”")
    found = body_of(*PARAGRAPHS, *speech, *PARAGRAPHS)
    assert speech[0] in found
    assert len(found) >= 11


@pytest.mark.parametrize(
    "opening",
    [
        "SPRINGFIELD, Ill. - The council of Springfield decided on Monday to close the bridge to lorries.",
        "Lowell, MA – The council of Lowell decided on Monday to close the bridge to all lorries.",
        "“The bridge is closed to lorries, and will be closed until there is another one.",
    ],
)
def test_what_opens_a_story_and_stands_twice_is_no_caption(opening: str) -> None:
    """Releases sum themselves up in the words of their first sentence."""
    assert opening in body_of(opening, opening, *PARAGRAPHS)
