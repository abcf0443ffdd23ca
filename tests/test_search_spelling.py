"""A search that finds nothing because of a slip in its spelling says what may have been meant."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search.__main__ import main
from search.archive import Archive
from search.engines import Engine
from search.request import TIME_BUDGET, SearchRequest
from tests.conftest import article, build
from tests.web_page import page


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Idlb ofensive", "Idlib offensive"),
        ("idlib", None),
        ("Idilb", "Idlib"),
        ("DAMSCUS", "DAMASCUS"),
        ("(Idlbi OR Damscus) AND ceasefyre", "(Idlib OR Damascus) AND ceasefire"),
        ('"Kofi Anan"', '"Kofi Annan"'),
        ("headline:Idlb", "headline:Idlib"),
        ("offensively Damscus", None),
        ("zzzzzzzz", None),
        ('outlet:"Al Jazera" Idlib', None),
        ("Idl Damascus", None),
        ("offfensivve -rain", "offensive -rain"),
        ("", None),
    ],
)
def test_words_near_those_typed_are_offered_if_they_find_something(
    archive: Archive, typed: str, meant: str | None
) -> None:
    """The case is that of what was typed; names in fields, operators and marks stay."""
    assert archive.did_you_mean(archive.search(SearchRequest(typed))) == meant


def test_the_more_frequent_word_is_offered(engine: Engine) -> None:
    """Of two words as near, and for a slip that some article made, too."""
    made = [article(f"m{n}", "Ministers met", "The minister spoke of government.") for n in range(120)]
    build(engine, [*made, article("s", "A slip", "The goverment spoke."), article("r", "Rain", "Miniver.")])
    archive = Archive(engine)

    def meant(q: str) -> str | None:
        return archive.did_you_mean(archive.search(SearchRequest(q)))

    assert meant("goverment minister met") == "government minister met"
    assert meant("miniter") == "minister"
    assert meant("goverment") is None


def test_what_is_chosen_beside_the_words_holds(archive: Archive) -> None:
    """Nothing is offered that finds nothing under the same filters."""
    found = archive.search(SearchRequest("Damscus", selected={"outlet": ("Al Jazeera",)}))
    assert archive.did_you_mean(found) is None
    found = archive.search(SearchRequest("Idlb", selected={"outlet": ("Al Jazeera",)}))
    assert archive.did_you_mean(found) == "Idlib"


def test_pages_and_api_offer_it(client: FlaskClient) -> None:
    """As a link and as a field."""
    assert "/?q=Damascus+talks" in page(client, "/?q=Damscus+talks").links()
    assert client.get("/api/v1/search?q=Damscus").json["did_you_mean"] == "Damascus"  # type: ignore[index]
    assert client.get("/api/v1/search?q=Damascus").json["did_you_mean"] is None  # type: ignore[index]


def test_the_terminal_offers_it(engine: Engine, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """In a line above nothing, or in the same JSON."""
    build(engine, [article("a", "Army storms Idlib")])
    index = ["--index", str(tmp_path / "index")]
    assert main(["Idlb", *index]) == 0
    assert "Did you mean Idlib?" in capsys.readouterr().out
    assert main(["Idlb", "--json", *index]) == 0
    assert json.loads(capsys.readouterr().out)["did_you_mean"] == "Idlib"


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(q=st.text(max_size=60))
def test_nothing_that_is_typed_breaks_it(archive: Archive, q: str) -> None:
    """What is offered finds something."""
    meant = archive.did_you_mean(archive.search(SearchRequest(q)))
    assert meant is None or archive.search(SearchRequest(meant)).total


def test_probes_share_the_time_of_one_search(archive: Archive) -> None:
    """What a search that found nothing, and the probes before, took is not there any more."""
    nothing = archive.search(SearchRequest("zzzz"))
    wide = SearchRequest("a* OR i* OR o*")
    assert not archive.probe(nothing, wide).partial
    assert archive.probe(replace(nothing, took=TIME_BUDGET), wide).partial
    assert archive.probe(nothing, wide, spent=TIME_BUDGET).partial
