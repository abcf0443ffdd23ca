"""An article's page shows all that is known of it, and where that comes from."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from flask.testing import FlaskClient

from search.article import Article
from tests.web_archive import built, client_over, place
from tests.web_page import page


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


def test_text_runs_in_its_own_direction(tmp_path: Path) -> None:
    """Arabic begins at the right, and its full stops are at its left."""
    words = "اجتمع المجلس يوم الاثنين."
    article = Article("rtl", "rtl.txt", words, f"{words}\n\nIn English.", kicker=words, captions=(words,))
    client = client_over(built(tmp_path / "index", [article]))
    for path, blocks in (("/articles/rtl", 4), ("/?q=المجلس", 2)):
        html = re.sub("</?mark>", "", client.get(path).get_data(as_text=True))
        around = re.findall(r"<(?:h1|h2|p|li)\b([^>]*)>(?:<a [^>]*>)?\s*" + words[:5], html)
        assert len(around) == blocks
        assert all('dir="auto"' in attributes for attributes in around)


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
        place(name, f"Syria/{name}", "SY")._replace(salience=rank) for name, rank in ranked.items()
    )
    article = Article("a", "a.txt", "Plain", "Text.", locations=("Syria/Hama", "Syria/Idlib"), places=places)
    found = page(client_over(built(tmp_path / "index", [article])), "/articles/a")
    shown = [text for _, text in found.texts if text.startswith("named: ")]
    assert shown == ["named: Idlib", "named: Hama", "named: Aleppo", "named: Homs"]
    assert "Also named: 2 places" in found.text


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
