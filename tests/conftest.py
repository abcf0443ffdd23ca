"""Archives that several tests search, and the gazetteer that several look into."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from index.places import Gazetteer, gazetteer
from search.archive import Archive
from search.article import Article, Place, Removed
from search.dates import PartialDate
from search.engines import Engine, open_engine
from tests.web_archive import built, client_over


def article(article_id: str, headline: str, body: str = "", **fields: object) -> Article:
    """An article for a test; its source is its id."""
    return Article(id=article_id, source=article_id, headline=headline, body=body, **fields)  # type: ignore[arg-type]


SMALL = (
    article(
        "a1", "Army storms Idlib",
        "Tanks moved into Idlib as the offensive began. A cease-fire was refused.",
        outlet="Al Jazeera", locations=("Syria/Idlib",), date=PartialDate(2012, 3, 11),
        standfirst="Rebels withdraw from the city.", captions=("A tank near Idlib.",),
        byline=("Anita McNaught",),
        removed=(Removed(0, 4, "Ad\n\n", "advertising", "advertising label"),),
        provenance={"outlet": "text"}, agency=("AFP",),
        places=(Place("Idlib", "Syria/Idlib", "city", "SY", 169389, "Idlib", 35.9, 36.6, salience=0.9),),
    ),
    article(
        "a2", "U.N. envoy hopes for ceasefire",
        "Kofi Annan met Syria's president in Damascus. Syrians hoped.",
        outlet="The Jerusalem Post", locations=("Syria/Damascus",), date=PartialDate(2012, 3),
        aliases={"outlet": ("JPost", "jpost.com")}, agency=("Reuters", "AP"),
    ),
    article(
        "a3", "Russia blocks resolution", "Moscow said the UN offensive on Syria was wrong. Façade of talks.",
        outlet="Al Jazeera", locations=("Russia", "Syria"), date=PartialDate(2012),
    ),
    article("a4", "Weather", "It rained. The offensive smell went."),
)  # fmt: skip
"""Four articles that differ in every way a search can tell."""


def build(engine: Engine, articles: Iterable[Article], *, replace: bool = True) -> None:
    """Writes a generation that holds the articles."""
    with engine.writer(replace=replace) as writer:
        for each in articles:
            writer.add(each)


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    """An engine whose index has not been built."""
    opened = open_engine(f"whoosh:{tmp_path / 'index'}")
    yield opened
    opened.close()


@pytest.fixture
def archive(engine: Engine) -> Archive:
    """The archive of the `SMALL` articles."""
    build(engine, SMALL)
    return Archive(engine)


@pytest.fixture(scope="session")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    """A client of the archive of `web_archive.ARTICLES`."""
    archive = built(tmp_path_factory.mktemp("web") / "index")
    yield client_over(archive)
    archive.close()


@pytest.fixture(scope="session")
def names() -> Gazetteer:
    """The compiled gazetteer of the cache folder."""
    return gazetteer()
