"""The lines of plain text become paragraphs."""

from __future__ import annotations

import json
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.document import Rejected, one_line
from index.readers import read_bytes
from index.readers.decoding import decode, printable
from index.readers.layout import blocks_of
from index.readers.mojibake import unmangle
from tests.raw_files import PROSE, documents, paragraphs, text_of


@pytest.mark.parametrize("end", ["\v", "\u2028", "\u2029", "\f", "\n\f", "\v\v"])
def test_whatever_ends_lines_parts_paragraphs(end: str) -> None:
    """Spreadsheets, Unicode, and pages in print have their own."""
    text = f"Council closes bridge{end}{PROSE}{end}{PROSE}"
    for document in (text_of(text), *documents(json.dumps({"body": text}).encode())):
        assert paragraphs(document) == ["Council closes bridge", PROSE, PROSE]


def test_references_of_markup_in_a_text_are_read() -> None:
    assert (
        text_of("R&amp;D at AT&T: &ldquo;No&rdquo; &#8211; &unknown;").text == "R&D at AT&T: “No” – &unknown;"
    )


def test_hard_wrapped_lines_are_one_paragraph() -> None:
    """A line break inside a sentence ends no paragraph, an empty line does."""
    wrapped = "\n".join(
        [
            "The council voted on Monday to rebuild the bridge, which a flood had",
            "swept away in the spring. Work will begin in June, the mayor told the",
            "reporters who had come to the town hall to hear the vote on Monday and",
            "left without an answer to the question of who would pay for the work.",
        ]
    )
    [document] = documents(f"{wrapped}\n\n{wrapped}".encode())
    assert len(document.blocks) == 2


def test_inline_tags_on_their_own_lines_do_not_split_a_sentence() -> None:
    """Text dumps of pages put each link on a line; the sentence goes on."""
    [document] = documents(
        b"The commission, which met in\nBrussels\non Monday, adopted the\nbudget plan\n, officials "
        b"said.\nA second paragraph stands here by itself."
    )
    assert len(document.blocks) == 2


@pytest.mark.parametrize(
    "pieces",
    [
        ("The", "agency", "had said that it would come."),
        ("Mintel", "estimates that there were a hundred."),
        ('He asked for a "', "stronger link", '" to the valley.'),
        ("Troon", "-based engineers will mend it."),
        ("気象庁", "は13日に地震があったと発表した。"),
        ("マグニチュード", "）は6.9と推定される。"),
    ],
)
def test_a_sentence_goes_on_however_short_its_pieces_are(pieces: Sequence[str]) -> None:
    """A link can be its first word, or stand before a closing quote, a hyphen or a particle."""
    [document] = documents("\n".join((*pieces, "A second paragraph stands here.")).encode())
    assert [text.replace("\n", " ") for text in paragraphs(document)] == [
        " ".join(pieces),
        "A second paragraph stands here.",
    ]


@pytest.mark.parametrize(
    "said",
    [
        "Der Bürgermeister sagte am Dienstag: „Die Brücke bleibt bis zum Ende des Jahres zu.“",
        "Der Bürgermeister sagte am Dienstag: »Die Brücke bleibt bis zum Ende des Jahres zu.«",
        "Bürgermeister nach der Sitzung des Rates: „Die Brücke bleibt ein Jahr lang zu“",
        "Le maire a dit mardi aux journalistes : « Le pont restera fermé un an. »",
        "Le maire a dit mardi aux journalistes : «\xa0Restera-t-il fermé un an\u202f?\xa0»",
        "市長は火曜日の記者会見で「橋は年末まで閉鎖されたままになる。」",
        "橋は年末まで閉鎖されたままになる（市長は火曜日の記者会見でそう述べた。）",
    ],
)
def test_a_line_that_ends_in_a_closing_quote_is_a_paragraph(said: str) -> None:
    """In some languages those marks close that open in others."""
    following = (
        "一方、のり面の工事は春に始まる。" if said[0] in "市橋" else "50 Arbeiter beginnen im Mai, sagte er."
    )
    text = f"{said}\n{following}"
    assert paragraphs(documents(text.encode())[0]) == [said, following]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("The mayor told reporters on Tuesday evening: “", "We have no money for it, and you know it."),
        ('The mayor, he said, has two good reasons for it: "', "Money and time."),
        ("Le maire a répondu par un seul mot, « non », avant d’ajouter : «", "Le pont restera fermé."),
        ("市长星期二晚上在记者会上对记者说，这座桥必须在今年年底以前修好，他还说：“", "我们没有钱。"),
        ("市長は火曜日の夜「橋は閉鎖される。」", "と述べた。"),
    ],
)
def test_a_quote_that_a_line_opens_goes_on(first: str, second: str) -> None:
    """A text dump of a page can part it from what is quoted."""
    [paragraph] = paragraphs(documents(f"{first}\n{second}".encode())[0])
    assert paragraph == f"{first}\n{second}"


@pytest.mark.parametrize("menu", ["Facebook\nreddit\nTwitter", "Home\nNews\nSport"])
def test_labels_in_a_column_stay_apart(menu: str) -> None:
    """A word in lower case after another label goes on with no sentence."""
    [document] = documents(f"{menu}\n{PROSE}".encode())
    assert paragraphs(document)[:3] == menu.split("\n")


@pytest.mark.parametrize(
    "credit",
    ["(Courtesy of the Valley Museum)", "© Valley Museum/Ann Lee", "Lorries on Monday (Picture: Ann Lee/AP)"],
)
def test_a_credit_does_not_run_on_into_the_next_paragraph(credit: str) -> None:
    """A sentence that a link splits begins below the credit, not with it."""
    [document] = documents(
        f"Lorries queue at the bridge.\n{credit}\nOne such plan is\nThe Valley Road\n, which is new.".encode()
    )
    assert paragraphs(document)[:2] == ["Lorries queue at the bridge.", credit]


def test_columns_side_by_side_are_apart() -> None:
    """A sidebar's line is not part of the story's line beside it."""
    [document] = documents(
        b"The council voted on Monday to rebuild the bridge.            * Weather today\n"
        b"Work will begin in June, the mayor said.                      * Sport\n"
    )
    assert paragraphs(document)[:2] == [
        "The council voted on Monday to rebuild the bridge.",
        "* Weather today",
    ]


@given(st.lists(st.sampled_from(["The council", "voted", ".", " ", "   ", "\n", "\n\n", "“", "”", "-", "x"])))
def test_white_space_at_the_end_changes_no_paragraph(pieces: Sequence[str]) -> None:
    """Nor does it matter what kind it is: texts of usual characters alone are looked at in another way."""
    text = "".join(pieces)
    assert blocks_of(text) == blocks_of(f"{text}\n\n\t\u3000")


_PIECES = (
    "The council",
    "\n",
    " ",
    "\x0c",
    "Zürich",
    "’",
    "Ã",
    "â",
    "€",
    "\x85",
    "\x93",
    "中",
    "donâ€™t",
    "Ã©",
)


@given(st.lists(st.sampled_from(_PIECES)), st.sampled_from(["\r\n", "\r"]))
def test_other_line_ends_change_nothing_else(pieces: Sequence[str], line_end: str) -> None:
    """Bytes are looked at for what a text may have: what they do not have is not looked for."""
    text = "".join(pieces)
    once = decode(text.encode(), "utf-8")
    assert decode(text.replace("\n", line_end).encode(), "utf-8") == once
    assert once == printable(unmangle(text, lambda sample: None))


@pytest.mark.parametrize(
    ("start", "part", "times", "name", "reason"),
    [
        ("", "- a\n", 140_000, "list.txt", "paragraphs"),
        ("", "a\n", 1_100_000, "lines.txt", "lines"),
        ("", "<p>a</p>", 140_000, "page.html", "paragraphs"),
        ("<nitf><body>", "<p>a</p>", 140_000, "message.xml", "paragraphs"),
        ("<nitf><body>", "<p>a</p>", 600_000, "message.xml", "elements"),
        ("<rss><channel>", "<a/>", 600_000, "feed.xml", "elements"),
        ("<p>", "<br>", 600_000, "page.html", "tags"),
        ("", "<div>", 5_000, "page.html", "deep"),
        ("<p>A story before it.</p>", "<b>", 5_000, "page.html", "deep"),
        ("<p ", "a{}=1 ", 5_000, "page.html", "attributes"),
        ("<p ", "a{} ", 9_000, "page.html", "attributes"),
    ],
)
def test_more_than_an_article_can_have_is_refused(
    start: str, part: str, times: int, name: str, reason: str
) -> None:
    """Each would take gigabytes or hours, or be cut short in silence."""
    content = start + "".join(map(part.format, range(times))) + ">a"
    rejected, *others = read_bytes(content.encode(), name)
    assert isinstance(rejected, Rejected)
    assert all(isinstance(other, Rejected) for other in others)
    assert reason in rejected.reason


def test_a_million_lines_can_be_one_paragraph() -> None:
    [document] = documents(b"a\n" * 1_000_000)
    assert len(document.blocks) == 1


@pytest.mark.parametrize(
    ("lines", "read"),
    [
        ("the struct-\nure, built", "the struct-ure, built"),
        ("the struct\xad\nure, built", "the structure, built"),
        ("the pre-\nand post-war years", "the pre- and post-war years"),
        ("from 1912 -\nand later", "from 1912 - and later"),
        ("the Anglo-\nSaxon word", "the Anglo- Saxon word"),
        ("the har\xadbour", "the harbour"),
    ],
)
def test_words_that_lines_part_are_whole(lines: str, read: str) -> None:
    """A hyphen stays: it may be the word's own, and search looks for it open and closed."""
    assert one_line(text_of(lines).text) == read
