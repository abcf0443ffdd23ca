"""What tells a page's story from what is set into it: boxes, styles, pictures."""

from dataclasses import replace

import numpy as np
import pytest

from index.clean import clean
from index.clean.alike import alike, around, beyond, inside
from index.clean.lines import Verdict, lines_of
from index.document import Cleaned, RawDocument, Role
from index.readers import read_bytes

PARAGRAPHS = [
    "The council voted on Monday to rebuild the bridge, which a flood had swept away in the spring.",
    "Work will begin in June, the mayor told reporters, and a ferry will carry people until autumn.",
    "“We have waited for long enough,” said Ann Lee, who runs the bakery on the other side of the river.",
    "The new bridge is a metre higher than the old one, and its piers stand on the rock below the mud.",
    "The county pays half of what it costs, and the rest comes from a fund for towns that were flooded.",
    "Trains will cross it, too, though not before the line to the coast is open again in two years.",
]
PICTURE = "Ann Lee in front of her bakery, with the bridge as it was before the flood behind her."


def cleaned(body: str) -> Cleaned:
    """A page with this body, cleaned."""
    [document] = read_bytes(
        f"<html><head><title>A bridge</title></head><body>{body}</body></html>".encode(), "a"
    )
    assert isinstance(document, RawDocument)
    return clean(document)


def story(*between: str) -> str:
    """A story with something between its paragraphs."""
    inside = [*between, *[""] * len(PARAGRAPHS)]
    parts = (f"<p>{text}</p>{after}" for text, after in zip(PARAGRAPHS, inside, strict=False))
    return f"<article><h1>A bridge for the town</h1><div class=story>{''.join(parts)}</div></article>"


@pytest.mark.parametrize("said", ["Subscribe now to read on", "Sign up for our weekly newsletter"])
def test_what_shares_a_box_with_an_appeal_goes_with_it(said: str) -> None:
    """The list below an appeal reads like prose, but is in its box and set unlike the story."""
    offers = "<ul><li>Every article on all our sites, with one account for all of your devices.</li></ul>"
    box = f"<div class=box><b>{said}</b>{offers}</div>"
    assert cleaned(story("", box)).parts(Role.BODY) == tuple(PARAGRAPHS)


def test_an_appeal_between_paragraphs_takes_none_of_them() -> None:
    """Where the smallest element around it is the story's own, or holds paragraphs set like the story."""
    appeal = "<p>Subscribe to our newsletter to read more.</p>"
    assert cleaned(story("", appeal)).parts(Role.BODY) == tuple(PARAGRAPHS)
    wrapped = [
        f"<section><p>{text}</p>{appeal if at == 2 else ''}</section>" for at, text in enumerate(PARAGRAPHS)
    ]
    assert cleaned(f"<h1>A bridge for the town</h1>{''.join(wrapped)}").parts(Role.BODY) == tuple(PARAGRAPHS)


def headed(head: str) -> Cleaned:
    """A page whose story begins with this, cleaned."""
    return cleaned(f"<article>{head}{''.join(f'<p>{text}</p>' for text in PARAGRAPHS)}</article>")


HEADING = "<h1>A bridge for the town</h1>"


@pytest.mark.parametrize("name", ["kicker", "article-eyebrow", "head__overline has-caption"])
@pytest.mark.parametrize("text", ["Bridges", "Video: Floods of the spring"])
def test_markup_tells_a_kicker(name: str, text: str) -> None:
    """Whatever else it looks like, above the headline or below it."""
    kicker = f"<p class='{name}'>{text}</p>"
    for head in (kicker + HEADING, HEADING + kicker):
        assert headed(head).parts(Role.KICKER) == (text,)


def test_what_markup_does_not_call_a_kicker_is_none() -> None:
    """A name, a control, and a date in an element that has the class; a line that says more sums up."""
    assert not headed(f"{HEADING}<div>Ann Lee</div>").parts(Role.KICKER)
    assert not headed(f"{HEADING}<div>Share this</div>").parts(Role.KICKER)
    assert not headed(f"<p class=eyebrow>3 March 2015</p>{HEADING}").parts(Role.KICKER)
    more = "Trains and lorries are to cross it, too, but not before next spring"
    found = headed(f"<p class=kicker>Floods</p>{HEADING}<h2 class=subtitle>{more}</h2>")
    assert (found.parts(Role.KICKER), found.parts(Role.STANDFIRST)) == (("Floods",), (more,))
    assert found.parts(Role.BODY) == tuple(PARAGRAPHS)


def test_what_a_page_says_of_a_picture_is_a_caption_beside_it_only() -> None:
    """The words in a picture's place are its caption below it, and story where there is no picture."""
    figure = f"<img src=a.jpg alt='{PICTURE}'><div>{PICTURE}</div>"
    assert cleaned(story("", "", figure)).parts(Role.CAPTION) == (PICTURE,)
    elsewhere = f"<img src=a.jpg alt='{PARAGRAPHS[4]}'><div>Menu</div>"
    assert cleaned(elsewhere + story()).parts(Role.BODY) == tuple(PARAGRAPHS)


def test_paragraphs_set_like_most_of_the_story_count_as_it_does() -> None:
    """And no others: neither short ones, nor those of a style that is mostly not story."""
    texts = "".join(f"<p>{text}</p>" for text in [*PARAGRAPHS, "Short."])
    [document] = read_bytes(f"<html><body>{texts}<div>{PARAGRAPHS[0]}</div></body></html>".encode(), "a")
    assert isinstance(document, RawDocument)
    lines = lines_of(document)
    chance = np.array([0.9, 0.9, 0.9, 0.9, 0.9, 0.1, 0.2, 0.3])
    found = alike(chance, lines)
    assert found[5] == pytest.approx(0.77, abs=0.03)
    assert [*found[:5], *found[6:]] == [*chance[:5], *chance[6:]]
    plain = [replace(line, block=line.block._replace(tag="")) for line in lines]
    assert [*alike(chance, plain)] == [*chance]


def test_a_story_goes_on_where_paragraphs_share_an_element_with_it() -> None:
    """Below it and not in another element, and above it where they are set like it; not in a few words."""
    texts = [PARAGRAPHS[0], PARAGRAPHS[1], "Short.", PARAGRAPHS[2], PARAGRAPHS[3]]
    [document] = read_bytes("".join(f"<p>{text}</p>" for text in texts).encode(), "a.html")
    assert isinstance(document, RawDocument)
    elements = [(5, 1), (2, 1), (2, 1), (3, 1), (4,)]
    lines = [
        replace(line, block=line.block._replace(within=within))
        for line, within in zip(lines_of(document), elements, strict=True)
    ]
    assert beyond(lines, [1], range(len(lines))) == [0, 3]
    assert beyond(lines, [1], [1, 2, 4]) == []
    teaser = replace(lines[0], block=lines[0].block._replace(kind="p.teaser"))
    assert beyond([teaser, *lines[1:]], [1], range(len(lines))) == [3]
    assert beyond(lines, [], range(len(lines))) == []


def test_what_may_be_story_is_so_in_the_element_of_most_of_it() -> None:
    """Not what has no chance, few words, or another element around it; nor what rules took."""
    above, *rest, taken, elsewhere = PARAGRAPHS
    texts = "".join(f"<p>{text}</p>" for text in [above, *rest, "Few words", taken])
    page = f"<div>{texts}</div><div><p>Other</p><p>{elsewhere}</p></div>"
    [document] = read_bytes(f"<html><body>{page}</body></html>".encode(), "a.html")
    assert isinstance(document, RawDocument)
    lines = lines_of(document)
    at = {line.text: number for number, line in enumerate(lines)}
    story = [at[text] for text in rest[:2]]
    decided = {at[taken]: Verdict(Role.REMOVED, "rule", "is ruled out")}
    possible = np.array([line.text != rest[2] for line in lines])
    assert around(lines, story, possible, decided) == [at[above]]
    assert around(lines, [], possible, decided) == []


def test_what_is_set_like_the_story_between_its_blocks_is_story() -> None:
    """So are likely headings there; links, other styles, other elements and what rules took are not."""
    page = (
        f"<div><p>{PARAGRAPHS[0]}</p><li>Some salt</li><h3>Second step</h3><h3>A caption</h3>"
        f"<p><a href=/>All about bridges</a></p><aside>An aside</aside><p>Set like it</p><p>Ruled out</p>"
        f"<li>{PARAGRAPHS[2]}</li><p>{PARAGRAPHS[1]}</p><p>Below it</p></div><p>Elsewhere</p>"
    )
    [document] = read_bytes(f"<html><body>{page}</body></html>".encode(), "a.html")
    assert isinstance(document, RawDocument)
    lines = lines_of(document)
    at = {line.text: number for number, line in enumerate(lines)}
    story = [at[PARAGRAPHS[0]], at[PARAGRAPHS[2]], at[PARAGRAPHS[1]]]
    decided = {at["Ruled out"]: Verdict(Role.REMOVED, "rule", "is ruled out")}
    chance = np.full(len(lines), 0.01)
    chance[at["Second step"]] = 0.3
    found = [lines[number].text for number in inside(lines, story, chance, decided)]
    assert found == ["Some salt", "Second step", "Set like it"]
    plain = [replace(line, block=line.block._replace(within=())) for line in lines]
    assert inside(plain, story, chance, decided) == []
    assert inside(lines, [], chance, decided) == []


def test_what_reads_like_another_headline_is_one_if_it_is_a_link() -> None:
    """A page that leads to another story does so with a link; without one it is an item of a list."""
    other = "Mayor opens new school for the children of the valley"
    assert other in cleaned(story("", f"<p>{other}</p>")).parts(Role.BODY)
    assert other not in cleaned(story("", f"<p><a href=/school>{other}</a></p>")).parts(Role.BODY)


def test_a_class_that_says_how_captions_in_it_look_makes_none() -> None:
    page = story().replace("class=story", 'class="text-left [&_figcaption]:mt-xs"')
    assert cleaned(page).parts(Role.BODY) == tuple(PARAGRAPHS)


def test_a_sentence_that_begins_with_by_is_no_byline() -> None:
    page = story().replace(
        "</h1>", "</h1><p>By leaving your number, you agree to receiving texts from us.</p>"
    )
    assert cleaned(page).parts(Role.BYLINE) == ()
