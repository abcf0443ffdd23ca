"""A whole set of hits can be taken away, in formats that other programs read."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from search.archive import Archive
from search.article import Article
from search.dates import PartialDate
from search.errors import IndexUnavailable
from search.request import SearchRequest
from tests.web_archive import ARTICLES, HOSTILE, built, client_over, many
from web.export import FORMATS, bibtex
from web.exports import walk


def export(client: FlaskClient, name: str, args: str = "") -> str:
    """An export in a format, which must be a file to keep."""
    with client.get(f"/api/v1/export.{name}?{args}") as response:
        assert response.status_code == 200, response.text
        assert response.content_type == FORMATS[name].content_type
        assert response.headers["Content-Disposition"] == f'attachment; filename="articles.{name}"'
        return response.data.decode()


def ids(written: list[dict[str, Any]]) -> list[str]:
    """The ids of what was written."""
    return [each["id"] for each in written]


EVERY = sorted(article.id for article in ARTICLES)


def test_a_table_opens_in_a_spreadsheet(client: FlaskClient) -> None:
    """It says that it is UTF-8, and lists stand in one cell."""
    text = export(client, "csv")
    assert text.startswith("\ufeff")
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    assert ids(rows) == EVERY
    row = next(row for row in rows if row["id"] == "seeds/assault.txt")
    assert (row["byline"], row["date"]) == ("Jane Roe; John Doe", "2012-03-11")


def test_a_cell_is_never_a_formula(tmp_path: Path) -> None:
    """A headline from anywhere must not be run by a spreadsheet."""
    client = client_over(built(tmp_path / "index", [Article("a", "a", "=HYPERLINK(1)", "Body.")]))
    assert "'=HYPERLINK(1)" in export(client, "csv")


def test_lines_are_articles(client: FlaskClient) -> None:
    """Each line reads back as the article, without what was removed."""
    written = [json.loads(line) for line in export(client, "jsonl").splitlines()]
    assert ids(written) == EVERY
    first = next(each for each in written if each["id"] == "talks")
    assert Article.from_json(first).headline == "Envoy leaves Damascus after talks"
    assert all("removed" not in each for each in written)


def test_csl_json_is_a_list_of_references(client: FlaskClient) -> None:
    """Dates are as precise as they are known."""
    written = {each["id"]: each for each in json.loads(export(client, "json"))}
    assert sorted(written) == EVERY
    assert written["seeds/assault.txt"]["issued"] == {"date-parts": [[2012, 3, 11]]}
    assert written["talks"]["issued"] == {"date-parts": [[2012, 2]]}
    assert written["cairo"]["issued"] == {"date-parts": [[2011]]}
    assert written["seeds/assault.txt"]["author"] == [{"literal": "Jane Roe"}, {"literal": "John Doe"}]
    assert {each["type"] for each in written.values()} == {"article-newspaper"}


def test_ris_has_a_line_for_each_fact(client: FlaskClient) -> None:
    """Every line is a tag and a value, every reference begins and ends."""
    text = export(client, "ris")
    assert all(re.match(r"[A-Z][A-Z0-9]  - ", line) for line in text.split("\r\n") if line)
    assert text.count("TY  - NEWS") == text.count("ER  - ") == len(ARTICLES)
    assert "AU  - Jane Roe\r\nAU  - John Doe\r\n" in text
    assert "DA  - 2012/03/11/\r\n" in text
    assert "DA  - 2012/02//\r\n" in text
    assert "DA  - 2011///\r\n" in text


def test_bibtex_is_escaped(client: FlaskClient) -> None:
    """Braces pair up, whatever an article says, and no sign is left that TeX would obey."""
    text = export(client, "bib")
    assert text.count("@article{") == len(ARTICLES)
    plain = re.sub(r"\\[{}]", "", text)
    assert plain.count("{") == plain.count("}")
    assert r"\& " in text
    assert "date = {2012-02}" in text
    assert "author = {{Jane Roe} and {John Doe}}" in text


UNLIKE = ("новость", "заметка", "статья-1", "статья_1", "a b", "a-b", "-a", "a", "seeds/a.txt", "~")


def keys(found: Iterable[str]) -> list[str]:
    """The citation keys of articles of these ids."""
    written = bibtex.write(Article(each, "a.txt", "Headline", "Body.") for each in found)
    return [entry.partition("{")[2].partition(",")[0] for entry in written]


@given(st.sets(st.text(alphabet="aб _-~.{},\\1", min_size=1), max_size=8) | st.just(set(UNLIKE)))
def test_articles_have_citation_keys_of_their_own(found: set[str]) -> None:
    """Two entries of one key are one to a reference manager. An id that can be a key is one."""
    made = keys(found)
    assert len(set(made)) == len(found)
    assert all(re.fullmatch(r"[A-Za-z0-9:./+-]+", key) for key in made)
    assert keys(["seeds/a.txt", "a-b"]) == ["seeds/a.txt", "a-b"]


def test_an_article_without_fields_can_be_exported(tmp_path: Path) -> None:
    """What is not known is left out."""
    client = client_over(built(tmp_path / "index", [Article("~", "a.txt", "Only a headline", "")]))
    assert json.loads(export(client, "json")) == [
        {"id": "~", "type": "article-newspaper", "title": "Only a headline"}
    ]
    assert re.match(r"@article{article-\w+,", export(client, "bib"))
    assert "AU" not in export(client, "ris")


def test_nothing_found_is_an_empty_export(client: FlaskClient) -> None:
    """Each format can say nothing."""
    assert json.loads(export(client, "json", "q=nothingofthekind")) == []
    assert export(client, "jsonl", "q=nothingofthekind") == ""


def test_an_export_is_of_the_search(client: FlaskClient) -> None:
    """Query and filters narrow it."""
    written = json.loads(export(client, "json", "q=Idlib&outlet=Example+Times"))
    assert ids(written) == ["talks"]


def test_every_hit_comes_once_however_many(tmp_path: Path) -> None:
    """An export is longer than a page."""
    client = client_over(built(tmp_path / "index", many(250)))
    written = json.loads(export(client, "json", "q=counted"))
    assert ids(written) == [f"n{number:03}" for number in range(250)]


@pytest.mark.parametrize("args", ["page=2", "sort=newest", "fields=body", "nonsense=1", "from=soon", "q=%ff"])
def test_what_an_export_cannot_mean_is_refused(client: FlaskClient, args: str) -> None:
    """It has no pages and no order but that of ids."""
    response = client.get(f"/api/v1/export.csv?{args}")
    assert (response.status_code, response.content_type) == (400, "application/problem+json")


def test_an_unknown_format_is_not_found(client: FlaskClient) -> None:
    """The answer names those that there are."""
    response = client.get("/api/v1/export.xls")
    assert response.status_code == 404
    assert "csv" in response.json["detail"]


def test_an_incomplete_page_ends_the_export(tmp_path: Path) -> None:
    """A search that ran out of time is not passed off as whole."""
    built(tmp_path / "index").close()
    client = client_over(Archive.open(f"whoosh:{tmp_path / 'index'}", budget=0.0))
    assert client.get("/api/v1/search?q=a*+OR+i*").json["partial"]  # type: ignore[index]
    assert client.get("/api/v1/export.csv?q=a*+OR+i*").status_code == 503


def test_a_build_in_the_middle_ends_the_export(tmp_path: Path) -> None:
    """An export of which one half is of another generation would not say so, and look whole."""
    archive = built(tmp_path / "index", many(250))
    client = client_over(archive)
    with client.get("/api/v1/export.jsonl") as response:
        lines = response.iter_encoded()
        first = json.loads(next(iter(lines)))
        assert first["id"] == "n000"
        built(tmp_path / "index", ARTICLES).close()
        with pytest.raises(IndexUnavailable, match="replaced"):
            list(lines)
    assert ids([json.loads(line) for line in export(client, "jsonl").splitlines()]) == EVERY


def test_walking_keeps_the_request(client: FlaskClient) -> None:
    """Only how hits are counted and cut changes."""
    archive = client.application.extensions["backfile"].archive
    asked = SearchRequest(q="Idlib", date_from=PartialDate(2012, 3))
    assert [hit.article.id for page in walk(archive, asked) for hit in page.hits] == ["seeds/assault.txt"]


def test_results_link_to_their_exports(client: FlaskClient) -> None:
    """The links keep the search and leave out its page and order."""
    html = client.get("/?q=Idlib&outlet=Example+Times&sort=newest&per_page=1").text
    for name in FORMATS:
        assert f'href="/api/v1/export.{name}?q=Idlib&amp;outlet=Example+Times"' in html


def test_markup_stays_what_it_is(client: FlaskClient) -> None:
    """No format escapes for HTML."""
    assert HOSTILE in json.loads(export(client, "json", "q=markup"))[0]["title"]
