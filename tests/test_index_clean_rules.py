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


@pytest.mark.parametrize(
    ("rules", "told"),
    [
        ("rule = 5", "'rule'"),
        ("rule = [5]", "table"),
        ("[[rul]]\nname = 'own'", "'rul'"),
        ("[[rule]]\nreason = 'is ours'", "'name'"),
        ("[[rule]]\nname = 'own'\nreason = 'is ours'\nwhole = 'shop'", "'whole'"),
        ("[[rule]]\nname = 'own'\nreason = 'is ours'\nwhol = ['shop']", "'whol'"),
        ("[[rule]]\nname = 'own'\nreason = 'is ours'\nwords = 'many'", "'words'"),
        ("[[rule]]\nname = 'own'\nreason = 'is ours'\nrole = 'bodie'", "'bodie'"),
        ("[[rule]]\nname = 'own'\nreason = 'is ours'\nany = ['((']", "'own'"),
        ("[[rule]]\nname = 'own'\nreason = 'is ours'\nany = ['a{1,99999999999}']", "'own'"),
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
