"""What in a plain text is the story, what is a caption, and what only breaks it up."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from index.clean import clean
from index.clean.between import between
from index.clean.breaks import without_breaks
from index.clean.lines import Verdict, lines_of
from index.clean.scoring import kind_of
from index.document import Role
from tests.raw_files import PARAGRAPHS, text_of


@pytest.mark.parametrize("end", ["", "\n\nNext Article\n\nShare this\n"])
def test_a_story_on_one_line_is_a_story(end: str) -> None:
    """Dumps often hold a headline, a date and the whole story as one long line."""
    story = "Springfield, Ill. - The council voted on Monday to close the bridge. " + " ".join(
        f"Traffic on road {number} will be led around the river, the mayor said." for number in range(30)
    )
    text = f"COUNCIL CLOSES BRIDGE\n\n01.03.01\n\t\t COUNCIL CLOSES BRIDGE \n\t\t{story}{end}"
    document = text_of(text)
    assert clean(document).parts(Role.BODY) == (story,)


def test_a_year_that_the_story_has_makes_no_headline() -> None:
    """Words are what a headline has in common with its story."""
    story = [paragraph.replace("three years", "2012") for paragraph in PARAGRAPHS]
    text = "\n\n".join(("Lorries must leave valley", "24 11 2012", *story))
    document = text_of(text)
    assert clean(document).parts(Role.HEADLINE) == ("Lorries must leave valley",)


@pytest.mark.parametrize(("end", "kept"), [(":", True), (".", False)])
def test_a_list_that_the_story_introduces_is_story(end: str, kept: bool) -> None:
    """What nothing introduces is mostly a link to another story."""
    item = "* Buses on the line to the coast"
    text = "\n\n".join(
        " " * column + paragraph
        for column, paragraph in (
            (8, "Old bridge is closed"),
            *((8, paragraph) for paragraph in PARAGRAPHS[:2]),
            (8, f"This alone may use the old bridge until the new one is open{end}"),
            (4, item),
            *((8, paragraph) for paragraph in PARAGRAPHS[2:]),
        )
    )
    document = text_of(text)
    assert (item in clean(document).parts(Role.BODY)) is kept


def test_a_paragraph_of_another_script_is_no_headline() -> None:
    paragraphs = (
        "市議会は 田中一郎（いちろう） 市長の提案どおり、春の洪水で流された橋を再建すると決めた。",
        "市長は記者団に対し、秋まで渡し船を運航すると述べた。新しい橋は古い橋より一メートル高くなる。",
        "費用の半分は県が負担し、残りは洪水の被害を受けた町のための基金でまかなわれる見通しだ。",
    )
    document = text_of("\n\n".join(paragraphs))
    assert clean(document).parts(Role.BODY) == paragraphs


def shown(text: str) -> list[str]:
    """The lines of a plain text that the model is shown."""
    document = text_of(text)
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
    document = text_of("\n".join(PARAGRAPHS))
    lines = [replace(line, count=30) for line in lines_of(document)]
    decided = {} if credited is None else {credited: Verdict(Role.CAPTION, "a-rule", "a reason")}
    story = {number for number, chance in enumerate(chances) if chance > 0.5 and number not in decided}
    assert list(between(lines, story, np.array(chances), 0.35, decided)) == found


def test_a_long_paragraph_between_two_of_the_story_needs_less_still() -> None:
    """What is as long as no caption is."""
    [line] = lines_of(text_of(PARAGRAPHS[0]))
    lines = [replace(line, count=words) for words in (40, 40, 39, 40)]
    chances = np.array([0.9, 0.2, 0.2, 0.9])
    assert list(between(lines, {0, 3}, chances, 0.35, {})) == []
    assert list(between([*lines[:2], *lines[3:]], {0, 2}, chances[[0, 1, 3]], 0.35, {})) == [1]


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
    document = text_of(text)
    body = clean(document).parts(Role.BODY)
    assert more[0] in body
    assert label not in body


def test_a_story_is_found_between_breaks() -> None:
    """A button under every paragraph does not hide the story."""
    text = "\n".join(["Home", "News", "Old bridge is closed", "\nShare\n".join(PARAGRAPHS), "Contact us"])
    document = text_of(text)
    assert clean(document).parts(Role.BODY) == PARAGRAPHS


@pytest.mark.parametrize(
    ("form", "kind"), [("        {}", "indented"), ("{}", "text"), ("    * {}\n\n{}\n\n{}", "text")]
)
def test_text_is_judged_by_its_layout(form: str, kind: str) -> None:
    """Text of which most is set in has columns that tell something."""
    text = "\n\n".join(form.format(*[paragraph] * 3) for paragraph in PARAGRAPHS)
    document = text_of(text)
    assert kind_of(document, lines_of(document)) == kind


FERRY = (
    "BERGEN, April 25 - The harbour board of Bergen disputed on Tuesday whether a ferry had struck a buoy"
    " before its engine stopped.",
    "The ferry company had said that the boat, with 160 people on board, hit something soon after it left.",
    "It went on to Stavanger after the crew found that the engine was within its limits, the company said.",
    "But the board wrote on Tuesday that the captain had not reported any collision.",
    "A spokeswoman said that the company would answer the board's questions within a week.",
)


def test_a_story_is_found_beside_a_larger_notice() -> None:
    """What is said of cookies is longer than the story, and speaks for no list of links that is near it."""
    menu = ("World", "Business", "Markets", "Legal", "Technology", "Sports", "More")
    offers = (
        "Ship Finder for every port",
        "Tide Tables for two years",
        "Data Desk and Prices",
        "Advertise With Us",
        "Guidelines for Advertisers",
        "Terms of Use",
        "How to Correct Us",
        "Tell Us About the Site",
    )
    notice = (
        "When you visit our website, we store cookies on your browser to collect information. What we collect"
        " might be about you, what you like or your device, and is mostly used to make the site work as you"
        " expect it to. You can choose not to allow some kinds of cookies, which may change what you see of"
        " the site and of what we can offer you. " * 2,
        "These cookies are necessary for the website to work and cannot be switched off. They are usually set"
        " only in answer to what you do, such as setting what you prefer, logging in or filling in forms. You"
        " can set your browser to block them, but some parts of the site will not work then.",
        "These cookies enable the website to offer more functions and to be more personal. They may be set by"
        " us or by others whose services we have added to our pages. If you do not allow these cookies then"
        " some or all of these services may not work as they should.",
        "These cookies allow us to count visits, so that we can measure how our site does and make it better."
        " They help us to know which pages are the most and the least read, and to see how visitors move"
        " around the site. All that they collect is added up, and so tells nothing about you.",
    )
    lines = (
        *(f"* {each}" for each in menu),
        "Harbour board sees 'no proof' that ferry struck buoy",
        "By Kari Nordmann",
        "",
        *FERRY,
        "",
        "Site Index",
        *(f"* {each}" for each in offers),
        "",
        *notice,
        "Allow All",
    )
    document = text_of("\n".join(lines))
    assert clean(document).parts(Role.BODY) == FERRY


@pytest.mark.parametrize(
    "paragraphs",
    [
        (
            "ከንቲባው ድልድዩ እስከ ዓመቱ መጨረሻ ድረስ ተዘግቶ እንደሚቆይ ሰኞ ዕለት ለጋዜጠኞች ተናግረዋል።",
            "ሥራው በመጋቢት ወር ይጀመራል ተብሎ ይጠበቃል። ገንዘቡን የሚከፍለው የክልሉ መንግሥት ነው።",
            "የከተማው ነዋሪዎች አዲሱ ድልድይ ቶሎ እንዲሠራላቸው ለብዙ ዓመታት ሲጠይቁ ቆይተዋል። ሥራው ሁለት ዓመት ይፈጃል።",
        ),
        (
            "မြို့တော်ဝန်က တံတားကို နှစ်ကုန်အထိ ပိတ်ထားမည်ဟု တနင်္လာနေ့တွင် သတင်းထောက်များအား ပြောသည်။",
            "လုပ်ငန်းကို မတ်လတွင် စတင်မည်ဖြစ်ပြီး ကုန်ကျစရိတ်ကို အစိုးရက ပေးမည်ဖြစ်သည်။",
            "မြို့ခံများက တံတားအသစ် ရရှိရန် နှစ်ပေါင်းများစွာ တောင်းဆိုခဲ့ကြသည်။",
        ),
        (
            "អភិបាលក្រុងបានប្រាប់អ្នកកាសែតនៅថ្ងៃច័ន្ទថាស្ពាននឹងត្រូវបិទរហូតដល់ចុងឆ្នាំ។",
            "ការងារនឹងចាប់ផ្តើមនៅខែមីនា ហើយរដ្ឋាភិបាលនឹងចេញប្រាក់សម្រាប់ការសាងសង់នេះ។",
            "ប្រជាជននៅក្នុងក្រុងបានស្នើសុំស្ពានថ្មីអស់រយៈពេលជាច្រើនឆ្នាំមកហើយ។",
        ),
    ],
    ids=["Amharic", "Burmese", "Khmer"],
)
def test_sentences_end_in_any_script(paragraphs: tuple[str, ...]) -> None:
    """And have words, where spaces do not part them: a text of a line a paragraph is a story."""
    found = clean(text_of("\n".join(paragraphs)))
    assert not found.parts(Role.REMOVED)
    assert found.parts(Role.BODY)[-2:] == paragraphs[-2:]
