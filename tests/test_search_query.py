"""The query language: nothing typed is an error, and what was understood is said."""

from __future__ import annotations

from unittest.mock import patch

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from whoosh.query import Wildcard

from search.clauses import ByWord
from search.fields import TEXT, WORD
from search.query import parse


@pytest.mark.parametrize(
    ("typed", "understood"),
    [
        ("Idlib offensive", "Idlib AND offensive"),
        ("idlib OR homs -assad", "(idlib OR homs) AND NOT assad"),
        ("(a OR b) c", "(a OR b) AND c"),
        ("NOT a", "NOT a"),
        ('"peace talks"~5', '"peace talks"~5'),
        ('“peace talks”', '"peace talks"'),
        ("offens* wom?n rusia~", "offens* AND wom?n AND rusia~1"),
        ("Headline:ceasefire", "headline:ceasefire"),
        ("headline:(a b)", "(headline:a AND headline:b)"),
        ('-outlet:"Al Jazeera"', 'NOT outlet:"Al Jazeera"'),
        ("date:2012-01..2012-03", "date:2012-01..2012-03"),
        ("headline: climate", "headline:climate"),
        ('Outlet: "Al Jazeera" a', 'outlet:"Al Jazeera" AND a'),
        ("headline:-climate", "NOT headline:climate"),
        ("a (headline:NOT climate)", "a AND NOT headline:climate"),
        ("-headline:-(a b)", "(headline:a AND headline:b)"),
        ('"headline: -a" b', '"headline: -a" AND b'),
        ('"(OR a" b', '"(OR a" AND b'),
        ('"climate change"~0', '"climate change"'),
        ('"climate change"~05', '"climate change"~5'),
        ("?limate ??mate", "?limate AND ??mate"),
        ("a -()", "a"),
        ("", "everything"),
    ],
)  # fmt: skip
def test_what_is_meant_is_understood_without_a_note(typed: str, understood: str) -> None:
    """The language as documented."""
    parsed = parse(typed)
    assert (parsed.understood_as, parsed.notes) == (understood, ())


@pytest.mark.parametrize(
    ("typed", "understood", "note"),
    [
        ('"open phrase', "open AND phrase", "quotation mark"),
        ("(a b", "a AND b", "Parentheses"),
        ("a ) b", "a AND b", "Parentheses"),
        ("a OR", "a", "OR stands between"),
        ("(OR a)", "a", "OR stands between"),
        ("climate (AND change)", "climate AND change", "AND stands between"),
        ("a (b OR) (NOT)", "a AND b", "NOT stands between"),
        ("NOT OR a", "NOT a", "OR stands between"),
        ("headline: OR a", "(headline: OR a)", "stands after “headline:”"),
        ('"a b"~17179869184', '"a b"~10000', "at most ~10000 apart"),
        ("colour:red", "colour:red", "no field “colour”"),
        ("date:soon", "date:soon", "not a date"),
        ("date:*", "everything", "not a date"),
        ("war or peace", "war AND or AND peace", "OR"),
        ("rusia~7", "rusia~2", "at most ~2"),
        ("&& ||", "everything", "can be searched for"),
        ("(" * 30 + "a" + ")" * 30, "a", "deep"),
    ],
)  # fmt: skip
def test_what_is_not_meant_as_syntax_is_text_and_a_note_says_so(
    typed: str, understood: str, note: str
) -> None:
    """Nothing is silently something else."""
    parsed = parse(typed)
    assert parsed.understood_as == understood
    assert note in " ".join(parsed.notes)


def test_a_question_mark_at_the_end_of_a_word_is_punctuation() -> None:
    """People ask questions; inside a word it is a wildcard."""
    assert parse("who killed Assad?").tree == parse("who killed Assad").tree


def test_a_question_mark_at_the_beginning_of_a_word_is_a_wildcard() -> None:
    """As an asterisk is."""
    assert parse("?limate").tree == ByWord(TEXT, Wildcard(WORD, "?limate"))


def test_any_word_takes_plain_text() -> None:
    """For measuring: no syntax, any word that carries meaning may match."""
    assert parse('alpha AND "beta', match="any").understood_as == "alpha OR beta"


PIECES = r"""
    a Idlib cease-fire U.N. AND OR NOT - ( ) " “ * ? ~ ~0 ~9 ~99999 headline: date: outlet: foo: ..
    2012-13 2012 [ ] { ^ \ ' / 北京 🂡
""".split()
SYNTAX = st.lists(st.sampled_from([*PIECES, " ", "\0", "\ud800", "\u202e", "9" * 400]), max_size=40)


@given(SYNTAX, st.booleans())
@example(["a", "AND", "*"], True)
def test_syntax_in_any_order_parses(parts: list[str], spaced: bool) -> None:
    """Every arrangement of operators and words has a meaning."""
    parsed = parse((" " if spaced else "").join(parts))
    assert parsed.understood_as
    repr(parsed.tree)


WORDS = "a Idlib fire fires OR AND NOT or not 8500 2012 peace* off* x~ Damscus~1 Homs~2".split()
PHRASES = ('"peace talks"', '"the of and"', '"Fire fire"', '"one"', '"a OR b"')
PLAIN = st.lists(st.sampled_from([*WORDS, *PHRASES]), min_size=1, max_size=6)


@settings(max_examples=300, deadline=None)
@given(PLAIN, st.sampled_from([" ", " OR ", " AND ", " -"]))
def test_what_needs_no_parser_means_what_the_parser_finds(items: list[str], between: str) -> None:
    """Words, phrases and patterns side by side are read without it, with the same tree and notes."""
    text = between.join(items)
    quickly = parse(text)
    with patch("search.plain.read", return_value=None):
        assert parse(text) == quickly


@example(f"word~{'9' * 6_000}")
@example(f'"two words"~{"9" * 6_000}')
@given(st.text(max_size=600))
def test_any_text_parses(text: str) -> None:
    """Whatever is typed."""
    assert parse(text).understood_as
    assert parse(text, match="any") is not None
