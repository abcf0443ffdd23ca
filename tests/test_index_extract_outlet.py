"""Which outlet published an article."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from index.document import Cleaned, Role
from index.extract import extract
from tests.cleaned import cleaned, page


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
    ("line", "name"),
    [
        ("Source: Standard & Poor's", None),
        ("Source: Science Museum", None),
        ("Source: National Center for Rivers", None),
        ("Source: Focus on the Family", None),
        ("© 2024 Independent Film Company", None),
        ("© Star Alliance 2023", None),
        ("© St. Swithin's College", None),
        ("Quelle: Bild der Wissenschaft", None),
        ("Copyright 2024 Guardian News & Media Limited. All rights reserved.", "The Guardian"),
        ("© Telegraph Media Group Limited", "The Telegraph"),
        ("© 2024 The Globe and Mail Inc.", "The Globe and Mail"),
        ("This piece originally ran in The Washington Times on January 3, 2011.", "The Washington Times"),
    ],
)
def test_a_longer_name_that_begins_with_an_outlets_is_another(line: str, name: str | None) -> None:
    article = extract(cleaned((Role.BODY, "Something happened."), (Role.REMOVED, line)))
    assert article.outlet == name


@pytest.mark.parametrize(
    ("paragraph", "name"),
    [
        ("Her best-known poem was first published in The New Yorker in 1961.", None),
        ("The study, which was first published in Nature on Wednesday, counted every bird.", None),
        ("Download the Metro app, the transport authority said.", None),
        ("Read more in Nature: the birds were counted twice.", None),
        ("The singer sued over copyright. Variety reported it first.", None),
        ("This story about birds was originally published in The New Yorker.", "The New Yorker"),
        ("A version of this article first appeared in The Guardian on Friday.", "The Guardian"),
        ("Originally published in The New Yorker in 1961.", "The New Yorker"),
        ("Source: Al Jazeera, News Agencies", "Al Jazeera"),
        ("© The Guardian 2024. All rights reserved.", "The Guardian"),
    ],
)
def test_a_sentence_of_the_story_names_no_outlet_unless_of_itself(paragraph: str, name: str | None) -> None:
    article = extract(cleaned((Role.BODY, "Something happened."), (Role.BODY, paragraph)))
    assert article.outlet == name
