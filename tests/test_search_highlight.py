"""What is marked is what matched."""

from __future__ import annotations

from itertools import pairwise, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search import analysis, highlight
from search.archive import Archive
from search.query import parse
from search.request import SearchRequest


def marked(q: str, text: str, field: str = "body") -> list[str]:
    """The marked stretches of a text."""
    return [text[a:b] for a, b in highlight.marker(parse(q).tree, field).stretches(text)]


@pytest.mark.parametrize(
    ("q", "text", "expected"),
    [
        ("UN", "The U.N. and the un-named", ["U.N.", "un-named"[:2]]),
        ("ceasefire", "A cease-fire, the ceasefires", ["cease-fire", "ceasefires"]),
        ("syrian", "Syrians in Syria", ["Syrians"]),
        ('"peace talks"', "peace, talks; peace in talks", ["peace, talks"]),
        ('"peace talks"~2', "peace in talks", ["peace in talks"]),
        ('"a b c"~3', "a b one b two c", ["a b one b two c"]),
        ("offens*", "offensive defensive", ["offensive"]),
        ("wom?n", "woman women womb", ["woman", "women"]),
        ("damascuz~", "Damascus Damask", ["Damascus"]),
        ("a -b", "a b", ["a"]),
        ("headline:a b", "a b", ["b"]),
        ("Turkey", "the Syria-Turkey border", ["Turkey"]),
        ("die", "They were dying; he died.", ["dying", "died"]),
        ("8500", "some 8,500 of 85,000", ["8,500"]),
        ("email", "E-mail and e‑mail", ["E-mail", "e‑mail"]),
        ("celik", "“Çelik”, ÇELIK, C\u0327elik", ["Çelik", "ÇELIK", "C\u0327elik"]),
        ("*men", "women in Yemen", ["women", "Yemen"]),
    ],
)
def test_matches_are_marked(q: str, text: str, expected: list[str]) -> None:
    """Terms in all their spellings, phrases as phrases, patterns by the words as written."""
    assert marked(q, text) == expected


def test_a_field_marks_only_what_was_asked_of_it() -> None:
    """A caption is not marked for a plain word, which does not search captions."""
    assert marked("tank", "A tank", "caption") == []
    assert marked("caption:tank", "A tank", "caption") == ["tank"]


def test_fragments_show_different_words() -> None:
    """Each fragment adds something; they come in the order of the text."""
    text = "idlib " + "filler " * 100 + "offensive " + "filler " * 100 + "idlib"
    stretches = highlight.marker(parse("idlib offensive").tree, "body").stretches(text)
    shown = highlight.fragments(text, stretches)
    assert [[run.text for run in fragment if run.marked] for fragment in shown] == [["idlib"], ["offensive"]]


def test_without_a_match_the_beginning_is_shown() -> None:
    """A hit found by its outlet still shows what it is about."""
    (fragment,) = highlight.fragments("The story begins. " * 100, [])
    assert fragment[0].text.startswith("The story begins.")
    assert len(fragment[0].text) <= highlight.FRAGMENT_CHARACTERS
    assert not fragment[0].marked


def test_fragments_begin_with_a_sentence_and_say_where_they_cut() -> None:
    """A reader sees whole sentences where they are short, and an ellipsis where one is cut."""
    text = "It began. Then Idlib fell. " + "Long words follow without any end " * 20
    (fragment,) = highlight.fragments(text, highlight.marker(parse("idlib").tree, "body").stretches(text))
    shown = "".join(run.text for run in fragment)
    assert shown.startswith("Then Idlib fell.")
    assert shown.endswith("…")


def test_of_a_very_long_text_the_beginning_is_marked() -> None:
    """Showing a hit is not to take longer the more of its words match."""
    text = "fox " * 2 * highlight.MOST_RUNS
    marker = highlight.marker(parse("fox").tree, "body")
    assert len(marker.stretches(text, highlight.MOST_RUNS)) == highlight.MOST_RUNS
    assert len(marker.stretches(text)) == 2 * highlight.MOST_RUNS
    assert highlight.fragments(text, marker.stretches(text))


def test_highlighting_ends_with_its_time(archive: Archive) -> None:
    """Hits for which none is left are shown all the same, with the beginning of their text."""
    marks = [
        [run.marked for hit in found.hits for run in hit.highlights["body"][0]]
        for found in (archive.search(SearchRequest(q="offensive"), budget) for budget in (None, 0.0))
    ]
    assert any(marks[0])
    assert marks[1]
    assert not any(marks[1])


def test_a_fragment_has_an_end_though_the_phrase_in_it_is_long() -> None:
    """Words that are a hundred apart are a page of text."""
    text = "Alpha " + "filler " * 900 + "omega."
    stretches = highlight.marker(parse('"alpha omega"~1000').tree, "body").stretches(text)
    ((found, cut),) = highlight.fragments(text, stretches)
    assert found.marked
    assert found.text.startswith("Alpha filler")
    assert len(found.text) <= 4 * highlight.FRAGMENT_CHARACTERS
    assert cut.text == "…"


@given(st.text(alphabet="ab -\n.'", max_size=400), st.sampled_from(["a", '"a b"', "a*", "b~", "ab"]))
def test_runs_are_the_text(text: str, q: str) -> None:
    """Highlighting loses and invents nothing; fragments are stretches of the text."""
    stretches = highlight.marker(parse(q).tree, "body").stretches(text)
    assert "".join(run.text for run in highlight.mark(text, stretches)) == text
    for fragment in highlight.fragments(text, stretches):
        assert "".join(run.text for run in fragment if run.text.strip() != "…") in text


TEXTS = st.text(alphabet=st.sampled_from("ab .-'\n\té中\u2003"), max_size=200)


@given(TEXTS, st.sampled_from(["a", "ab", "中"]))
def test_every_word_that_matches_is_marked(text: str, word: str) -> None:
    """As if all tokens of the text were looked at."""
    expected = {
        at for token in analysis.tokens(text) if token.term == word for at in range(token.start, token.end)
    }
    stretches = highlight.marker(parse(word).tree, "body").stretches(text)
    assert {at for start, end in stretches for at in range(start, end)} == expected


@given(TEXTS)
def test_every_phrase_that_matches_is_marked(text: str) -> None:
    """Wherever `b` follows `a`, whatever stands between them that is no word."""
    tokens = [token for token in analysis.tokens(text) if not token.joined]
    pairs = [(one, other) for one, other in pairwise(tokens) if (one.term, other.term) == ("a", "b")]
    stretches = highlight.marker(parse('"a b"').tree, "body").stretches(text)
    marked = {at for start, end in stretches for at in range(start, end)}
    assert marked >= {at for one, other in pairs for at in range(one.start, other.end)}
    assert bool(marked) == bool(pairs)


@given(st.lists(st.sampled_from(["a", "b", "c", "-", "c-c", "a-b"]), max_size=30), st.integers(1, 4))
def test_words_of_a_phrase_may_be_apart(words: list[str], slop: int) -> None:
    """A phrase is marked if and only if each of its words is within reach of the one before."""
    text = " ".join(words)
    places: dict[str, list[int]] = {"a": [], "b": [], "c": []}
    for token in analysis.tokens(text):
        places.setdefault(token.term, []).append(token.position)
    chains = product(places["a"], places["b"], places["c"])
    expected = any(0 < b - a <= slop and 0 < c - b <= slop for a, b, c in chains)
    assert bool(marked(f'"a b c"~{slop}', text)) == expected


@given(
    st.text(alphabet="abeilnstydgm", min_size=1, max_size=6), st.sampled_from(["", "ing", "ied", "s", "y"])
)
def test_a_word_is_found_by_itself(word: str, ending: str) -> None:
    """Whatever the stemmer makes of it."""
    assert marked(word + ending, f"x {word + ending}. x") == [word + ending]
