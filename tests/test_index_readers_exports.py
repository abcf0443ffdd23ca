"""Files of many articles, as press databases export them and corpora have them."""

from __future__ import annotations

import pytest

from index.document import Rejected
from index.readers import Limits, ReadOptions, read_bytes
from tests.raw_files import PARAGRAPHS, documents, paragraphs

_STORY = "\n\n".join(PARAGRAPHS)


def _lexis(number: int) -> str:
    return (
        f"\n                    {number} of 3 DOCUMENTS\n\n\n               The Example Gazette\n\n"
        f"              March {number}, 2019 Tuesday\n              Final Edition\n\n"
        f"Bridge {number} closes\n\nBYLINE: Ann Lee\n\nLENGTH: 120 words\n\n{_STORY}\n\n"
        "LOAD-DATE: April 9, 2019\n"
    )


def _nexis(number: int) -> str:
    return (
        f"Bridge {number} closes\n\nThe Example Gazette\nMarch {number}, 2019 Tuesday\n\nByline: Ann Lee\n\n"
        f"Body\n\n{_STORY}\n\nLoad-Date: April 9, 2019\n\n\nEnd of Document\n\n\n"
    )


def _factiva(number: int) -> str:
    return (
        f"HD\nBridge {number} closes\n\nPD\n{number} March 2019\n\nSN\nThe Example Gazette\n\n"
        f"LP\n{_STORY}\n\nAN\nDocument EXGA00002019030{number}\n\n\n"
    )


@pytest.mark.parametrize("form", [_lexis, _nexis, _factiva])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_exports_of_press_databases(form: object, line_end: str) -> None:
    """Each article is one, with its own day; when it was loaded says nothing."""
    assert callable(form)
    content = "".join(map(form, (1, 2, 3))).replace("\n", line_end)
    found = documents(content.encode(), "all.txt")
    assert [document.source for document in found] == ["all.txt:1", "all.txt:2", "all.txt:3"]
    for number, document in enumerate(found, 1):
        assert document.stated["date"].value in (f"March {number}, 2019", f"{number} March 2019")
        assert document.stated["outlet"].value == "The Example Gazette"
        assert [part for part in paragraphs(document) if part in PARAGRAPHS] == list(PARAGRAPHS)
        assert f"Bridge {number} closes" in document.text
        assert f"Bridge {number % 3 + 1} closes" not in document.text


def test_an_export_with_names_as_libraries_list_them() -> None:
    one = "____\n\nDocument {0} of 2\n\nBridge {0} closes\n\nAuthor: Lee, Ann\n\nFull text: {1}\n\n"
    found = documents((one.format(1, _STORY) + one.format(2, _STORY)).encode(), "all.txt")
    assert [document.stated["byline"].value for document in found] == ["Ann Lee"] * 2


_TREC = "<DOC>\n<DOCNO> A-{0} </DOCNO>\n<HEAD>Bridge {0} closes</HEAD>\n<TEXT>\n{1}\n</TEXT>\n</DOC>\n"
_GIGAWORD = (
    '<DOC id="A-{0}" type="story" >\n<HEADLINE>\nBridge {0} closes\n</HEADLINE>\n'
    "<TEXT>\n<P>\n{1}\n</P>\n</TEXT>\n</DOC>\n"
)
_REUTERS = (
    '<REUTERS TOPICS="NO" NEWID="A-{0}">\n<DATE>26-FEB-1987</DATE>\n'
    "<TEXT>&#2;\n<TITLE>Bridge {0} closes</TITLE>\n<BODY>{1}\n&#3;</BODY></TEXT>\n</REUTERS>\n"
)


@pytest.mark.parametrize("form", [_TREC, _GIGAWORD, _REUTERS])
@pytest.mark.parametrize("start", ["", '<!DOCTYPE lewis SYSTEM "lewis.dtd">\n'])
def test_corpora(form: str, start: str) -> None:
    content = start + form.format(1, _STORY) + form.format(2, _STORY)
    found = documents(content.encode(), "all.sgm")
    assert [document.stated["id"].value for document in found] == ["A-1", "A-2"]
    assert [document.stated["headline"].value for document in found] == ["Bridge 1 closes", "Bridge 2 closes"]
    assert all(paragraphs(document) == list(PARAGRAPHS) for document in found)


def test_an_article_of_an_export_that_is_too_large_costs_no_other() -> None:
    options = ReadOptions(limits=Limits(document=2_000))
    content = _nexis(1) + "Long\n\n" + "word " * 1_000 + "\n\nEnd of Document\n" + _nexis(2)
    first, second, third = read_bytes(content.encode(), "all.txt", options=options)
    assert second == Rejected("all.txt:2", "too large to be one article")
    assert not isinstance(first, Rejected)
    assert not isinstance(third, Rejected)


def test_a_story_about_documents_is_one() -> None:
    text = f"Document 5 of the files says no.\n\nEnd of document trail\n\n{_STORY}"
    assert documents(text.encode(), "a.txt")[0].text == text
