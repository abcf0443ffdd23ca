"""What the API says when it has no answer, and that it never breaks."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search.archive import Archive
from search.engines import open_engine
from search.request import MAX_QUERY
from tests.web_api import PROBLEM, check, get, problem
from tests.web_archive import client_over
from web import openapi


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


@pytest.mark.parametrize("path", ["/facets/outlet", "/suggest", "/articles/talks/similar"])
def test_the_bounds_of_numbers_are_documented(client: FlaskClient, path: str) -> None:
    """The largest number that the document allows is taken, and the next one refused."""
    documented = openapi.document()["paths"][path.replace("talks", "{id}").replace("outlet", "{field}")][
        "get"
    ]["parameters"]
    numbers = [each for each in documented if each["schema"].get("type") == "integer"]
    for each in numbers:
        most = each["schema"]["maximum"]
        assert client.get(f"/api/v1{path}?{each['name']}={most}").status_code == 200
        problem(client, f"{path}?{each['name']}={most + 1}", 400)
    assert numbers


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
