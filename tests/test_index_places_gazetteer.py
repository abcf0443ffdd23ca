"""What the gazetteer knows, where it is kept, and what is kept of what was found in it."""

from __future__ import annotations

import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.places import Gazetteer, find, gazetteer, is_ready
from index.places.cache import default_folder
from index.places.kept import Kept
from index.places.keys import key, sound
from index.places.store import COLUMNS, MAGIC, pack
from search.errors import ConfigError


@given(st.text(alphabet=st.characters(codec="latin-1") | st.sampled_from("āḩţşʿŞğıЖя的سिd'-. "), max_size=40))
def test_a_key_is_a_spelling_of_the_name(text: str) -> None:
    assert key(key(text)) == key(text)
    assert sound(key(text)) == sound(text)


def test_keys_forgive_what_spellings_differ_in() -> None:
    assert key("St. Louis") == key("Saint-Louis")
    assert key("Dar'ā") == key("DARA")
    assert sound("Janoudiya") == sound("Al-Janudieh") == sound("Al Janūdīyah")


def test_the_gazetteer_knows_what_names_begin_with(names: Gazetteer) -> None:
    """So that nobody looks for longer names where there are none."""
    assert names.named("idlib")
    assert names.named("rio de") == ()
    assert names.named("rio de janeiro")
    assert names.named("rio de janeiro carnival") is None
    assert names.follows("janeiro")
    assert not names.follows("idlib's carnival")


@given(
    words=st.lists(st.sampled_from(["Rio", "de", "Janeiro", "New", "York", "World", "Trade", "Paris", "12"]))
)
def test_words_that_cannot_follow_others_are_no_part_of_longer_names(
    names: Gazetteer, words: list[str]
) -> None:
    """No sequence of words that bears or begins a name has one that the gazetteer says cannot follow."""
    name = key(" ".join(words))
    if names.named(name) is not None:
        assert all(map(names.follows, name.split(" ")[1:]))


def test_long_stretches_are_searched_and_not_kept(names: Gazetteer) -> None:
    """A line of many capitalised words: the places in it stand where they are said to."""
    body = "Roads To Paris Texas And " + "Many More Words " * 10 + "And Lagos, Nigeria. Nigeria agreed."
    [lagos] = [place for place in find(names, {"body": body}) if place.name == "Lagos"]
    assert [body[mention.start : mention.end] for mention in lagos.mentions] == ["Lagos"]


def test_phrases_that_were_met_before_change_nothing(names: Gazetteer) -> None:
    """What is kept of phrases is the same as what is found anew."""
    bodies = [
        "Paris met London. Lagos, Nigeria, and Rio de Janeiro.",
        "London, Ont., and Paris, Texas.",
        "Paris.",
    ]
    once = [find(names, {"body": body}) for body in bodies]
    assert [find(names, {"body": body}) for body in bodies] == once


@given(texts=st.lists(st.text("ab", max_size=3) | st.just("b" * 100)), most=st.integers(0, 8))
def test_what_is_kept_is_what_was_found_and_is_bounded(texts: list[str], most: int) -> None:
    kept = Kept(str.upper, most)
    for text in texts:
        assert kept[text] == text.upper()
        assert len(kept) <= max(1, most // 2)
        assert "b" * 100 not in kept


def test_what_was_asked_for_lately_is_not_found_again() -> None:
    asked: list[str] = []
    kept = Kept(asked.append, 4)
    for text in ("a", "b", "a", "c", "a", "d", "e", "a"):
        kept[text]
    assert asked == ["a", "b", "c", "d", "e"]


def test_a_folder_that_cannot_be_written_is_no_obstacle(tmp_path: Path, names: Gazetteer) -> None:
    """Where nothing can be written the gazetteer stays in memory."""
    (tmp_path / "file").write_text("not a folder")
    assert len(gazetteer(tmp_path / "file" / "below")) == len(names)


def test_a_user_without_a_home_is_no_obstacle(monkeypatch: pytest.MonkeyPatch) -> None:
    """A container may run as a user that the system does not know; a cache folder that is named is used."""

    def homeless(path: Path) -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.setattr(Path, "expanduser", homeless)
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.setattr("index.places.compile.compiled", lambda: pack(dict.fromkeys(COLUMNS, b""), [], []))
    assert not is_ready()
    assert len(gazetteer()) == 0
    monkeypatch.setenv("XDG_CACHE_HOME", "/var/cache")
    assert default_folder() == Path("/var/cache/backfile")


def test_gazetteers_of_former_versions_go_when_one_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No other files do: those of this version or a later one, with another content or name, or no files."""
    former, later = (MAGIC[:-1] + bytes([MAGIC[-1] + by]) + b"..." for by in (-1, 1))
    left = {
        "gazetteer-3.1-0a.bin": MAGIC + b"...",
        "gazetteer-3.1-0b.bin": later,
        "gazetteer-3.1-0c.bin": b"mine",
        "gazetteer-3.1-0d.bin": b"",
        "gazetteer-old.txt": former,
        "old.bin": former,
    }
    for name, content in {**left, "gazetteer-3.1-0e.bin": former}.items():
        (tmp_path / name).write_bytes(content)
    (tmp_path / "gazetteer-folder.bin").mkdir()
    monkeypatch.setattr("index.places.compile.compiled", lambda: pack(dict.fromkeys(COLUMNS, b""), [], []))
    assert len(gazetteer(tmp_path)) == 0
    assert is_ready(tmp_path)
    there = {path.name for path in tmp_path.iterdir()}
    assert {*left, "gazetteer-folder.bin"} < there
    assert len(there) == len(left) + 2  # and the new one


def test_words_of_many_letters_are_no_names_and_are_not_kept(names: Gazetteer) -> None:
    """Nothing that is kept from text to text grows with how long the words of hostile texts are."""
    find(names, {"body": "The mayor of Lagos met Kofi Lagos."})
    tracemalloc.start()
    for letter in "ABCDEFGHIJ":
        long = letter * 100_000
        find(names, {"body": f"The mayor of {long} met Kofi {long}r of Rio {long}s Lagos."})
    del long
    kept, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert kept < 100_000


@pytest.mark.parametrize("content", [b"", b"rubbish", MAGIC + b"\xff" * 100])
def test_rubbish_is_no_gazetteer(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "g.bin").write_bytes(content)
    with pytest.raises(ConfigError):
        Gazetteer.open(tmp_path / "g.bin")
