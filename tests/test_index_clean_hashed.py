"""Looking up all words of a text at once finds what looking at each does."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from index.clean.hashed import HashedWords
from index.clean.letters import Letters
from index.clean.stopwords import STOPWORDS

_WORD = st.one_of(
    st.sampled_from(
        [*sorted(STOPWORDS), "The", "THE", "the,", "Bridge", "bridge", "ΤΗΣ", "İstanbul", "Straße"]
    ),
    st.text(st.characters(exclude_categories=("Z", "C")), min_size=1),
)
_LINE = st.lists(_WORD, min_size=1, max_size=8).map(" ".join)
_LINES = st.lists(_LINE, min_size=1, max_size=6)


def _caseless(word: str) -> str:
    return "".join(folded if len(folded := letter.casefold()) == 1 else letter for letter in word)


_STOPWORDS = set(map(_caseless, STOPWORDS))


@given(_LINES)
def test_words_are_counted_as_one_line_at_a_time_would_be(lines: list[str]) -> None:
    hashed = HashedWords(Letters(lines))
    for number, line in enumerate(lines):
        words = line.split(" ")
        small = [word for word in words if not any(each.isupper() or each.istitle() for each in word)]
        assert hashed.counts[number] == len(words)
        assert hashed.lower()[number] == sum(map(str.islower, words))
        assert hashed.stopwords()[number] == len(_STOPWORDS.intersection(map(_caseless, small)))


@given(_LINES, st.lists(_LINE, min_size=1, max_size=3), st.data())
def test_a_line_shares_words_with_the_line_that_it_is_compared_with(
    lines: list[str], others: list[str], data: st.DataObject
) -> None:
    of = [data.draw(st.integers(0, len(others) - 1)) for _ in lines]
    shared = HashedWords(Letters(lines)).shared(HashedWords(Letters(others)), np.array(of))
    for number, line in enumerate(lines):
        both = set(map(_caseless, line.split(" "))).intersection(
            map(_caseless, others[of[number]].split(" "))
        )
        assert shared[number] == len(both)


@given(_LINES, st.lists(_LINE, min_size=1, max_size=3), st.integers(1, 9), st.data())
def test_looking_piece_by_piece_finds_the_same(
    lines: list[str], others: list[str], piece: int, data: st.DataObject
) -> None:
    of = np.array([data.draw(st.integers(0, len(others) - 1)) for _ in lines])
    whole, pieces = HashedWords(Letters(lines)), HashedWords(Letters(lines, piece))
    beside = HashedWords(Letters(others, piece))
    assert pieces.hashes.tolist() == whole.hashes.tolist()
    assert pieces.counts.tolist() == whole.counts.tolist()
    assert pieces.lower().tolist() == whole.lower().tolist()
    assert pieces.stopwords().tolist() == whole.stopwords().tolist()
    assert pieces.shared(beside, of).tolist() == whole.shared(HashedWords(Letters(others)), of).tolist()


def test_a_text_longer_than_a_piece_is_read_to_its_end() -> None:
    lines = ["in the town " * 30_000 + "bridge", "the bridge"]
    hashed = HashedWords(Letters(lines))
    assert hashed.stopwords().tolist() == [2, 1]
    assert hashed.shared(HashedWords(Letters(["a Bridge"])), np.array([0, 0])).tolist() == [1, 1]
