"""A rule takes the blocks in which its expression is found, whatever is looked up to be sooner done."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest

from index.__main__ import main
from index.clean import clean
from index.clean.lines import lines_of
from index.clean.rules import Rules, load
from index.clean.ruling import ruled
from index.document import RawDocument, Role
from index.readers import read_bytes
from index.readers.text import from_text

_BLOCKS = (
    "Shop now",
    "Shop now and save",
    "Why people shop now",
    "We ask you to buy today",
    "They may buy today, he said.",
    "Photo by Ana",
    "Photo by Ana.",
    "Foto: Reuters/Lee 2",
    "photo by",
    "Ends in ſ",
    "US$",
    "Shopping list",
    "İzleyin ve tıklayın",
    "IZLEMEK İÇİN TIKLAYIN",
    "Ο ΠΟΛΙΤΗΣ",
)
_EXPRESSIONS = (
    "shop now$",
    "^shop now|buy today$",
    r"shop now|buy today$",
    r"(?:shop now|buy today)$",
    r"photo by [\w’-]+$",
    r"\bby \w+[.!]?$",
    r"[^.!?]{3,}$",
    r"[^s]$",
    r"\d$|\w\.$",
    r"s$",
    r"s\$",
    "^ſhop",
    "[À-ž]$",
    "^izleyin",
    "^[İ]zle",
    "için tıklayın$",
    "πολιτης",
    "ΠΟΛΙΤΗΣ$",
)


@pytest.mark.parametrize("expression", _EXPRESSIONS)
def test_a_rule_takes_what_its_expression_is_found_in(expression: str, tmp_path: Path) -> None:
    (tmp_path / "own.toml").write_text(
        f"[[rule]]\nname = 'own'\nreason = 'is ours'\nany = ['{expression}']\n", encoding="utf-8"
    )
    own = Rules(tuple(rule for rule in load(tmp_path).blocks if rule.name == "own"), (), ())
    lines = lines_of(from_text("\n\n".join(_BLOCKS), "notes.txt"))
    found = ruled(lines, own, np.zeros(len(lines)))
    assert [lines[number].text for number in found] == [
        block for block in _BLOCKS if re.search(expression, block, re.IGNORECASE)
    ]


@pytest.mark.parametrize("label", ["Video: ", "Photos - "])
def test_a_long_word_is_not_taken_apart_in_every_way(label: str) -> None:
    """A rule about six words asked in how many ways 190 letters are five parts: it would not have ended."""
    lines = lines_of(from_text(f"{label}{'a' * 190} b c d e f g", "notes.txt"))
    assert [verdict.rule for verdict in ruled(lines, load(), np.zeros(1)).values()] == ["related-link"]


def test_a_rule_leaves_alone_what_it_excepts(tmp_path: Path) -> None:
    (tmp_path / "own.toml").write_text(
        "[[rule]]\nname = 'own'\nreason = 'is ours'\nany = ['shop now']\nunless = ['save$', 'people']\n",
        encoding="utf-8",
    )
    own = Rules(tuple(rule for rule in load(tmp_path).blocks if rule.name == "own"), (), ())
    lines = lines_of(from_text("\n\n".join(_BLOCKS), "notes.txt"))
    assert [lines[number].text for number in ruled(lines, own, np.zeros(len(lines)))] == ["Shop now"]


@pytest.mark.parametrize(
    "sentence",
    [
        "The court ruled that the cookie settings of the firm break the law of the union.",
        "“We need your help,” the mayor told the council on the second day of the flood.",
        "Register to vote by Oct. 5, officials told residents of the harbour district.",
        "Reporting by the newspaper had led to the inquiry that closed the harbour in May.",
        "Writing from prison, she said that the guards had taken her books and letters.",
        "Modified crops were sown on 30,000 hectares of the plain, the ministry wrote.",
        "Background: The firm was founded in 1998 and has two hundred people in its yard.",
        "The books may not be reproduced without permission of the heirs, the court ruled.",
    ],
)
def test_sentences_of_a_story_are_no_notices(sentence: str) -> None:
    """What is told of an appeal, a notice or a credit is none."""
    prose = "The council met on Monday and voted on the plan for the bridge, officials said afterwards."
    text = "\n\n".join(["A plan for the bridge", *[f"{number}. {prose}" for number in range(4)]])
    [document] = read_bytes(f"{text}\n\n{sentence}\n\n{prose}\n\nAnd {prose}".encode(), "a.txt")
    assert isinstance(document, RawDocument)
    assert sentence in [part.strip() for part in clean(document).parts(Role.BODY)]


def test_a_rule_about_what_is_beside_another_minds_lengths_too(tmp_path: Path) -> None:
    (tmp_path / "own.toml").write_text(
        "[[rule]]\nname = 'shop'\nreason = 'sells'\nwhole = ['shop now']\n"
        "[[rule]]\nname = 'offer'\nreason = 'is beside it'\nbeside = 'shop'\nany = ['sale']\n"
        "at_least = 2\nwords = 3\n",
        encoding="utf-8",
    )
    own = Rules(tuple(rule for rule in load(tmp_path).blocks if rule.name in ("shop", "offer")), (), ())
    blocks = ("Sale", "A summer sale", "Shop now", "Big sale", "A sale of old books", "Big sale")
    lines = lines_of(from_text("\n\n".join(blocks), "notes.txt"))
    assert sorted(ruled(lines, own, np.zeros(len(lines)))) == [1, 2, 3]


PROSE = "The council met on Monday and voted on the plan for the bridge, officials said afterwards."
DIALOG = "Your privacy matters to all of us. Partners store what you read on your device, and you may object."


def page_with(dialog: str, wrapper: str = "page") -> RawDocument:
    """A page with this element above a story, all of it in an element of that class."""
    story = f"<h1>A plan for the bridge</h1><div class='text'>{f'<p>{PROSE}</p>' * 6}</div>"
    html = f"<!doctype html><html><body><div class='{wrapper}'>{dialog}{story}</div></body></html>"
    [document] = read_bytes(html.encode(), "a.html")
    assert isinstance(document, RawDocument)
    return document


@pytest.mark.parametrize("name", ["CybotCookiebotDialogBody", "onetrust-pc-sdk", "cookie-x cookiebanner"])
def test_dialogs_of_consent_managers_are_told_by_their_elements(name: str) -> None:
    """However much they say, and in whatever language."""
    dialog = f"<div id='{name}'>{f'<p>{DIALOG}</p>' * 20}</div>"
    found = clean(page_with(dialog))
    assert found.parts(Role.BODY) == (PROSE,) * 6
    assert "consent-dialog" in {span.rule for span in found.spans}


def test_a_story_about_cookies_is_no_dialog_about_them() -> None:
    assert clean(page_with("", wrapper="post tag-cookies tag-gdpr cookie-accepted")).parts(Role.BODY)


@pytest.mark.parametrize(
    ("rule", "taken"),
    [
        ("inside = ['promo']", {"Shop now", "Win a bag"}),
        ("inside = ['prom']\nany = ['shop']", {"Shop now"}),
        ("inside = ['promo']\nunless = ['shop']", {"Win a bag"}),
        ("inside = ['promo']\nat_least = 3", {"Win a bag"}),
        ("inside = ['page']", set()),
    ],
)
def test_a_rule_about_elements_takes_what_stands_in_them(rule: str, taken: set[str], tmp_path: Path) -> None:
    """But for an element that has nearly all of the page: what that is called does not tell."""
    (tmp_path / "own.toml").write_text(f"[[rule]]\nname = 'own'\nreason = 'is ours'\n{rule}\n")
    own = Rules(tuple(each for each in load(tmp_path).blocks if each.name == "own"), (), ())
    lines = lines_of(
        page_with("<aside class='Promo2 box'><p>Shop now</p><p>Win a bag</p></aside><p>Shop now</p>")
    )
    found = ruled(lines, own, np.zeros(len(lines)))
    assert {lines[number].text for number in found} == taken
    assert len(found) == len(taken)


def test_expressions_of_the_package_can_all_be_compiled() -> None:
    """They are when they are first tried, and an error in one would cost files then."""
    assert all(callable(test.matches) for rule in load().blocks for test in rule.tests)


@pytest.mark.parametrize(
    ("rules", "told"),
    [
        ("rule = 5", "'rule'"),
        ("[[rule]]\nname = 'own'\nreason = 'is ours'\ninside = ['.promo']", "'.promo'"),
        ("[[rule]]\nname = 'own'\nreason = 'is ours'\ninside = ['ad']\nbeside = 'x'", "'beside'"),
        ("rule = [5]", "table"),
        ("[[rul]]\nname = 'own'", "'rul'"),
        ("[[rule]]\nreason = 'is ours'", "'name'"),
        ("[[rule]]\nname = 'own'\nreason = 'is ours'\nwhole = 'shop'", "'whole'"),
        ("[[rule]]\nname = 'own'\nreason = 'is ours'\nwhol = ['shop']", "'whol'"),
        ("[[rule]]\nname = 'own'\nreason = 'is ours'\nwords = 'many'", "'words'"),
        ("[[rule]]\nname = 'own'\nreason = 'is ours'\nrole = 'bodie'", "'bodie'"),
        ("[[rule]]\nname = 'own'\nreason = 'is ours'\nany = ['((']", "'own'"),
        ("[[rule]]\nname = 'own'\nreason = 'is ours'\nany = ['a{1,99999999999}']", "'own'"),
        ("[[rule]]\nname = 'own'\nreason = 'is ours'\nany = ['(?<=a+)b']", "'own'"),
        ("[[cut]]\nname = 'own'\nreason = 'is ours'\nstart = [7]", "'start'"),
        ("[[cut]]\nname = 'own'\nreason = 'is ours'\nend = ['((']", "'own'"),
    ],
)
def test_rules_that_are_not_right_end_a_command(
    rules: str, told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """It says which is wrong and how, instead of rejecting every file."""
    (tmp_path / "own.toml").write_text(rules, encoding="utf-8")
    (tmp_path / "a.txt").write_text("The council met on Monday.", encoding="utf-8")
    monkeypatch.setenv("BACKFILE_RULES", str(tmp_path))
    assert main(["extract", str(tmp_path / "a.txt")]) == 2
    error = capsys.readouterr().err
    assert "own.toml" in error
    assert told in error
