"""Which stretches of the text make up headline, kicker, standfirst, captions, body and removals?"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import islice, takewhile
from operator import attrgetter

from index.document import RawDocument, Role, Span, one_line
from index.extract.source import Fact, Known, Source, tidy
from search.article import Removed

_PARAGRAPH = re.compile(r"\n[^\S\n]*\n\s*")
WRAPPED_AT = 90  # lines no longer than this, all of a paragraph, were broken to fit a page
SHORTEST_STANDFIRST = 30
_END = attrgetter("end")


def body(source: Source, known: Known) -> Fact[str] | None:
    """The story: paragraphs set apart by a blank line, white space inside them as one space."""
    text = source.cleaned.document.text
    paragraphs: list[str] = []
    for span in source.spans_of(Role.BODY):
        block = text[span.start : span.end].strip()
        paragraphs += [block] if source.is_tidy(block) else _paragraphs(source.cleaned.document, span)
    story = "\n\n".join(filter(None, paragraphs))
    return Fact(story, "text") if story else None


def kicker(source: Source, known: Known) -> Fact[str] | None:
    """The line above or below the headline that names the matter."""
    stated = source.stated("kicker")
    return Fact(stated.value, stated.origin) if stated else source.first(Role.KICKER)


def captions(source: Source, known: Known) -> Fact[tuple[str, ...]] | None:
    """The captions of pictures, each once."""
    found = source.parts(Role.CAPTION)
    return Fact(found, "text") if found else None


def standfirst(source: Source, known: Known) -> Fact[str] | None:
    """The sentence under the headline, or the description that the page gives of the article."""
    if stated := source.stated("standfirst"):
        return Fact(stated.value, stated.origin)
    if parts := source.parts(Role.STANDFIRST):
        return Fact(" ".join(parts), "text")
    described = next(_descriptions(source), None) if source.has_markup else None
    return described if described and not _repeats(described.value, known) else None


def removed(source: Source) -> tuple[Removed, ...]:
    """What cleaning took out of the story, captions too, with the rule that took it."""
    text = source.cleaned.document.text
    return tuple(
        Removed(span.start, span.end, text[span.start : span.end], span.rule, span.reason)
        for span in source.spans_of(Role.REMOVED, Role.CAPTION)
    )


def _descriptions(source: Source) -> Iterator[Fact[str]]:
    for value in source.page.said("description"):
        if isinstance(value, str) and tidy(value):
            yield Fact(tidy(value), "json-ld: description")
    if found := source.page.meta("og:description", "description"):
        yield Fact(tidy(found[0]), f"meta: {found[1]}")


def _repeats(description: str, known: Known) -> bool:
    """Whether a description is cut off, or says only what headline or story say already."""
    story = known["body"].value if "body" in known else ""
    headline = known["headline"].value if "headline" in known else ""
    return (
        len(description) < SHORTEST_STANDFIRST
        or description.endswith(("...", "…"))
        or description[:60] in story
        or description in headline
        or "<" in description
    )


def _paragraphs(document: RawDocument, span: Span) -> Iterator[str]:
    """The paragraphs of a stretch of text, empty ones among them."""
    text, start = document.text, span.start
    for gap in _PARAGRAPH.finditer(text, span.start, span.end):
        yield from _unwrapped(document, start, gap.start())
        start = gap.end()
    yield from _unwrapped(document, start, span.end)


def _unwrapped(document: RawDocument, start: int, end: int) -> Iterator[str]:
    """What stands between blank lines: as one if its lines were broken to fit a page, else by its blocks."""
    part = document.text[start:end]
    if "\n" not in part or all(len(tidy(line)) <= WRAPPED_AT for line in part.split("\n")):
        yield tidy(one_line(part))
        return
    first = bisect_right(document.blocks, start, key=_END)
    for block in takewhile(lambda block: block.start < end, islice(document.blocks, first, None)):
        yield tidy(one_line(document.text[max(block.start, start) : min(block.end, end)]))
