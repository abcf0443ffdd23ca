"""What the indexer's other commands do: `rollback`, `extract`, `explain` and `rules`."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from index.__main__ import main
from tests.raw_files import SEEDS, STORY


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


def test_explain_makes_one_page_of_several_documents(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each has its heading; where there is nothing to show there is no page."""
    raw = [str(path) for path in sorted(SEEDS.glob("*.txt"))]
    assert main(["explain", *raw, "--html"]) == 0
    page = capsys.readouterr().out
    assert page.startswith("<!doctype html>")
    assert page.count("<!doctype") == page.count("</html>") == 1
    headings = re.findall("<h1>(.*?)</h1>", page)
    assert headings == [f"seeds/{Path(path).name}" for path in raw]
    (tmp_path / "empty.txt").touch()
    assert main(["explain", str(tmp_path / "empty.txt"), "--html"]) == 1
    assert capsys.readouterr().out == ""


def test_explain_shows_what_the_other_commands_do(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A text given clean stays as it is unless they are told otherwise; what is left out is said."""
    story = "Advertisement\n\n" + STORY.partition("\n\n")[2]
    dump = tmp_path / "dump.jsonl"
    dump.write_text(json.dumps({"titre": "Floods", "corps": story}) + "\n", encoding="utf-8")
    keys = ["--key", "headline=titre", "--key", "body=corps"]
    for clean, roles in (([], {"body"}), (["--clean"], {"body", "removed"})):
        assert main(["explain", str(dump), "--json", *keys, *clean]) == 0
        explained = json.loads(capsys.readouterr().out)
        assert {"field": "headline", "value": "Floods", "origin": "record: titre"} in explained["fields"]
        assert {span["role"] for span in explained["spans"] if span["text"].strip()} == roles
    dump.write_text(dump.read_text(encoding="utf-8") * 25, encoding="utf-8")
    assert main(["explain", str(dump), "--json", *keys]) == 0
    told = capsys.readouterr()
    assert told.out.count('"source"') == 20
    assert told.err.strip().endswith("dump.jsonl: only its first 20 documents are explained")


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


@pytest.mark.parametrize(
    "looked_for",
    [
        'whole = ["Hear ye, hear ye, good people.*"]',
        'any = ["^Hear ye\\\\b"]',
        'any = ["^Oyez\\\\b|\\\\bgood people\\\\b"]',
    ],
)
def test_rules_of_ones_own_are_used(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, looked_for: str
) -> None:
    """A folder of rules is added to the built-in ones."""
    (tmp_path / "own.toml").write_text(
        f'[[rule]]\nname = "town-crier"\nreason = "our own line"\n{looked_for}\n'
    )
    (tmp_path / "story.txt").write_text(
        STORY + "\n\nHear ye, hear ye, good people of the town of Bergen.\n\n" + STORY[20:]
    )
    monkeypatch.setenv("BACKFILE_RULES", str(tmp_path))
    main(["extract", str(tmp_path / "story.txt")])
    removed = json.loads(capsys.readouterr().out)["removed"]
    assert "town-crier" in {each["rule"] for each in removed}


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


def test_explain_shows_control_characters(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A terminal would obey those of a raw file."""
    path = tmp_path / "bad.txt"
    path.write_text(STORY + "\n\nThe mayor said \x1b]0;this is your terminal's title now\x07 on Monday.")
    main(["explain", str(path)])
    printed = capsys.readouterr().out
    assert "␛]0;" in printed
    assert "\x1b]0;" not in printed


@pytest.mark.parametrize("command", ["build", "extract", "explain", "update"])
def test_an_empty_path_is_a_slip(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Of a variable that is not set; it does not mean the folder where one is."""
    with pytest.raises(SystemExit):
        main([command, ""])
    assert "a path is empty" in capsys.readouterr().err


@pytest.mark.parametrize("wrong", ["0", "-2", "many"])
def test_a_number_of_processes_is_one_or_more(wrong: str) -> None:
    """A slip is told, not guessed at."""
    with pytest.raises(SystemExit):
        main(["extract", str(SEEDS), "--processes", wrong])


@pytest.mark.parametrize("command", ["build", "extract", "explain"])
def test_a_folder_without_files_is_an_error(
    command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing was done, and whoever mistyped a path is told."""
    assert main([command, str(tmp_path)]) == 2
    assert "no file to read" in capsys.readouterr().err


def test_rollback_serves_the_generation_before(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An operator undoes a build that read the wrong files."""
    index = ["--index", str(tmp_path / "ix")]
    main(["build", str(SEEDS), *index])
    main(["build", str(next(SEEDS.glob("003*.txt"))), *index])
    capsys.readouterr()
    assert main(["rollback", *index]) == 0
    assert ": 5 articles, built at " in capsys.readouterr().out
    assert main(["rollback", *index]) == 2
    assert "is kept" in capsys.readouterr().err
