"""What is there to show of a document: its text by roles, its fields and its places, with reasons."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from index.document import Cleaned, Span
from index.places import Refused
from search.article import Article

Rows = list[tuple[str, str]]
"""Names, and what is said of them."""

_PICTURES: dict[int, int | str] = {code: 0x2400 + code for code in range(32) if chr(code) not in "\t\n"}
_PICTURES |= {code: f"\\x{code:02x}" for code in range(0x7F, 0xA0)}
_PICTURES |= {code: f"\\u{code:04x}" for code in (*range(0x202A, 0x202F), *range(0x2066, 0x206A))}
"""How is shown what a terminal would obey or a page may not have, and what turns round the text after it."""
_SHOWN = (
    "headline",
    "kicker",
    "standfirst",
    "byline",
    "outlet",
    "agency",
    "date",
    "dateline",
    "url",
    "locations",
)


class Explained(NamedTuple):
    """A cleaned document, the article it became, and the names in it that mean no place."""

    cleaned: Cleaned
    article: Article | None = None
    refused: Sequence[Refused] = ()


def explanation(explained: Explained) -> dict[str, Any]:
    """What became of every character, the fields with where each came from, and the places, as JSON types."""
    cleaned, article, refused = explained
    text = cleaned.document.text
    return {
        "source": cleaned.document.source,
        "fields": [
            {"field": name, "value": value, "origin": origin} for name, value, origin in fields_of(article)
        ],
        "spans": [
            {
                "start": span.start,
                "end": span.end,
                "role": span.role.value,
                "rule": span.rule,
                "reason": span.reason,
                "text": text[span.start : span.end],
            }
            for span in cleaned.spans
        ],
        "places": article.to_json()["places"] if article else [],
        "refused": [
            {
                "text": each.text,
                "field": each.mention.field,
                "start": each.mention.start,
                "reason": each.reason,
            }
            for each in refused
        ],
    }


def text_of(cleaned: Cleaned, span: Span) -> str:
    """The text of a span as it can be shown anywhere."""
    return cleaned.document.text[span.start : span.end].strip().translate(_PICTURES)


def label_of(span: Span) -> str:
    """What a span is, and why."""
    return f"{span.role.value}: {span.reason} ({span.rule})"


def places_of(explained: Explained) -> list[tuple[str, Rows]]:
    """Two lists, each with a title: the places with their evidence; names that mean none, with why not."""
    _, article, refused = explained
    found = article.places if article else ()
    return [
        (
            "Places",
            [
                (
                    f"{place.path} ({place.kind}, salience {place.salience:.2f})",
                    place.evidence.translate(_PICTURES),
                )
                for place in found
            ],
        ),
        (
            "Names that mean no place here",
            list({each.text: (each.text, each.reason.translate(_PICTURES)) for each in refused}.values()),
        ),
    ]


def fields_of(article: Article | None) -> list[tuple[str, str, str]]:
    """Name, value and origin of each field that has a value."""
    if article is None:
        return []
    values = article.to_json()
    rows = ((name, values[name], article.provenance.get(name, "")) for name in _SHOWN)
    return [
        (
            name,
            (", ".join(value) if isinstance(value, list) else str(value)).translate(_PICTURES),
            origin.translate(_PICTURES),
        )
        for name, value, origin in rows
        if value
    ]
