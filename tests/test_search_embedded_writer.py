"""Does writing articles in batches, with several processes and merges, make the index it should?"""

from __future__ import annotations

import os
import random
import re
import threading
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from whoosh import index, query
from whoosh.filedb.filestore import FileStorage

from search import analysis
from search.article import Article
from search.dates import PartialDate
from search.engines.embedded import batches
from search.engines.embedded.answer import answer
from search.engines.embedded.arrays import merge_terms, stored
from search.engines.embedded.arrays.codec import ArrayCodec, ArraySegment
from search.engines.embedded.arrays.merge import merge
from search.engines.embedded.arrays.segment import Documents
from search.engines.embedded.batch import write_batch
from search.engines.embedded.schema import document, make_schema, pack, texts_of, unpack
from search.engines.embedded.scoring import BM25
from search.engines.embedded.view import View
from search.engines.embedded.writer import GenerationWriter
from search.errors import BackfileError
from search.facets import values
from search.fields import FACETS, WORD
from search.query import parse
from search.request import SearchRequest
from tests.conftest import SMALL

WORDS = tuple("war wars cease-fire ceasefire U.N. Idlib well-to-do 中国 naïve 8,500 it's".split())


def articles(count: int, seed: int = 1) -> list[Article]:
    """Random articles that use every kind of word and field."""
    chosen = random.Random(seed)

    def words(most: int) -> str:
        return " ".join(chosen.choices(WORDS, k=chosen.randint(0, most)))

    return [
        Article(
            id=f"x{number:04}",
            source="",
            headline=words(6),
            standfirst=words(5),
            body=words(chosen.choice((20, 200))),
            captions=tuple(words(4) for _ in range(chosen.randint(0, 2))),
            byline=("Ann Lee",) if number % 3 else (),
            outlet=chosen.choice((None, "Herald", "The Post")),
            agency=("AP", "AFP")[: chosen.randint(0, 2)],
            locations=tuple(dict.fromkeys(chosen.choices(("Syria", "Syria/Homs", "Iraq/Mosul"), k=2))),
            date=chosen.choice((None, PartialDate(2012), PartialDate(2012, 3), PartialDate(2011, 5, 6))),
        )
        for number in range(count)
    ]


def everything(opened: index.Index) -> dict[Any, Any]:
    """Every posting of an index by id of the article, and what is stored; word forms without postings."""
    found: dict[Any, Any] = {}
    with opened.reader() as reader:
        ids = {number: kept["article"]["id"] for number, kept in reader.iter_docs()}
        for field, term in reader.all_terms():
            matcher = reader.postings(field, term)
            postings = []
            while matcher.is_active():
                places = matcher.value_as("positions") if matcher.supports("positions") else None
                postings.append((ids[matcher.id()], round(matcher.weight(), 4), places))
                matcher.next()
            if postings or field == WORD:
                found[field, term] = postings if field != WORD else True
        for number, kept in reader.iter_docs():
            lengths = {name: reader.doc_field_length(number, name) for name in reader.schema.names()}
            found[ids[number]] = (kept, {name: length for name, length in lengths.items() if length})
    return found


def write(directory: Path, made: Iterable[Article], processes: int = 1) -> index.Index:
    """An index of articles, written the fast way."""
    directory.mkdir()
    writer = GenerationWriter(directory, empty=True, processes=processes)
    for article in made:
        writer.add(article)
    writer.commit()
    return index.open_dir(directory, schema=make_schema())


def write_slowly(directory: Path, made: Iterable[Article]) -> index.Index:
    """The same with Whoosh's `add_document`."""
    directory.mkdir()
    opened = index.create_in(directory, make_schema())
    writer = opened.writer(codec=ArrayCodec())
    seen: set[str] = set()
    for article in made:
        texts = [text for field in texts_of(article).values() for text in field]
        words = {token.word for text in texts for token in analysis.tokens(text)}
        writer.add_document(**document(article, words - seen))
        seen |= words
    writer.commit()
    return opened


def test_batches_hold_what_whooshs_writer_would_have_written(tmp_path: Path) -> None:
    """Every term, document, weight, position, length and stored field is the same."""
    made = [*SMALL, *articles(60)]
    assert everything(write(tmp_path / "fast", made)) == everything(write_slowly(tmp_path / "slow", made))


@pytest.mark.parametrize("processes", [1, 3])
@pytest.mark.parametrize("batch", [30, 1 << 21])
def test_batches_are_merged_in_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, processes: int, batch: int
) -> None:
    """Many small batches, written by one or by several processes, are one segment like a single one.

    Whether they are merged at one go or in stretches and chunks; also if one has an article so long that
    its positions take more bytes than those of the others.
    """
    made = articles(80)
    made[50] = replace(made[50], body="war of words " * 30_000)
    whole = write(tmp_path / "whole", made)
    monkeypatch.setattr(batches, "BATCH_CHARACTERS", 3000)
    monkeypatch.setattr(merge_terms, "BATCH", batch)
    monkeypatch.setattr(merge_terms, "SAMPLED", 3 if batch == 30 else merge_terms.SAMPLED)
    monkeypatch.setattr(merge_terms, "STRETCH", 5 if batch == 30 else merge_terms.STRETCH)
    parts = write(tmp_path / "parts", made, processes)
    assert everything(parts) == everything(whole)
    assert len(parts._segments()) == 1
    with parts.reader() as reader:
        ids = [kept["article"]["id"] for kept in reader.all_stored_fields()]
    assert ids == [each.id for each in made]


TESTING = os.getpid()


def ended(*_: object) -> None:
    """What happens to a process for which there is no memory."""
    if os.getpid() != TESTING:
        os._exit(9)


def test_a_process_that_is_ended_is_a_clear_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing of what it was to write is taken for written."""
    monkeypatch.setattr(batches, "BATCH_CHARACTERS", 1000)
    monkeypatch.setattr(batches, "write_batch", ended)
    monkeypatch.setattr(threading, "active_count", lambda: 1)
    writer = GenerationWriter(tmp_path, empty=True, processes=2)

    def fill() -> None:
        for article in articles(100):
            writer.add(article)
        writer.commit()

    with pytest.raises(BackfileError, match="want of memory"):
        fill()
    writer.cancel()


def test_articles_share_a_dictionary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is trained once, kept by updates and merges, and articles come back as they were."""
    monkeypatch.setattr(stored, "DICTIONARY", 512)
    monkeypatch.setattr(batches, "BATCH_CHARACTERS", 40_000)
    made = articles(300)
    opened = write(tmp_path / "index", made[:250])
    dictionaries = _dictionaries(opened)
    assert len(dictionaries) == 1
    writer = GenerationWriter(tmp_path / "index", empty=False, processes=1)
    for article in made[200:]:
        writer.add(article)
    writer.commit()
    assert _dictionaries(opened) == dictionaries
    view = View(opened.searcher(weighting=BM25()))
    page = answer(view, SearchRequest(per_page=300), query.Every()).page
    assert [unpack(view.stored(doc)) for doc, _ in page] == made


def test_segments_with_many_dictionaries_become_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Blocks whose dictionary cannot be kept are compressed again."""
    monkeypatch.setattr(stored, "_DICTIONARIES", 2)
    monkeypatch.setattr(stored, "DICTIONARY", 512)
    storage, made, segments = FileStorage(str(tmp_path)), articles(160), []
    for number in range(4):
        part = made[number * 40 : number * 40 + 40]
        segments.append(write_batch(tmp_path, part, stored.train([pack(each) for each in part])))
    merged = ArraySegment("MAIN")
    merge(storage, segments, merged)
    found = Documents(storage, merged).stored
    assert len(found.dictionaries) == 2
    assert [unpack(found.packed(number)) for number in range(160)] == made


def _dictionaries(opened: index.Index) -> set[bytes]:
    kept = [Documents(opened.storage, segment).stored.dictionaries for segment in opened._segments()]
    return {dictionary for each in kept for dictionary in each.values()}


def test_updates_merge_and_forget(tmp_path: Path) -> None:
    """After many updates there are few segments, and what was deleted or replaced is gone."""
    made = articles(60)
    opened = write(tmp_path / "index", made)
    for number in range(12):
        writer = GenerationWriter(tmp_path / "index", empty=False, processes=1)
        writer.add(made[number])
        writer.add(made[number])
        writer.delete(made[59 - number].id)
        writer.commit()
    assert len(opened._segments()) < 10
    left = made[:48]
    assert opened.doc_count() == len(left)
    found, expected = everything(opened), everything(write(tmp_path / "again", left))
    assert {key: value for key, value in found.items() if isinstance(key, str)} == {
        key: value for key, value in expected.items() if isinstance(key, str)
    }
    assert {key: sorted(value) for key, value in found.items() if key[0] == "text"} == {
        key: sorted(value) for key, value in expected.items() if key[0] == "text"
    }


def test_everything_deleted(tmp_path: Path) -> None:
    """An index can become empty and be filled again."""
    made = articles(5)
    opened = write(tmp_path / "index", made)
    writer = GenerationWriter(tmp_path / "index", empty=False, processes=1)
    for article in made:
        writer.delete(article.id)
    assert writer.commit() == 0
    view = View(opened.searcher(weighting=BM25()))
    assert answer(view, SearchRequest(), query.Every()).total == 0
    writer = GenerationWriter(tmp_path / "index", empty=False, processes=1)
    writer.add(made[0])
    assert writer.commit() == 1


def test_huge_and_empty_articles(tmp_path: Path) -> None:
    """Positions beyond 65,535 survive, beside an article without a word."""
    made = [
        Article(id="huge", source="", headline="h", body="filler " * 70_000 + "needle in haystack"),
        Article(id="none", source="", headline="", body=""),
        Article(id="many", source="", headline="h", body="word " * 300 + "rare"),
    ]
    view = View(write(tmp_path / "index", made).searcher(weighting=BM25()))
    for text, ids in (('"needle in haystack"', ["huge"]), ("rare", ["many"]), ("", ["huge", "none", "many"])):
        page = answer(view, SearchRequest(text), parse(text).tree).page
        assert [unpack(view.stored(doc)).id for doc, _ in page] == ids


def test_facets_and_histogram_count_what_articles_say(tmp_path: Path) -> None:
    """Counts are those of the stored articles, whichever are hits."""
    made = articles(90)
    view = View(write(tmp_path / "index", made).searcher(weighting=BM25()))
    for text in ("", "war", "war -idlib", "cease-fire OR naive", "headline:war"):
        request = SearchRequest(text, facets=("outlet", "agency", "location"), per_page=100)
        found = answer(view, request, parse(text).tree)
        hits = [unpack(view.stored(doc)) for doc, _ in found.page]
        for field in FACETS:
            expected: dict[str, int] = {}
            for hit in hits:
                for value in values(hit, field.name):
                    expected[value] = expected.get(value, 0) + 1
            assert dict(found.counts[field.name]) == expected
        undated = sum(hit.date is None for hit in hits)
        assert found.histogram.undated == undated


_SLOW_LETTER = rf"(?:[^\W_]|[{analysis._MARKS}])"
_SLOW = re.compile(
    rf"{analysis._UNSPACED}|"
    + (piece := rf"(?:{analysis._ACRONYM}|{analysis._NUMBER}|{_SLOW_LETTER}+(?:['’ʼ]{_SLOW_LETTER}+)*)")
    + rf"(?:[-‐‑]{piece})*"
)


@settings(max_examples=300)
@given(st.text(st.sampled_from("aZ9é中'’.-_, \u0301کाU") | st.characters(), max_size=40))
def test_words_are_found_as_the_plain_pattern_finds_them(text: str) -> None:
    """The patterns that are made for speed find what the obvious one finds."""
    assert analysis.stretches(text) == _SLOW.findall(text)
    ascii_text = text.encode("ascii", "replace").decode()
    assert analysis.stretches(ascii_text) == _SLOW.findall(ascii_text)
    for each in (text, ascii_text):
        assert [found for run in analysis.runs(each) for found in analysis.stretches(run)] == _SLOW.findall(
            each
        )
