"""What sums the story of a page up beside its headline, and what only stands there."""

from __future__ import annotations

import pytest

from index.clean import clean
from index.document import Cleaned, RawDocument, Role
from index.readers import read_bytes
from tests.raw_files import BRIDGE, BRIDGE_HEADLINE

LABEL = "Drivers face a long detour from Monday on"
SENTENCE = (
    "Engineers warned the council for years that lorries make the old bridge unsafe, and nobody listened."
)


def cleaned(above: str = "", below: str = "", description: str = "") -> Cleaned:
    """What cleaning makes of a page with this above and below its headline."""
    story = "".join(f"<p>{paragraph}</p>" for paragraph in BRIDGE)
    html = f"""<!doctype html><html><head><title>{BRIDGE_HEADLINE}</title>
        <meta name="description" content="{description}"></head><body>
        <nav><ul><li><a href="/">Home</a></li><li><a href="/news">News</a></li></ul></nav>
        <header>{above}<h1>{BRIDGE_HEADLINE}</h1>{below}</header>
        <div class="meta"><span class="author">Ann Lee</span> <time>3 March 2015</time></div>
        <div class="share"><a href="#">Share</a> <a href="#">Tweet</a></div>
        <div class="story-body">{story}</div>
        <footer><a href="/contact">Contact</a> <a href="/terms">Terms of use</a></footer></body></html>"""
    (document,) = read_bytes(html.encode(), "a.html")
    assert isinstance(document, RawDocument)
    return clean(document)


@pytest.mark.parametrize("name", ["standfirst", "article-subtitle", "c-deck", "sottotitolo"])
@pytest.mark.parametrize("text", [LABEL, SENTENCE])
def test_what_markup_calls_a_standfirst_is_one(name: str, text: str) -> None:
    found = cleaned(below=f'<p class="{name}">{text}</p>')
    assert found.parts(Role.STANDFIRST) == (text,)
    assert found.parts(Role.BODY) == BRIDGE


@pytest.mark.parametrize("name", ["lead", "introduction", "chapo"])
def test_what_may_be_the_first_paragraph_as_well_is_kept(name: str) -> None:
    """Some call the story's first paragraph so."""
    found = cleaned(below=f'<p class="{name}">{LABEL}</p>')
    assert found.parts(Role.STANDFIRST) == (LABEL,)
    found = cleaned(below=f'<p class="{name}">{SENTENCE}</p>')
    assert SENTENCE in found.parts(Role.STANDFIRST) + found.parts(Role.BODY)


def test_what_the_page_sums_itself_up_with_is_one_even_above_the_headline() -> None:
    found = cleaned(above=f"<div>{LABEL}</div>", description=LABEL)
    assert found.parts(Role.STANDFIRST) == (LABEL,)


def test_without_either_what_says_what_the_story_says_is_kept() -> None:
    """As a standfirst, or as the first paragraph of the story."""
    found = cleaned(below=f"<div>{SENTENCE}</div>")
    assert SENTENCE in found.parts(Role.STANDFIRST) + found.parts(Role.BODY)


@pytest.mark.parametrize(
    "notice",
    [
        '<p class="hint">You can save this page by signing up for free. Have you done so? Then sign in.</p>',
        '<p class="audio-intro">This was read aloud by a machine. Do you like it? Please tell us.</p>',
        '<p class="deck"><a href="/bus">Ten villages have waited for their bus since the summer</a></p>',
        '<p class="share-description">Send this to friends who also drive over the old bridge every day.</p>',
    ],
)
def test_what_else_stands_there_is_none(notice: str) -> None:
    """Not even where markup calls it a standfirst of something else, or it is a link to another story."""
    assert not cleaned(below=notice).parts(Role.STANDFIRST)


def test_the_headline_again_is_none() -> None:
    """Some pages set it in a bar at the top, and call it the title of the page, or a subtitle."""
    again = f"<div class='subtitle'>{BRIDGE_HEADLINE.upper()}</div>"
    found = cleaned(above=again, description=BRIDGE_HEADLINE)
    assert found.parts(Role.HEADLINE) == (BRIDGE_HEADLINE,)
    assert not found.parts(Role.STANDFIRST)


def test_who_wrote_it_is_none_even_if_the_page_sums_itself_up_with_it() -> None:
    name = "Posted by Ann Lee and Bo Chen, Springfield"
    found = cleaned(below=f"<div>{name}</div>", description=f"{name}. {BRIDGE[0]}")
    assert not found.parts(Role.STANDFIRST)


def test_a_standfirst_in_several_parts_is_kept_whole() -> None:
    parts = (
        "Drivers face a long detour",
        "Council wants a new bridge by 2018",
        "Three villages protest loudly",
    )
    found = cleaned(below="".join(f'<h2 class="subtitle">{part}</h2>' for part in parts))
    assert found.parts(Role.STANDFIRST) == parts


def test_the_first_paragraph_stays_story_though_the_page_sums_itself_up_with_it() -> None:
    found = cleaned(description=BRIDGE[0])
    assert found.parts(Role.BODY) == BRIDGE
    assert not found.parts(Role.STANDFIRST)
