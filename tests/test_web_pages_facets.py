"""What stands beside the results narrows them, a step at a time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, unquote_plus

import pytest
from flask.testing import FlaskClient

from search.article import Article
from search.values import MAX_VALUE
from tests.web_archive import HOSTILE, built, client_over, many
from tests.web_page import Page, page


def test_facets_are_links_that_narrow(client: FlaskClient) -> None:
    """Each value leads to the search with it; countries hold their places."""
    found = page(client, "/?q=Idlib")
    assert "/?q=Idlib&outlet=Example+Times" in found.links()
    assert "/?q=Idlib&location=Syria%2FIdlib" in found.links()
    assert "/?q=Idlib&exclude.outlet=Example+Times" in found.links()
    narrowed = page(client, "/?q=Idlib&outlet=Example+Times&location=Syria")
    assert "1 article " in narrowed.text
    assert "/?q=Idlib&outlet=Example+Times&outlet=The+Daily+Example&location=Syria" in narrowed.links()


def test_a_facet_has_a_page_of_all_its_values(client: FlaskClient) -> None:
    """Each value leads back to the search, narrowed."""
    found = page(client, "/facets/location?q=Idlib&outlet=Example+Times")
    assert "Location: 1 value" in found.text
    assert "/?q=Idlib&outlet=Example+Times&location=Syria%2FDamascus" in found.links()
    assert "/?q=Idlib&outlet=Example+Times" in found.links()
    page(client, "/facets/colour", 404)


def test_only_some_of_many_values_stand_beside_the_results(tmp_path: Path) -> None:
    """The rest are on a page of their own, which can be turned; a chosen one is always in sight."""
    names = [f"Outlet {number:03}" for number in range(250)]
    articles = [Article(name, name, "Same", "Same.", outlet=name) for name in names]
    client = client_over(built(tmp_path / "index", articles))
    beside = page(client, "/?q=same&outlet=Outlet+249")
    assert len(beside.links("exclude.outlet")) < 50
    assert "Outlet 249" in [text for tag, text in beside.texts if tag == "span"]
    assert "/facets/outlet?q=same&outlet=Outlet+249" in beside.links()
    first = page(client, "/facets/outlet?q=same")
    assert len(first.links("exclude.outlet")) == 200
    assert "/facets/outlet?q=same&page=2" in first.links()
    assert len(page(client, "/facets/outlet?q=same&page=2").links("exclude.outlet")) == 50
    assert "/facets/outlet?q=same&page=2" in page(client, "/facets/outlet?q=same&page=9").links()
    sorted_too = page(client, "/facets/outlet?q=same&contains=outlet&order=name")
    assert "/facets/outlet?q=same&page=2&contains=outlet&order=name" in sorted_too.links()


def test_a_value_that_is_listed_can_be_chosen(tmp_path: Path) -> None:
    """However long its name is."""
    name = "The Long and Winding Example " * 20
    client = client_over(built(tmp_path / "index", [Article("a", "a", "Same", "Same.", outlet=name.strip())]))
    found = page(client, "/?q=same")
    (chosen,) = [link for link in found.links("&outlet=") if "exclude" not in link]
    assert "could not be used" not in page(client, chosen).text
    assert "1 article" in page(client, chosen).text
    assert client.get("/api/v1/search" + chosen.removeprefix("/")).json["total"] == 1  # type: ignore[index]


def wired() -> Iterator[Article]:
    """Articles of agencies and of places in several countries, some with names that are markup."""
    for number in range(30):
        path = f"{'Syria' if number < 25 else 'Egypt'}/Place {number:02}"
        agency = ("Reuters", HOSTILE) if number == 0 else ("Reuters",) if number < 3 else ()
        outlet = ("Éclair", "The Example", "<script>Echo</script>", "9 Days")[number % 4]
        yield Article(f"w{number}", "w", "Same", "Same.", outlet=outlet, agency=agency, locations=(path,))


@pytest.fixture(scope="module")
def wires(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    """A client of an archive of articles that agencies supplied."""
    archive = built(tmp_path_factory.mktemp("wires") / "index", wired())
    yield client_over(archive)
    archive.close()


def folds(found: Page) -> list[bool]:
    """Which of the branches of a tree are open, in order."""
    return ["open" in attrs for tag, attrs in found.tags if tag == "details" and attrs["class"] == "branch"]


def test_agencies_narrow_as_outlets_do(wires: FlaskClient) -> None:
    """They can be chosen and left out, are chips, and stand between outlets and places."""
    found = page(wires, "/?q=same")
    headings = [text for tag, text in found.texts if tag == "h2" and text in ("Outlet", "Agency", "Location")]
    assert headings == ["Outlet", "Agency", "Location"]
    assert {"/?q=same&agency=Reuters", "/?q=same&exclude.agency=Reuters"} <= set(found.links())
    chosen = page(wires, "/?q=same&agency=Reuters&sort=newest")
    assert "3 articles" in chosen.text
    assert "Remove Agency: Reuters" in chosen.text
    assert "/?q=same&sort=newest" in chosen.links()
    without = page(wires, "/?q=same&exclude.agency=Reuters")
    assert "27 articles" in without.text
    assert "Remove Not agency: Reuters" in without.text
    assert "/api/v1/search?q=same&agency=Reuters&sort=newest" in chosen.links()


def test_without_agencies_there_is_no_facet_of_them(wires: FlaskClient) -> None:
    """Unknown alone tells no hits apart."""
    assert "facet-agency" not in wires.get("/?q=same&outlet=9+Days").text
    assert "facet-agency" in wires.get("/?q=same&outlet=The+Example&agency=Reuters").text


def test_the_api_counts_agencies_when_asked(wires: FlaskClient) -> None:
    """Its default stays as it was."""
    assert list(wires.get("/api/v1/search?q=same").json["facets"]) == ["outlet", "location"]  # type: ignore[index]
    asked = wires.get("/api/v1/search?q=same&facets=agency").json
    assert asked
    assert asked["facets"]["agency"][0] == {"value": "Reuters", "count": 3, "selected": False}


def test_places_open_a_level_at_a_time(wires: FlaskClient) -> None:
    """Countries come first; one opens by itself where it or something in it is chosen."""
    found = page(wires, "/?q=same")
    assert folds(found) == [False, False]
    assert found.text.count("Places in Syria") == 1
    assert folds(page(wires, "/?q=same&location=Egypt%2FPlace+27")) == [False, True]
    assert folds(page(wires, "/?q=same&location=Syria")) == [True, False]


def test_a_long_branch_is_cut_and_goes_on_elsewhere(wires: FlaskClient) -> None:
    """A chosen place is in sight all the same; the rest of the country has a page."""
    found = page(wires, "/?q=same&location=Syria%2FPlace+24")
    places = [text for tag, text in found.texts if tag == "span" and re.fullmatch(r"Place \d\d", text)]
    assert places == [f"Place {number:02}" for number in (*range(8), 24, *range(25, 30))]
    rest = "/facets/location?q=same&location=Syria%2FPlace+24&within=Syria"
    assert rest in found.links()
    inside = page(wires, rest)
    assert "Location in Syria: 25 values" in inside.text
    assert "/facets/location?q=same&location=Syria%2FPlace+24" in inside.links()
    assert len(inside.links("exclude.location")) == 25
    assert "There is nothing to list" in page(wires, "/facets/location?within=Nowhere").text


def test_values_are_listed_by_letter(wires: FlaskClient) -> None:
    """Letters that no name begins with lead nowhere; accents do not count, other signs have a place."""
    found = page(wires, "/facets/outlet?q=same&outlet=9+Days")
    led = found.links("prefix=")
    same = "/facets/outlet?q=same&outlet=9+Days&prefix="
    assert led == [f"{same}{letter}" for letter in ("E", "T", "9", "%3C")]
    absent = [attrs for _, attrs in found.tags if attrs.get("class") == "absent"]
    assert len(absent) == 24
    some = page(wires, f"{same}E")
    assert "Outlet: 1 value of 4" in some.text
    assert "/?q=same&outlet=9+Days&outlet=%C3%89clair" in some.links()
    assert "/facets/outlet?q=same&outlet=9+Days" in some.links()


def test_values_are_sorted_by_count_or_name(wires: FlaskClient) -> None:
    """What is asked beside the order stays."""

    def names(path: str) -> list[str]:
        links = page(wires, path).links("/?q=same&exclude.outlet")
        return [unquote_plus(link.partition("exclude.outlet=")[2]) for link in links]

    assert set(names("/facets/outlet?q=same")[:2]) == {"Éclair", "The Example"}
    by_name = names("/facets/outlet?q=same&order=name")
    assert by_name == ["9 Days", "<script>Echo</script>", "Éclair", "The Example"]
    link = "/facets/outlet?q=same&contains=e&order=name"
    assert link in page(wires, "/facets/outlet?q=same&contains=e").links()
    assert "/facets/outlet?q=same&prefix=T&order=name" in page(wires, link).links()


def test_values_are_sifted_by_what_they_contain(wires: FlaskClient) -> None:
    """In a tree a match is shown with what is above it, open; the form keeps the search."""
    found = page(wires, "/facets/location?q=same&from=2000&order=name&contains=PLACE+27")
    assert "Location: 1 value of 2" in found.text
    assert folds(found) == [True]
    assert len(found.links("exclude.location")) == 2
    inputs = {attrs["name"]: attrs["value"] for tag, attrs in found.tags if tag == "input"}
    assert inputs == {"q": "same", "from": "2000", "order": "name", "contains": "PLACE 27"}
    assert "No name here contains “xyz”" in page(wires, "/facets/location?contains=xyz").text
    many_match = page(wires, "/facets/location?contains=place")
    assert "/facets/location?contains=place&within=Syria" in many_match.links()
    assert "/facets/location?within=Syria" in page(wires, "/facets/location?contains=syria").links()


@pytest.mark.parametrize("name", ["prefix", "contains", "within", "order", "page"])
def test_what_is_asked_of_a_list_is_text(wires: FlaskClient, name: str) -> None:
    """Markup stays text; what cannot be used is told."""
    for field in ("outlet", "agency", "location"):
        found = page(wires, f"/facets/{field}?q=same&{name}={quote(HOSTILE)}")
        assert not {"script", "b"} & {tag for tag, _ in found.tags}
        assert ("could not be used" in found.text) == (name in ("order", "page"))
        assert "could not be used" in page(wires, f"/facets/{field}?{name}=a&{name}=b").text
        assert "could not be used" in page(wires, f"/facets/{field}?{name}={'x' * (MAX_VALUE + 1)}").text
    for path in ("/facets/outlet", "/facets/agency", "/?q=same"):
        assert "script" not in {tag for tag, _ in page(wires, path).tags}


def test_everything_chosen_is_a_chip_that_can_be_removed(client: FlaskClient) -> None:
    """One by one, or all at once."""
    rest = "from=2012&to=2012-03&undated=exclude&sort=newest"
    found = page(client, f"/?q=Idlib&outlet=Example+Times&exclude.location=Egypt&{rest}")
    for label in (
        "Outlet: Example Times",
        "Not location: Egypt",
        "From: 2012",
        "To: March 2012",
        "Undated: left out",
    ):
        assert f"Remove {label}" in found.text
    assert f"/?q=Idlib&outlet=Example+Times&{rest}" in found.links()
    assert f"/?q=Idlib&exclude.location=Egypt&{rest}" in found.links()
    assert "/?q=Idlib&sort=newest" in found.links()


def test_the_form_keeps_the_filters(client: FlaskClient) -> None:
    """A new query or date is sent together with what is chosen."""
    found = page(client, "/?q=Idlib&outlet=Example+Times&exclude.location=Egypt&sort=oldest&from=2012-02")
    inputs = {attrs.get("name"): attrs.get("value") for tag, attrs in found.tags if tag == "input"}
    assert inputs == {
        "q": "Idlib", "outlet": "Example Times", "exclude.location": "Egypt", "sort": "oldest",
        "from": "2012-02", "to": "",
    }  # fmt: skip


def test_months_are_bars_that_lead_to_them(client: FlaskClient) -> None:
    """Each bar says its month and number in words."""
    found = page(client, "/?q=Idlib")
    assert "February 2012: 1 article" in found.text
    assert "/?q=Idlib&from=2012-03&to=2012-03" in found.links()


def test_many_years_are_bars_by_year(tmp_path: Path) -> None:
    """Bars stay few enough to be seen."""
    client = client_over(built(tmp_path / "index", many(95)))
    assert "/?q=counted&from=2003&to=2003" in page(client, "/?q=counted").links()
