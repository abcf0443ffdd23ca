"""Looking at all lines of a text at once sees what looking at each line does."""

from __future__ import annotations

import re
from string import ascii_lowercase, digits

from hypothesis import given
from hypothesis import strategies as st

from index.clean.codes import MARKS
from index.clean.letters import ENDS, Letters, without_marks, words_of
from index.clean.lines import texts_of
from index.clean.rules.needs import needs_of
from index.clean.rules.openings import LETTERS, letters_of
from index.document import Block, RawDocument, one_line

_LETTERS = st.one_of(st.sampled_from('aZßİΣς1²٣,.!?。"”’)|©%…:;-_新ع\ud800'), st.characters())
_LINE = st.lists(st.text(_LETTERS, min_size=1), min_size=1, max_size=5).map(
    lambda words: " ".join(" ".join(words).split())
)
_LINES = st.lists(_LINE.filter(bool), min_size=1, max_size=6)


@given(_LINES)
def test_letters_are_counted_as_one_line_at_a_time_would_be(lines: list[str]) -> None:
    letters = Letters(lines)
    for number, line in enumerate(lines):
        assert letters.digits()[number] == sum(line.count(digit) for digit in "0123456789")
        assert letters.commas()[number] == line.count(",")
        assert letters.sentence_breaks()[number] == sum(map(line.count, (". ", "! ", "? ", "。")))
        assert letters.marks()[:, number].tolist() == [mark in line for mark in MARKS]


@given(_LINES, st.integers(1, 9))
def test_looking_piece_by_piece_sees_the_same(lines: list[str], piece: int) -> None:
    whole, pieces = Letters(lines), Letters(lines, piece)
    for of in (Letters.digits, Letters.commas, Letters.sentence_breaks, Letters.marks, Letters.quotes):
        assert of(pieces).tolist() == of(whole).tolist()
    assert pieces.ends().tolist() == whole.ends().tolist()
    assert pieces.open_ended().tolist() == whole.open_ended().tolist()
    assert words_of(lines, piece) == words_of(lines)
    assert without_marks(lines, piece) == without_marks(lines)


@given(_LINES)
def test_words_are_runs_of_letters(lines: list[str]) -> None:
    lower = [line.lower().replace("i\u0307", "i") for line in lines]
    assert words_of(lines) == [frozenset(re.findall(r"[^\W\d_]{2,}", line)) for line in lower]


def test_a_turkish_capital_does_not_part_a_word() -> None:
    assert words_of(["İzleyin"]) == [{"izleyin"}]


@given(st.text(st.sampled_from("ab- \n\t\xa0\xad\u3000\x1c")))
def test_blocks_of_plain_text_are_read_as_one_line(text: str) -> None:
    assert texts_of(RawDocument("notes.txt", text, (Block(0, len(text)),))) == [one_line(text)]


@given(_LINES)
def test_letters_and_digits_are_left_without_marks(lines: list[str]) -> None:
    assert without_marks(lines) == [re.sub(r"[\W_]", "", line.lower()) for line in lines]


def test_an_end_is_told_behind_closing_quotes() -> None:
    lines = ["It rained.", "“It rained.”", "He said:", "rain, wind,", "Rain", "”", "雨が降った。", "(a note)"]
    told = ["ends", "ends", "colon", "comma", "open", "open", "ends", "open"]
    assert [ENDS[end] for end in Letters(lines).ends()] == told


_PATTERNS = (
    r"\W*(?:adverts?|advertisements?|sponsored(?: by .*)?)\W*",
    r"^(?:subscribe|sign up)\b(?: \w+){0,3} (?:now|today)",
    r"(?:[A-ZÀ-Ö]\w*\s+){1,5}(?:Images|Photos)",
    r"\d[\d,.]* comments?|(?:leave|post) a (?:comment|reply)",
    r"[(\[]?\s*(?:photo|image)s?\s*[:–-].{2,}",
    r"(?:more )?(?:stories|news)(?: from)?|[^.!?]+\?",
    r"(?!no)(?:note|novel)[:.]?",
    r"\W*(?:AP|AFP)(?:\s*(?:[/,&]|\band)\s*(?:AP|[A-Z]\w*))*\W*",
    r"(?:[A-Z]\w*\s*/\s*)+(?:Getty(?: Images)?|Press)\)?|(?:ab)+c|re-?read\b.*now",
    r"\b(?:keep|keeping) (?:our \w+ free|\S+(?: \S+){0,3} open)\b|© ?\d{4}",
)


@given(st.sampled_from(_PATTERNS).flatmap(lambda p: st.tuples(st.just(p), _matches_of(p))))
def test_a_text_that_matches_begins_and_ends_with_one_of_the_letters(case: tuple[str, str]) -> None:
    pattern, text = case
    for letter, letters in ((text[0], letters_of(pattern)), (text[-1], letters_of(pattern, end=True))):
        assert letter.lower() in letters or letter.lower() not in LETTERS


def _matches_of(pattern: str) -> st.SearchStrategy[str]:
    return st.from_regex(re.compile(pattern, re.IGNORECASE), fullmatch=True).filter(bool)


def test_few_letters_are_told_where_the_words_are_known() -> None:
    assert letters_of(_PATTERNS[0]) == (LETTERS - set(ascii_lowercase + digits)) | set("as")
    assert letters_of(_PATTERNS[1], end=True) == set("wy")
    assert letters_of(_PATTERNS[5]) == LETTERS


@given(st.sampled_from(_PATTERNS).flatmap(lambda p: st.tuples(st.just(p), _matches_of(p))), _LINE, _LINE)
def test_a_text_that_matches_has_one_of_the_words_and_signs(
    case: tuple[str, str], before: str, after: str
) -> None:
    pattern, text = case
    assert all(_has(text, needs) for needs in needs_of(pattern, from_start=True, to_end=True))
    for around in (before + text + after, f"{before} {text}", f"{text}.{after}"):
        if re.search(pattern, around, re.IGNORECASE):
            assert all(_has(around, needs) for needs in needs_of(pattern, from_start=False, to_end=False))


def _has(text: str, needs: frozenset[str]) -> bool:
    words = frozenset().union(*words_of([text]))
    return not needs or not needs.isdisjoint(words.union(text))


def test_words_and_signs_are_told_where_a_match_must_have_them() -> None:
    def needs(pattern: str) -> set[str]:
        return set(needs_of(pattern, from_start=True, to_end=True)[0])

    assert needs(r"\b(?:accept|reject) (?:all )?cookies\b") == {"cookies"}
    assert needs(r"(?:photo|image)s?(?: by .*)?") == {"photo", "photos", "image", "images"}
    assert needs(r"[^(]{3,150}\((?:l|r)\.?\)") == {"("}
    assert needs(r"pictured?\w* here") == {"here"}
    assert needs(r"more\w+") == needs(r"\w+") == needs(r"(?:more)?") == set()


def test_other_words_are_told_of_which_a_match_must_have_one_too() -> None:
    def others(pattern: str) -> set[str]:
        return set(needs_of(pattern, from_start=False, to_end=False)[1])

    assert others(r"\b(?:support|donations) (?:from )?readers\b") == {"support", "donations"}
    assert others(r"\bagree\b.*\b(?:terms|conditions)\b") == {"terms", "conditions"}
    assert others(r"\bcookies\b") == others(r"\b(?:photo|image) ?/") == set()
