"""Lines on many pages of an outlet are removed; a story that was filed twice is not."""

import random
from dataclasses import replace

import pytest

from index.clean import RepeatedLines, clean, learn
from index.document import Found, RawDocument, Role
from index.readers import read_bytes
from search.errors import IndexDamaged

APPEAL = "The Example depends on the kindness of strangers who send it a little each month."
WORDS = "river council bridge mayor flood spring vote budget harbour school train winter market road".split()


def story(seed: int) -> str:
    """Eight sentences that no other story has."""
    pick = random.Random(seed)
    return "\n\n".join(
        f"The {' '.join(pick.choices(WORDS, k=14))} was number {seed}, officials said." for _ in range(8)
    )


def page(body: str, outlet: str = "The Example") -> RawDocument:
    """A page of an outlet with the same lines around each story."""
    text = f"Subscriber login here\n\nA headline for it all\n\n{body}\n\n{APPEAL}\n\nWrite to the editors"
    [document] = read_bytes(text.encode(), "a.txt")
    assert isinstance(document, RawDocument)
    stated = {"outlet": Found(outlet, "test")} if outlet else {}
    return RawDocument(document.source, document.text, document.blocks, stated)


def body(document: RawDocument, repeated: RepeatedLines) -> str:
    """The cleaned body."""
    return "\n".join(clean(document, repeated=repeated).parts(Role.BODY))


def rules(document: RawDocument, repeated: RepeatedLines) -> set[str]:
    """The rules that fired."""
    return {span.rule for span in clean(document, repeated=repeated).spans}


def test_lines_of_many_pages_are_removed_with_the_reason() -> None:
    """An appeal that reads like prose is known from the other pages."""
    repeated = learn(page(story(number)) for number in range(8))
    new = page(story(99))
    assert APPEAL not in body(new, repeated)
    assert story(99).replace("\n\n", "\n") in body(new, repeated)
    assert "repeated-line" in rules(new, repeated)


def test_a_story_filed_many_times_stays() -> None:
    """Copies of one article teach nothing about the outlet."""
    copies = [page(story(1)) for _ in range(10)]
    assert story(1).replace("\n\n", "\n") in body(copies[0], learn(copies))


def test_other_outlets_lines_do_not_matter() -> None:
    """What one outlet repeats another may mean."""
    repeated = learn(page(story(number)) for number in range(8))
    assert "repeated-line" in rules(page(story(99)), repeated)
    assert "repeated-line" not in rules(page(story(99), "Another"), repeated)


@pytest.mark.parametrize(
    ("path", "other"),
    [
        ("raw/2012_www.example.com_{}.txt", "raw/2012_news.example.org_{}.txt"),
        ("raw/example/2012/{}.txt", "raw/another/{}.txt"),
    ],
)
def test_texts_are_grouped_by_host_or_folder(path: str, other: str) -> None:
    """Nothing in a plain text says whose it is, but archives are kept by outlet."""
    repeated = learn(replace(page(story(number), ""), source=path.format(number)) for number in range(8))
    new = page(story(99), "")
    assert "repeated-line" in rules(replace(new, source=path.format(99)), repeated)
    assert "repeated-line" not in rules(replace(new, source=other.format(99)), repeated)


def test_what_was_learned_is_kept_and_added_to() -> None:
    """An update of few files knows what the build has learned."""
    repeated = learn(page(story(number)) for number in range(8))
    assert RepeatedLines.from_bytes(repeated.to_bytes()) == repeated
    assert learn([page(story(50))], known=repeated) == repeated
    with pytest.raises(IndexDamaged):
        RepeatedLines.from_bytes(b"damaged")
