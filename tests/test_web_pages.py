"""The pages of results show what the archive answers."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient

from search.archive import Archive
from search.request import SearchRequest
from tests.web_archive import app_over, built, client_over, many
from tests.web_page import chips_of, page


def test_hits_show_what_they_are_and_why(client: FlaskClient) -> None:
    """Headline, outlet, date, places, and marked fragments."""
    found = page(client, "/?q=Idlib+offensive")
    assert "2 articles for Idlib offensive" in found.text
    assert "Forces push on with Idlib offensive" in found.text
    assert "The Daily Example" in found.text
    assert "11 March 2012" in found.text
    assert "February 2012" in found.text
    assert "Damascus, Syria" in found.text
    assert {mark.lower() for mark in found.marks} == {"idlib", "offensive"}
    assert found.links("/articles/")[0] == "/articles/seeds/assault.txt?q=Idlib+offensive"


def test_without_words_the_newest_come_first(client: FlaskClient) -> None:
    """There is nothing to rank by; undated articles come last."""
    found = page(client, "/?undated=include&outlet=Example+Times")
    order = [link.split("?")[0] for link in found.links("/articles/")]
    assert order == ["/articles/talks", "/articles/cairo"]


def test_pages_can_be_turned(tmp_path: Path) -> None:
    """Numbers, neighbours, and a kind word past the end."""
    client = client_over(built(tmp_path / "index", many(95)))
    found = page(client, "/?q=counted&page=5")
    around = {"/?q=counted&page=4", "/?q=counted&page=6", "/?q=counted&page=10", "/?q=counted"}
    assert around <= set(found.links())
    assert len(found.links("/articles/")) == 10
    past = page(client, "/?q=counted&page=40")
    assert "There is no page 40" in past.text
    assert "/?q=counted&page=10" in past.links()


def test_the_number_on_a_page_is_a_setting(tmp_path: Path) -> None:
    """Unless the address says otherwise."""
    client = app_over(built(tmp_path / "index", many(30)), per_page=25).test_client()
    assert len(page(client, "/?q=counted").links("/articles/")) == 25
    assert len(page(client, "/?q=counted&per_page=10").links("/articles/")) == 10
    assert len(page(client, "/?q=counted&page=2").links("/articles/")) == 5


def test_a_page_as_json_has_the_same_articles(tmp_path: Path) -> None:
    """Whatever number is set: programs' pages have ten unless they ask for another number."""
    client = app_over(built(tmp_path / "index", many(60)), per_page=25).test_client()
    for path in ("/?q=counted&page=2", "/?q=counted&page=2&per_page=10"):
        found = page(client, path)
        (link,) = found.links("/api/v1/search")
        ids = [hit["id"] for hit in client.get(link).json["hits"]]
        shown = [link.removeprefix("/articles/").partition("?")[0] for link in found.links("/articles/")]
        assert shown == ids
    assert "/?q=counted&page=3" in page(client, "/?q=counted&page=2").links()
    assert "/?q=counted&page=3&per_page=10" in found.links()
    assert "/?q=counted" in page(client, "/facets/outlet?q=counted").links()


def test_pages_that_are_too_deep_are_told_by_the_number_that_is_set(tmp_path: Path) -> None:
    """Pages of a hundred end sooner than pages of ten; the first one is shown instead."""
    client = app_over(built(tmp_path / "index", many(3)), per_page=100).test_client()
    assert "could not be used" in page(client, "/?q=counted&page=101").text
    assert "could not be used" not in page(client, "/?q=counted&page=100").text


def test_no_results_come_with_ways_out(client: FlaskClient) -> None:
    """Each was tried: it finds something."""
    found = page(client, "/?q=Cairo+offensive&outlet=The+Daily+Example")
    assert "No article matches" in found.text
    assert "/?q=Cairo+OR+offensive&outlet=The+Daily+Example" in found.links()
    assert "/?q=Cairo+OR+offensive" in found.links()
    assert "/?q=Cairo+offensive" not in [link for link in found.links() if link not in chips_of(found)]
    for link in ("/?q=Cairo+OR+offensive&outlet=The+Daily+Example", "/?q=Cairo+OR+offensive"):
        assert "No article matches" not in page(client, link).text


def test_a_slip_in_a_word_is_forgiven(client: FlaskClient) -> None:
    """Nothing is spelled so, but something nearly so."""
    assert "/?q=Damscus~" in page(client, "/?q=Damscus").links()


def test_notes_say_how_a_query_was_understood(client: FlaskClient) -> None:
    """What was reinterpreted is said."""
    archive: Archive = client.application.extensions["backfile"].archive
    for query in ('"Idlib', "(Idlib", "Idlib AND", "date:never"):
        text = page(client, "/?q=" + quote(query)).text
        for note in archive.search(SearchRequest(q=query)).notes:
            assert " ".join(note.split()) in text


@pytest.mark.parametrize(
    "query", ["page=x", "from=soon", "nonsense=1", "q=a&q=b", "q=" + "x" * 600, "page=999999"]
)
def test_a_wrong_address_still_gives_a_page(client: FlaskClient, query: str) -> None:
    """Readers are told what was left out; the rest is searched."""
    assert "could not be used" in page(client, f"/?outlet=Example+Times&{query}").text
