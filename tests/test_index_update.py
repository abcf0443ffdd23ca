"""`backfile-index update` makes of an index what a build of the same files would, but reads less."""

from __future__ import annotations

import gzip
import json
import shutil
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index import generations
from index.__main__ import main
from search.archive import Archive
from search.engines import open_engine
from search.request import SearchRequest
from tests.raw_files import STORY


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    """A folder with two texts and a dump."""
    folder = tmp_path / "raw"
    folder.mkdir()
    for name in ("flood", "fire"):
        (folder / f"{name}.txt").write_text(STORY.replace("Floods", name.title()))
    (folder / "dump.jsonl").write_text(record("1", "Bridge") + record("2", "Tunnel"))
    return folder


def record(article_id: str, title: str) -> str:
    """A line of a dump."""
    return json.dumps({"id": article_id, "title": title, "body": f"All about the {title}."}) + "\n"


def built(raw: Path, index: Path) -> Path:
    """The index, built of the folder."""
    main(["build", str(raw), "--index", str(index)])
    return index


def held(index: Path) -> set[tuple[str, str]]:
    """The documents of an index, each with its headline."""
    hits = Archive.open(f"whoosh:{index}").search(SearchRequest(per_page=100)).hits
    return {(hit.article.source, hit.article.headline) for hit in hits}


def rejected(index: Path) -> set[str]:
    """What an index says was rejected."""
    return {each.source for each in generations.rejected_before(open_engine(f"whoosh:{index}"))}


def test_new_changed_and_removed_files(raw: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Only they are read; the rest stays as it was."""
    index = built(raw, tmp_path / "ix")
    (raw / "flood.txt").unlink()
    (raw / "fire.txt").write_text(STORY.replace("Floods", "Great fire"))
    (raw / "storm.txt").write_text(STORY.replace("Floods", "Storm"))
    capsys.readouterr()
    assert main(["update", str(raw), "--index", str(index)]) == 0
    printed = capsys.readouterr()
    assert "read 2 " in printed.out
    assert "4 articles; 2 files read, 1 gone" in printed.err
    assert held(index) == {
        ("raw/fire.txt", "Great fire in Bergen"),
        ("raw/storm.txt", "Storm in Bergen"),
        ("raw/dump.jsonl:1", "Bridge"),
        ("raw/dump.jsonl:2", "Tunnel"),
    }
    assert main(["rollback", "--index", str(index)]) == 0
    assert ("raw/flood.txt", "Flood in Bergen") in held(index)


def test_without_a_change_nothing_is_written(raw: Path, tmp_path: Path) -> None:
    """Cron may run it as often as it likes."""
    index = built(raw, tmp_path / "ix")
    before = (index / "CURRENT").read_text()
    assert main(["update", str(raw), "--index", str(index)]) == 0
    assert (index / "CURRENT").read_text() == before


def test_a_file_that_stays_rejected_changes_nothing(raw: Path, tmp_path: Path) -> None:
    """It is tried again each time, but the generation to roll back to stays the one before."""
    (raw / "empty.txt").write_text("")
    index = built(raw, tmp_path / "ix")
    before = (index / "CURRENT").read_text()
    assert main(["update", str(raw), "--index", str(index)]) == 1
    assert (index / "CURRENT").read_text() == before
    assert len(list((index / "generations").iterdir())) == 1
    (raw / "empty.txt").unlink()
    assert main(["update", str(raw), "--index", str(index)]) == 0
    assert (index / "CURRENT").read_text() != before
    assert not rejected(index)


def test_what_is_said_beside_a_file_is_a_change_of_it(raw: Path, tmp_path: Path) -> None:
    """A table describes all files of its folder."""
    index = built(raw, tmp_path / "ix")
    (raw / "metadata.csv").write_text("file,headline\nfire.txt,Fire\n")
    (raw / "flood.txt.json").write_text('{"headline": "Flood"}')
    main(["update", str(raw), "--index", str(index)])
    assert {("raw/fire.txt", "Fire"), ("raw/flood.txt", "Flood")} <= held(index)


def test_what_was_rejected_is_tried_again(raw: Path, tmp_path: Path) -> None:
    """A document whose id was taken takes it when it is free; a list of the rejected is kept."""
    (raw / "empty.txt").write_text("")
    (raw / "other.jsonl").write_text(record("2", "Ferry") + "{broken\n" + record("3", "Market"))
    (raw / "third.jsonl").write_text(record("4", "School") + "{broken\n")
    index = built(raw, tmp_path / "ix")
    assert rejected(index) == {"raw/empty.txt", "raw/other.jsonl:1", "raw/other.jsonl:2", "raw/third.jsonl:2"}
    (raw / "dump.jsonl").write_text(record("1", "Bridge"))
    assert main(["update", str(raw), "--index", str(index)]) == 1
    assert ("raw/other.jsonl:1", "Ferry") in held(index)
    assert rejected(index) == {"raw/empty.txt", "raw/other.jsonl:2", "raw/third.jsonl:2"}


def test_a_document_whose_id_is_taken_is_left_alone(raw: Path, tmp_path: Path) -> None:
    """Until the document that has the id lets go of it, of whichever file an update looks at then."""
    (raw / "other.jsonl").write_text(record("2", "Ferry") + record("3", "Market"))
    (raw / "third.jsonl").write_text(record("3", "School"))
    index = built(raw, tmp_path / "ix")
    before = (index / "CURRENT").read_text()
    assert main(["update", str(raw), "--index", str(index)]) == 0
    assert (index / "CURRENT").read_text() == before
    assert rejected(index) == {"raw/other.jsonl:1", "raw/third.jsonl:1"}
    (raw / "dump.jsonl").write_text(record("1", "Bridge"))
    main(["update", str(raw / "dump.jsonl"), "--index", str(index)])
    assert rejected(index) == {"raw/other.jsonl:1", "raw/third.jsonl:1"}
    main(["update", str(raw), "--index", str(index)])
    assert ("raw/other.jsonl:1", "Ferry") in held(index)
    assert rejected(index) == {"raw/third.jsonl:1"}
    (raw / "other.jsonl").unlink()
    main(["update", str(raw), "--index", str(index)])
    assert ("raw/third.jsonl:1", "School") in held(index)
    assert not rejected(index)


def test_a_look_at_a_part_says_nothing_of_the_rest(raw: Path, tmp_path: Path) -> None:
    """What was rejected elsewhere in the folder stays in the list, until a look at the whole."""
    (raw / "empty.txt").write_text("")
    (raw / "link").symlink_to("/")
    index = built(raw, tmp_path / "ix")
    (raw / "storm.txt").write_text(STORY)
    main(["update", str(raw / "storm.txt"), "--index", str(index)])
    assert rejected(index) == {"raw/empty.txt", "raw/link"}
    (raw / "school.jsonl").write_text(record("5", "School") + "{broken\n")
    main(["update", str(raw), "--include", "*.jsonl", "--index", str(index)])
    assert rejected(index) == {"raw/empty.txt", "raw/link", "raw/school.jsonl:2"}
    (raw / "link").unlink()
    (raw / "empty.txt").write_text(STORY.replace("Floods", "Snow"))
    main(["update", str(raw / "empty.txt"), "--index", str(index)])
    assert rejected(index) == {"raw/link", "raw/school.jsonl:2"}
    main(["update", str(raw), "--index", str(index)])
    assert rejected(index) == {"raw/school.jsonl:2"}


@pytest.fixture
def twin(raw: Path, tmp_path: Path) -> Path:
    """Another folder of the same name, with a file of the same name as one there."""
    folder = tmp_path / "elsewhere" / raw.name
    folder.mkdir(parents=True)
    (folder / "dump.jsonl").write_text(record("6", "Harbour"))
    return folder


def test_a_folder_does_not_replace_another_one_of_its_name(
    raw: Path, twin: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It is an error, whether a folder or a file is named; both can be named together."""
    index = built(raw, tmp_path / "ix")
    before = held(index)
    for path in (twin, twin / "dump.jsonl"):
        capsys.readouterr()
        assert main(["update", str(path), "--index", str(index)]) == 2
        assert f"another folder raw, {raw}," in capsys.readouterr().err
        assert held(index) == before
    assert main(["update", str(raw), str(twin), "--index", str(index)]) == 0
    assert held(index) == before | {("raw/dump.jsonl:1", "Harbour")}


def test_folders_of_one_name_are_updated_together(raw: Path, twin: Path, tmp_path: Path) -> None:
    """A change of either is seen; one alone, or while the other's disk is not there, changes nothing."""
    index = tmp_path / "ix"
    both = ["update", str(raw), str(twin), "--index", str(index)]
    assert main(["build", str(raw), str(twin), "--index", str(index)]) == 0
    before = held(index)
    assert main(["update", str(twin), "--index", str(index)]) == 2
    (raw / "dump.jsonl").write_text(record("1", "Bridge"))
    assert main(both) == 0
    after = before - {("raw/dump.jsonl:2", "Tunnel")}
    assert held(index) == after
    shutil.rmtree(twin)
    assert main(both) == 2
    twin.mkdir()
    assert main(both) == 2
    assert held(index) == after


def test_a_folder_may_move(raw: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It is known by its files, and only what has changed is read; a file alone does not tell."""
    index = built(raw, tmp_path / "ix")
    moved = tmp_path / "disk" / raw.name
    moved.parent.mkdir()
    raw.rename(moved)
    (moved / "fire.txt").unlink()
    assert main(["update", str(moved / "flood.txt"), "--index", str(index)]) == 2
    capsys.readouterr()
    for change in ("0 files read, 1 gone", "0 files read, 0 gone"):
        assert main(["update", str(moved), "--index", str(index)]) == 0
        assert change in capsys.readouterr().err
    assert main(["update", str(moved / "flood.txt"), "--index", str(index)]) == 0


def test_another_folder_is_added(raw: Path, tmp_path: Path) -> None:
    """Only what is below the folders that are named can be gone."""
    index = built(raw, tmp_path / "ix")
    before = held(index)
    (tmp_path / "new").mkdir()
    (tmp_path / "new" / "storm.txt").write_text(STORY)
    (tmp_path / "new" / "link").symlink_to("/")
    main(["update", str(tmp_path / "new"), "--index", str(index)])
    assert held(index) == before | {("new/storm.txt", "Floods in Bergen")}
    main(["update", str(raw), "--index", str(index)])
    assert rejected(index) == {"new/link"}
    (raw / "fire.txt").unlink()
    main(["update", str(raw), "--include", "*.jsonl", "--index", str(index)])
    assert before < held(index)


def test_a_disk_that_is_not_there_takes_nothing_away(raw: Path, tmp_path: Path) -> None:
    """An empty mount point is no archive without articles."""
    index = built(raw, tmp_path / "ix")
    before = held(index)
    shutil.rmtree(raw)
    raw.mkdir()
    assert main(["update", str(raw), "--index", str(index)]) == 2
    assert held(index) == before


def test_an_index_that_was_not_built_cannot_be_updated(
    raw: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It says what to do."""
    assert main(["update", str(raw), "--index", str(tmp_path / "ix")]) == 2
    assert "backfile-index build" in capsys.readouterr().err


def test_an_index_whose_inventory_is_broken_says_so(
    raw: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing is read or written then."""
    index = built(raw, tmp_path / "ix")
    (path,) = (index / "generations").glob("*/inventory")
    for damage in (b"", b"not packed", zlib.compress(b"1\t0\n"), zlib.compress(b"2\t0 1\nalone\n")):
        path.write_bytes(damage)
        assert main(["update", str(raw), "--index", str(index)]) == 2
        assert "Build the index again." in capsys.readouterr().err
    path.unlink()
    assert main(["update", str(raw), "--index", str(index)]) == 2
    assert "Build it once more" in capsys.readouterr().err


NAMES = st.sampled_from(["a.txt", "b\u2028:1.txt", "c.jsonl", "d.txt.gz", "deeper/e.txt"])
WORDS = st.sampled_from(["Bridge", "Tunnel", "Ferry", ""])
FILES = st.dictionaries(NAMES, WORDS, max_size=5)


def written(folder: Path, files: dict[str, str]) -> Iterator[Path]:
    """Makes a folder hold these files and no others; those that stay the same are not touched."""
    for path in [each for each in folder.rglob("*") if each.is_file()]:
        if str(path.relative_to(folder)) not in files:
            path.unlink()
    for name, word in files.items():
        path = folder / name
        text = STORY.replace("Floods", word) if word else ""
        content = (record("1", word) + record("x", word)).encode() if ".jsonl" in name else text.encode()
        content = gzip.compress(content, mtime=0) if name.endswith(".gz") else content
        if not path.exists() or path.read_bytes() != content:
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(content)
            yield path


@settings(deadline=None, max_examples=15)
@given(st.lists(FILES, min_size=2, max_size=3))
def test_updates_are_as_good_as_builds(
    tmp_path_factory: pytest.TempPathFactory, steps: list[dict[str, str]]
) -> None:
    """Whatever happens to the files in between."""
    folder = tmp_path_factory.mktemp("update")
    (folder / "raw").mkdir()
    (folder / "raw" / "stays.txt").write_text(STORY)
    index = built(folder / "raw", folder / "updated")
    for files in steps:
        list(written(folder / "raw", {**files, "stays.txt": "Floods"}))
        main(["update", str(folder / "raw"), "--index", str(index)])
    fresh = built(folder / "raw", folder / "built")
    assert held(index) == held(fresh)
    assert rejected(index) == rejected(fresh)
