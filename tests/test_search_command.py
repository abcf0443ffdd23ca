"""What `backfile-search` prints."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from search.__main__ import main
from search.engines import Engine
from tests.conftest import SMALL, build


@pytest.fixture
def index(engine: Engine, tmp_path: Path) -> str:
    """The directory of an index of the `SMALL` articles."""
    build(engine, SMALL)
    return str(tmp_path / "index")


def test_hits_and_facets_in_the_terminal(index: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Headlines, what is known of each, fragments, and counts of outlets and places."""
    assert main(["Idlib", "offensive", "--index", index]) == 0
    printed = capsys.readouterr().out
    assert "Army storms Idlib" in printed
    assert "Al Jazeera · 2012-03-11 · Syria/Idlib" in printed
    assert "as the offensive began" in printed
    assert "Outlet" in printed
    assert "Location" in printed


def test_notes_are_printed(index: str, capsys: pytest.CaptureFixture[str]) -> None:
    """How a query was understood is said."""
    main(['"Idlib', "--index", index])
    assert "quotation mark" in capsys.readouterr().out


def test_json_is_an_answer_of_the_api(index: str, capsys: pytest.CaptureFixture[str]) -> None:
    """The same object, with the address that gives it."""
    assert main(["offensive", "--json", "--per-page", "1", "--index", index]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert (answer["total"], answer["pages"], len(answer["hits"])) == (3, 3, 1)
    assert answer["links"]["next"] == "/api/v1/search?q=offensive&page=2&per_page=1"
    assert "<mark>offensive</mark>" in answer["hits"][0]["highlights"]["body"][0]


def test_a_run_of_queries(index: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """TREC's form; any word of a query may match, and syntax in it means nothing."""
    queries = tmp_path / "queries.jsonl"
    queries.write_text('{"id": "7", "text": "Idlib AND nonsense"}\n\n{"id": "8", "text": "zzz"}\n')
    assert main(["--queries", str(queries), "--format", "trec", "--depth", "5", "--index", index]) == 0
    (line,) = capsys.readouterr().out.splitlines()
    query, q0, article, rank, score, tag = line.split()
    assert (query, q0, article, rank, tag) == ("7", "Q0", "a1", "1", "backfile")
    assert float(score) > 0


def test_a_bad_line_of_queries_is_named(
    index: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The error says which line, and what a line should be."""
    (tmp_path / "bad.jsonl").write_text('{"id": 1}\n')
    assert main(["--queries", str(tmp_path / "bad.jsonl"), "--index", index]) == 2
    assert "Line 1" in capsys.readouterr().err


def test_no_index_is_a_clear_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It says what to do."""
    assert main(["x", "--index", str(tmp_path / "none")]) == 2
    assert "backfile-index build" in capsys.readouterr().err
