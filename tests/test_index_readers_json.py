"""JSON comes in lines, laid out, and in the envelopes of APIs."""

from __future__ import annotations

import json

import pytest

from index.document import RawDocument, Rejected
from index.readers import Limits, ReadOptions, read_bytes
from tests.raw_files import PROSE, documents, paragraphs, reasons

_RECORDS = [{"title": title, "text": PROSE} for title in "AB"]
_ENVELOPES = [
    {"articles": _RECORDS},
    {"title": "The Example", "items": _RECORDS},
    {"response": {"status": "ok", "facets": [1], "results": _RECORDS}},
    {"took": 3, "hits": {"total": 2, "hits": [{"_id": "7", "_source": record} for record in _RECORDS]}},
]


def _headlines(content: bytes) -> list[str]:
    return [document.stated["headline"].value for document in documents(content, "dump.json")]


@pytest.mark.parametrize("envelope", _ENVELOPES)
@pytest.mark.parametrize("indent", [None, 1])
def test_records_in_the_envelopes_of_apis(envelope: dict[str, object], indent: int | None) -> None:
    assert _headlines(json.dumps(envelope, indent=indent).encode()) == ["A", "B"]


def test_answers_of_an_api_line_by_line() -> None:
    """Each record has a name of its own, and a position that says where it is."""
    lines = [json.dumps(one) for one in ({"articles": _RECORDS}, _RECORDS[0], {"docs": [_RECORDS[1], 7]})]
    found = list(read_bytes("\n".join(lines).encode(), "d.jsonl"))
    assert [one.source for one in found] == [
        "d.jsonl:1:1",
        "d.jsonl:1:2",
        "d.jsonl:2",
        "d.jsonl:3:1",
        "d.jsonl:3:2",
    ]
    assert found[4] == Rejected("d.jsonl:3:2", "not a record: a JSON object is needed", "line 3, record 2")
    assert reasons(b'{"articles": [{]}') == [
        "broken JSON: Expecting property name enclosed in double quotes at character 16"
    ]
    assert reasons(b'{"docs": [ ]}') == ["a list without records"]


def test_an_answer_may_be_longer_than_a_record() -> None:
    """But a line of the same file that is no list of records may not."""
    answer, long = json.dumps({"articles": _RECORDS * 30}), json.dumps({"text": PROSE * 40})
    options = ReadOptions(limits=Limits(document=5_000, record=5_000))
    found = list(read_bytes(f"{answer}\n{long}\n{json.dumps(_RECORDS[0])}".encode(), "d", options=options))
    assert len(found) == 62
    assert found[60] == Rejected("d:2", "line is too long to be one article", "line 2")
    assert isinstance(found[61], RawDocument)


@pytest.mark.parametrize("key", ["data", "results", "items", "hits"])
@pytest.mark.parametrize("indent", [None, 1])
def test_an_article_may_have_the_keys_of_envelopes(key: str, indent: int | None) -> None:
    article = {"title": "A", "text": PROSE, key: [{"team": "x", "text": "Two goals."}]}
    notice = {"title": "B", key: [{"team": "x"}]}
    for record, headline in ((article, "A"), (notice, "B")):
        assert _headlines(json.dumps(record, indent=indent).encode()) == [headline]


def test_what_elasticsearch_holds_line_by_line() -> None:
    """Its id stays that of the record, unless that has one of its own."""
    lines = [
        json.dumps({"_id": "7", "_source": record}) for record in (_RECORDS[0], {**_RECORDS[1], "id": 8})
    ]
    found = documents("\n".join(lines).encode(), "d.jsonl")
    assert [document.stated["id"].value for document in found] == ["7", "8"]


@pytest.mark.parametrize(
    "record", ['{"title": "A headline that is longer than others, far longer",\n', '{"docs": [{\n']
)
def test_laid_out_json_may_begin_with_a_long_line(record: str) -> None:
    end = "}" if record.startswith('{"title') else "}]}"
    assert len(documents(f'{record} "text": "{PROSE}"{end}'.encode(), "a.json")) == 1


@pytest.mark.parametrize(
    "broken", ['{"title": "cut', '{"title": "A list [', '{"title": "A", "text": "He said:', '{"a": 1,']
)
def test_a_broken_first_line_costs_no_other(broken: str) -> None:
    content = "\n".join([broken, *map(json.dumps, _RECORDS)]).encode()
    assert [type(one) for one in read_bytes(content, "d.jsonl")] == [Rejected, RawDocument, RawDocument]


@pytest.mark.parametrize(
    "body",
    [
        [PROSE, "", "Work begins."],
        [{"type": "p", "text": PROSE}, {"url": "http://a.example/a.jpg"}, {"content": ["Work begins."]}],
    ],
)
def test_a_body_may_be_a_list_of_paragraphs(body: list[object]) -> None:
    """Addresses of pictures among them are no text."""
    [document] = documents(json.dumps({"title": "A", "author": ["X", "Y"], "body": body}).encode())
    assert paragraphs(document) == [PROSE, "Work begins."]
    assert document.stated["byline"].value == "X, Y"


def test_a_body_of_pictures_is_none() -> None:
    content = json.dumps({"body": [{"url": "http://a.example/a.jpg"}]}).encode()
    assert reasons(content) == ["no text: none of the keys for the headline or the body is there"]


def test_a_body_of_markup_in_a_list_is_parsed() -> None:
    body = [{"html": f"<p>{PROSE}</p>"}, {"html": "<p>Work <b>begins</b>.</p>"}]
    assert paragraphs(*documents(json.dumps({"body": body}).encode())) == [PROSE, "Work begins."]


@pytest.mark.parametrize("key", ["body", "title"])
def test_a_body_of_values_within_values_costs_no_other(key: str) -> None:
    deep = "[" * 700 + "]" * 700
    lines = [f'{{"{key}": {deep}, "data": [{{}}]}}', json.dumps(_RECORDS[0])]
    for content in ("\n".join(lines), lines[0].replace("data", "other") + "\n" + lines[1]):
        rejected, document = read_bytes(content.encode(), "d.jsonl")
        assert isinstance(rejected, Rejected)
        assert isinstance(document, RawDocument)
