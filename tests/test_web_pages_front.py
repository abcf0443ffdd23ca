"""The pages around a search say what there is, and how to use it."""

from __future__ import annotations

from pathlib import Path

from flask.testing import FlaskClient

from search.archive import Archive
from search.engines import open_engine
from search.fields import PREFIXES
from tests.web_archive import ARTICLES, built, client_over
from tests.web_page import page
from web import openapi


def test_the_front_page_says_what_the_archive_holds(client: FlaskClient) -> None:
    """A search box, examples that find something, outlets, places and the newest articles."""
    front = page(client, "/")
    assert "4 articles from 3 outlets, naming 5 places" in front.text
    assert "/?q=Idlib+offensive" in front.links()
    assert not front.links("truce")
    assert "/?q=location:%22Syria%22" in front.links()
    assert front.links("/articles/")[0] == "/articles/seeds/assault.txt"
    assert "/?location=Syria" in front.links()


def test_an_empty_search_box_leads_to_the_front_page(client: FlaskClient) -> None:
    """A form that was sent empty asks for nothing."""
    assert "Search the archive" in page(client, "/?q=&from=&to=&undated=include").text


def test_an_empty_archive_has_a_front_page(tmp_path: Path) -> None:
    """Nothing is there yet, and the page says what to do."""
    client = client_over(built(tmp_path / "index", []))
    assert "backfile-index build" in page(client, "/").text
    assert "No article matches" in page(client, "/?q=x").text


def test_a_missing_article_is_a_kind_404(client: FlaskClient) -> None:
    """It says what may have happened and offers a search."""
    found = page(client, "/articles/none", 404)
    assert "not in the archive" in found.text
    assert "/" in found.links()


def test_an_index_that_is_not_there_is_a_kind_503(tmp_path: Path) -> None:
    """The page says to try again, and tells the operator what is wrong."""
    client = client_over(Archive(open_engine(f"whoosh:{tmp_path / 'none'}")))
    for path in ("/", "/?q=x", "/articles/x", "/about"):
        response = client.get(path)
        assert int(response.headers["Retry-After"]) > 0
        assert response.headers["Cache-Control"] == "no-store"
        assert "cannot be searched just now" in page(client, path, 503).text
    assert client.get("/health/live").status_code == 200
    assert client.get("/health/ready").status_code == 503


def test_a_page_is_kept_until_the_next_generation(tmp_path: Path) -> None:
    """A repeated request costs nothing; a new generation is seen at once."""
    client = client_over(built(tmp_path / "index"))
    for path in ("/", "/?q=Idlib", "/articles/talks?q=Idlib"):
        tag = client.get(path).headers["ETag"]
        assert client.get(path, headers={"If-None-Match": tag}).status_code == 304
    built(tmp_path / "index", ARTICLES[1:])
    assert client.get(path, headers={"If-None-Match": tag}).status_code == 200
    assert "3 articles" in page(client, "/").text


def test_help_explains_every_prefix(client: FlaskClient) -> None:
    """The page derives from the table of fields."""
    found = page(client, "/help")
    for field in PREFIXES:
        assert field.example in found.text
        assert field.label in found.text


def test_programmers_find_every_parameter(client: FlaskClient) -> None:
    """The page about the API is made from its document."""
    found = page(client, "/api")
    for path, operation in openapi.document()["paths"].items():
        assert f"/api/v1{path}" in found.text
        for parameter in operation["get"]["parameters"]:
            assert parameter["name"] in found.text
            assert parameter["description"]
    assert "/api/v1/openapi.json" in found.links()


def test_robots_are_kept_from_endless_searches(client: FlaskClient) -> None:
    """Articles may be indexed, searches not."""
    assert "Disallow: /?" in client.get("/robots.txt").text
    assert client.get("/?q=Idlib").headers["X-Robots-Tag"] == "noindex"
    assert "X-Robots-Tag" not in client.get("/articles/talks").headers


def test_about_gives_credit(client: FlaskClient) -> None:
    """Places come from GeoNames."""
    found = page(client, "/about")
    assert "GeoNames" in found.text
    assert "CC BY 4.0" in found.text
    assert "https://www.geonames.org/" in found.links()
