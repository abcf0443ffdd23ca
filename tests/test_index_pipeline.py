"""What many files become, in several processes, and what goes wrong in one of them costs."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Sequence
from pathlib import Path

import pytest

from index import tasks
from index.__main__ import main
from index.clean import cleaning
from index.clean.lines import Line
from index.clean.stated import Stated
from index.document import RawDocument, Rejected
from index.learning import learn
from index.patience import Patience
from index.pipeline import run, understand
from index.readers import read_bytes
from index.sources import find
from index.spool import Spool
from index.tasks import Options
from search.article import Article
from search.errors import ReadError
from tests.raw_files import STORY

WORDS = "river harbour council budget school museum ferry tunnel bridge market".split()


def test_many_files_in_processes_come_in_order(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Several processes give the same lines as one."""
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(70):
        (folder / f"{number:03}.txt").write_text(STORY.replace("Floods", f"Floods {number}"))
    printed = []
    for processes in ("1", "2"):
        assert main(["extract", str(folder), "--processes", processes]) == 0
        printed.append(capsys.readouterr().out)
    assert printed[0] == printed[1]
    assert len(printed[0].splitlines()) == 70


def test_a_defect_costs_one_document(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Texts are cleaned together; if that fails for one, the others become articles all the same."""
    for number in range(5):
        (tmp_path / f"{number}.txt").write_text(STORY.replace("Floods", f"Floods {number}"))
    stated = cleaning.stated

    def failing(document: RawDocument, lines: Sequence[Line]) -> Stated:
        if "Floods 2" in document.text:
            raise ValueError("a line that nobody thought of")
        return stated(document, lines)

    monkeypatch.setattr(cleaning, "stated", failing)
    assert main(["extract", str(tmp_path), "--processes", "1"]) == 1
    printed = capsys.readouterr()
    headlines = [json.loads(line)["headline"] for line in printed.out.splitlines()]
    assert headlines == [f"Floods {number} in Bergen" for number in (0, 1, 3, 4)]
    assert "a line that nobody thought of" in printed.err


def endless(folder: Path) -> Path:
    """A folder with a rule that finds no end in `abababababababababababababab`."""
    folder.mkdir()
    rule = "[[rule]]\nname = 'endless'\nreason = 'r'\nany = ['(?:[ab]+)+c']\n"
    (folder / "own.toml").write_text(rule)
    return folder


@pytest.mark.parametrize("processes", [1, 2])
def test_a_text_in_which_a_rule_does_not_end_costs_one_document(tmp_path: Path, processes: int) -> None:
    """An archivist's rule may take hours on a text that nobody thought of; the run goes on."""
    (tmp_path / "raw").mkdir()
    for number in range(60):
        odd = "ab" * 14 if number == 3 else "ab"
        (tmp_path / "raw" / f"{number:02}.txt").write_text(STORY.replace("town", odd))
    options = Options(rules=endless(tmp_path / "rules"), patience=0.5)
    found = list(run(find([tmp_path / "raw"]), options, processes, lambda article: article.source))
    [lost] = [each for each in found if isinstance(each, Rejected)]
    assert (lost.source, lost.reason.partition(":")[0]) == ("raw/03.txt", "took too long")
    assert len(found) == 60


def test_a_page_that_takes_too_long_to_parse_costs_one_document(tmp_path: Path) -> None:
    """It has no text, but that would only be known in the end."""
    (tmp_path / "a.html").write_text("<!doctype html><body>" + "<div id=a></div>" * 250_000)
    [lost] = run(find([tmp_path]), Options(patience=0.05), 1, lambda article: article.source)
    assert isinstance(lost, Rejected)
    assert lost.reason.startswith("took too long")


def test_a_signal_that_comes_late_ends_nothing() -> None:
    """It is heard once a parser in C has ended, which may be after the document was given up."""
    with Patience(60):
        pass
    signal.raise_signal(signal.SIGVTALRM)
    with pytest.raises(ReadError, match="took too long"), Patience(60):
        signal.raise_signal(signal.SIGVTALRM)


def test_explaining_gives_up_on_such_a_text_too(tmp_path: Path) -> None:
    """With an error that says so, instead of a terminal that hangs."""
    [document] = read_bytes(STORY.replace("town", "ab" * 14).encode(), "odd.txt")
    assert isinstance(document, RawDocument)
    with pytest.raises(ReadError, match="took too long"):
        understand(document, Options(rules=endless(tmp_path / "rules"), patience=0.5))


def test_processes_are_started_beside_threads(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A program that has threads may not be copied; its processes start anew and do the same."""
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(70):
        (folder / f"{number:03}.txt").write_text(STORY.replace("Floods", f"Floods {number}"))
    done = threading.Event()
    thread = threading.Thread(target=done.wait)
    thread.start()
    try:
        assert main(["extract", str(folder), "--processes", "2"]) == 0
    finally:
        done.set()
        thread.join()
    headlines = [json.loads(line)["headline"] for line in capsys.readouterr().out.splitlines()]
    assert headlines == [f"Floods {number} in Bergen" for number in range(70)]


@pytest.mark.parametrize("clean", [True, False])
def test_large_dumps_teach_repeated_lines_unless_they_come_clean(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, clean: bool
) -> None:
    """A dump whose first texts are given clean is not read twice; pages in a dump are learned from."""
    monkeypatch.setattr(tasks, "_LARGE", 0)
    lines = []
    for word in WORDS:
        told = f"The {word} of the town was the talk of the week, said the mayor of Bergen on Monday. " * 4
        paragraphs = [*(f"{number} {told}" for number in range(5)), "Bergen reads what Bergen writes."]
        body = "\n\n".join(paragraphs) if clean else "".join(f"<p>{each}</p>" for each in paragraphs)
        lines.append(json.dumps({"title": word, "url": f"https://news.example/{word}", "body": body}))
    (tmp_path / "dump.jsonl").write_text("\n".join(lines))
    sources = list(find([tmp_path / "dump.jsonl"]))
    assert bool(learn(sources, Options(), 1).outlets) is not clean


def page(word: str) -> str:
    """A page of an outlet about something."""
    told = f"The {word} of the town was the talk of the week, said the mayor of Bergen on Monday. " * 4
    body = "".join(f"<p>{number} {told}</p>" for number in range(5))
    head = f"<link rel=canonical href=https://news.example/{word}><meta name=author content='Ida Berg'>"
    return f"<html><head>{head}</head><body><h1>All about the {word}</h1>{body}</body></html>"


def whole(article: Article) -> Article:
    """The article itself."""
    return article


@pytest.mark.parametrize("processes", [1, 2])
def test_a_file_that_lines_are_learned_from_is_not_read_again(tmp_path: Path, processes: int) -> None:
    """Its documents are kept until its turn comes, with all that is to be found in them."""
    for word in WORDS:
        (tmp_path / f"{word}.html").write_text(page(word))
    (tmp_path / "broken.html").write_text("<html></html>")
    sources = list(find([tmp_path]))
    read = list(run(sources, Options(), processes, whole))
    with Spool() as spool:
        learn(sources, Options(), processes, spool)
        for word in WORDS:
            (tmp_path / f"{word}.html").unlink()
        kept = list(run(sources, Options(), processes, whole, spool))
    assert kept == read
    assert [each.source for each in kept if isinstance(each, Rejected)] == [f"{tmp_path.name}/broken.html"]
    assert all(each.byline == ("Ida Berg",) for each in kept if isinstance(each, Article))


def test_without_room_for_temporary_files_files_are_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A system that can be read only is enough to print articles."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "nowhere"))
    for word in WORDS:
        (tmp_path / f"{word}.html").write_text(page(word))
    sources = list(find([tmp_path]))
    with Spool() as spool:
        learn(sources, Options(), 1, spool)
        articles = list(run(sources, Options(), 1, whole, spool))
    assert [each.headline for each in articles if isinstance(each, Article)] == [
        f"All about the {word}" for word in sorted(WORDS)
    ]


KILLED = """
import os, signal
from index.pool import in_order

def work(task):
    if task == 5:
        os.kill(os.getppid(), signal.SIGKILL)
    return [task]

for done in in_order(work, range(100), 2):
    print(done, flush=True)
"""


def test_processes_end_with_the_one_that_was_killed() -> None:
    """They would wait for ever, and hold the lock on the index; here, what is printed would not end."""
    killed = subprocess.run([sys.executable, "-c", KILLED], capture_output=True, timeout=60, check=False)
    assert killed.returncode == -signal.SIGKILL
    assert killed.stdout.startswith(b"0\n")
