"""A page as a browser sees it, for the tests of the web."""

from __future__ import annotations

from html.parser import HTMLParser

from flask.testing import FlaskClient

VOID = {"meta", "link", "input", "img", "br", "hr", "rect"}


class Page(HTMLParser):
    """A page's elements, texts and links; fails where its tags do not nest."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[tuple[str, str]] = []
        self.feed(html)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Notes an element."""
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Closes the element that is open."""
        if tag not in VOID:
            assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        """Notes text with the element it stands in."""
        self.texts.append((self.open[-1] if self.open else "", data))

    @property
    def text(self) -> str:
        """All text, with single blanks."""
        return " ".join("".join(text for _, text in self.texts).split())

    @property
    def marks(self) -> list[str]:
        """What is marked."""
        return [text for tag, text in self.texts if tag == "mark"]

    def links(self, containing: str = "") -> list[str]:
        """Where links lead."""
        found = [attrs.get("href") or "" for tag, attrs in self.tags if tag == "a"]
        return [link for link in found if containing in link]


def page(client: FlaskClient, path: str, status: int = 200) -> Page:
    """The page at a path, which must have this status and be a whole one."""
    response = client.get(path)
    assert response.status_code == status, response.text
    assert response.content_type == "text/html; charset=utf-8"
    found = Page(response.text)
    ids = [attrs["id"] for _, attrs in found.tags if "id" in attrs]
    assert len(ids) == len(set(ids))
    assert {attrs["aria-current"] for _, attrs in found.tags if "aria-current" in attrs} <= {"true", "page"}
    tags = [tag for tag, _ in found.tags]
    assert tags.count("h1") == tags.count("main") == tags.count("title") == 1
    return found


def chips_of(found: Page) -> list[str]:
    """Where the chips of a page lead."""
    return [attrs["href"] or "" for tag, attrs in found.tags if attrs.get("class") in ("chip", "clear")]
