"""Every case of tests/corpus, through reading and cleaning; tests/corpus/README.md says what a case is."""

import json
from pathlib import Path
from typing import Any

import pytest

from index.clean import clean
from index.document import Cleaned, RawDocument, Rejected, Role
from index.readers import read
from search.errors import ReadError

ROOT = Path(__file__).parent.parent
CASES = sorted(path.parent for path in (ROOT / "tests" / "corpus").glob("*/expected.json"))
ROLES = {
    "headline": Role.HEADLINE,
    "kicker": Role.KICKER,
    "standfirst": Role.STANDFIRST,
    "byline": Role.BYLINE,
}


def raw_file(case: Path, expected: dict[str, Any]) -> Path:
    """The case's own raw file or the one it points to."""
    return ROOT / expected["raw"] if "raw" in expected else next(case.glob("raw.*"))


def cleaned_or_reason(path: Path) -> Cleaned | str:
    """The first document, cleaned, or why there is none."""
    document = next(read(path, path.name))
    if isinstance(document, Rejected):
        return document.reason
    assert isinstance(document, RawDocument)
    try:
        return clean(document)
    except ReadError as error:
        return error.message


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_case(case: Path) -> None:
    """The parts of the article are what a person found in the raw file."""
    expected = json.loads((case / "expected.json").read_text(encoding="utf-8"))
    result = cleaned_or_reason(raw_file(case, expected))
    if isinstance(result, str):
        assert "rejected" in expected, result
        assert expected["rejected"] in result
        return
    assert "rejected" not in expected
    body = "\n\n".join(result.parts(Role.BODY))
    found = {key: " ".join(result.parts(role)) for key, role in ROLES.items() if key in expected}
    assert found == {key: expected[key] for key in found}
    if "captions" in expected:
        assert list(result.parts(Role.CAPTION)) == expected["captions"]
    assert body.startswith(expected.get("starts", ""))
    assert body.endswith(expected.get("ends", ""))
    assert [text for text in expected.get("contains", []) if text not in body] == []
    assert [text for text in expected.get("lacks", []) if text in body] == []
    for rule, text in expected.get("removed_by", {}).items():
        taken = [result.document.text[span.start : span.end] for span in result.spans if span.rule == rule]
        assert any(text in stretch for stretch in taken), rule
