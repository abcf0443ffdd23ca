"""Extraction through its one door: a cleaned document in, an article with provenance out."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.clean import clean
from index.document import Role
from index.extract import extract
from search.article import Article
from search.errors import ReadError
from tests.cleaned import cleaned, page
from tests.raw_files import PARAGRAPHS, text_of


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


def test_paragraphs_of_the_story_are_those_of_the_text() -> None:
    """Also where dumps of pages have each inline tag on a line of its own, and a line a paragraph."""
    lines = PARAGRAPHS[0].replace("the old bridge,", "the\nold bridge\n,")
    article = extract(clean(text_of("\n".join(["Council closes bridge", lines, *PARAGRAPHS[1:]]))))
    assert article.body.split("\n\n") == list(PARAGRAPHS)


def test_what_cannot_be_seen_is_not_in_words() -> None:
    article = extract(cleaned((Role.BODY, "The har\xadbour \x1b[1mauthority\x1b[0m sa\u200bid no.")))
    assert article.body == "The harbour authority said no."


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
