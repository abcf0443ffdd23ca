"""When an article was published is told as far as it is known, and never guessed."""

from __future__ import annotations

import pytest

from index.document import Role
from index.extract import extract
from tests.cleaned import cleaned, page


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
