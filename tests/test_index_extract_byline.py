"""Who wrote an article, which agency had it, and where it was filed from."""

from __future__ import annotations

import pytest

from index.document import Role
from index.extract import extract
from tests.cleaned import cleaned, page


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
    ("credit", "names"),
    [
        ("By Ann Lee and Bo Ray", ("Ann Lee", "Bo Ray")),
        ("By ANN LEE, Chief Political Correspondent", ("ANN LEE",)),
        ("Von Jan-Peter Groß und Ulla Öhm", ("Jan-Peter Groß", "Ulla Öhm")),
        ("Ann Lee | ann@paper.example", ("Ann Lee",)),
        ("Von: Ulla Öhm", ("Ulla Öhm",)),
        ("Von dpa", ()),
        ("Di Wang and Von Miller", ("Di Wang", "Von Miller")),
        ("By AV Smith", ("AV Smith",)),
        ("Por José Ortega y Gasset", ("José Ortega y Gasset",)),
        ("por Ana López y Luis Gómez", ("Ana López", "Luis Gómez")),
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


def test_catalogues_have_the_last_name_first() -> None:
    """What a page says for libraries; elsewhere a comma stands before a role or a place."""
    assert page("<meta name=dc.creator content='Lee, Ann'>").byline == ("Ann Lee",)
    assert page("<meta name=author content='Ann Lee, Bergen'>").byline == ("Ann Lee",)


@pytest.mark.parametrize(
    "credit", ["Ann Lee, Associated Press Writer", "Ann Lee, AP", "Ann Lee/The Associated Press"]
)
def test_an_agency_in_the_byline_is_credited(credit: str) -> None:
    article = page("", byline=credit)
    assert (article.byline, article.agency) == (("Ann Lee",), ("AP",))


def test_a_byline_may_say_the_day() -> None:
    """A day beside the name is the date, and no second author."""
    article = extract(cleaned((Role.BYLINE, "By Ann Lee | March 4, 2012"), (Role.BODY, "It rained.")))
    assert article.byline == ("Ann Lee",)
    assert str(article.date) == "2012-03-04"


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
        ("LA PAZ, Bolivia - Talks began.", "La Paz, Bolivia"),
        ("ST. LOUIS, MO – Talks began.", "St. Louis, MO"),
        ("PORT-AU-PRINCE, Haiti (AP) - Talks began.", "Port-au-Prince, Haiti"),
        ("COEUR D'ALENE, Idaho -- Talks began.", "Coeur D'Alene, Idaho"),
        ("FOR IMMEDIATE RELEASE WASHINGTON, DC — Talks began.", "Washington, DC"),
        ("BEIRUT " + "-" * 200 + "Talks began.", None),
        ("IRELAND'S TALKS - They began.", None),
        ("UPDATE - Talks began.", None),
        ("SYRIAN TROOPS PUSHED ahead with an assault.", None),
        ("The talks - long awaited - began.", None),
        ("NASA - the space agency - said so.", None),
        ("TOP STORIES - Talks began.", None),
        ("JOHN SMITH - the singer - spoke.", None),
        ("AsianScientist (Jan. 17, 2012) – Talks began.", None),
        ("LITTLE WHINGING, Surrey - Talks began.", "Little Whinging, Surrey"),
        ("LITTLE WHINGING (AP) - Talks began.", "Little Whinging"),
        ("LITTLE WHINGING - Talks began.", None),
        ("Denver, Colo. – Talks began.", "Denver, Colo."),
        ("Mr. Lee, Mrs. Ray – Talks began.", None),
        ("KYIV/MOSCOW - Talks began.", "Kyiv/Moscow"),
        ("UNITED NATIONS - Talks began.", "United Nations"),
        ("ABOARD AIR FORCE ONE - Talks began.", "Aboard Air Force One"),
        ("LONDON--(BUSINESS WIRE)--Acme began talks.", "London"),
    ],
)
def test_datelines_are_places_without_agency_and_day(opening: str, place: str | None) -> None:
    assert extract(cleaned((Role.BODY, opening))).dateline == place


@pytest.mark.parametrize(
    ("line", "agencies"),
    [
        ("Source: AP Moller Maersk", ()),
        ("Source: PA Department of Health", ()),
        ("Source: AP", ("AP",)),
        ("Source: The Associated Press", ("AP",)),
        ("Source: Al Jazeera and Reuters", ("Reuters",)),
        ("Source: Reuters news agency", ("Reuters",)),
        ("Quelle: ntv.de, ino/dpa", ("DPA",)),
        ("Quelle: dpa Sport", ("DPA",)),
    ],
)
def test_a_source_counts_as_an_agency_under_its_whole_name(line: str, agencies: tuple[str, ...]) -> None:
    article = extract(cleaned((Role.BODY, "Something happened."), (Role.REMOVED, line)))
    assert article.agency == agencies


@pytest.mark.parametrize(
    ("opening", "place", "agencies"),
    [
        ("Kassel (dpa) - Gespräche begannen.", "Kassel", ("DPA",)),
        ("München (ots) - Gespräche begannen.", "München", ()),
        ("Berlin/Frankfurt a.M. (dpa/lhe) - Gespräche begannen.", "Berlin/Frankfurt a.M.", ("DPA",)),
        ("Bern (sda) Gespräche begannen.", "Bern", ()),
        ("Rome, 12 mars 2024 (AFP) - Des entretiens.", "Rome", ("AFP",)),
        ("KØBENHAVN, 3. marts (Ritzau) - Samtaler begyndte.", "København", ("Ritzau",)),
        ("(ANSA) - ROMA, 12 MAR - Colloqui.", "Roma", ("ANSA",)),
        ("New Delhi, March 3 (PTI) The talks began.", "New Delhi", ("PTI",)),
        ("(Reuters) - The talks began.", None, ("Reuters",)),
        ("Talks (pictured) - long awaited - began.", None, ()),
    ],
)
def test_datelines_and_agencies_of_other_countries(
    opening: str, place: str | None, agencies: tuple[str, ...]
) -> None:
    article = extract(cleaned((Role.BODY, opening)))
    assert (article.dateline, article.agency) == (place, agencies)


@pytest.mark.parametrize(
    ("caption", "agencies"),
    [
        ("(PTI)", ("PTI",)),
        ("(AFP/Reuters)", ("AFP", "Reuters")),
        ("Reuters", ("Reuters",)),
        ("Quelle: dpa", ("DPA",)),
        ("The bridge after the flood. (AP)", ()),
    ],
)
def test_an_agency_alone_below_the_story_signs_it(caption: str, agencies: tuple[str, ...]) -> None:
    story = (Role.BODY, "Something happened."), (Role.BODY, "It was seen.")
    assert extract(cleaned(*story, (Role.CAPTION, caption))).agency == agencies
    assert extract(cleaned(story[0], (Role.CAPTION, caption), story[1])).agency == ()
