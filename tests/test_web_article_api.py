"""What the API answers about one article, and how it completes what is typed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote, urljoin, urlsplit

import pytest
from flask.testing import FlaskClient

from search.article import Article
from tests.web_api import get, problem
from tests.web_archive import ARTICLES, HOSTILE, built, client_over
from tests.web_page import page

ODD = quote("odd/<b>&?#%20", safe="")


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


AWKWARD = (
    "foo", "foo/removed", "foo/similar", "foo/removed/similar", "removed", "..", ".", "../api/v1/status",
    "a/../b", "a/./b", "a..b", "/root", "//host/path", "a//b", "a/",
    "%2E%2E", "foo%2Fsimilar", "%", "a?b#c", "новость/..",
)  # fmt: skip


@pytest.fixture(scope="module")
def awkward(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    """A client of an archive of articles whose ids could be taken for other addresses."""
    articles = [Article(each, "a.txt", f"Same words in number {n}", "") for n, each in enumerate(AWKWARD)]
    archive = built(tmp_path_factory.mktemp("awkward") / "index", articles)
    yield client_over(archive)
    archive.close()


@pytest.mark.parametrize("article_id", AWKWARD)
def test_no_id_leads_elsewhere(awkward: FlaskClient, article_id: str) -> None:
    """Every link about an article is about it, also after a browser has resolved its dots."""
    headline = f"Same words in number {AWKWARD.index(article_id)}"
    (hit,) = page(awkward, "/?per_page=100&q=" + quote(f'"{headline}"')).links("/articles/")
    found = page(awkward, hit)
    assert f"{headline} " in found.text
    links = awkward.get(found.links("/api/v1/articles/")[0]).json["links"]  # type: ignore[index]
    for link in links.values():
        assert urlsplit(urljoin("http://localhost/", link.replace("%2E", "."))).path == link.replace(
            "%2E", "."
        )
    for name in ("self", "removed", "similar"):
        assert awkward.get(links[name]).json["id"] == article_id  # type: ignore[index]
    assert links["page"] == hit.partition("?")[0]


def test_ordinary_addresses_are_plain(awkward: FlaskClient) -> None:
    """Only what would lead elsewhere is escaped."""
    links = set(page(awkward, "/?q=same&per_page=100").links("/articles/"))
    plain = {link.partition("?")[0] for link in links}
    assert {"/articles/foo", "/articles/removed", "/articles/a..b", "/articles/a//b"} <= plain
    assert "/articles/foo%252Fremoved" in plain
    by_id = get(awkward, "/articles/" + quote(quote("foo/removed", safe="")), "Article")
    assert by_id["id"] == "foo/removed"


def test_what_was_removed_is_told(client: FlaskClient) -> None:
    """Rule, reason, text and position of every stretch."""
    answer = get(client, f"/articles/{ODD}/removed", "Removals")
    assert answer["removed"] == [{"start": 0, "end": 3, "text": HOSTILE, "rule": HOSTILE, "reason": HOSTILE}]


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
