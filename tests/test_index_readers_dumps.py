"""JSON as programs and public dumps write it: records in many forms, and their fields under many keys."""

from __future__ import annotations

import json
from typing import Any

import pytest

from index.document import RawDocument, Rejected
from index.readers import read_bytes
from tests.raw_files import PROSE, documents, paragraphs, reasons

_A, _B = ({"title": title, "text": PROSE} for title in "AB")


def _stated(record: dict[str, Any]) -> dict[str, str]:
    """What is known of the only record of a file, which has a body."""
    [document] = documents(json.dumps(record).encode(), "d.json")
    assert paragraphs(document)[0] == PROSE
    return {name: found.value for name, found in document.stated.items()}


@pytest.mark.parametrize("indent", [None, 2])
@pytest.mark.parametrize("between", ["", " ", "\n", ",\n", "\n\x1e", "\n\n"])
def test_records_one_after_the_other(indent: int | None, between: str) -> None:
    start = "\x1e" if "\x1e" in between else ""
    content = start + between.join(json.dumps(record, indent=indent) for record in (_A, _B)) + between
    found = documents(content.encode(), "d.json")
    assert [one.stated["headline"].value for one in found] == ["A", "B"]
    assert len({one.source for one in found} | {"d.json"}) == 3


def test_answers_of_an_api_one_after_the_other() -> None:
    answers = (json.dumps({"articles": records}, indent=1) for records in ([_A, _B], [_B, _A, _A]))
    assert len(documents("\n".join(answers).encode())) == 5


def test_records_before_a_broken_one_that_stands_in_no_list() -> None:
    *found, rejected = read_bytes(f"{json.dumps(_A, indent=1)}\n{{\n 'b'".encode(), "d.json")
    assert len(found) == 1
    assert isinstance(rejected, Rejected)
    assert rejected.position == "record 2"


@pytest.mark.parametrize(
    "table",
    [
        {"a1": _A, "b1": _B},
        {"title": {"0": "A", "1": "B"}, "text": {"0": PROSE, "1": PROSE}},
        {"title": ["A", "B"], "text": [PROSE, PROSE]},
        {"columns": ["title", "text"], "index": [0, 1], "data": [["A", PROSE], ["B", PROSE]]},
        {"schema": {"fields": []}, "data": [_A, _B]},
        {"rows": [{"row_idx": 0, "row": _A}, {"row_idx": 1, "row": _B}]},
    ],
)
@pytest.mark.parametrize("indent", [None, 2])
def test_tables_as_objects(table: dict[str, object], indent: int | None) -> None:
    found = documents(json.dumps(table, indent=indent).encode())
    assert [one.stated["headline"].value for one in found] == ["A", "B"]
    if "a1" in table:
        assert [one.stated["id"].value for one in found] == ["a1", "b1"]


def test_lists_of_one_record_make_no_table() -> None:
    """As long as each other they may be, by chance."""
    record = {"title": "A", "authors": ["X", "Y"], "body": [PROSE, PROSE]}
    assert _stated(record)["byline"] == "X, Y"


def test_line_breaks_in_a_text_that_should_be_written_otherwise() -> None:
    content = f'{{"title": "A", "text": "{PROSE}\n\n{PROSE}"}}'
    assert paragraphs(*documents(content.encode())) == [PROSE, PROSE]


def test_a_record_that_is_alone_in_its_file_has_its_name() -> None:
    for indent in (None, 1):
        assert documents(json.dumps(_A, indent=indent).encode(), "a.json")[0].source == "a.json"


@pytest.mark.parametrize(
    "content",
    ["// export\n[]", "var a = [];", '["a", "b"]', "[[1, 2]]", '"A text."', "null", "{'title': 'A'}"],
)
def test_what_is_called_json_and_has_no_records_is_no_text(content: str) -> None:
    found = reasons(content.encode(), "a.json")
    assert found
    assert all(reason.startswith(("broken JSON", "not a record")) for reason in found)


def test_a_page_may_be_called_json() -> None:
    assert isinstance(next(read_bytes(f"<html><p>{PROSE}</p></html>".encode(), "a.json")), RawDocument)


@pytest.mark.parametrize(
    ("title", "text", "date"),
    [
        ("Title", "Text", "Date"),
        ("articleTitle", "articleText", "publicationDate"),
        ("Article Title", "Full Text", "Publication Date"),
        ("article-title", "full.text", "@timestamp"),
        ("HEADLINE", "BODY", "PUB_DATE"),
    ],
)
def test_names_of_keys_in_any_case_and_form(title: str, text: str, date: str) -> None:
    [document] = documents(json.dumps({title: "A", text: PROSE, date: "2019-03-05"}).encode())
    assert document.stated["headline"].value == "A"
    assert document.stated["headline"].origin == f"record: {title}"
    assert document.stated["date"].value == "2019-03-05"


_DUMPS = {
    "The New York Times": (
        {
            "web_url": "https://example.org/a",
            "abstract": "A bridge falls.",
            "lead_paragraph": PROSE,
            "headline": {"main": "A", "kicker": None, "print_headline": "B"},
            "byline": {"original": "By Ann Lee", "person": []},
            "_id": "nyt://article/1",
            "uri": "nyt://article/1",
        },
        {"id": "nyt://article/1", "headline": "A", "standfirst": "A bridge falls.", "byline": "By Ann Lee"},
    ),
    "The Guardian": (
        {
            "id": "world/a",
            "webTitle": "Web",
            "webUrl": "https://example.org/a",
            "fields": {
                "headline": "A",
                "trailText": "A <b>bridge</b> falls.",
                "body": f"<p>{PROSE}</p><p>Two.</p>",
            },
        },
        {"id": "world/a", "headline": "A", "standfirst": "A bridge falls.", "url": "https://example.org/a"},
    ),
    "The Washington Post": (
        {
            "id": "b2",
            "article_url": "https://example.org/a",
            "title": "A",
            "published_date": 1325379405000,
            "contents": [
                {"content": "World", "type": "kicker"},
                {"content": "A", "type": "title"},
                {"fullcaption": "A bridge.", "imageURL": "a.jpg", "type": "image"},
                {"content": PROSE, "subtype": "paragraph", "type": "sanitized_html"},
                {"role": "", "type": "author_info", "name": "Ann Lee"},
            ],
            "source": "The Example",
        },
        {"id": "b2", "kicker": "World", "date": "1325379405000", "outlet": "The Example", "headline": "A"},
    ),
    "WordPress": (
        {
            "id": 77,
            "link": "https://example.org/a",
            "title": {"rendered": "The &#8220;old&#8221; bridge &amp; more"},
            "content": {"rendered": f"<p>{PROSE}</p><p>Two.</p>", "protected": False},
        },
        {"id": "77", "headline": "The “old” bridge & more", "url": "https://example.org/a"},
    ),
    "MongoDB": (
        {**_A, "_id": {"$oid": "5c7"}, "date": {"$date": {"$numberLong": "1551780000000"}}},
        {"id": "5c7", "date": "1551780000000"},
    ),
    "CNN and Daily Mail": (
        {"article": PROSE, "highlights": "A bridge .", "id": "42"},
        {"standfirst": "A bridge ."},
    ),
    "JSON Feed": ({"id": "1", "title": "A", "content_text": PROSE}, {"id": "1", "headline": "A"}),
    "CC-News": (
        {"plain_text": PROSE, "published_date": "2019-03-05", "responded_url": "https://example.org/a"},
        {"date": "2019-03-05", "url": "https://example.org/a"},
    ),
    "trafilatura": (
        {"raw_text": PROSE, "source": "https://example.org/a", "source-hostname": "The Example"},
        {"url": "https://example.org/a", "outlet": "The Example"},
    ),
    "Fundus": (
        {"title": "A", "body": {"sections": [{"headline": [], "paragraphs": [PROSE, "Two."]}]}},
        {"headline": "A"},
    ),
    "XSum": ({"document": PROSE, "summary": "A bridge falls.", "id": "3"}, {"standfirst": "A bridge falls."}),
    "an article in an object": (
        {"id": 5, "article": {"title": "A", "text": PROSE}},
        {"id": "5", "headline": "A"},
    ),
}


@pytest.mark.parametrize("dump", _DUMPS)
def test_records_of_public_dumps(dump: str) -> None:
    record, expected = _DUMPS[dump]
    stated = _stated(record)
    assert {name: stated.get(name) for name in expected} == expected


def test_a_body_of_parts_is_without_what_is_no_text() -> None:
    record, _ = _DUMPS["The Washington Post"]
    assert paragraphs(*documents(json.dumps(record).encode())) == [PROSE]


def test_markup_that_was_written_as_text_is_markup() -> None:
    body = f"&lt;p&gt;{PROSE}&lt;/p&gt;&lt;p&gt;Costs &amp;amp; profits.&lt;/p&gt;"
    assert paragraphs(*documents(json.dumps({"content": body}).encode())) == [PROSE, "Costs & profits."]


def test_references_in_a_text_are_the_characters_that_they_stand_for() -> None:
    [document] = documents(
        json.dumps({"title": "R&D at AT&T: a < b", "text": f"&ldquo;Yes&rdquo;: {PROSE}"}).encode()
    )
    assert document.text == f"“Yes”: {PROSE}"
    assert document.stated["headline"].value == "R&D at AT&T: a < b"
