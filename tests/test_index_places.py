"""Places: what a text names, what it does not, and which of the places that share a name is meant."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.places import Gazetteer, find, locate
from search.article import Place


def paths(names: Gazetteer, body: str, headline: str = "", **more: str) -> set[str]:
    return {place.path for place in find(names, {"headline": headline, "body": body}, **more)}


@pytest.mark.parametrize(
    ("body", "path"),
    [
        ("Troops moved into Idlib on Saturday. Syrian activists counted tanks.", "Syria/Idlib"),
        ("Turkish officials met in the capital.", "Turkey"),
        ("The U.S. envoy left on Monday.", "United States"),
        ("She flew from Paris, Texas, where she lives.", "United States/Paris"),
        ("A crash killed two in Portland, Ore., on Friday.", "United States/Portland"),
        ("The talks in The Hague ended.", "Netherlands/The Hague"),
        ("He was born in Zaire and lives in Brussels.", "DR Congo"),
        ("Er lebt in Deutschland.", "Germany"),
        ("Police in Los Angeles arrested him.", "United States/Los Angeles"),
        ("В Москве прошли переговоры; Москва довольна.", "Russia/Moscow"),
        ("A man from Alexandria, La., was arrested.", "United States/Alexandria"),
        ("Police in Mobile, Ala., said so.", "United States/Mobile"),
        ("Jordan said on Monday it would close its border with Syria.", "Jordan"),
        ("The State of Washington sued a firm.", "United States/Washington"),
        ("The Idlib province is large.", "Syria/Idlib"),
        ("Reading is fun. He moved to Reading and stayed.", "United Kingdom/Reading"),
        ("It happened on Bastille Day. France mourned.", "France"),
        ("Die Polizei in München und Wien sucht ihn.", "Germany/Munich"),
        ("قال مسؤول في دمشق إن سوريا", "Syria/Damascus"),
        ("The harbour of Benghazi burned.", "Libya/Benghazi"),
        ("Unlike Libya, the country has allies.", "Libya"),
        ("The minister will travel to Port-of-Spain on Tuesday.", "Trinidad and Tobago/Port of Spain"),
        ("Gangs hold most of Port-au-Prince.", "Haiti/Port-au-Prince"),
        ("A pilgrim came to المدينة المنورة on Friday.", "Saudi Arabia/Madinah"),
        ("Officials in the Jewish Autonomous Region, Russia, met.", "Russia/Jewish Autonomous Oblast"),
        ("The planes flew to Norfolk Island.", "Norfolk Island"),
        ("The ministers of India and some tribes met Indian officials.", "India"),
        ("Auf der Autobahn Richtung Hannover staute sich der Verkehr.", "Germany/Hannover"),
        ("Der Flughafen München war gesperrt.", "Germany/Munich"),
        ("Die Polizei Düsseldorf teilte mit, dass ein Mann festgenommen wurde.", "Germany/Düsseldorf"),
        ("Das Landgericht Hannover verurteilte den Mann.", "Germany/Hannover"),
        ("Ein Lastwagen brannte nahe Göttingen.", "Germany/Göttingen"),
        ("The council met. Inside Syria, guns fell silent.", "Syria"),
    ],
)
def test_places_are_found(names: Gazetteer, body: str, path: str) -> None:
    assert path in paths(names, body)


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ("The ambassador praised the passengers.", "letters inside a word"),
        ("Paris Hilton smiled. Jordan said he was glad.", "people"),
        ("President Clinton met Senator Lincoln.", "titles"),
        ("The Boston Globe reported it; Manchester United won.", "organisations"),
        ("They met at 12 London Road near the Damascus Gate Hotel.", "streets and venues"),
        ("Nice weather. Reading is fun. Mobile phones ring. Of course.", "ordinary words"),
        ("American Airlines cut fares by ten Canadian dollars.", "firms and currencies"),
        ("SANA quoted the EC and the WHO.", "acronyms"),
        ("Help us, said one of us.", "a pronoun"),
        ("She spoke French in an Irish pub. The American Heart Association met.", "languages and food"),
        ("Jordan said he was glad. They met in Congress.", "people and ordinary words after a preposition"),
        (
            "Farmers in South Jersey and North Jersey met.",
            "parts of a state, called after part of its name",
        ),
        ("He spoke of the Jewish people in the Jewish state.", "a people without a country"),
        ("Schools in the Commonwealth and jobs in the Metro area", "what many countries have"),
        ("The Northeastern states and the National Capital Region fear drought.", "sides of any country"),
        ("Indian tribes and the Bureau of Indian Affairs agreed on Indian Country.", "another people"),
        ("My daughter and my son Brooklyn, 4, love it. His brother Israel came.", "relatives"),
        ("The Duke of Norfolk met the Earl of Derby and the Duchess of Richmond.", "titles"),
        ("Lopez, 7, and Houston, 9, won.", "people with their ages"),
        ("It began in the Bush administration.", "governments called after people"),
        ("The Archbishop of York met the Prince of Wales.", "persons called after places"),
        ("وصلت المساعدات إلى المدينة يوم الاثنين", "the city, in Arabic"),
        ("Write to Patrick.malone@example.com or Norwich@example.com for London-desk@example.com.", "mail"),
    ],
)
def test_what_only_looks_like_a_place_is_refused(names: Gazetteer, body: str, kind: str) -> None:
    assert paths(names, body) == set(), kind


def test_a_part_of_its_name_does_not_name_a_small_country(names: Gazetteer) -> None:
    assert "Norfolk Island" not in paths(names, "Crews from Norwich, Norfolk, and Cromer, Norfolk, met.")


def test_the_outlets_home_decides_between_namesakes(names: Gazetteer) -> None:
    body = "The woman from Alexandria was charged, the sheriff of Rapides Parish said."
    near = find(names, {"body": body}, home="US-LA Alexandria")
    assert {place.name for place in near} == {"Alexandria", "Rapides Parish"}
    assert {place.region for place in near} == {"Louisiana"}


@pytest.mark.parametrize(
    ("body", "path"),
    [
        ("Spanish police searched flats in Valencia on Friday. Flags fly low in Spain.", "Spain/Valencia"),
        ("The fire in Valencia spread fast, officials in Venezuela said.", "Venezuela/Valencia"),
    ],
)
def test_the_country_that_is_named_decides_between_namesakes(names: Gazetteer, body: str, path: str) -> None:
    """The larger town of the name does not win where the article names the other's country."""
    assert path in paths(names, body)


@pytest.mark.parametrize(
    ("body", "meant"),
    [
        ("Aid from Mexico came. In Monterrey, Mexico, schools closed.", {"Mexico", "Mexico/Monterrey"}),
        ("He warned of Venezuela, Cuba and Nicaragua.", {"Venezuela", "Cuba", "Nicaragua"}),
        ("Storms hit Florida, Puerto Rico and Cuba.", {"United States/Florida", "Puerto Rico", "Cuba"}),
        (
            "Students from Texas, Mexico and California came.",
            {"United States/Texas", "Mexico", "United States/California"},
        ),
        ("They went to the border with Benin in Nigeria.", {"Benin", "Nigeria"}),
        ("Peru, Indiana, and Lebanon, Ohio, are towns.", set[str]()),
    ],
)
def test_a_country_or_state_is_not_a_place_of_another(names: Gazetteer, body: str, meant: set[str]) -> None:
    towns = {"United States/" + name for name in ("Peru", "Indiana", "Lebanon", "Ohio")}
    assert paths(names, body) == (meant or towns)


def test_great_cities_of_a_list_lie_in_none_of_the_others(names: Gazetteer) -> None:
    found = find(names, {"body": "Offices in Washington, New York and London closed."})
    assert {place.name for place in found} == {"Washington", "New York", "London"}


@pytest.mark.parametrize(
    ("body", "path", "found"),
    [
        ("A man was stabbed in Salisbury on Monday, police said.", "Zimbabwe/Harare", False),
        ("He fled from Batavia and lives in Rochester, New York.", "Indonesia/Jakarta", False),
        ("He was born in Danzig.", "Poland/Gdańsk", True),
        ("He met them in Peking and in Saigon.", "China/Beijing", True),
        ("Troops of Rhodesia entered Salisbury. Zimbabwe mourns.", "Zimbabwe/Harare", True),
    ],
)
def test_a_former_name_is_mostly_that_of_the_city_that_has_it(
    names: Gazetteer, body: str, path: str, found: bool
) -> None:
    assert (path in paths(names, body)) == found


def test_no_place_is_evidence_for_itself(names: Gazetteer) -> None:
    """A town that nothing else of the article lies near has no such evidence."""
    [place] = find(names, {"body": "Bombs fell in Valencia overnight."})
    assert "named too" not in place.evidence


def test_the_council_of_a_city_is_not_that_of_another_called_city(names: Gazetteer) -> None:
    near = find(names, {"body": "Dublin City Council heard a first reading."}, home="US-OH Columbus")
    assert {place.region for place in near} == {"Ohio"}


def test_a_name_means_one_place_in_one_article(names: Gazetteer) -> None:
    """The mentions of a name belong to one place, with the offsets where they stand."""
    body = "Homs was shelled, Syrians said. People fled from Homs."
    homs = next(place for place in find(names, {"body": body}) if place.name == "Homs")
    assert [body[mention.start : mention.end] for mention in homs.mentions] == ["Homs", "Homs"]
    assert homs.evidence


def test_spellings_that_geonames_lacks_are_heard_near_named_places_only(names: Gazetteer) -> None:
    body = "Fighting went on in the village of Janoudiya in Idlib province, Syria."
    assert "Syria/Al Janudiyah" in paths(names, body)
    assert paths(names, "She spoke about life in Janoudiya.") == set()


def test_refusals_say_why(names: Gazetteer) -> None:
    refused = locate(names, {"body": "Paris Hilton smiled."}).refused
    assert "Paris Hilton" in next(name.reason for name in refused if name.text == "Paris")


@pytest.mark.parametrize(
    ("body", "text", "reason"),
    [
        ("They met Jack London there.", "London", "part of a person's name: Jack London"),
        ("They met the Earl of Derby.", "Derby", "part of a person's title: Earl of Derby"),
        ("They met J. London there.", "London", "part of a person's name: J London"),
        ("The Bank of Scotland lost.", "Scotland", "part of an organisation: Bank of Scotland"),
        ("The Boston Marathon began.", "Marathon", "part of a longer name: Boston Marathon"),
        ("The Berlin Mayor said so.", "Berlin", ""),
        (
            "He left the British Heart Foundation.",
            "British",
            "part of an organisation: British Heart Foundation",
        ),
        ("It lies in London Road Gardens.", "London", "part of a street, building or landscape: London Road"),
    ],
)
def test_what_a_name_is_part_of_is_told(names: Gazetteer, body: str, text: str, reason: str) -> None:
    refused = {name.text: name.reason for name in locate(names, {"body": body}).refused}
    assert refused.get(text, "").startswith(reason)
    assert (text in refused) == bool(reason)


def test_refusals_are_in_order_and_of_all_fields(names: Gazetteer) -> None:
    texts = {
        "headline": "a visit to Paris Hilton",
        "body": "Jack London met SANA in Lima.",
    }
    refused = locate(names, texts).refused
    assert [(name.mention.field, name.text) for name in refused] == [
        ("headline", "Paris"),
        ("headline", "Hilton"),
        ("body", "Jack"),
        ("body", "London"),
        ("body", "SANA"),
    ]
    for name in refused:
        assert texts[name.mention.field][name.mention.start : name.mention.end] == name.text


@pytest.mark.parametrize("after", [", Pennsylvania", "(Pennsylvania)", ", Pennsylvania State University"])
def test_a_region_right_after_an_ordinary_word_makes_it_a_place(names: Gazetteer, after: str) -> None:
    assert "United States/Reading" in paths(names, f"Reading{after} grew. Crops grew in Pennsylvania.")


def test_salient_places_make_the_facet(names: Gazetteer) -> None:
    """What an article is about leads; what it mentions in passing is found but is no facet value."""
    body = "Idlib was shelled. Troops entered Idlib. Syrian families left Idlib for the border. " * 3
    body += "A film about it was shown in Lisbon."
    found = locate(names, {"headline": "Army enters Idlib", "body": body})
    assert "Syria/Idlib" in found.locations
    assert "Portugal/Lisbon" in {place.path for place in found.places}
    assert "Portugal/Lisbon" not in found.locations
    assert "Syrien" in found.aliases


def test_capitals_in_a_headline_need_the_story(names: Gazetteer) -> None:
    assert paths(names, "A bank cut jobs.", "DELTA AIR UNIT TO BUY SILVERTON") == set()
    assert "Egypt" in paths(names, "A bank cut jobs.", "EGYPT BUYS WHEAT")


PIECES = ["Paris", "of", "St.", "U.S.", "al-", "Hill", ",", "La.", "\n", "Москва", "東京", "ZAIRE", "\ud800"]


@settings(max_examples=60, deadline=None)
@given(text=st.text(max_size=400) | st.lists(st.sampled_from(PIECES)).map(" ".join))
def test_no_text_raises_and_mentions_are_where_they_say(names: Gazetteer, text: str) -> None:
    for place in find(names, {"headline": text, "body": text}, dateline=text):
        assert isinstance(place, Place)
        assert 0 <= place.salience <= 1
        for mention in place.mentions:
            assert 0 <= mention.start < mention.end <= len(text)
