"""What the indexer's commands do, as a person or cron runs them."""

from __future__ import annotations

import json
import os
import shutil
import threading
from collections.abc import Sequence
from pathlib import Path

import pytest

from index import pipeline
from index.__main__ import main
from index.clean import cleaning
from index.clean.lines import Line
from index.clean.stated import Stated
from index.document import RawDocument
from index.sources import find
from search.archive import Archive
from search.request import SearchRequest

SEEDS = Path(__file__).parent.parent / "seeds"
STORY = (
    "Floods in Bergen\n\n"
    + "BERGEN - The river rose on Monday and the town was flooded, officials said. " * 5
)


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


def test_given_bodies_are_cleaned_when_asked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With --clean a record's text is treated like a file's."""
    dump = tmp_path / "dump.jsonl"
    dump.write_text(json.dumps({"title": "Floods in Bergen", "body": "Advertisement\n\n" + STORY}) + "\n")
    main(["extract", str(dump), "--clean"])
    assert "Advertisement" not in json.loads(capsys.readouterr().out)["body"]


def test_extract_prints_articles(capsys: pytest.CaptureFixture[str]) -> None:
    """One JSON object a line, with everything that is known, in the order of the files."""
    assert main(["extract", str(SEEDS)]) == 0
    articles = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [article["source"] for article in articles] == sorted(article["source"] for article in articles)
    keys = "source headline standfirst body captions outlet byline date dateline places removed provenance"
    assert all(set(keys.split()) <= article.keys() for article in articles)


def test_include_chooses_files(raw: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A pattern for names below folders."""
    assert main(["extract", str(raw), "--include", "00[12]*.txt"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 2


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


def test_links_do_not_lead_out_of_the_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A symbolic link to a file elsewhere is named, not followed."""
    folder = tmp_path / "archive"
    folder.mkdir()
    (tmp_path / "secret.txt").write_text(STORY)
    (folder / "link.txt").symlink_to(tmp_path / "secret.txt")
    assert main(["extract", str(folder)]) == 1
    shown = capsys.readouterr()
    assert shown.out == ""
    assert "archive/link.txt: a link that leads out of the folder" in shown.err


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every folder")
def test_an_unreadable_folder_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The rest is read all the same."""
    (tmp_path / "raw" / "closed").mkdir(parents=True)
    (tmp_path / "raw" / "story.txt").write_text(STORY)
    (tmp_path / "raw" / "closed").chmod(0)
    assert main(["extract", str(tmp_path / "raw")]) == 1
    assert "closed" in capsys.readouterr().err


def test_explain_marks_what_was_removed(capsys: pytest.CaptureFixture[str]) -> None:
    """The raw text with each removed stretch and its rule, and the fields with where they came from."""
    assert main(["explain", str(SEEDS / "003_1da6544fb5262a99.txt")]) == 0
    printed = capsys.readouterr().out
    assert "donation-appeal" in printed
    assert "TheJournal.ie" in printed
    assert "keeps The Journal open" in printed


def test_explain_as_json_has_every_character(capsys: pytest.CaptureFixture[str]) -> None:
    """Kept and removed text together are the source."""
    path = SEEDS / "001_b5e3afa804c684ee.txt"
    main(["explain", str(path), "--json"])
    explained = json.loads(capsys.readouterr().out)
    assert "".join(span["text"] for span in explained["spans"]) == path.read_text()


def test_explain_as_a_page_escapes_markup(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Raw files are hostile."""
    path = tmp_path / "bad.txt"
    path.write_text(STORY + "\n\n<script>alert(1)</script>")
    main(["explain", str(path), "--html"])
    assert "<script" not in capsys.readouterr().out


def test_wrong_settings_are_a_clear_error(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The variable is named, and nothing is done."""
    monkeypatch.setenv("BACKFILE_PORT", "soon")
    assert main(["extract", str(SEEDS)]) == 2
    assert "BACKFILE_PORT" in capsys.readouterr().err


def test_explain_shows_places_and_what_is_none(capsys: pytest.CaptureFixture[str]) -> None:
    """Every place has its evidence; names that were refused say why."""
    main(["explain", str(SEEDS / "002_9c553c21262d6216.txt"), "--json"])
    explained = json.loads(capsys.readouterr().out)
    assert any(place["path"] == "Syria/Idlib" and place["evidence"] for place in explained["places"])
    assert all(refused["reason"] for refused in explained["refused"])


def test_rules_count_how_often_each_fired(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An archivist finds a rule that eats content."""
    main(["build", str(SEEDS), "--index", str(tmp_path / "ix")])
    capsys.readouterr()
    assert main(["rules", "--index", str(tmp_path / "ix"), "--json"]) == 0
    rows = {row["rule"]: row for row in json.loads(capsys.readouterr().out)}
    assert rows["donation-appeal"]["fired"] >= 3
    assert any(
        "donat" in sample or "support" in sample.lower() for sample in rows["donation-appeal"]["samples"]
    )
    assert rows["picture-credit"]["fired"]
    assert any(row["fired"] == 0 for row in rows.values())
    longest = "If you've seen value in our reporting, please contribute what you can"
    assert any(sample.startswith(longest) for sample in rows["donation-appeal"]["samples"])


def test_rules_of_ones_own_are_used(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder of rules is added to the built-in ones."""
    (tmp_path / "own.toml").write_text(
        '[[rule]]\nname = "town-crier"\nreason = "our own line"\n'
        'whole = ["Hear ye, hear ye, good people.*"]\n'
    )
    (tmp_path / "story.txt").write_text(
        STORY + "\n\nHear ye, hear ye, good people of the town of Bergen.\n\n" + STORY[20:]
    )
    monkeypatch.setenv("BACKFILE_RULES", str(tmp_path))
    main(["extract", str(tmp_path / "story.txt")])
    removed = json.loads(capsys.readouterr().out)["removed"]
    assert "town-crier" in {each["rule"] for each in removed}


def test_repeated_lines_are_learned_and_kept(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What stands on many pages of an outlet is no story; an index remembers it for single files."""
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


@pytest.mark.parametrize("clean", [True, False])
def test_large_dumps_teach_repeated_lines_unless_they_come_clean(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, clean: bool
) -> None:
    """A dump whose first texts are given clean is not read twice; pages in a dump are learned from."""
    monkeypatch.setattr(pipeline, "_LARGE", 0)
    words = "river harbour council budget school museum ferry tunnel bridge market".split()
    lines = []
    for word in words:
        told = f"The {word} of the town was the talk of the week, said the mayor of Bergen on Monday. " * 4
        paragraphs = [*(f"{number} {told}" for number in range(5)), "Bergen reads what Bergen writes."]
        body = "\n\n".join(paragraphs) if clean else "".join(f"<p>{each}</p>" for each in paragraphs)
        lines.append(json.dumps({"title": word, "url": f"https://news.example/{word}", "body": body}))
    (tmp_path / "dump.jsonl").write_text("\n".join(lines))
    sources = list(find([tmp_path / "dump.jsonl"]))
    assert bool(pipeline.learn(sources, pipeline.Options(), 1).outlets) is not clean


def test_keys_of_records_can_be_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A dump with keys of its own."""
    (tmp_path / "dump.jsonl").write_text(json.dumps({"titre": "Inondations", "texte": "L'eau monte."}) + "\n")
    keys = ["--key", "headline=titre", "--key", "body=texte"]
    assert main(["extract", str(tmp_path / "dump.jsonl"), *keys]) == 0
    article = json.loads(capsys.readouterr().out)
    assert (article["headline"], article["body"]) == ("Inondations", "L'eau monte.")
    with pytest.raises(SystemExit):
        main(["extract", str(tmp_path), "--key", "colour=red"])


def test_files_beside_others_describe_them(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What is said beside a file wins over what is found in it, and is no article itself."""
    folder = tmp_path / "raw"
    folder.mkdir()
    (folder / "flood.txt").write_text(STORY)
    (folder / "flood.txt.json").write_text(json.dumps({"outlet": "Bergen News", "date": "2012-03-11"}))
    (folder / "fire.txt").write_text(STORY.replace("Floods", "Fire"))
    (folder / "metadata.csv").write_text("file,outlet,date\nfire.txt,The Fjord,2012-03\n")
    assert main(["extract", str(folder)]) == 0
    fire, flood = (json.loads(line) for line in capsys.readouterr().out.splitlines())
    assert (fire["outlet"], fire["date"]) == ("The Fjord", "2012-03")
    assert (flood["outlet"], flood["date"]) == ("Bergen News", "2012-03-11")
