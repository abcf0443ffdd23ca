"""How does an article's id stand in an address?

As it is, slashes and all. An id that would lead elsewhere is escaped once more, so that it is one segment:
`..`, which browsers resolve; `report/removed`, where the API tells what was removed from `report`; and what
looks like such an id escaped, so that an address means one id alone.
"""

from __future__ import annotations

from urllib.parse import quote, unquote

from flask import Flask
from werkzeug.routing import PathConverter

_RESOLVED = {".", ".."}
_BELOW = {"removed", "similar"}
"""What the API has below the address of an article."""

_DEEPEST = 10
"""How often escaped an id may be for its address to be told from others; a bound for ids that cost time."""


class ArticleId(PathConverter):
    """The part of an address that is an article's id."""

    def to_python(self, value: str) -> str:
        """The id that stands in an address so."""
        article_id = unquote(value)
        return article_id if article_id != value and _leads_elsewhere(article_id) else value

    def to_url(self, value: str) -> str:
        """An id as it stands in an address."""
        return super().to_url(_one_segment(value) if _leads_elsewhere(value) else value)


def install(app: Flask) -> None:
    """Lets routes have a part `<article:article_id>`."""
    app.url_map.converters["article"] = ArticleId


def _leads_elsewhere(article_id: str) -> bool:
    for _ in range(_DEEPEST):
        if _is_another_path(article_id):
            return True
        shorter = unquote(article_id)
        if shorter == article_id:
            return False
        article_id = shorter
    return False


def _is_another_path(article_id: str) -> bool:
    first, *others = article_id.split("/")
    if first == "" or not _RESOLVED.isdisjoint((first, *others)):  # no route begins with two slashes
        return True
    return bool(others) and others[-1] in _BELOW


def _one_segment(article_id: str) -> str:
    return quote(article_id, safe="").replace(".", "%2E")
