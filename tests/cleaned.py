"""Documents as cleaning leaves them, for extraction to look at."""

from __future__ import annotations

from index.document import Cleaned, Found, RawDocument, Role, Span
from index.extract import extract
from index.readers.html import parse
from search.article import Article


def cleaned(*parts: tuple[Role, str], html: str | None = None, **stated: str) -> Cleaned:
    """A document whose text is the parts, a line each."""
    text, spans = "", []
    for role, part in parts:
        spans.append(Span(len(text), len(text) + len(part) + 1, role, role.value, "for the test"))
        text += part + "\n"
    known = {name: Found(value, "sidecar") for name, value in stated.items()}
    return Cleaned(RawDocument("a.txt", text, (), known, parse(html)[2] if html else None), tuple(spans))


def page(head: str, body: str = "", **stated: str) -> Article:
    """The article of a page with this head."""
    html = f"<html><head>{head}</head><body>{body}</body></html>"
    return extract(cleaned((Role.BODY, "Nothing much happened."), html=html, **stated))
