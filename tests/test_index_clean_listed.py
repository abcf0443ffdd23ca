"""Files that have no story but a list: results, times, prices; and those that have nothing."""

from __future__ import annotations

import pytest

from index.clean import clean
from index.document import Cleaned, Role
from search.errors import ReadError
from tests.raw_files import documents, text_of

RESULTS = (
    "Premier Division",
    "Bath City 2 Yeovil Town 1",
    "Dover 0 Havant 0",
    "Truro City 3 Weymouth 4",
    "Division One",
    "Frome Town 2 Street 2",
)
TIMES = ("BBC1: 6.00 Breakfast 9.15 Homes 13.00 News", "ITV: 6.00 Morning 9.25 Talk 10.30 Today 13.30 News")
PRICES = ("FTSE 100: 6,823 (+12)", "Dow: 16,321 (+49)", "Gold: $1,326", "Oil: $109.07")
MENU = "<ul><li><a href=/>News</a></li><li><a href=/sport>Sport</a></li></ul>"


def page(title: str, body: str) -> Cleaned:
    html = f"<html><head><title>{title}</title></head><body>{MENU}<h1>{title}</h1>{body}</body></html>"
    (document,) = documents(html.encode())
    return clean(document)


@pytest.mark.parametrize("rows", [RESULTS, TIMES, PRICES])
@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_a_text_that_is_a_list_is_kept_whole(rows: tuple[str, ...], between: str) -> None:
    found = clean(text_of(between.join(("Saturday in brief", *rows))))
    assert found.parts(Role.HEADLINE) == ("Saturday in brief",)
    assert found.parts(Role.BODY) == rows
    assert {span.rule for span in found.spans_of(Role.BODY)} == {"list"}


def test_a_page_that_is_a_table_is_kept() -> None:
    rows = (
        ("Bath City", "2-1", "Yeovil Town"),
        ("Dover", "0-0", "Havant"),
        ("Truro City", "3-4", "Weymouth"),
    )
    cells = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    found = page("Football on Saturday", f"<table>{cells}</table>")
    assert found.parts(Role.HEADLINE) == ("Football on Saturday",)
    assert found.parts(Role.BODY) == tuple(cell for row in rows for cell in row)


@pytest.mark.parametrize(
    "blocks",
    [
        ("News", "Sport", "Weather", "Log in", "Contact"),
        ("Error 404", "The page", "Back to the start"),
        ("Mo Tu We Th Fr Sa Su", *map(str, range(1, 32))),
    ],
)
def test_a_menu_an_error_and_a_calendar_are_no_list(blocks: tuple[str, ...]) -> None:
    with pytest.raises(ReadError, match="no story"):
        clean(text_of(*blocks))


def test_buttons_beside_a_short_text_do_not_make_it_long() -> None:
    """One paragraph, and above and below it a dozen letters that are icons."""
    told = (
        "Today we mourn a man who gave his life for others, and our thoughts are with his wife and children. "
        * 3
    )
    icons = ("f", "t", "#", "e", "+", "p", "i")
    found = clean(text_of("Statement on the death of a fireman", *icons, told, *icons))
    assert found.parts(Role.BODY) == (told.strip(),)


@pytest.mark.parametrize("headline", [(), ("Statement on the bridge",)])
def test_a_short_story_is_not_its_own_headline(headline: tuple[str, ...]) -> None:
    told = 'Statement by Ann Lee on the bridge: "It has served the town well for years. It will be missed."'
    found = clean(text_of(*headline, told))
    assert (found.parts(Role.HEADLINE), found.parts(Role.BODY)) == (headline, (told,))
