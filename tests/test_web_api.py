"""The API answers as its own document says it does."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from search.archive import Archive
from search.engines import open_engine
from search.request import MAX_QUERY
from tests.web_archive import ARTICLES, HOSTILE, app_over, built, client_over, many
from web import openapi

ODD = quote("odd/<b>&?#%20", safe="")
PROBLEM = "application/problem+json"


def check(shape: str, answer: Any) -> None:
    """Fails unless the answer is as the document says of this shape."""
    Draft202012Validator({"$ref": openapi.AT + shape, **openapi.document()}).validate(answer)


def get(client: FlaskClient, path: str, shape: str) -> Any:
    """The answer at a path, which must be good and of this shape."""
    response = client.get("/api/v1" + path)
    assert response.status_code == 200, response.text
    check(shape, response.json)
    return response.json


def problem(client: FlaskClient, path: str, status: int) -> Any:
    """The problem at a path, which must have this status."""
    response = client.get("/api/v1" + path)
    assert response.status_code == status, response.text
    assert response.content_type == PROBLEM
    check("Problem", response.json)
    return response.json


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
    names = {"{id}": "<path:article_id>", "{field}": "<field>", "{format}": "<name>"}
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
        assert answer["page"] is None
        seen += [hit["id"] for hit in answer["hits"]]
        path = answer["links"]["next"]
    assert seen == [f"n{number:03}" for number in range(25)]


@pytest.mark.parametrize("cursor", ["x", "%00", "e30", "9" * 900, "eyJ4IjoxfQ==", "%F0%9F%92%A9"])
def test_a_made_up_cursor_is_a_bad_request(client: FlaskClient, cursor: str) -> None:
    """A cursor that no answer gave, or a part of one, would leave out hits without a word."""
    response = client.get(f"/api/v1/search?cursor={cursor}")
    assert response.status_code == 400
    assert "cursor" in response.get_data(as_text=True)


def test_a_part_of_a_cursor_is_a_bad_request(client: FlaskClient) -> None:
    """Cut off when it was copied, say."""
    following = get(client, "/search?cursor=&per_page=1", "Search")["links"]["next"]
    assert client.get(following).status_code == 200
    assert client.get(following.replace("&per_page=1", "")).status_code == 200
    cursor = following.partition("cursor=")[2].partition("&")[0]
    assert client.get(f"/api/v1/search?cursor={cursor[:-1]}").status_code == 400


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


@pytest.mark.parametrize("found", ARTICLES, ids=lambda found: found.id)
def test_every_article_can_be_had_by_its_id(client: FlaskClient, found: Any) -> None:
    """Ids hold anything; the links of an article lead back to it."""
    answer = get(client, f"/articles/{quote(found.id, safe='')}", "Article")
    assert answer["id"] == found.id
    assert answer["body"] == found.body
    assert "removed" not in answer
    assert client.get(answer["links"]["self"]).json["id"] == found.id
    assert client.get(answer["links"]["page"]).status_code == 200
    assert client.get(answer["links"]["removed"]).json["id"] == found.id


def test_articles_alike_are_found(client: FlaskClient) -> None:
    """By the words of headline and standfirst, and never the article itself."""
    answer = get(client, "/articles/talks/similar", "Similar")
    assert answer["id"] == "talks"
    assert [hit["id"] for hit in answer["hits"]] == ["seeds/assault.txt"]
    assert get(client, "/articles/talks/similar?per_page=1", "Similar")["hits"]
    problem(client, "/articles/none/similar", 404)
    assert problem(client, "/articles/talks/similar?per_page=21", 400)["parameter"] == "per_page"


@pytest.mark.parametrize(
    ("typed", "suggested"),
    [
        ("Annan dam", {"text": "Damascus", "kind": "location", "value": "Syria/Damascus"}),
        ("exam", {"text": "Example Times", "kind": "outlet", "value": "Example Times"}),
        ("reut", {"text": "Reuters", "kind": "agency", "value": "Reuters"}),
        ("Idlib offen", {"text": "Idlib offensive", "kind": "word", "value": None}),
        ("OFFEN", {"text": "offensive", "kind": "word", "value": None}),
    ],
)
def test_what_is_typed_can_go_on(client: FlaskClient, typed: str, suggested: dict[str, Any]) -> None:
    """With words of the archive, or with names of outlets and places."""
    answer = get(client, f"/suggest?q={quote(typed)}", "Suggestions")
    assert suggested in answer["suggestions"]


@pytest.mark.parametrize("typed", ["", " ", "zzzz", '"', "-", "(", "%00", "*", "headline:"])
def test_nothing_to_suggest(client: FlaskClient, typed: str) -> None:
    """What ends in no word has no completion."""
    assert get(client, f"/suggest?q={quote(typed, safe='%')}", "Suggestions")["suggestions"] == []


def test_links_begin_with_the_public_address(tmp_path: Path) -> None:
    """Behind a proxy, links lead to where the archive is seen from outside."""
    client = app_over(built(tmp_path / "index"), base_url="https://news.example/").test_client()
    answer = client.get("/api/v1/search?q=Idlib&per_page=1").json
    assert answer["links"]["next"] == "https://news.example/api/v1/search?q=Idlib&per_page=1&page=2"
    links = client.get("/api/v1/articles/talks").json["links"]
    assert all(link.startswith("https://news.example/") for link in links.values())


def test_what_was_removed_is_told(client: FlaskClient) -> None:
    """Rule, reason, text and position of every stretch."""
    answer = get(client, f"/articles/{ODD}/removed", "Removals")
    assert answer["removed"] == [{"start": 0, "end": 3, "text": HOSTILE, "rule": HOSTILE, "reason": HOSTILE}]


def test_the_status_says_what_is_served(client: FlaskClient) -> None:
    """How many articles, of which generation."""
    answer = get(client, "/status", "Status")
    assert answer["articles"] == len(ARTICLES)
    assert answer["generation"] == get(client, "/search", "Search")["generation"]


@pytest.mark.parametrize(
    ("path", "parameter"),
    [
        ("/search?oultet=A", "oultet"),
        ("/search?page=x", "page"),
        ("/search?q=" + "x" * (MAX_QUERY + 1), "q"),
        ("/search?from=2012-99", "from"),
        ("/search?q=%ff%fe", "q"),
        ("/search?%ff=1", "\N{REPLACEMENT CHARACTER}"),
        ("/articles/talks?q=x", "q"),
        ("/status?verbose=1", "verbose"),
        ("/openapi.json?x", "x"),
    ],
)
def test_a_bad_request_names_the_parameter(client: FlaskClient, path: str, parameter: str) -> None:
    """Every wrong parameter is refused, by name."""
    assert problem(client, path, 400)["parameter"] == parameter


def test_other_problems_are_told_in_the_same_way(client: FlaskClient) -> None:
    """What is not there, what cannot be done, what cannot be said."""
    assert "no-such" in problem(client, "/articles/no-such", 404)["detail"]
    problem(client, "/nothing", 404)
    posted = client.post("/api/v1/search")
    assert (posted.status_code, posted.content_type) == (405, PROBLEM)
    assert "GET" in posted.headers["Allow"]
    pictures = client.get("/api/v1/search", headers={"Accept": "image/png"})
    assert (pictures.status_code, pictures.content_type) == (406, PROBLEM)
    assert client.get("/api/v1/search", headers={"Accept": "text/html, */*;q=0.1"}).status_code == 200


def test_an_index_that_is_not_there_is_a_503(tmp_path: Path) -> None:
    """A program is told to try again, and when."""
    client = client_over(Archive(open_engine(f"whoosh:{tmp_path / 'none'}")))
    article = ("/articles/x", "/articles/x/removed", "/articles/x/similar")
    for path in ("/search?q=x", "/suggest?q=x", "/status", "/facets/outlet", *article):
        assert problem(client, path, 503)["status"] == 503
        assert int(client.get("/api/v1" + path).headers["Retry-After"]) > 0
    assert client.get("/api/v1/openapi.json").status_code == 200


@pytest.mark.parametrize("path", ["/search?q=Idlib", "/articles/talks", "/nothing", "/search?x=1"])
def test_any_site_may_read_the_answers(client: FlaskClient, path: str) -> None:
    """CORS allows GET from anywhere, of problems too."""
    response = client.get("/api/v1" + path, headers={"Origin": "https://example.org"})
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert "ETag" in response.headers["Access-Control-Expose-Headers"]


def test_the_same_answer_is_not_sent_twice(tmp_path: Path) -> None:
    """An answer is kept until the next generation, and told apart by its parameters."""
    archive = built(tmp_path / "index")
    client = client_over(archive)
    for path in ("/search?q=Idlib", "/articles/talks", "/facets/outlet"):
        tag = client.get("/api/v1" + path).headers["ETag"]
        again = client.get("/api/v1" + path, headers={"If-None-Match": tag})
        assert (again.status_code, again.data, again.headers["ETag"]) == (304, b"", tag)
    other = client.get("/api/v1/search?q=Damascus", headers={"If-None-Match": tag})
    assert other.status_code == 200
    built(tmp_path / "index", ARTICLES[:1])
    assert client.get("/api/v1/facets/outlet", headers={"If-None-Match": tag}).status_code == 200


RAW = st.binary(max_size=60).map(lambda raw: quote(raw, safe="&=+%."))
NAMES = st.sampled_from(sorted([*openapi.PARAMETERS, "fields", "prefix"]))
TYPED = st.lists(st.tuples(NAMES, st.text(max_size=30)), max_size=4).map(
    lambda pairs: "&".join(f"{name}={quote(value)}" for name, value in pairs)
)
ENDPOINTS = ("search", "suggest", "facets/location", "articles/talks", "articles/talks/similar")
PATHS = st.sampled_from([f"/api/v1/{endpoint}" for endpoint in ENDPOINTS])


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(query=RAW | TYPED, path=PATHS)
def test_nothing_in_a_query_string_breaks_the_api(client: FlaskClient, query: str, path: str) -> None:
    """An answer or a bad request, never an error of ours."""
    response = client.get(f"{path}?{query}")
    assert response.status_code in (200, 400), response.text
    if response.status_code == 400:
        assert response.content_type == PROBLEM
        check("Problem", response.json)


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(raw=st.binary(max_size=40))
def test_nothing_in_a_path_breaks_the_api(client: FlaskClient, raw: bytes) -> None:
    """An article's id can be any bytes at all."""
    response = client.get("/api/v1/articles/" + quote(raw, safe=""))
    assert response.status_code in (200, 400, 404), response.text
