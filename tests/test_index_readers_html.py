"""Pages become blocks that know what is around them, and a story that only scripts hold is found."""

import json

import pytest

from index.document import PICTURE_ABOVE, RawDocument
from index.readers import read_bytes
from tests.raw_files import PROSE, documents, paragraphs


def one_page(body: str) -> RawDocument:
    """The document of a page with this body."""
    [document] = read_bytes(f"<!doctype html><html><body>{body}</body></html>".encode(), "a.html")
    assert isinstance(document, RawDocument)
    return document


def test_elements_that_wrap_one_other_are_one_place() -> None:
    """Paragraphs that a site wraps one by one are beside each other, and set alike in spite of numbers."""
    first, second, far = one_page(
        "<main><div class='c n1'><div><p>First.</p></div></div>"
        "<div class='c n2'><div><p>Second.</p></div></div></main><footer class=far><p>Far.</p></footer>"
    ).blocks
    assert first.within[0] != second.within[0]
    assert first.within[1] == second.within[1] != far.within[1]
    assert first.kind == second.kind != far.kind


def test_blocks_know_of_pictures_and_of_what_elements_are_called() -> None:
    """A picture is beside the block that follows it; microdata name elements like classes do."""
    above, below, after = one_page(
        "<p>Above.</p><div itemprop=articleBody><img src=a.jpg><p>Below.</p><p>After.</p></div>"
    ).blocks
    assert [PICTURE_ABOVE in block.hints for block in (above, below, after)] == [False, True, False]
    assert "articlebody" in below.hints


STORY_MARKUP = "".join(f"<p>{PROSE}</p>" for _ in range(4))


@pytest.mark.parametrize(
    "script",
    [
        f"push([1,{json.dumps(STORY_MARKUP)}])",
        f'{{"a":[{{"html":{json.dumps(STORY_MARKUP)}}},"b"]}}',
        f'{{"articleBody" : {json.dumps(PROSE * 3)}}}',
    ],
)
def test_story_that_a_script_would_show_is_read(script: str) -> None:
    """The markup is an empty frame, and the story a string in a script."""
    document = one_page(f"<p>Loading</p><script>{script}</script>")
    assert document.text.startswith("Loading\n\n" + PROSE)
    assert [document.text[block.start : block.end] for block in document.blocks][1].startswith(PROSE)


def test_strings_of_a_page_with_a_story_stay_unread() -> None:
    """What scripts hold beside a story is another's, or the same again."""
    script = json.dumps("<p>Another story.</p>" * 40)
    document = one_page(f"<h1>A bridge</h1>{STORY_MARKUP}<script>x = {script}</script>")
    assert "Another" not in document.text


def test_story_for_readers_without_scripts_is_read_where_there_is_no_other() -> None:
    """Also that which is in one whose end is not seen, since an element in it has none."""
    aside = "<noscript><p>Please turn scripts on.</p></noscript>"
    document = one_page(f"<h1>A bridge</h1>{aside}<noscript>{STORY_MARKUP}</noscript><p>Contact</p>")
    assert document.text.split("\n\n") == ["A bridge", *[PROSE] * 4, "Contact"]
    document = one_page(f"<noscript><div></noscript><h1>A bridge</h1>{STORY_MARKUP}")
    assert document.text.split("\n\n") == ["A bridge", *[PROSE] * 4]
    document = one_page(f"<h1>A bridge</h1>{STORY_MARKUP}<noscript>{STORY_MARKUP}</noscript>")
    assert document.text.split("\n\n") == ["A bridge", *[PROSE] * 4]


def test_half_a_character_does_not_lose_the_story_of_a_script() -> None:
    """Nothing can store it, so that it is shown as lost."""
    script = f'{{"articleBody": "{STORY_MARKUP} Half \\ud83d of it."}}'
    assert "Half \ufffd of it." in one_page(f"<p>Loading</p><script>{script}</script>").text


@pytest.mark.parametrize("script", ['"' * 200_000, '"\\' * 200_000, '"articleBody":"\\n' + "<p>" * 9_999])
def test_hostile_scripts_are_read_once(script: str) -> None:
    """Scripts full of quotes, or of strings that never end, hold no story."""
    assert one_page(f"<p>Loading</p><script>{script}</script>").text == "Loading"


def test_page_becomes_blocks_with_what_its_markup_says() -> None:
    """Blocks know their element, classes around them and how much of them is links."""
    page = (
        "<html><body><nav><a href=/>Home page</a></nav>"
        "<div class='story-body'><p>One <b>bold</b> word.<p>Two."
        "</div><script>no()</script></body></html>"
    )
    [document] = documents(page.encode())
    assert paragraphs(document) == ["Home page", "One bold word.", "Two."]
    assert [block.link_density for block in document.blocks] == [1.0, 0.0, 0.0]
    assert {"story", "body"} <= document.blocks[1].hints
    assert "<nav>" in document.blocks[0].hints


def test_characters_that_stand_for_nothing_are_no_paragraph() -> None:
    """Code point 129 is a control character that no browser shows anything for."""
    [document] = documents(b"<html><body><p>&#129;</p><p>It&#129; rained.</p></body></html>")
    assert paragraphs(document) == ["It rained."]


@pytest.mark.parametrize("tag", ["article", "main", "section", "header", "my-story"])
@pytest.mark.parametrize("head", ["", "<html><head><meta charset=utf-8>"])
def test_page_without_the_tags_of_head_and_body(tag: str, head: str) -> None:
    """HTML lets them be left out; the title is no part of the text all the same."""
    story = f"<{tag}>First.<div>Second.</div><p>Third.</p></{tag}><p>Last.</p>"
    page = f"<!doctype html>{head}<title>T</title>{story}"
    [document] = documents(page.encode(), "a.html")
    assert paragraphs(document) == ["First.", "Second.", "Third.", "Last."]
    assert document.title == "T"


@pytest.mark.parametrize(
    "tag", ["embed", "svg", "math", "select", "object", "video", "audio", "canvas", "map"]
)
def test_element_that_is_not_closed_does_not_hide_what_follows(tag: str) -> None:
    """The parser puts the rest of its parent into it."""
    body = f"<div><p>First.</p><{tag} src=a><p>Second.</p><p>Third.</p></div><p>Last.</p>"
    assert paragraphs(one_page(body)) == ["First.", "Second.", "Third.", "Last."]


@pytest.mark.parametrize(
    "hidden",
    [
        "<video><source src=a><p>To view this, enable JavaScript.</p></video>",
        "<object data=a><param name=b><p>You need a plugin.</p></object>",
        "<select><option>Bergen<option>Oslo</select>",
        "<svg><title>Arrow</title><foreignObject><p>Up</p></foreignObject></svg>",
        "<template><article><h2>Another</h2><p>story</p></article></template>",
    ],
)
def test_what_only_some_browsers_would_show_is_no_text(hidden: str) -> None:
    """A paragraph in a video is for those who cannot see it."""
    assert paragraphs(one_page(f"<p>First.</p>{hidden}<p>Last.</p>")) == ["First.", "Last."]


def test_sentence_of_many_lines_is_one_paragraph() -> None:
    """However many line breaks a page has in it."""
    assert paragraphs(one_page("<p>It went<br>" + "on<br>" * 4_000 + "still.")) == [
        f"It went {'on ' * 4_000}still."
    ]
