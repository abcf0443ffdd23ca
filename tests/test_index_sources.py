"""Which files a run reads, whatever a folder holds, and what it says of the others."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from index import readers
from index.document import RawDocument, Rejected
from index.inventory import stamps
from index.readers import printable_name
from index.sources import find

STORY = b"Floods in Bergen\n\n" + b"BERGEN - The river rose on Monday, officials said. " * 8


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """A folder with one article."""
    folder = tmp_path / "archive"
    folder.mkdir()
    (folder / "story.txt").write_bytes(STORY)
    return folder


def read(*paths: Path, include: str = "*") -> list[str]:
    """The names of the files that are read."""
    return [each.name for each in find(paths, include) if not isinstance(each, Rejected)]


def rejected(*paths: Path) -> dict[str, str]:
    """The names of what is not read, with the reasons."""
    return {each.source: each.reason for each in find(paths) if isinstance(each, Rejected)}


def test_names_start_at_the_folder_that_was_given(archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """So that ids are the same from wherever a command is run."""
    monkeypatch.chdir(archive)
    assert read(archive) == read(Path()) == read(archive / "story.txt") == ["archive/story.txt"]


def test_include_is_a_pattern_for_names_below_folders(archive: Path) -> None:
    """A file that is named itself is read whatever it is called."""
    (archive / "page.html").write_bytes(STORY)
    assert read(archive, archive / "story.txt", include="*.html") == [
        "archive/page.html",
        "archive/story.txt",
    ]


def test_hidden_files_and_files_that_describe_others_are_left_alone(archive: Path) -> None:
    """Nobody expects them to be articles."""
    (archive / "metadata.csv").write_text("file,outlet\n")
    for name in (".hidden", "README.md", "LICENSE", "story.txt.json"):
        (archive / name).write_bytes(STORY)
    assert read(archive) == ["archive/story.txt"]
    assert not rejected(archive)


@pytest.mark.parametrize("name", ["metadata.csv", "story.txt.json"])
def test_what_comes_beside_a_file_after_a_look_is_a_change_at_the_next(archive: Path, name: str) -> None:
    """It was not read with the file, so that an update must."""
    first = list(find([archive]))
    (archive / name).write_text("{}")
    assert stamps(first) != stamps(find([archive]))


def test_links_do_not_lead_out_of_the_folder(archive: Path, tmp_path: Path) -> None:
    """Neither to files nor to folders; they are named, for somebody may miss what is there."""
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "secret.txt").write_bytes(STORY)
    (archive / "link.txt").symlink_to(elsewhere / "secret.txt")
    (archive / "2012").symlink_to(elsewhere)
    assert read(archive) == ["archive/story.txt"]
    assert rejected(archive) == dict.fromkeys(
        ("archive/2012", "archive/link.txt"), "a link that leads out of the folder"
    )


def test_links_that_go_round_in_circles_end(archive: Path) -> None:
    """A link to the folder itself adds nothing; one to itself is no file."""
    (archive / "again").symlink_to(archive)
    (archive / "loop.txt").symlink_to(archive / "loop.txt")
    assert read(archive) == ["archive/story.txt"]
    assert rejected(archive) == {"archive/loop.txt": "there is no such file"}


def test_what_is_no_file_is_named(archive: Path) -> None:
    """A pipe would never end; a mistyped path is not there."""
    os.mkfifo(archive / "pipe")
    assert rejected(archive, archive / "nowhere") == {
        "archive/pipe": "it is not a file",
        "archive/nowhere": "there is no such file",
    }


def test_an_unreadable_folder_is_named(archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The rest is read all the same."""
    (archive / "closed").mkdir()
    scandir = os.scandir

    def guarded(
        path: Any,
    ) -> Iterator[os.DirEntry[str]]:  # for whoever runs tests as root may read everything
        if str(path).endswith("closed"):
            raise PermissionError(13, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", guarded)
    assert read(archive) == ["archive/story.txt"]
    assert rejected(archive) == {"archive/closed": "it cannot be read: Permission denied"}


def test_a_folder_that_may_be_listed_but_not_entered_costs_its_files(
    archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each is named, and the rest is read; a file that is named itself is, too."""
    closed = archive / "closed"
    closed.mkdir()
    for name in ("a.txt", "a.txt.json", "metadata.csv"):
        (closed / name).touch()
    for asked in ("stat", "lstat"):
        monkeypatch.setattr(os, asked, _guarded(getattr(os, asked), closed))
    assert read(archive) == ["archive/story.txt"]
    reason = "it cannot be read: Permission denied"
    assert rejected(archive) == {
        f"archive/closed/{name}": reason for name in ("a.txt", "a.txt.json", "metadata.csv")
    }
    assert rejected(closed / "a.txt") == {"closed/a.txt": reason}


def _guarded(asked: Any, folder: Path) -> Any:
    """The function, for a folder that may not be entered; whoever runs tests as root may enter all."""

    def guarded(path: Any, *arguments: Any, **named: Any) -> os.stat_result:
        if Path(os.fsdecode(path)).parent == folder:
            raise PermissionError(13, "Permission denied", str(path))
        found: os.stat_result = asked(path, *arguments, **named)
        return found

    return guarded


@pytest.mark.parametrize(
    ("name", "printed"),
    [
        (b"D\xfcsseldorf.txt", r"D\xfcsseldorf.txt"),
        ("Düsseldorf — файл.txt".encode(), "Düsseldorf — файл.txt"),
        (b"two\nlines\x1b[31m.txt", r"two\x0alines\x1b[31m.txt"),
    ],
)
def test_any_name_can_be_printed(archive: Path, name: bytes, printed: str) -> None:
    """Names are bytes in any encoding, and a terminal would obey control characters."""
    path = archive / os.fsdecode(name)
    path.write_bytes(STORY)
    assert read(path) == [f"archive/{printed}"]
    assert f"archive/{printed}" in read(archive)


def test_names_that_differ_stay_different() -> None:
    """They make ids."""
    assert printable_name("\udcfc.txt") != printable_name("\udcfd.txt")


@pytest.mark.parametrize(
    ("table", "reason"),
    [
        (b"outlet,date\nThe Example,2012\n", "no column of it names files; it should be called file"),
        (b"file,outlet\nstory.txt,\x00\x01\x02\x03\x04\x05\n", "binary: not text"),
        (
            b"file,outlet\nstory.txt," + b"x" * 200_000,
            "broken at line 2: field larger than field limit",
        ),
        (b"file," + b"x" * 200_000, "broken at line 1: field larger than field limit"),
    ],
)
def test_a_table_that_describes_nothing_is_named(archive: Path, table: bytes, reason: str) -> None:
    """Whoever wrote it believes that it says something."""
    (archive / "metadata.csv").write_bytes(table)
    assert read(archive) == ["archive/story.txt"]
    ((source, told),) = rejected(archive).items()
    assert source == "archive/metadata.csv"
    assert told.startswith(reason)


@pytest.mark.parametrize(
    ("lines", "is_open"),
    [
        ('a.txt,"The Example\nb.txt,The Other\n', True),
        ('"a.txt,The Example\nb.txt,The Other\n', True),
        ('a.txt,"The\nExample"\nb.txt,The 12" Record\n', False),
        ('a.txt,"The\nExample"\n', False),
    ],
)
def test_a_quotation_mark_that_is_not_closed_is_named(archive: Path, lines: str, is_open: bool) -> None:
    """It takes all lines below for one value."""
    (archive / "metadata.csv").write_text(f"file,outlet\n{lines}", encoding="utf-8")
    assert ("quotation mark" in str(rejected(archive))) == is_open


def test_a_line_with_folders_describes_no_file_of_the_same_name_elsewhere(archive: Path) -> None:
    """It is another file that it names; where there are no such folders, they are those of another place."""
    (archive / "2012").mkdir()
    for folder in ("2012", "."):
        (archive / folder / "story.txt").write_bytes(STORY)
    table = archive / "metadata.csv"
    table.write_text("file,outlet\n2012/story.txt,The Fjord\n", encoding="utf-8")
    ((source, told),) = rejected(archive).items()
    assert (source, "'2012/story.txt' is in a folder below" in told) == ("archive/metadata.csv", True)
    assert not stated(archive / "story.txt")
    table.write_text("file,outlet\n/srv/raw/story.txt,The Fjord\n", encoding="utf-8")
    assert not rejected(archive)
    assert stated(archive / "story.txt") == {"outlet": "The Fjord"}


def stated(path: Path) -> dict[str, str]:
    """What is known of a file's document beside its text."""
    [document] = readers.read(path, path.name)
    assert isinstance(document, RawDocument)
    return {name: found.value for name, found in document.stated.items()}


def test_a_table_of_endless_lines_is_named(archive: Path) -> None:
    """No folder has so many files; the first are described."""
    lines = "".join(f"{number:x}\n" for number in range(600_000))
    (archive / "metadata.csv").write_text(f"file\nstory.txt\n{lines}", encoding="utf-8")
    assert rejected(archive) == {"archive/metadata.csv": "only its first 524,288 lines count"}


def test_a_table_that_is_no_file_is_named(archive: Path) -> None:
    """A pipe would never end."""
    os.mkfifo(archive / "metadata.csv")
    assert read(archive) == ["archive/story.txt"]
    assert rejected(archive) == {"archive/metadata.csv": "it is not a file"}
