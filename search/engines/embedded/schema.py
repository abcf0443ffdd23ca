"""How is an article laid out in a Whoosh index?

The schema is derived from the table of fields. A field of kind `value` or `tree` is there twice:
under its name as words, for queries such as `outlet:jazeera`, and as `<name>_value` whole, for
filters and facets.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from whoosh import fields, formats
from whoosh.analysis import Analyzer, Token

from search import analysis
from search.article import Article
from search.engines.embedded.arrays import stored
from search.facets import values
from search.fields import DATE_FIRST, DATE_LAST, FACETS, FIELDS, TEXT, VALUE, WEIGHTED, WORD

ID = "id"
ARTICLE = "article"

GAP = 100
"""Positions between two texts of one field, so that no phrase spans them."""

_ALWAYS = frozenset({"id", "source", "headline", "body"})

Weighted = Sequence[tuple[float, str]]


class KernelAnalyzer(Analyzer):  # type: ignore[misc]
    """The analysis of the kernel as Whoosh wants it, for Whoosh's own parser and highlighter."""

    def __call__(self, value: str, **_: Any) -> Iterator[Token]:
        token = Token(positions=True, chars=True)
        for made in analysis.tokens(value):
            token.text, token.pos, token.boost = made.term, made.position, 1.0
            token.startchar, token.endchar, token.stopped = made.start, made.end, False
            yield token


class AnalysedText(fields.TEXT):  # type: ignore[misc]
    """Texts with a weight each, indexed as the kernel's terms with positions.

    The joined form of a hyphenated word stands at several positions but counts once. Lengths are
    weighted like the words, as BM25F wants them.
    """

    def __init__(self) -> None:
        super().__init__(analyzer=KernelAnalyzer(), phrase=True)

    def index(self, value: Weighted, **_: Any) -> Iterator[tuple[bytes, int, float, bytes]]:
        """(term, weighted frequency, weight, encoded positions) of every term of the texts."""
        found: dict[str, list[int]] = {}
        weights: dict[str, float] = {}
        start = 0
        for weight, text in value:
            for stretch in analysis.stretches(text):
                analysed = analysis.analyse(stretch)
                for token in analysed.tokens:
                    counts = weight / analysed.positions if token.joined else weight
                    found.setdefault(token.term, []).append(start + token.position)
                    weights[token.term] = weights.get(token.term, 0.0) + counts
                start += analysed.positions
            start += GAP
        for term, positions in found.items():
            yield term.encode(), round(weights[term]), weights[term], self.format.encode(sorted(positions))


class Whole(fields.FieldType):  # type: ignore[misc]
    """Whole values, any number a document: terms to filter by and, if `counted`, to count."""

    def __init__(self, *, counted: bool = True) -> None:
        super().__init__(formats.Existence(), None, scorable=False)
        self.counted = counted

    def index(self, value: Iterable[str], **_: Any) -> Iterator[tuple[bytes, int, float, bytes]]:
        """One posting a value."""
        for whole in dict.fromkeys(value):
            yield whole.encode(), 1, 1.0, b""


def make_schema() -> fields.Schema:
    """The Whoosh schema of an index."""
    made = fields.Schema(id=fields.ID(unique=True), article=fields.STORED())
    made.add(WORD, Whole(counted=False))
    made.add(TEXT, AnalysedText())
    for field in FIELDS:
        if field.kind != "date" and field.prefix:
            made.add(field.name, AnalysedText())
    for field in FACETS:
        made.add(field.name + VALUE, Whole())
    for day in (DATE_FIRST, DATE_LAST):
        made.add(day, day_field())
    return made


def day_field() -> fields.NUMERIC:
    """A day as one term; Whoosh's coarser terms for ranges would be most of a short article's."""
    return fields.NUMERIC(int, bits=32, signed=False, sortable=True, default=0, shift_step=0)


def document(article: Article, new_words: set[str]) -> dict[str, Any]:
    """An article as the arguments of Whoosh's `add_document`; `new_words` are its unseen words."""
    made: dict[str, Any] = {ID: article.id, ARTICLE: stored_form(article)}
    made.update(weighted_texts(article))
    for field in FACETS:
        made[field.name + VALUE] = values(article, field.name)
    if article.date:
        made[DATE_FIRST], made[DATE_LAST] = article.date.first.toordinal(), article.date.last.toordinal()
    if new_words:
        made[WORD] = sorted(new_words)
    return made


def weighted_texts(article: Article) -> dict[str, list[tuple[float, str]]]:
    """The texts of each analysed field of the index, each with how much a word of it counts."""
    texts = texts_of(article)
    made = {TEXT: [(field.weight, text) for field in WEIGHTED for text in texts[field.name]]}
    for field in FIELDS:
        if field.kind != "date" and field.prefix and texts[field.name]:
            made[field.name] = [(1.0, text) for text in texts[field.name]]
    return made


def texts_of(article: Article) -> dict[str, tuple[str, ...]]:
    """What is searched in each field: its texts, and for values other names they are known by."""
    texts = {
        "headline": (article.headline,),
        "standfirst": (article.standfirst,) if article.standfirst else (),
        "body": (article.body,),
        "caption": article.captions,
        "byline": article.byline,
    }
    for field in FACETS:
        own = tuple(level for level in values(article, field.name))
        texts[field.name] = tuple(dict.fromkeys((*own, *article.aliases.get(field.name, ()))))
    return texts


def pack(article: Article) -> bytes:
    """The stored fields of an article, packed."""
    return stored.pack({ARTICLE: stored_form(article)})


def stored_form(article: Article) -> dict[str, Any]:
    """The article as JSON types, without what is not known; `Article.from_json` reads it."""
    return {name: value for name, value in article.to_json().items() if value or name in _ALWAYS}


def unpack(packed: bytes) -> Article:
    """The article that `pack` packed."""
    return Article.from_json(stored.unpack(packed)[ARTICLE])
