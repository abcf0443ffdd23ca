"""What a page states of its story, its pictures and itself is compared with its blocks."""

import json

import pytest

from index.clean.lines import lines_of
from index.clean.stated import FORMS, LEVELS, Stated, stated
from index.document import RawDocument
from index.readers import read_bytes

STORY = [
    "The council voted on Monday to rebuild the bridge, which a flood had swept away in the spring.",
    "Work will begin in June, the mayor told reporters, and a ferry will carry people until autumn.",
] * 6
OTHER = "A fox that was found asleep in a baker's oven on Sunday is well again, its keepers said."


def of_page(body: str, said: object = None, head: str = "") -> tuple[Stated, RawDocument]:
    """What a page states that has this body and this JSON-LD."""
    script = f'<script type="application/ld+json">{json.dumps(said)}</script>' if said else ""
    [document] = read_bytes(f"<html><head>{head}{script}</head><body>{body}</body></html>".encode(), "a.html")
    assert isinstance(document, RawDocument)
    return stated(document, lines_of(document)), document


def article(text: object) -> dict[str, object]:
    """JSON-LD of an article."""
    return {"@type": "NewsArticle", "articleBody": text}


def levels(numbers: object) -> list[str]:
    """The levels in words."""
    return [LEVELS[number] for number in numbers]  # type: ignore[attr-defined]


@pytest.mark.parametrize("joint", [" ", "\n", "</p><p>", "&nbsp;", ""])
def test_blocks_of_the_stated_story_are_found_however_it_is_written(joint: str) -> None:
    """Markup, entities and white space of the statement do not matter."""
    texts = [f"{number} {text}" for number, text in enumerate(STORY)]
    found, _ = of_page("".join(f"<p>{text}</p>" for text in [*texts, OTHER]), article(joint.join(texts)))
    assert found.story is not None
    assert levels(found.story) == ["all"] * len(texts) + ["none"]
    assert FORMS[found.form] == "whole"


def test_a_statement_may_be_cut_short_or_be_of_another_story() -> None:
    """Then what is not in it may be story all the same."""
    page = "".join(f"<p>{number} {text}</p>" for number, text in enumerate(STORY))
    assert FORMS[of_page(page, article(STORY[0]))[0].form] == "brief"
    assert FORMS[of_page(page, article((OTHER + " ") * 20))[0].form] == "part"
    assert of_page(page)[0].story is None


def test_captions_and_summaries_are_found() -> None:
    """By the texts that pictures have instead, by their captions in JSON-LD, and by descriptions."""
    found, document = of_page(
        "<p>The new pier at Upper Ford.</p><p>The boat at Lower Ford.</p><p>A boat for the lake.</p>"
        "<img src=a alt='The new pier at Upper Ford'><p>It sails in May.</p>",
        {"@type": "NewsArticle", "image": {"@type": "ImageObject", "caption": "The boat at Lower Ford"}},
        "<meta name=description content='A boat for the lake'>",
    )
    assert len(document.blocks) == 4
    assert found.pictures is not None
    assert levels(found.pictures) == ["all", "all", "none", "none"]
    assert found.summary is not None
    assert levels(found.summary) == ["none", "none", "all", "none"]


@pytest.mark.parametrize("said", [article(7), article([1, {}, None]), article({"a": 1}), [], {"@graph": 3}])
def test_statements_of_another_shape_are_none(said: object) -> None:
    """JSON-LD in the wild has anything anywhere."""
    assert of_page(f"<p>{OTHER}</p>", said)[0].story is None
