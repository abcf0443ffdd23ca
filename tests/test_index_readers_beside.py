"""What stands beside a file that holds many documents, and beside members of archives, counts as well."""

from __future__ import annotations

import gzip
import io
import json
import tarfile
from pathlib import Path

import pytest

from index.document import Found, RawDocument, Rejected
from index.readers import ReadOptions, read, read_bytes
from tests.raw_files import PAGE, PROSE, documents, reasons, warc, zipped

_TABLE = "file,title,outlet\n{},From the table,The Example\n"


def _read(folder: Path, name: str, content: bytes) -> list[RawDocument | Rejected]:
    (folder / name).write_bytes(content)
    (folder / "metadata.csv").write_text(_TABLE.format(name), encoding="utf-8")
    return list(read(folder / name, name))


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.txt.gz", gzip.compress(PROSE.encode())),
        ("a.json", json.dumps({"title": "Own", "text": PROSE}).encode() + b"\n"),
        ("a.json", json.dumps([{"title": "Own", "text": PROSE}], indent=1).encode()),
    ],
)
def test_a_file_of_one_document_is_described_whatever_it_is(
    tmp_path: Path, name: str, content: bytes
) -> None:
    [document] = _read(tmp_path, name, content)
    assert isinstance(document, RawDocument)
    assert document.stated["headline"] == Found("From the table", "sidecar metadata.csv: title")
    assert document.stated["outlet"].value == "The Example"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.jsonl", b"\n".join([json.dumps({"title": "Own", "text": PROSE}).encode()] * 2)),
        ("a.warc", warc(*((f"http://a.example/{number}", "text/html", PAGE.encode()) for number in (1, 2)))),
        ("a.zip", zipped(**{"a.html": PAGE.encode(), "b.html": PAGE.encode()})),
    ],
)
def test_many_documents_of_a_file_get_what_can_hold_for_all(
    tmp_path: Path, name: str, content: bytes
) -> None:
    """Where they are from, but not one headline."""
    found = _read(tmp_path, name, content)
    assert len(found) == 2
    for document in found:
        assert isinstance(document, RawDocument)
        assert document.stated["outlet"].value == "The Example"
        assert document.stated.get("headline") in (None, Found("Own", "record: title"))


def test_a_broken_object_beside_a_file_of_many_documents_is_named_once(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl.json").write_text("{", encoding="utf-8")
    found = _read(tmp_path, "a.jsonl", b"\n".join([json.dumps({"title": "Own", "text": PROSE}).encode()] * 3))
    assert [one.source for one in found if isinstance(one, Rejected)] == ["a.jsonl.json"]


def test_members_of_a_zip_archive_describe_others() -> None:
    """The table of their folder, and the object beside them, as in a folder; neither is an article."""
    content = zipped(
        **{
            "a/one.txt": PROSE.encode(),
            "a/two.txt": PROSE.encode(),
            "one.txt": PROSE.encode(),
            "a/metadata.csv": _TABLE.format("one.txt").encode(),
            "a/two.txt.json": b'{"title": "From the object"}',
        }
    )
    first, second, third = documents(content, "x.zip")
    assert first.stated["headline"] == Found("From the table", "sidecar metadata.csv: title")
    assert second.stated["headline"] == Found("From the object", "sidecar two.txt.json: title")
    assert not third.stated
    assert not any(document.stated for document in documents(zipped(**{"a": PROSE.encode()}), "x.zip"))


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("metadata.csv", b"name,outlet\na,b\n", "no column of it names files; it should be called file"),
        ("one.txt.json", b"[]", "not a record: a JSON object is needed"),
        ("one.txt.json", b"{" + b" " * (17 << 20), "unpacks to more than 16 MB: taken for a bomb"),
    ],
)
def test_a_member_that_cannot_describe_others_is_named(name: str, content: bytes, reason: str) -> None:
    found = list(read_bytes(zipped(**{"one.txt": PROSE.encode(), name: content}), "x.zip"))
    assert Rejected(f"x.zip/{name}", reason) in found
    assert [one.source for one in found if isinstance(one, RawDocument)] == ["x.zip/one.txt"]


def test_members_describe_others_unless_that_is_not_wanted() -> None:
    content = zipped(**{"one.txt": PROSE.encode(), "one.txt.json": b'{"title": "From the object"}'})
    found = list(read_bytes(content, "x.zip", options=ReadOptions(sidecars=False)))
    assert isinstance(found[0], RawDocument)
    assert not found[0].stated


def test_a_table_in_a_tar_archive_is_named() -> None:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        member = tarfile.TarInfo("metadata.csv")
        archive.addfile(member, io.BytesIO())
    assert reasons(out.getvalue()) == [
        "it describes other files, which is read in folders and zip archives only"
    ]


@pytest.mark.parametrize(
    "name", ["__MACOSX/._a.txt", ".DS_Store", "a/.hidden/b.txt", "a/README.md", "LICENSE"]
)
def test_members_that_are_left_alone_in_folders_are_left_alone_in_archives(name: str) -> None:
    found = documents(zipped(**{"a.txt": PROSE.encode(), name: PROSE.encode()}), "x.zip")
    assert [document.source for document in found] == ["x.zip/a.txt"]
