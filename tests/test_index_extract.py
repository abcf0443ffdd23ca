"""Extraction through its one door: a cleaned document in, an article with provenance out."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.document import Cleaned, Found, RawDocument, Role, Span
from index.extract import extract
from index.readers.html import parse
from search.article import Article
from search.errors import ReadError


def cleaned(*parts: tuple[Role, str], html: str | None = None, **stated: str) -> Cleaned:
    """A document whose text is the parts, a line each."""
    text, spans = "", []
    for role, part in parts:
        spans.append(Span(len(text), len(text) + len(part) + 1, role, role.value, "for the test"))
        text += part + "\n"
    known = {name: Found(value, "sidecar") for name, value in stated.items()}
    return Cleaned(RawDocument("a.txt", text, (), known, parse(html)[2] if html else None), tuple(spans))


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
        ("Copyright 2012 The Associated Press. All rights reserved.", None),
        ("The Jerusalem Post reported that the army fired.", None),
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


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("www.jpost.com/2012/a.txt", "The Jerusalem Post"),
        ("archive/The Jerusalem Post/a.txt", "The Jerusalem Post"),
        ("archive/aljazeera/a.txt", "Al Jazeera"),
        ("20120112_www.bbc.co.uk_1a2b.txt", "BBC News"),
        ("mirror/www.unheard-of.example/a.txt", "unheard-of.example"),
        ("archive/nature/a.txt", None),
        ("archive/people/reports.v2/a.txt", None),
    ],
)
def test_an_outlet_can_be_known_from_the_path(path: str, name: str | None) -> None:
    document = cleaned((Role.BODY, "Something happened.")).document
    assert (
        extract(Cleaned(replace(document, source=path), cleaned((Role.BODY, document.text)).spans)).outlet
        == name
    )


@pytest.mark.parametrize(
    ("head", "name"),
    [
        ({"publisher": {"@id": "#us"}}, "The Unheard Times"),
        ({"publisher": [{"name": "Guardian"}]}, "The Guardian"),
        (
            {"isPartOf": {"@type": ["CreativeWork", "Product"], "name": "The Unheard Weekly"}},
            "The Unheard Weekly",
        ),
        ({"publisher": {"name": "Associated Press"}}, "The Unheard Times"),
        ({}, "The Unheard Times"),
    ],
)
def test_linked_data_names_the_outlet(head: dict[str, object], name: str) -> None:
    us = {"@type": "NewsMediaOrganization", "@id": "#us", "name": "The Unheard Times"}
    graph = json.dumps({"@graph": [{"@type": "NewsArticle", "headline": "Rain", **head}, us]})
    article = page(f'<script type="application/ld+json">{graph}</script>')
    assert article.outlet == name
    assert article.agency == (("AP",) if "Associated" in str(head) else ())


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
        ('<meta name="date" content="2012">', "", "2012"),
        ('<meta name="date" content="2012-03">', "https://news.example/2012/03/11/a", "2012-03-11"),
        ('<meta name="date" content="2012-03">', "https://news.example/2015/04/11/a", "2012-03"),
        ('<meta name="date" content="1970-01-01T00:00:00Z">', "", "None"),
        ('<meta name="date" content="2012-03-11T23:50:00-05:00">', "", "2012-03-11"),
        ('<meta name="date" content="2099-01-01">', "", "None"),
        ('<meta property="article:modified_time" content="2015-05-05">', "", "None"),
        ('<meta name="last-modified" content="2015-05-05">', "", "None"),
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
    ("line", "date"),
    [
        ("Published on March 11, 2012 Updated on 9 Apr 2013", "2012-03-11"),
        ("Updated 11 March 2012 10:15", "2012-03-11"),
        ("Sunday, 11 March 2012", "2012-03-11"),
        ("11 مارس 2012", "2012-03-11"),
        ("2012年3月11日 10:15", "2012-03-11"),
        ("Retrieved 5 May 2019", "None"),
        ("Last crawled 2020-01-01", "None"),
        ("© 2019 The Unheard Times, 5 May 2019", "None"),
    ],
)
def test_lines_that_date_the_article_and_lines_that_date_a_visit(line: str, date: str) -> None:
    article = extract(cleaned((Role.HEADLINE, "Rain"), (Role.REMOVED, line), (Role.BODY, "It rained.")))
    assert str(article.date) == date


def test_the_day_above_the_headline_is_when_the_page_was_saved() -> None:
    parts = [(Role.REMOVED, "Friday, December 19, 2025"), (Role.HEADLINE, "Rain"), (Role.BODY, "It rained.")]
    assert extract(cleaned(*parts)).date is None
    assert str(extract(cleaned(*parts[1:], (Role.REMOVED, parts[0][1]))).date) == "2025-12-19"


def test_a_dateline_with_a_year_is_a_date() -> None:
    article = extract(cleaned((Role.BODY, "DAMASCUS, March 11, 2012 (AP) - It rained.")))
    assert (article.dateline, str(article.date)) == ("Damascus", "2012-03-11")


def test_a_date_that_only_the_markup_hides_or_a_comment_bears_is_none() -> None:
    text = [(Role.HEADLINE, "Rain"), (Role.BODY, "It rained."), (Role.REMOVED, "Bo on 1 Jan 2014: nice rain")]
    html = "<html><body><h1>Rain</h1><p>It rained.</p><p>Bo on <time>2014-01-01</time>: nice rain</p></body>"
    assert extract(cleaned(*text, html=html)).date is None


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


HEADLINES = [
    pytest.param(
        "Flood: bridge closed | The Unheard Times",
        "Flood: bridge closed",
        "Town cut off as river takes the bridge",
        "<h1>Flood: bridge closed</h1><h2><i>Storm</i> <b>Town cut off as river takes the bridge</b></h2>",
        "Town cut off as river takes the bridge",
        id="below a line for search engines",
    ),
    pytest.param(
        "River takes the only bridge of the town",
        "River takes the only bridge of the town",
        "You will not believe what this river did",
        "<h1>River takes the only bridge of the town</h1><h2>More news</h2>",
        "River takes the only bridge of the town",
        id="as JSON-LD states it",
    ),
    pytest.param(
        "River takes bridge - The Unheard Times",
        "",
        "River takes bridge",
        "<h1>River takes the only bridge of the town</h1><h1>Most read</h1>",
        "River takes the only bridge of the town",
        id="like the title",
    ),
    pytest.param(
        "The river takes the bridge - The Unheard Times",
        "",
        "",
        "<h1>The Unheard Times</h1><h2>Sections of the paper</h2><h3>The river takes the bridge</h3>",
        "The river takes the bridge",
        id="below the name of the site",
    ),
    pytest.param(
        "The river takes the bridge - The Unheard Times",
        "",
        "",
        "<h1><span>Sponsored by</span> <b>The river takes the bridge</b></h1>",
        "The river takes the bridge",
        id="the end of a heading",
    ),
]


@pytest.mark.parametrize(("title", "linked", "social", "body", "headline"), HEADLINES)
def test_the_headline_is_the_heading_that_readers_see(
    title: str, linked: str, social: str, body: str, headline: str
) -> None:
    head = f'<title>{title}</title><meta property="og:title" content="{social}">'
    if linked:
        thing = json.dumps({"@type": "NewsArticle", "headline": linked})
        head += f'<script type="application/ld+json">{thing}</script>'
    assert page(head, body).headline == headline


def test_a_live_blog_is_not_its_first_entry() -> None:
    entry = {
        "headline": "A door opened",
        "datePublished": "2024-01-09",
        "author": "Bo",
        "articleBody": "It did.",
    }
    blog = {
        "@type": "LiveBlogPosting",
        "headline": "The talks as they happen",
        "datePublished": "2024-01-08",
        "liveBlogUpdate": [{"@type": "BlogPosting", "author": "Bo Ray", **entry}],
    }
    article = page(f'<script type="application/ld+json">{json.dumps(blog)}</script>')
    assert article.headline == "The talks as they happen"
    assert str(article.date) == "2024-01-08"


@pytest.mark.parametrize(
    ("publisher", "site", "title", "name"),
    [
        ("Unheard Media Group Ltd", "The Unheard Times", "Rain", "The Unheard Times"),
        ("Blogging Software", "The Unheard Times", "Rain - The Unheard Times", "The Unheard Times"),
        ("unheardtimes.com", "The Unheard Times", "Rain", "The Unheard Times"),
        ("UnheardTimes.com", "", "Rain", "UnheardTimes"),
        ("", "", "Rain | The Unheard Times", "The Unheard Times"),
        ("", "Unheard Holding", "Rain | Unheard Times", "Unheard Times"),
        ("The Unheard Times - Rain Verlag GmbH &amp; Co. KG", "", "Rain", "The Unheard Times"),
    ],
)
def test_an_unknown_outlet_goes_by_the_name_that_most_speaks_for(
    publisher: str, site: str, title: str, name: str
) -> None:
    thing = json.dumps({"@type": "NewsArticle", "publisher": {"name": publisher}})
    head = f'<title>{title}</title><script type="application/ld+json">{thing}</script>'
    head += f'<meta property="og:site_name" content="{site}">' if site else ""
    assert page(head, url="https://www.unheardtimes.com/a").outlet == name


@pytest.mark.parametrize(
    ("credit", "names"),
    [
        ("By Ann Lee and Bo Ray", ("Ann Lee", "Bo Ray")),
        ("By ANN LEE, Chief Political Correspondent", ("ANN LEE",)),
        ("Von Jan-Peter Groß und Ulla Öhm", ("Jan-Peter Groß", "Ulla Öhm")),
        ("Ann Lee | ann@paper.example", ("Ann Lee",)),
        ("By Reuters", ()),
        ("admin", ()),
        ("BY ANN LEE AND BO RAY", ("ANN LEE", "BO RAY")),
        ("By Ann Lee/AFP", ("Ann Lee",)),
        ("By Ann Lee, The New York Times", ("Ann Lee",)),
        ("Por María José García, corresponsal en Madrid", ("María José García",)),
        ("Written by Ann Lee | Updated: March 3, 2012 10:10:10 am", ("Ann Lee",)),
        ("By our own correspondent", ()),
        ("By Ann Lee and agencies", ("Ann Lee",)),
    ],
)
def test_bylines_are_names(credit: str, names: tuple[str, ...]) -> None:
    assert page("", byline=credit).byline == names


@pytest.mark.parametrize(
    "credit", ["Ann Lee, Associated Press Writer", "Ann Lee, AP", "Ann Lee/The Associated Press"]
)
def test_an_agency_in_the_byline_is_credited(credit: str) -> None:
    article = page("", byline=credit)
    assert (article.byline, article.agency) == (("Ann Lee",), ("AP",))


def test_a_line_at_the_end_says_who_reported() -> None:
    article = extract(
        cleaned(
            (Role.BODY, "It rained."), (Role.REMOVED, "(Reporting by Ann Lee in Homs; Editing by Bo Ray)")
        )
    )
    assert article.byline == ("Ann Lee",)


@pytest.mark.parametrize(
    ("opening", "place"),
    [
        ("BEIRUT - Talks began.", "Beirut"),
        ("WASHINGTON (AP) — Talks began.", "Washington"),
        ("PORTLAND, Ore., Feb 26 - Talks began.", "Portland, Ore."),
        ("Updated 12:15 p.m. ET: BEIRUT -- Talks began.", "Beirut"),
        ("MADRID, 11 mar (EFE).- Talks began.", "Madrid"),
        ("MADRID, 11 Mar. (EUROPA PRESS) -\n\nTalks began.", "Madrid"),
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


def test_a_byline_may_say_the_day() -> None:
    """A day beside the name is the date, and no second author."""
    article = extract(cleaned((Role.BYLINE, "By Ann Lee | March 4, 2012"), (Role.BODY, "It rained.")))
    assert article.byline == ("Ann Lee",)
    assert str(article.date) == "2012-03-04"
