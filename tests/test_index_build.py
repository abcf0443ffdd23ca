"""What `backfile-index build` reads, serves and reports, as a person or cron runs it."""

from __future__ import annotations

import json
import os
import shutil
import tarfile
from pathlib import Path

import pytest

from index.__main__ import main
from search.archive import Archive
from search.request import SearchRequest
from tests.raw_files import PAGE, SEEDS, STORY, warc


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    """A folder with the sample files and every kind of bad file."""
    folder = tmp_path / "raw"
    shutil.copytree(SEEDS, folder)
    (folder / "empty.txt").write_bytes(b"")
    (folder / "binary.txt").write_bytes(bytes(range(256)) * 40)
    (folder / "undecodable.txt").write_bytes(b"\xff\xfe\x00" * 30)
    (folder / "storyless.html").write_text("<html><body><a href='/'>Home</a></body></html>")
    return folder


def found(index: Path, q: str) -> list[str]:
    """The headlines of the hits."""
    hits = Archive.open(f"whoosh:{index}").search(SearchRequest(q)).hits
    return [hit.article.headline for hit in hits]


def test_build_reports_and_serves(raw: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Good files are indexed, bad ones are named with a reason, and the exit status says so."""
    assert main(["build", str(raw), "--index", str(tmp_path / "ix")]) == 1
    printed = capsys.readouterr().out
    assert "read 9" in printed
    assert "indexed 5" in printed
    for name in ("empty.txt", "binary.txt", "undecodable.txt", "storyless.html"):
        assert f"raw/{name}: " in printed
    assert len(found(tmp_path / "ix", "Idlib offensive")) == 4


def test_build_can_report_as_json(raw: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The same for a program that watches."""
    main(["build", str(raw), "--index", str(tmp_path / "ix"), "--json"])
    report = json.loads(capsys.readouterr().out)
    assert (report["read"], report["indexed"], len(report["rejected"])) == (9, 5, 4)
    assert report["outlets"]["Al Jazeera"] == 1


def test_the_rejected_are_kept_with_the_generation(raw: Path, tmp_path: Path) -> None:
    """An operator finds them where the index is."""
    main(["build", str(raw), "--index", str(tmp_path / "ix")])
    (path,) = (tmp_path / "ix" / "generations").glob("*/rejected.jsonl")
    rows = [json.loads(line) for line in path.read_text().splitlines()]
    assert {row["source"] for row in rows} >= {"raw/empty.txt", "raw/binary.txt"}
    assert all(row["reason"] for row in rows)


def test_all_good_is_status_zero(tmp_path: Path) -> None:
    """Cron mails only when something is wrong."""
    assert main(["build", str(SEEDS), "--index", str(tmp_path / "ix")]) == 0


def test_a_build_that_finds_nothing_changes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A mistyped path does not empty the archive."""
    main(["build", str(SEEDS), "--index", str(tmp_path / "ix")])
    assert main(["build", str(tmp_path / "nowhere"), "--index", str(tmp_path / "ix")]) == 2
    assert "the index was left" in capsys.readouterr().err
    assert found(tmp_path / "ix", "Idlib offensive")


def test_records_keep_their_ids(tmp_path: Path) -> None:
    """JSON lines: the id, the given body and the given facts are kept; the second with an id is named."""
    dump = tmp_path / "dump.jsonl"
    record = {"id": "x/1", "title": "Floods", "body": "Advertisement\n\nWater rose.", "date": "2012-03-11"}
    rows = [{**record, "outlet": "Bergen News", "url": "https://example.org/1"}, record]
    dump.write_text("".join(json.dumps(row) + "\n" for row in rows))
    assert main(["build", str(dump), "--index", str(tmp_path / "ix")]) == 1
    article = Archive.open(f"whoosh:{tmp_path / 'ix'}").article("x/1")
    assert (article.headline, article.outlet, str(article.date)) == ("Floods", "Bergen News", "2012-03-11")
    assert article.url == "https://example.org/1"
    assert article.body.startswith("Advertisement")


def test_a_page_that_a_web_archive_has_more_than_once_is_counted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It was looked at more than once: one of them is indexed, and nothing is wrong with the others."""
    content = warc(*[("http://a.example/1", "text/html", PAGE.encode())] * 3)
    (tmp_path / "crawl.warc").write_bytes(content)
    assert main(["build", str(tmp_path / "crawl.warc"), "--index", str(tmp_path / "ix")]) == 0
    printed = capsys.readouterr().out
    assert "indexed 1   rejected 0   skipped 2" in printed
    assert "a page that the file has more than once" in printed


def test_repeated_lines_are_learned_and_kept(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What stands on many pages of an outlet is no story; an index remembers it, but not the one after it."""
    folder = tmp_path / "raw"
    folder.mkdir()
    words = "river harbour council budget school museum ferry tunnel bridge market".split()
    for word in words:
        told = f"The {word} of the town was the talk of the week, said the mayor of Bergen on Monday. " * 4
        head = f"<head><link rel=canonical href=https://news.example/{word}></head>"
        page = f"<html>{head}<body><h1>All about the {word}</h1>"
        told = "".join(f"<p>{number} {told}</p>" for number in range(5))
        slogan = "<p>Bergen reads what Bergen writes, every day since the year of the great fire.</p>"
        (folder / f"{word}.html").write_text(page + told + slogan + "</body></html>")
    assert main(["build", str(folder), "--index", str(tmp_path / "ix")]) == 0
    capsys.readouterr()
    main(["explain", str(folder / "river.html"), "--index", str(tmp_path / "ix"), "--json"])
    spans = json.loads(capsys.readouterr().out)["spans"]
    assert "repeated-line" in {span["rule"] for span in spans if "great fire" in span["text"]}
    assert found(tmp_path / "ix", '"great fire"') == []
    for word in words[1:]:
        (folder / f"{word}.html").unlink()
    assert main(["build", str(folder), "--index", str(tmp_path / "ix")]) == 0
    assert found(tmp_path / "ix", '"great fire"') == ["All about the river"]


def test_a_name_in_any_encoding_can_be_indexed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Of a file, of a member of an archive, and of a file that is rejected."""
    folder = tmp_path / "raw"
    folder.mkdir()
    (folder / os.fsdecode(b"D\xfcsseldorf.txt")).write_text(STORY)
    (folder / os.fsdecode(b"K\xf6ln.txt")).write_bytes(b"")
    with tarfile.open(folder / "all.tar", "w") as archive:
        archive.add(folder / os.fsdecode(b"D\xfcsseldorf.txt"), os.fsdecode(b"M\xfcnchen.txt"))
    assert main(["build", str(folder), "--index", str(tmp_path / "ix")]) == 1
    hits = Archive.open(f"whoosh:{tmp_path / 'ix'}").search(SearchRequest("floods")).hits
    names = {hit.article.source for hit in hits}
    assert names == {r"raw/D\xfcsseldorf.txt", r"raw/all.tar/M\xfcnchen.txt"}
    assert r"rejected raw/K\xf6ln.txt: empty" in capsys.readouterr().out


def test_halves_of_characters_in_records_can_be_indexed(tmp_path: Path) -> None:
    """JSON can write half an emoji, in any field, in markup and in what is removed; nothing can store it."""
    appeal = "Subscribe to our newsletter \ud83d today"
    fields = {"headline": "Floods \ud83d in Bergen", "id": "7\udfff", "author": ["Ann \ud800 Lee"]}
    records = [
        {**fields, "body": f"{STORY}\n\n{appeal}"},
        {**fields, "id": 8, "body": f"<p>{STORY}</p><p>{STORY}</p><p>{appeal}</p>"},
    ]
    (tmp_path / "dump.jsonl").write_text("\n".join(map(json.dumps, records)))
    assert main(["build", str(tmp_path / "dump.jsonl"), "--clean", "--index", str(tmp_path / "ix")]) == 0
    hits = Archive.open(f"whoosh:{tmp_path / 'ix'}").search(SearchRequest("floods")).hits
    assert {hit.article.id for hit in hits} == {"7\ufffd", "8"}
    assert {hit.article.headline for hit in hits} == {"Floods \ufffd in Bergen"}
    removed = [part.text for hit in hits for part in hit.article.removed]
    assert removed == ["Subscribe to our newsletter \ufffd today"] * 2


def test_an_index_that_cannot_be_written_is_a_clear_error(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Not a traceback: the operator reads which directory and why."""
    (tmp_path / "file").write_text("not a directory")
    assert main(["build", str(SEEDS), "--index", str(tmp_path / "file")]) == 2
    assert f"{tmp_path / 'file'} cannot be written: File exists." in capsys.readouterr().err


@pytest.mark.parametrize("name", ["repeated_lines", "inventory", "rejected.jsonl", "manifest.json"])
def test_a_damaged_index_can_be_built_again(tmp_path: Path, name: str) -> None:
    """That is what it says when it is damaged."""
    arguments = ["build", str(SEEDS), "--index", str(tmp_path / "ix")]
    assert main(arguments) == 0
    (path,) = (tmp_path / "ix" / "generations").glob(f"*/{name}")
    path.write_bytes(b"damaged")
    assert main(arguments) == 0
    assert len(found(tmp_path / "ix", "Idlib offensive")) == 4
