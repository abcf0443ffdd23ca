"""The pages show what the archive answers, and nothing that an article or a URL says can harm them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import quote, unquote_plus

import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search.archive import Archive
from search.article import Article
from search.engines import open_engine
from search.fields import PREFIXES
from search.request import SearchRequest
from tests.web_archive import ARTICLES, HOSTILE, app_over, built, client_over, many, place
from web import openapi

ODD = quote("odd/<b>&?#%20", safe="")
VOID = {"meta", "link", "input", "img", "br", "hr", "rect"}


class Page(HTMLParser):
    """A page's elements, texts and links; fails where its tags do not nest."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[tuple[str, str]] = []
        self.feed(html)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Notes an element."""
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Closes the element that is open."""
        if tag not in VOID:
            assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        """Notes text with the element it stands in."""
        self.texts.append((self.open[-1] if self.open else "", data))

    @property
    def text(self) -> str:
        """All text, with single blanks."""
        return " ".join("".join(text for _, text in self.texts).split())

    @property
    def marks(self) -> list[str]:
        """What is marked."""
        return [text for tag, text in self.texts if tag == "mark"]

    def links(self, containing: str = "") -> list[str]:
        """Where links lead."""
        found = [attrs.get("href") or "" for tag, attrs in self.tags if tag == "a"]
        return [link for link in found if containing in link]


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    """A client of an archive of a few articles."""
    archive = built(tmp_path_factory.mktemp("web") / "index")
    yield client_over(archive)
    archive.close()


def page(client: FlaskClient, path: str, status: int = 200) -> Page:
    """The page at a path, which must have this status and be a whole one."""
    response = client.get(path)
    assert response.status_code == status, response.text
    assert response.content_type == "text/html; charset=utf-8"
    found = Page(response.text)
    ids = [attrs["id"] for _, attrs in found.tags if "id" in attrs]
    assert len(ids) == len(set(ids))
    assert {attrs["aria-current"] for _, attrs in found.tags if "aria-current" in attrs} <= {"true", "page"}
    tags = [tag for tag, _ in found.tags]
    assert tags.count("h1") == tags.count("main") == tags.count("title") == 1
    return found


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


def test_an_article_without_a_headline_can_be_opened(tmp_path: Path) -> None:
    """A link needs words, and a page a heading."""
    client = client_over(
        built(tmp_path / "index", [Article("n1", "n1.txt", "", "Only a body about ferries.")])
    )
    for address in ("/", "/?q=ferries", "/articles/n1"):
        assert "Without a headline" in page(client, address).text


def test_an_article_without_outlet_or_date_says_so(tmp_path: Path) -> None:
    """Unknown stays unknown."""
    client = client_over(built(tmp_path / "index", [Article("a", "a.txt", "Plain", "Nothing known.")]))
    for path in ("/?q=plain", "/articles/a"):
        text = page(client, path).text
        assert "Outlet unknown" in text
        assert "undated" in text


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
        assert "could not be used" in page(wires, f"/facets/{field}?{name}={'x' * 300}").text
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


def test_many_years_are_bars_by_year(tmp_path: Path) -> None:
    """Bars stay few enough to be seen."""
    client = client_over(built(tmp_path / "index", many(95)))
    assert "/?q=counted&from=2003&to=2003" in page(client, "/?q=counted").links()


def chips_of(found: Page) -> list[str]:
    """Where the chips of a page lead."""
    return [attrs["href"] or "" for tag, attrs in found.tags if attrs.get("class") in ("chip", "clear")]


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


def test_an_article_shows_all_that_is_known(client: FlaskClient) -> None:
    """Its parts, where they came from, what was removed, and the way back."""
    found = page(client, "/articles/seeds/assault.txt?q=offensive+flee&outlet=The+Daily+Example&page=2")
    for text in (
        "Uprising",
        "Families flee as talks end",
        "By Jane Roe and John Doe",
        "Agency: Reuters",
        "11 March 2012",
        "Beirut",
        "A tank near Idlib.",
        "Idlib, Syria",
        "named: Idlib",
        "text: first line",
        "says that advertising follows",
        "Advertisement",
        "1 passage",
    ):
        assert text in found.text
    assert {"offensive", "flee"} <= set(found.marks)
    assert "/?q=offensive+flee&outlet=The+Daily+Example&page=2" in found.links()
    assert "https://example.org/assault?a=1&b=2" in found.links()
    assert "/api/v1/articles/seeds/assault.txt" in found.links()
    assert [text for tag, text in found.texts if tag == "p" and text.startswith("Families fled")]


def test_each_field_says_where_it_comes_from(tmp_path: Path) -> None:
    """Also those of which nothing is known, and those of which nobody noted it."""
    fields = ("headline", "outlet", "agency", "byline", "date", "dateline", "body", "locations", "colour")
    origins = {name: f"text: the {name}" for name in fields}
    article = Article("a", "a.txt", "Plain", "Two words.", agency=("Reuters",), provenance=origins)
    told = page(client_over(built(tmp_path / "one", [article])), "/articles/a").text
    for name in fields:
        assert f"text: the {name}" in told
    assert "Agency Reuters text: the agency" in told
    assert "Body 2 words" in told
    bare = replace(article, dateline="Beirut", provenance={})
    told = page(client_over(built(tmp_path / "two", [bare])), "/articles/a").text
    assert "Outlet unknown" in told
    assert "Date unknown" in told
    assert "Dateline Beirut origin not noted" in told


def test_all_places_are_shown_with_evidence(tmp_path: Path) -> None:
    """What the article is most about comes first, whatever their order is in the record."""
    ranked = {"Homs": 0.1, "Idlib": 0.9, "Aleppo": 0.3, "Hama": 0.2}
    places = tuple(
        replace(place(name, f"Syria/{name}", "SY"), salience=rank) for name, rank in ranked.items()
    )
    article = Article("a", "a.txt", "Plain", "Text.", locations=("Syria/Hama", "Syria/Idlib"), places=places)
    found = page(client_over(built(tmp_path / "index", [article])), "/articles/a")
    shown = [text for _, text in found.texts if text.startswith("named: ")]
    assert shown == ["named: Idlib", "named: Hama", "named: Aleppo", "named: Homs"]
    assert "Also named: 2 places" in found.text


def test_markup_of_articles_is_text(client: FlaskClient) -> None:
    """Whatever an article says of itself, it is shown and not obeyed."""
    paths = ("/", "/?q=markup", "/?sort=newest", f"/articles/{ODD}?q=markup+script")
    for path in paths:
        found = page(client, path)
        assert not {"script", "img", "b"} & {tag for tag, _ in found.tags}
        assert not [link for link in found.links() if link.lower().startswith("javascript")]
        assert all(not name.startswith("on") for _, attrs in found.tags for name in attrs)
    assert " ".join(HOSTILE.split()) in page(client, f"/articles/{ODD}").text
    assert "javascript:alert(1)" in page(client, f"/articles/{ODD}").text


def test_markup_of_addresses_is_text(client: FlaskClient) -> None:
    """A query, a filter or a parameter's name cannot become markup either."""
    hostile = quote(HOSTILE)
    for args in (f"q={hostile}", f"outlet={hostile}", f"{hostile}=1", f"from={hostile}"):
        found = page(client, f"/?{args}")
        assert "script" not in {tag for tag, _ in found.tags}
        found = page(client, f"/articles/talks?{args}")
        assert "script" not in {tag for tag, _ in found.tags}
    assert "script" not in {tag for tag, _ in page(client, f"/articles/{hostile}", 404).tags}


def test_pages_tell_browsers_to_trust_nothing(client: FlaskClient) -> None:
    """No scripts, no frames, no guessing of types, nothing from elsewhere."""
    for path in ("/", "/?q=x", "/about", "/nothing", "/static/base.css", "/api/v1/status"):
        with client.get(path) as response:
            headers = response.headers
        assert "default-src 'none'" in headers["Content-Security-Policy"]
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "same-origin"


@pytest.mark.parametrize("path", ["/", "/?q=Idlib", "/articles/talks", "/about", "/help", "/nothing"])
def test_pages_need_nothing_from_elsewhere(client: FlaskClient, path: str) -> None:
    """Styles and pictures are ours and there; there are no scripts and no inline styles."""
    found = Page(client.get(path).text)
    kinds = ("link", "img", "script")
    needed = [attrs.get("href") or attrs.get("src") for tag, attrs in found.tags if tag in kinds]
    assert needed
    for address in needed:
        assert address
        with client.get(address) as response:
            assert response.status_code == 200
    assert "script" not in {tag for tag, _ in found.tags}
    assert all("style" not in attrs for _, attrs in found.tags)


@pytest.mark.parametrize(
    "path", ["/", "/?q=Idlib", "/facets/outlet?q=x", "/articles/talks", "/about", "/help", "/api"]
)
def test_every_input_has_a_label(client: FlaskClient, path: str) -> None:
    """Each input stands in a label or is named by one."""
    html = client.get(path).text
    named = set(re.findall(r'<label[^>]* for="([^"]+)"', html))
    inside = "".join(re.findall(r"<label>.*?</label>|<label class.*?</label>", html, re.DOTALL))
    for tag, attrs in Page(html).tags:
        if tag in ("input", "select") and attrs.get("type") != "hidden":
            assert attrs.get("id") in named or f'name="{attrs["name"]}"' in inside


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


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(raw=st.binary(max_size=60), path=st.sampled_from(["/", "/articles/talks", "/facets/location"]))
def test_nothing_in_a_query_string_breaks_a_page(client: FlaskClient, raw: bytes, path: str) -> None:
    """Any bytes at all give a page."""
    response = client.get(f"{path}?{quote(raw, safe='&=+%.')}")
    assert response.status_code == 200, response.text
    Page(response.text)


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(q=st.text(max_size=40), value=st.text(max_size=40))
def test_nothing_that_is_typed_breaks_a_page(client: FlaskClient, q: str, value: str) -> None:
    """Any query and any choice give a page that nests well."""
    response = client.get("/", query_string={"q": q, "outlet": value, "exclude.location": value})
    assert response.status_code == 200, response.text
    Page(response.text)
