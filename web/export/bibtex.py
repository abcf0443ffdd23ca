"""How do articles become BibTeX?"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator

from search.article import Article

_SPECIAL = str.maketrans({
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "$": r"\$", "&": r"\&", "#": r"\#", "_": r"\_",
    "%": r"\%", "^": r"\textasciicircum{}", "~": r"\textasciitilde{}",
})  # fmt: skip
_UNFIT = re.compile(r"[^A-Za-z0-9:./+-]+")
_DIGEST = 12
"""Digits of a digest in a key: among a million articles, one chance in five hundred that any two agree."""


def write(articles: Iterable[Article]) -> Iterator[str]:
    """An entry for each article."""
    for article in articles:
        fields = "".join(f"  {name} = {{{value}}},\n" for name, value in _fields(article) if value)
        yield f"@article{{{_key(article)},\n{fields}}}\n\n"


def _fields(article: Article) -> Iterator[tuple[str, str]]:
    # The inner braces keep the capitals of names as they are.
    yield "title", f"{{{_text(article.headline)}}}"
    yield "author", " and ".join(f"{{{_text(name)}}}" for name in article.byline)
    yield "journal", _text(article.outlet or "")
    if article.date:
        yield "date", str(article.date)
        yield "year", str(article.date.year)
    yield "location", _text(article.dateline or "")
    yield "abstract", _text(article.standfirst)
    yield "url", _one_line(article.url or "").translate({ord("{"): "%7B", ord("}"): "%7D"})


def _key(article: Article) -> str:
    """The id if it can be a key; else what is left of it, and a digest that tells it from others like it."""
    key = _UNFIT.sub("-", article.id).strip("-")
    if key == article.id:
        return key
    return f"{key or 'article'}-{hashlib.sha256(article.id.encode()).hexdigest()[:_DIGEST]}"


def _text(value: str) -> str:
    return _one_line(value).translate(_SPECIAL)


def _one_line(value: str) -> str:
    return " ".join(value.split())
