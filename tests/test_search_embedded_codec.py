"""Does Whoosh see the same index, whichever codec keeps it, and is damage noticed?"""

from __future__ import annotations

import random
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from whoosh import fields, index, qparser, query

from search.engines.embedded.arrays.codec import ArrayCodec
from search.engines.embedded.arrays.container import Container, ContainerWriter
from search.engines.embedded.arrays.ids import IdColumn, IdWriter
from search.engines.embedded.arrays.segment import verify
from search.engines.embedded.arrays.stored import BLOCK
from search.engines.embedded.arrays.weights import RARE, PairTable, pack, unpack
from search.errors import IndexDamaged, IndexUnavailable

SCHEMA = fields.Schema(
    id=fields.ID(unique=True, stored=True, sortable=True),
    text=fields.TEXT(field_boost=1.5),
    number=fields.NUMERIC(int, sortable=True, stored=True),
    kind=fields.KEYWORD(commas=True),
    free=fields.STORED(),
)
WORDS = ("alpha", "alphabet", "beta", "gamma", "delta", "émigré", "zeta", "zetas")
QUERIES = (
    "alpha", "alpha beta", '"alpha beta"', '"alpha beta"~3', "alpha OR zeta", "alph*", "NOT alpha", "*a",
    "zet?s",
    "alpha AND NOT beta", "number:[1 TO 3]", "kind:b", "id:1-7", "id:0-3", "absent", "alph~",
    "[beta TO gamma]",
)  # fmt: skip


def fill(directory: Path, codec: Any, segments: int = 3) -> index.Index:
    """An index with some random documents and deletions; the same ones whatever the codec."""
    directory.mkdir()
    opened = index.create_in(directory, SCHEMA)
    chosen = random.Random(5)
    for segment in range(segments):
        writer = opened.writer(codec=codec)
        for number in range(60):
            writer.add_document(
                id=f"{segment}-{number}",
                text=" ".join(chosen.choices(WORDS, k=chosen.choice((0, 3, 20, 300)))),
                number=chosen.randint(-5, 5) if number % 7 else None,
                kind=chosen.choice(("a", "b,c", "d")),
                free={"any": [number, "x\ny"]},
            )
        writer.commit(merge=False)
    writer = opened.writer(codec=codec)
    for each in ("1-7", "0-0", "2-59"):
        writer.delete_by_term("id", each)
    writer.commit(merge=False)
    return index.open_dir(directory)


@pytest.fixture
def both(tmp_path: Path) -> tuple[index.Index, index.Index]:
    """The same index with our codec and with Whoosh's own."""
    return fill(tmp_path / "arrays", ArrayCodec()), fill(tmp_path / "whoosh", None)


def postings(opened: index.Index) -> dict[Any, list[Any]]:
    """Every posting of an index with everything that is known of it."""
    found: dict[Any, list[Any]] = {}
    with opened.reader() as reader:
        for field, term in reader.all_terms():
            matcher = reader.postings(field, term)
            kept = found[field, term] = []
            while matcher.is_active():
                positions = matcher.value_as("positions") if field == "text" else None
                kept.append((matcher.id(), round(matcher.weight(), 4), positions))
                matcher.next()
    return found


def test_postings_are_the_same(both: tuple[index.Index, index.Index]) -> None:
    """Every term has the same documents, weights and positions."""
    ours, theirs = map(postings, both)
    assert ours == theirs


@pytest.mark.parametrize("text", QUERIES)
def test_searches_find_the_same(both: tuple[index.Index, index.Index], text: str) -> None:
    """Whoosh's searcher and parser find the same documents."""
    tree = qparser.QueryParser("text", SCHEMA, plugins=[*qparser.QueryParser("x", None).plugins,
                                                        qparser.FuzzyTermPlugin()]).parse(text)  # fmt: skip
    found = []
    for opened in both:
        with opened.searcher() as searcher:
            found.append({hit["id"] for hit in searcher.search(tree, limit=None)})
    assert found[0] == found[1]


def test_statistics_columns_and_stored_fields_are_the_same(both: tuple[index.Index, index.Index]) -> None:
    """What Whoosh knows of terms and documents; lengths are exact, Whoosh's own are rounded."""
    with both[0].reader() as ours, both[1].reader() as theirs:
        for field, term in theirs.all_terms():
            assert ours.doc_frequency(field, term) == theirs.doc_frequency(field, term)
            assert ours.frequency(field, term) == pytest.approx(theirs.frequency(field, term))
        assert ours.field_length("text") == theirs.field_length("text")
        assert list(ours.all_stored_fields()) == list(theirs.all_stored_fields())
        for column in ("id", "number"):
            assert list(ours.column_reader(column)) == list(theirs.column_reader(column))
        for number in range(180):
            exact, rounded = (each.doc_field_length(number, "text") or 0 for each in (ours, theirs))
            assert abs(exact - rounded) <= 20


def test_sorting_and_highlighting(both: tuple[index.Index, index.Index]) -> None:
    """Whoosh's sorting by a column and its highlighter work."""
    found = []
    for opened in both:
        with opened.searcher() as searcher:
            hits = searcher.search(query.Term("text", "alpha"), sortedby="number", limit=20)
            found.append([(hit["id"], hit.highlights("text", text="an alpha word")) for hit in hits])
    assert found[0] == found[1]


def test_whoosh_merges_segments(both: tuple[index.Index, index.Index]) -> None:
    """Optimizing with Whoosh's writer keeps every posting."""
    for opened in both:
        opened.writer(codec=ArrayCodec()).commit(optimize=True)
    assert postings(both[0]) == postings(both[1])
    assert both[0].doc_count_all() == 177


def test_damage_is_an_error_of_ours(tmp_path: Path) -> None:
    """Whatever byte of a segment is changed or cut off, opening or verifying it says so."""
    opened = fill(tmp_path / "arrays", ArrayCodec(), segments=1)
    segment = opened._segments()[0]
    verify(opened.storage, segment)
    chosen = random.Random(1)
    for path in sorted((tmp_path / "arrays").glob("*.???")):
        if path.suffix == ".toc":
            continue
        whole = path.read_bytes()
        padding = _padding(whole)
        for _ in range(30):
            at = chosen.randrange(len(whole))
            if at not in padding:
                _damage(path, whole[:at] + bytes([whole[at] ^ 0x41]) + whole[at + 1 :], opened, segment)
            _damage(path, whole[:at], opened, segment)
        path.write_bytes(whole)
    verify(opened.storage, segment)


def _padding(content: bytes) -> set[int]:
    """Offsets between arrays, of which nothing depends."""
    container = Container(content, "x")
    used: set[int] = set(range(12)) | set(range(len(content) - 12 - 20, len(content)))
    start = int.from_bytes(content[-32:-24], "little")
    used |= set(range(start, len(content) - 32))
    base = np.frombuffer(content, np.uint8).ctypes.data
    for array in container.values():
        first = array.ctypes.data - base
        used |= set(range(first, first + array.nbytes))
    return set(range(len(content))) - used | set(range(len(content) - 12, len(content) - 8))


def _damage(path: Path, content: bytes, opened: index.Index, segment: Any) -> None:
    path.write_bytes(content)
    with pytest.raises(IndexUnavailable):
        verify(opened.storage, segment)


def test_a_missing_file_is_an_error_of_ours(tmp_path: Path) -> None:
    """A segment without one of its files cannot be opened."""
    opened = fill(tmp_path / "arrays", ArrayCodec(), segments=1)
    next((tmp_path / "arrays").glob("*.ids")).unlink()
    with pytest.raises(IndexDamaged, match="missing"):
        opened.reader()


def test_rare_pairs_are_kept_apart() -> None:
    """More different frequencies and weights than a byte can name survive."""
    frequencies = np.arange(1, 1000, dtype=np.int32)
    pairs = pack(frequencies, frequencies * np.float32(1.5))
    table = PairTable.of(np.concatenate([pairs, pairs[:10]]))
    assert len(table.pairs) == RARE
    assert (table.encode(pairs[:10]) < RARE).all()
    assert np.array_equal(unpack(pairs)[1], frequencies * np.float32(1.5))


@settings(max_examples=60, deadline=None)
@given(st.data(), st.sampled_from([1, 300, 70_000, 1 << 25]))
def test_documents_of_any_terms_come_back(data: st.DataObject, count: int) -> None:
    """Whether they are rare or nearly everywhere, near each other or in clusters; in chunks of any size."""
    chosen = random.Random(data.draw(st.integers(0, 1 << 30)))
    terms = [_some_documents(chosen, count) for _ in range(data.draw(st.integers(1, 30)))]
    ids, high = _File(), _File()
    writer = IdWriter(ContainerWriter(ids), ContainerWriter(high), count)
    step = data.draw(st.integers(1, 30))
    for first in range(0, len(terms), step):
        chunk = terms[first : first + step]
        writer.extend(np.concatenate(chunk), np.array([len(term) for term in chunk]))
    writer.close()
    posts = np.cumsum([0, *map(len, terms)]).astype(np.int32)
    found = IdColumn.read(Container(ids.getvalue(), "ids"), Container(high.getvalue(), "idh"), posts)
    for number, term in enumerate(terms):
        assert np.array_equal(found.of(number), term)
    some = np.flatnonzero([chosen.random() < 0.7 for _ in terms])
    expected = np.concatenate([np.zeros(0, np.int32), *(terms[number] for number in some.tolist())])
    assert np.array_equal(found.of_many(some), expected)
    assert np.array_equal(found.of_many(np.arange(len(terms))), np.concatenate(terms))


class _File(BytesIO):
    """A file whose content can be read after it has been closed."""

    def close(self) -> None:
        """Does nothing."""


def _some_documents(chosen: random.Random, count: int) -> Any:
    """At least one of `count` documents, few or many, anywhere or close together."""
    size, start = min(chosen.choice((1, 5, 100, 3000)), count), 0
    within = min(count, size * chosen.choice((1, 2, 100, 1 << 20)))
    if chosen.random() < 0.5:
        start = chosen.randrange(count - within + 1)
    return np.array(sorted(chosen.sample(range(start, start + within), size)), np.int32)


def test_blocks_of_stored_fields(tmp_path: Path) -> None:
    """Documents of any size come back, also those larger than a block, and empty ones."""
    opened = index.create_in(tmp_path, fields.Schema(free=fields.STORED(), id=fields.ID()))
    sizes = [0, 1, BLOCK, 5, BLOCK * 3, 100, 100]
    with opened.writer(codec=ArrayCodec()) as writer:
        for size in sizes:
            writer.add_document(id="x", **({"free": "y" * size} if size else {}))
    with opened.reader() as reader:
        assert [len(stored.get("free", "")) for stored in reader.all_stored_fields()] == sizes


def test_arrays_in_pieces(tmp_path: Path) -> None:
    """An array written in pieces is one array, aligned."""
    with (tmp_path / "file").open("wb") as file:
        writer = ContainerWriter(file)
        writer.put("first", np.arange(3, dtype=np.uint8))
        writer.begin("second", np.int64)
        writer.extend(np.arange(2))
        writer.extend(np.arange(2, 5))
        writer.end()
        writer.close()
    container = Container((tmp_path / "file").read_bytes(), "file")
    assert container["second"].tolist() == [0, 1, 2, 3, 4]
    with pytest.raises(IndexDamaged):
        container.need("second", "<i4")
    with pytest.raises(IndexDamaged):
        container.need("second", "<i8", 4)
