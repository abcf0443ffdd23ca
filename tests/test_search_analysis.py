"""What text becomes: terms, positions and offsets."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search import analysis


def terms(text: str) -> list[str]:
    """The terms of a text, without the joined forms of hyphenated words."""
    return [token.term for token in analysis.tokens(text) if not token.joined]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("U.N.", "UN"), ("U.S.", "US"), ("U.N", "un"), ("Syria's", "Syria"), ("Syria’s", "syria"),
        ("Syrians", "Syrian"), ("façade", "facade"), ("Ödegård", "odegard"), ("Łódź", "lodz"),
        ("Straße", "strasse"), ("Shi'ite", "Shiite"), ("8,500", "8500"), ("offensives", "offensive"),
        ("cafe\u0301", "café"), ("TALKS", "talks"), ("J.P.", "JP"), ("l’Assad", "l'Assad"),
    ],
)  # fmt: skip
def test_spellings_that_are_the_same_term(one: str, other: str) -> None:
    """Case, marks, possessives, dots and endings make no difference."""
    assert terms(one) == terms(other)


def test_different_words_stay_apart() -> None:
    """Stemming and folding do not go too far."""
    assert terms("Syria") != terms("Syrian")
    assert terms("7.5") != terms("75")


def test_hyphenated_words_are_parts_and_whole() -> None:
    """`cease-fire` takes two positions, and the closed form stands at both."""
    found = list(analysis.tokens("a cease-fire now"))
    assert [(token.term, token.position) for token in found if not token.joined] == [
        ("a", 0), ("ceas", 1), ("fire", 2), ("now", 3),
    ]  # fmt: skip
    assert {(token.term, token.position) for token in found if token.joined} == {
        ("ceasefir", 1),
        ("ceasefir", 2),
    }


def test_dates_and_long_chains_are_not_joined() -> None:
    """Closed forms that nobody would type are not made."""
    assert not any(token.joined for token in analysis.tokens("2012-03-11 a-b-c-d-e-f"))


def test_scripts_without_spaces_are_characters() -> None:
    """Each character is a term, so that words are found as phrases."""
    assert terms("北京大学") == ["北", "京", "大", "学"]


def test_long_words_cost_nothing() -> None:
    """What is longer than a word can be is cut."""
    assert terms("x" * 100_000) == ["x" * analysis.MAX_TERM]


@given(st.text())
def test_offsets_point_into_the_text(text: str) -> None:
    """Tokens come in order, and each is made from the characters it names."""
    position = -1
    for token in analysis.tokens(text):
        assert 0 <= token.start < token.end <= len(text)
        if not token.joined:
            assert token.position == position + 1
            position = token.position
        assert token.term
        assert len(token.term) <= analysis.MAX_TERM


@given(st.text())
def test_a_word_form_is_stable(text: str) -> None:
    """A word form analysed again is itself, so that queries made of suggestions work."""
    for word in {token.word for token in analysis.tokens(text)}:
        assert analysis.normalise(word) == word
