"""Extraction through its one door: a cleaned document in, an article with provenance out."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.document import Cleaned, Found, RawDocument, Role, Span
from index.extract import extract
from search.article import Article
from search.errors import ReadError


def cleaned(*parts: tuple[Role, str], html: str | None = None, **stated: str) -> Cleaned:
    """A document whose text is the parts, a line each."""
    text, spans = "", []
    for role, part in parts:
        spans.append(Span(len(text), len(text) + len(part) + 1, role, role.value, "for the test"))
        text += part + "\n"
    known = {name: Found(value, "sidecar") for name, value in stated.items()}
    return Cleaned(RawDocument("a.txt", text, (), known, html), tuple(spans))


def page(head: str, body: str = "", **stated: str) -> Article:
    """The article of a page with this head."""
    html = f"<html><head>{head}</head><body>{body}</body></html>"
    return extract(cleaned((Role.BODY, "Nothing much happened."), html=html, **stated))


def test_wire_copy_has_dateline_places_and_no_outlet() -> None:
    """A dateline gives the place it was filed from; `told Reuters` names neither outlet nor agency."""
    article = extract(
        cleaned(
            (Role.HEADLINE, "Army shells Aleppo"),
            (
                Role.BODY,
                "DAMASCUS - The army shelled Aleppo on Monday, a witness told Reuters. Syrians fled.",
            ),
        )
    )
    assert article.dateline == "Damascus"
    assert article.outlet is None
    assert article.agency == ()
    assert article.locations[0] in ("Syria", "Syria/Aleppo")
    assert {"Syria", "Syria/Aleppo"} <= {place.path for place in article.places}
    assert article.provenance["dateline"] == 'text: "DAMASCUS -"'


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Click for full JPost coverage", "The Jerusalem Post"),
        ("Support from readers like you keeps The Journal open.", "TheJournal.ie"),
        ("Source: Al Jazeera, News Agencies", "Al Jazeera"),
        ("Click here to read more.", None),
        ("Source: News Agencies", None),
    ],
)
def test_an_outlet_can_be_known_from_what_the_text_says_of_itself(line: str, name: str | None) -> None:
    article = extract(cleaned((Role.BODY, "Something happened."), (Role.REMOVED, line)))
    assert article.outlet == name


def test_agencies_are_credited_not_outlets() -> None:
    article = extract(
        cleaned(
            (Role.BODY, "Something happened."),
            (Role.REMOVED, "Reuters and The Associated Press\xa0contributed to this report."),
        )
    )
    assert article.agency == ("Reuters", "AP")
    assert article.outlet is None
    assert "Associated Press" in article.aliases["agency"]


def test_aliases_find_an_outlet_under_every_name() -> None:
    article = page("", outlet="JPost")
    assert article.outlet == "The Jerusalem Post"
    assert {"JPost", "jpost.com"} <= set(article.aliases["outlet"])


def test_nothing_is_no_article() -> None:
    with pytest.raises(ReadError, match=r"a\.txt"):
        extract(cleaned((Role.REMOVED, "Advertisement")))


def test_removed_stretches_keep_rule_and_text() -> None:
    article = extract(
        cleaned((Role.REMOVED, "Advertisement"), (Role.BODY, "It rained."), (Role.CAPTION, "Rain"))
    )
    assert [(part.text, part.rule) for part in article.removed] == [
        ("Advertisement\n", "removed"),
        ("Rain\n", "caption"),
    ]


def test_ids_are_stated_or_made_from_the_name() -> None:
    assert page("", id="x/1").id == "x/1"
    made = page("", id="x" * 201).id
    assert len(made) == 16
    assert made == page("").id


ARTICLE = """<script type="application/ld+json">{"@graph": [{"@type": "WebSite", "name": "Elsewhere"},
  {"@type": "NewsArticle", "headline": "Army &amp; rebels talk", "datePublished": "2012-03-11T23:30:00-05:00",
   "author": [{"@type": "Person", "name": "Ann Lee"}, {"@id": "#bo"}, {"name": "Reuters"}],
   "publisher": {"name": "Guardian"}, },
  {"@type": "Person", "@id": "#bo", "name": "Bo Ray"}]}
  // trailing commas and remarks are common
</script>"""


def test_linked_data_says_most_and_is_forgiven_much() -> None:
    article = page(ARTICLE)
    assert article.headline == "Army & rebels talk"
    assert article.outlet == "The Guardian"
    assert article.byline == ("Ann Lee", "Bo Ray")
    assert article.agency == ("Reuters",)
    assert str(article.date) == "2012-03-11"
    assert article.provenance["date"] == "json-ld: datePublished"


@pytest.mark.parametrize(
    ("head", "url", "date"),
    [
        ('<meta property="article:published_time" content="2012-03-11T12:15:00Z">', "", "2012-03-11"),
        ('<meta name="date" content="Sun, 11 Mar 2012 12:15:00 GMT">', "", "2012-03-11"),
        ('<meta name="date" content="11. März 2012">', "", "2012-03-11"),
        ('<meta name="date" content="0000-00-00"><meta name="pubdate" content="99999-01-01">', "", "None"),
        ("", "https://news.example/2012/mar/11/army-shells-idlib", "2012-03-11"),
        ("", "https://news.example/2012/03/army-shells-idlib", "2012-03"),
        ("", "https://news.example/article/20120399", "None"),
        ("", "", "None"),
    ],
)
def test_dates_keep_their_precision_and_are_not_guessed(head: str, url: str, date: str) -> None:
    stated = {"url": url} if url else {}
    assert str(page(head, **stated).date) == date


def test_a_date_in_figures_that_could_be_two_is_none() -> None:
    assert extract(cleaned((Role.BODY, "It rained."), date="03/04/2012")).date is None
    assert str(extract(cleaned((Role.BODY, "It rained."), date="13/04/2012")).date) == "2012-04-13"


def test_dates_stand_in_lines_around_the_story() -> None:
    line = "Published: March 11, 2012 12:15 p.m. ET"
    article = extract(cleaned((Role.REMOVED, line), (Role.BODY, "In 1999 it rained.")))
    assert str(article.date) == "2012-03-11"
    assert "Published" in article.provenance["date"]


@pytest.mark.parametrize(
    ("url", "site", "name"),
    [
        ("https://www.jpost.com/a", "Anything", "The Jerusalem Post"),
        ("https://news.bbc.co.uk/2/hi", "", "BBC News"),
        ("https://unheard-of.example/a", "The Unheard Times Ltd", "The Unheard Times"),
        ("https://unheard-of.example/a", "", "unheard-of.example"),
        ("https://unheard-of.example/a", "JPost", "The Jerusalem Post"),
    ],
)
def test_outlets_go_by_one_name(url: str, site: str, name: str) -> None:
    assert page(f'<meta property="og:site_name" content="{site}">', url=url).outlet == name


@pytest.mark.parametrize(
    ("credit", "names"),
    [
        ("By Ann Lee and Bo Ray", ("Ann Lee", "Bo Ray")),
        ("By ANN LEE, Chief Political Correspondent", ("ANN LEE",)),
        ("Von Jan-Peter Groß und Ulla Öhm", ("Jan-Peter Groß", "Ulla Öhm")),
        ("Ann Lee | ann@paper.example", ("Ann Lee",)),
        ("By Reuters", ()),
        ("admin", ()),
    ],
)
def test_bylines_are_names(credit: str, names: tuple[str, ...]) -> None:
    assert page("", byline=credit).byline == names


@pytest.mark.parametrize(
    ("opening", "place"),
    [
        ("BEIRUT - Talks began.", "Beirut"),
        ("WASHINGTON (AP) — Talks began.", "Washington"),
        ("PORTLAND, Ore., Feb 26 - Talks began.", "Portland, Ore."),
        ("Updated 12:15 p.m. ET: BEIRUT -- Talks began.", "Beirut"),
        ("UPDATE - Talks began.", None),
        ("SYRIAN TROOPS PUSHED ahead with an assault.", None),
        ("The talks - long awaited - began.", None),
    ],
)
def test_datelines_are_places_without_agency_and_day(opening: str, place: str | None) -> None:
    assert extract(cleaned((Role.BODY, opening))).dateline == place


@settings(max_examples=50, deadline=None)
@given(text=st.text(max_size=300), head=st.text(max_size=300), stated=st.text(max_size=40))
def test_no_input_raises_anything_but_read_error(text: str, head: str, stated: str) -> None:
    document = cleaned(
        (Role.HEADLINE, text[:40]),
        (Role.BODY, text),
        (Role.REMOVED, text[::-1]),
        html=f"<html><head>{head}</head></html>",
        date=stated,
        byline=stated,
        outlet=stated,
        url=stated,
    )
    try:
        article = extract(document)
    except ReadError:
        return
    assert Article.from_json(article.to_json()) == article
    assert set(article.provenance) <= set(article.to_json())


def test_blank_lines_cost_no_more_than_others() -> None:
    """A page may hold hundreds of thousands of them: no pattern may try each start of a run of them."""
    blank = (Role.REMOVED, "\n" * 300_000)
    article = extract(cleaned(blank, (Role.BODY, "Rain is expected, Reuters said. A source spoke."), blank))
    assert article.outlet is None
    assert article.agency == ()
