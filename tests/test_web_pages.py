"""The pages show what the archive answers, and nothing that an article or a URL says can harm them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search.archive import Archive
from search.article import Article
from search.engines import open_engine
from search.fields import PREFIXES
from search.request import SearchRequest
from tests.web_archive import ARTICLES, HOSTILE, app_over, built, client_over, many
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
    assert page(client, "/facets/outlet?q=same&page=9")


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


@pytest.mark.parametrize("path", ["/", "/?q=Idlib", "/articles/talks", "/about", "/help", "/api"])
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
@given(raw=st.binary(max_size=60), path=st.sampled_from(["/", "/articles/talks"]))
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
