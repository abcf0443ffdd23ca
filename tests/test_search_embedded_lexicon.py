"""Are runs of text, looked up many at a time, the tokens that the analysis gives?"""

from __future__ import annotations

from itertools import accumulate, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search import analysis
from search.engines.embedded import lexicon, splitting
from search.engines.embedded.lexicon import Lexicon

Found = list[tuple[str, int, str]]

LONG = "a" * analysis.MAX_TERM
PLAIN = "War war|WAR,|(wars)|its'|ill-|8,500.|counterrevolution|counterrevolutionary|\n|\t|\x00"
JOINED = "it's|Assad’s|cease-fire|war\u2010time|war\u2011time|U.N.|U.N|8,500|U.S_|_war_|" + "ab-" * 9
FOREIGN = "“war”|war\u00a0zone|war—zone|war–zone|war…|e\u200dx|naïve|Çelik|中国|e\u0301a"
PARTS = (*PLAIN.split("|"), *JOINED.split("|"), *FOREIGN.split("|"), LONG + "b", "a-" + LONG)
TEXTS = st.lists(
    st.sampled_from(PARTS) | st.text(st.sampled_from("aZ9é中'’.-_, \u0301کاU") | st.characters(), max_size=12)
).map(" ".join)


def analysed(text: str) -> Found:
    """Term, position and word of every token, by the analysis."""
    tokens = sorted(analysis.tokens(text), key=lambda token: token.position)
    return [(token.term, token.position, token.word) for token in tokens]


def looked_up(known: Lexicon, texts: list[str]) -> list[Found]:
    """The same for each text, by a lexicon."""
    runs, counts = known.runs(texts)
    spelt = [each.decode() for each in known.spelt]
    found = []
    for start, end in pairwise(accumulate(counts.tolist(), initial=0)):
        position, tokens = 0, []
        for run in runs[start:end].tolist():
            for token in range(known.first[run], known.first[run + 1]):
                place = position + known.places[token]
                tokens.append((spelt[known.terms[token]], place, spelt[known.words[token]]))
            position += known.width[run]
        found.append(tokens)
    return found


@settings(max_examples=300, deadline=None)
@given(st.lists(TEXTS, max_size=6), st.integers(1, 40), st.integers(1, 6))
def test_runs_are_the_tokens_of_the_analysis(texts: list[str], together: int, bits: int) -> None:
    """Also when they are looked up again, however texts are put together, and if the table is full."""
    texts = [text.encode(errors="replace").decode() for text in texts]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(splitting, "TOGETHER", together)
        patch.setattr(lexicon, "BITS", bits)
        known = Lexicon()
        for _ in range(2):
            assert looked_up(known, texts) == [analysed(text) for text in texts]


def test_text_without_spaces_is_not_remembered() -> None:
    """Neither a script that has none, nor what only looks like a word."""
    known = Lexicon()
    texts = ["战争" * 1000, "x" * 5000, "a." * 3000, "Ünder" * 500]
    assert looked_up(known, texts) == [analysed(text) for text in texts]
    assert max(map(len, known)) <= analysis.MAX_TERM


@settings(deadline=None)
@given(st.text(st.sampled_from("aZ9é'’.-_, “(\u0301U") | st.characters(), max_size=12))
def test_plain_words_are_what_analysis_makes_of_them(run: str) -> None:
    """The short cut agrees with the long way, whenever it says something."""
    word = analysis.plain(run)
    if word is not None:
        assert [(token.word, token.term) for token in analysis.tokens(run)] == [(word, analysis.stem(word))]
