"""The API answers as its own document says it does."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from jsonschema import Draft202012Validator

from tests.web_api import get, problem
from tests.web_archive import ARTICLES, HOSTILE, app_over, built, client_over, many
from web import openapi


def test_the_document_is_a_valid_one(client: FlaskClient) -> None:
    """Every schema is a schema, and every reference leads somewhere."""
    document = client.get("/api/v1/openapi.json").json
    assert document == openapi.document()
    for name, schema in document["components"]["schemas"].items():
        Draft202012Validator.check_schema(schema)
        assert schema["description"], name


def test_every_path_of_the_document_is_answered(client: FlaskClient) -> None:
    """The paths are those of the application, no more and no fewer."""
    paths = openapi.document()["paths"]
    rules = {str(rule) for rule in client.application.url_map.iter_rules() if str(rule).startswith("/api/")}
    names = {"{id}": "<article:article_id>", "{field}": "<field>", "{format}": "<name>"}
    spelled = {"/api/v1" + re.sub(r"{\w+}", lambda found: names[found.group()], path) for path in paths}
    assert rules == spelled


def test_a_search_answers_with_all_that_the_contract_names(client: FlaskClient) -> None:
    """Hits with marks, facets, histogram, links."""
    answer = get(client, "/search?q=Idlib+offensive", "Search")
    assert list(answer) == [
        "query", "total", "page", "pages", "per_page", "sort", "hits", "facets", "histogram",
        "did_you_mean", "took_ms", "generation", "partial", "links",
    ]  # fmt: skip
    first = answer["hits"][0]
    assert list(first) == [
        "id", "score", "headline", "outlet", "date", "locations", "url", "byline", "highlights",
    ]  # fmt: skip
    assert first["id"] == "seeds/assault.txt"
    assert first["date"] == "2012-03-11"
    assert first["byline"] == "Jane Roe, John Doe"
    assert "<mark>Idlib</mark>" in first["highlights"]["headline"]
    assert any("<mark>offensive</mark>" in fragment for fragment in first["highlights"]["body"])
    assert answer["total"] == 2
    assert {value["value"] for value in answer["facets"]["outlet"]} == {"Example Times", "The Daily Example"}
    assert answer["histogram"]["buckets"] == [
        {"from": "2012-02-01", "count": 1},
        {"from": "2012-03-01", "count": 1},
    ]
    assert answer["links"] == {"self": "/api/v1/search?q=Idlib+offensive", "next": None, "prev": None}


def test_counts_ignore_the_facet_s_own_selection(client: FlaskClient) -> None:
    """Choosing an outlet narrows the hits, but the other outlet can still be seen."""
    answer = get(client, "/search?q=Idlib&outlet=Example+Times", "Search")
    assert [hit["id"] for hit in answer["hits"]] == ["talks"]
    assert {value["value"]: value["selected"] for value in answer["facets"]["outlet"]} == {
        "Example Times": True,
        "The Daily Example": False,
    }


def test_only_the_fields_asked_for(client: FlaskClient) -> None:
    """`fields`, `facets` and `highlight` cut the answer to size."""
    answer = get(client, "/search?q=Idlib&fields=standfirst,provenance&facets=location&highlight=0", "Search")
    assert set(answer["hits"][0]) == {"id", "score", "standfirst", "provenance", "highlights"}
    assert answer["hits"][0]["highlights"] == {}
    assert list(answer["facets"]) == ["location"]
    assert problem(client, "/search?fields=headline,colour", 400)["parameter"] == "fields"


def test_marks_are_the_only_markup(client: FlaskClient) -> None:
    """An article's own markup is escaped in highlights."""
    answer = get(client, "/search?q=markup", "Search")
    shown = answer["hits"][0]["highlights"]
    for text in (shown["headline"], *shown["body"]):
        assert "<" not in text.replace("<mark>", "").replace("</mark>", "")
    assert "&lt;script&gt;" in shown["headline"]
    assert answer["hits"][0]["outlet"] == HOSTILE


def test_pages_link_to_each_other(tmp_path: Path) -> None:
    """Following `next` from the first page passes every hit once, and keeps the parameters."""
    client = client_over(built(tmp_path / "index", many(25)))
    path: str | None = "/search?q=counted&per_page=10&fields=headline"
    seen = []
    while path:
        answer = get(client, path.removeprefix("/api/v1"), "Search")
        seen += [hit["id"] for hit in answer["hits"]]
        assert all(set(hit) == {"id", "score", "headline", "highlights"} for hit in answer["hits"])
        path = answer["links"]["next"]
    assert len(seen) == 25
    assert len(set(seen)) == 25
    assert answer["links"]["prev"].endswith("page=2")


def test_a_cursor_walks_through_everything(tmp_path: Path) -> None:
    """Harvesters get every hit once, in the order of ids."""
    client = client_over(built(tmp_path / "index", many(25)))
    path: str | None = "/search?cursor=&per_page=7"
    seen = []
    while path:
        answer = get(client, path.removeprefix("/api/v1"), "Search")
        assert (answer["page"], answer["sort"]) == (None, "id")
        seen += [hit["id"] for hit in answer["hits"]]
        path = answer["links"]["next"]
    assert seen == [f"n{number:03}" for number in range(25)]


def test_a_facet_can_be_paged_and_searched(client: FlaskClient) -> None:
    """All values of a facet, by their beginning, a page at a time."""
    everything = get(client, "/facets/location", "FacetPage")
    assert everything["total"] == 3
    assert {value["value"] for value in everything["values"]} == {"Syria", "Egypt", "Unknown"}
    some = get(client, "/facets/location?prefix=s&q=Idlib", "FacetPage")
    assert [child["path"] for child in some["values"][0]["children"]] == ["Syria/Idlib", "Syria/Damascus"]
    first = get(client, "/facets/location?per_page=2", "FacetPage")
    assert (len(first["values"]), first["pages"]) == (2, 2)
    second = get(client, first["links"]["next"].removeprefix("/api/v1"), "FacetPage")
    assert len(second["values"]) == 1
    assert problem(client, "/facets/colour", 404)
    assert problem(client, "/facets/outlet?sort=newest", 400)["parameter"] == "sort"


@pytest.mark.parametrize(
    ("prefix", "paths"),
    [
        ("idl", ["Syria/Idlib"]),
        ("SYRIA/D", ["Syria/Damascus"]),
        ("Syria/", ["Syria/Idlib", "Syria/Damascus"]),
        ("s", ["Syria"]),
        ("xyz", []),
    ],
)
def test_values_of_a_tree_are_found_at_every_level(
    client: FlaskClient, prefix: str, paths: list[str]
) -> None:
    """By their own names and by their paths; those below a match are within it."""
    found = get(client, f"/facets/location?prefix={prefix}", "FacetPage")
    assert [value["path"] for value in found["values"]] == paths
    assert found["total"] == len(paths)
    for value in found["values"]:
        hits = get(client, f"/search?location={value['path']}", "Search")
        assert value["count"] == hits["total"]


def test_links_begin_with_the_public_address(tmp_path: Path) -> None:
    """Behind a proxy, links lead to where the archive is seen from outside."""
    client = app_over(built(tmp_path / "index"), base_url="https://news.example/").test_client()
    answer = client.get("/api/v1/search?q=Idlib&per_page=1").json
    assert answer["links"]["next"] == "https://news.example/api/v1/search?q=Idlib&per_page=1&page=2"
    links = client.get("/api/v1/articles/talks").json["links"]
    assert all(link.startswith("https://news.example/") for link in links.values())


def test_the_status_says_what_is_served(client: FlaskClient) -> None:
    """How many articles, of which generation."""
    answer = get(client, "/status", "Status")
    assert answer["articles"] == len(ARTICLES)
    assert answer["generation"] == get(client, "/search", "Search")["generation"]


@pytest.mark.parametrize("path", ["/search?q=Idlib", "/articles/talks", "/nothing", "/search?x=1"])
def test_any_site_may_read_the_answers(client: FlaskClient, path: str) -> None:
    """CORS allows GET from anywhere, of problems too."""
    response = client.get("/api/v1" + path, headers={"Origin": "https://example.org"})
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert "ETag" in response.headers["Access-Control-Expose-Headers"]
    asked = client.options("/api/v1" + path, headers={"Access-Control-Request-Headers": "if-none-match"})
    assert asked.headers["Access-Control-Allow-Headers"] == "If-None-Match"


def test_the_same_answer_is_not_sent_twice(tmp_path: Path) -> None:
    """An answer is kept until the next generation, and told apart by its parameters."""
    archive = built(tmp_path / "index")
    client = client_over(archive)
    for path in ("/search?q=Idlib", "/articles/talks", "/facets/outlet"):
        tag = client.get("/api/v1" + path).headers["ETag"]
        again = client.get("/api/v1" + path, headers={"If-None-Match": tag})
        assert (again.status_code, again.data, again.headers["ETag"]) == (304, b"", tag)
    for path in ("/api/v1/articles/talks", "/articles/talks"):
        assert client.get(path, headers={"If-None-Match": "*"}).status_code == 304
        assert client.get(path + "-not", headers={"If-None-Match": "*"}).status_code == 404
    assert client.get("/api/v1/export.csv?q=Idlib", headers={"If-None-Match": "*"}).status_code == 304
    other = client.get("/api/v1/search?q=Damascus", headers={"If-None-Match": tag})
    assert other.status_code == 200
    built(tmp_path / "index", ARTICLES[:1])
    assert client.get("/api/v1/facets/outlet", headers={"If-None-Match": tag}).status_code == 200
