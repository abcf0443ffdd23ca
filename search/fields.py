"""Which fields does an article have in the index, and what is each good for?

One table. The Whoosh schema, the query parser, the facets, the API's parameters and the page that
explains the query language derive from it.

Headline, standfirst and body are searched together as the field `text`, in which a word counts
`weight` times for where it stands. That is BM25F in its first form (Robertson, Zaragoza and Taylor,
"Simple BM25 extension to multiple weighted fields", 2004), and a plain word costs one look-up
instead of three.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["text", "value", "tree", "date"]


@dataclass(frozen=True, slots=True)
class Field:
    """A field of the index.

    `kind`: `text` is analysed prose; `value` holds whole names that are counted and filtered by;
    `tree` the same with `/` between levels; `date` a partial date. `weight` is how often a word of
    it counts in `text` (0: not part of it); `facet` whether values are counted beside the hits;
    `prefix` whether a query may say `name:`.
    """

    name: str
    label: str
    kind: Kind
    weight: float = 0.0
    facet: bool = False
    prefix: bool = True
    example: str = ""


TEXT = "text"
"""The field that a plain word searches: headline, standfirst and body, weighted."""

WORD = "word"
"""Every word form of the archive before stemming: prefixes, wildcards and suggestions look here."""

DATE_FIRST, DATE_LAST = "date_first", "date_last"
"""The first and the last day a date can mean, as proleptic Gregorian ordinals."""

VALUE = "_value"
"""What follows a facet's name in that of the field with its values as they are, or `UNKNOWN`."""

UNKNOWN = "Unknown"
SEPARATOR = "/"

FIELDS: tuple[Field, ...] = (
    Field("headline", "Headline", "text", weight=3.0, example="headline:ceasefire"),
    Field("standfirst", "Standfirst", "text", weight=2.0, example="standfirst:envoy"),
    Field("body", "Body", "text", weight=1.0, prefix=False),
    Field("caption", "Captions", "text", example="caption:tank"),
    Field("byline", "Byline", "text", example="byline:saloomey"),
    Field("outlet", "Outlet", "value", facet=True, example='outlet:"Al Jazeera"'),
    Field("agency", "Agency", "value", facet=True, example="agency:Reuters"),
    Field("location", "Location", "tree", facet=True, example="location:Idlib"),
    Field("date", "Date", "date", example="date:2012-03"),
)

BY_NAME = {field.name: field for field in FIELDS}
FACETS = tuple(field for field in FIELDS if field.facet)
WEIGHTED = tuple(field for field in FIELDS if field.weight)
PREFIXES = tuple(field for field in FIELDS if field.prefix)
