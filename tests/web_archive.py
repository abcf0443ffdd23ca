"""A small archive on a real engine, and applications over it, for the tests of the web."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient

from search.archive import Archive
from search.article import Article, Mention, Place, Removed
from search.config import Config
from search.dates import PartialDate
from search.engines import open_engine
from web import create_app

HOSTILE = '<script>alert("1")</script> & "quotes"'


def place(name: str, path: str, country: str, kind: str = "city") -> Place:
    """A place as extraction would find it."""
    mention = Mention("body", 0, len(name))
    return Place(name, path, kind, country, mentions=(mention,), salience=0.5, evidence=f"named: {name}")


IDLIB = place("Idlib", "Syria/Idlib", "SY")
DAMASCUS = place("Damascus", "Syria/Damascus", "SY")
CAIRO = place("Cairo", "Egypt/Cairo", "EG")

ARTICLES = (
    Article(
        id="seeds/assault.txt",
        source="seeds/assault.txt",
        headline="Forces push on with Idlib offensive",
        standfirst="Families flee as talks end without an agreement.",
        kicker="Uprising",
        body="The army pushed on with its offensive in Idlib on Sunday.\n\nFamilies fled to the border.",
        captions=("A tank near Idlib.",),
        outlet="The Daily Example",
        agency=("Reuters",),
        byline=("Jane Roe", "John Doe"),
        date=PartialDate(2012, 3, 11),
        dateline="Beirut",
        url="https://example.org/assault?a=1&b=2",
        locations=("Syria/Idlib",),
        places=(IDLIB,),
        removed=(Removed(0, 13, "Advertisement", "advertisement", "says that advertising follows"),),
        provenance={"headline": "text: first line", "outlet": "text: Source: The Daily Example"},
    ),
    Article(
        id="talks",
        source="talks.txt",
        headline="Envoy leaves Damascus after talks",
        body="The envoy spoke of concrete proposals while the offensive in Idlib went on.",
        outlet="Example Times",
        date=PartialDate(2012, 2),
        locations=("Syria/Damascus", "Syria/Idlib"),
        places=(DAMASCUS, IDLIB),
    ),
    Article(
        id="cairo",
        source="cairo.txt",
        headline="Ministers meet in Cairo",
        body="Ministers of the league met on Friday. They had nothing to say.",
        date=PartialDate(2011),
        outlet="Example Times",
        locations=("Egypt/Cairo",),
        places=(CAIRO,),
    ),
    Article(
        id="odd/<b>&?#%20",
        source=HOSTILE,
        headline=f"Markup {HOSTILE} in a headline",
        standfirst=HOSTILE,
        body=f"Markup in a body: {HOSTILE}\n\n<img src=x onerror=alert(1)>",
        captions=(HOSTILE,),
        outlet=HOSTILE,
        byline=(HOSTILE,),
        url="javascript:alert(1)",
        removed=(Removed(0, 3, HOSTILE, HOSTILE, HOSTILE),),
        provenance={"headline": HOSTILE},
    ),
)


def many(count: int) -> Iterable[Article]:
    """Articles that differ in their numbers alone."""
    for number in range(count):
        date = PartialDate(2000 + number % 10, 1 + number % 12)
        yield Article(f"n{number:03}", f"n{number}.txt", f"Number {number}", "Counted again.", date=date)


def built(folder: Path, articles: Iterable[Article] = ARTICLES) -> Archive:
    """An archive of these articles."""
    engine = open_engine(f"whoosh:{folder}")
    with engine.writer(replace=True) as writer:
        for article in articles:
            writer.add(article)
    return Archive(engine)


def app_over(archive: Archive, **settings: str | int) -> Flask:
    """The application over an archive."""
    app = create_app(Config(**settings), archive)  # type: ignore[arg-type]
    app.testing = False  # errors are answered as they are in use
    return app


def client_over(archive: Archive) -> FlaskClient:
    """A client of the application over an archive."""
    return app_over(archive).test_client()
