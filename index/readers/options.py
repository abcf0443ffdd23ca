"""What can be set about reading?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

DEFAULT_KEYS: Mapping[str, tuple[str, ...]] = {
    "id": ("id", "_id", "uuid", "guid", "article_id", "doc_id", "docid", "uid"),
    "headline": ("headline", "title", "article_title", "heading", "name"),
    "kicker": ("kicker", "overline", "eyebrow"),
    "standfirst": (
        "standfirst",
        "subtitle",
        "subheadline",
        "dek",
        "deck",
        "trailText",
        "abstract",
        "summary",
        "description",
        "excerpt",
        "lead",
        "teaser",
    ),
    "body": (
        "body",
        "text",
        "content",
        "maintext",
        "articleBody",
        "article_text",
        "full_text",
        "fulltext",
        "bodyText",
        "body_text",
        "article",
        "story",
        "raw_text",
        "cleaned_text",
        "content_html",
        "html",
        "raw_html",
        "body_html",
        "webpage",
    ),
    "date": (
        "date",
        "published",
        "date_published",
        "datePublished",
        "publish_date",
        "published_at",
        "publishedAt",
        "publication_date",
        "pub_date",
        "pubDate",
        "date_publish",
        "webPublicationDate",
        "published_time",
        "created",
        "created_at",
        "timestamp",
        "time",
    ),
    "outlet": (
        "outlet",
        "source",
        "publisher",
        "publication",
        "source_name",
        "sitename",
        "site_name",
        "site",
        "newspaper",
        "medium",
        "media",
        "domain",
        "source_domain",
        "member",
    ),
    "byline": ("byline", "author", "authors", "creator", "writer", "by"),
    "dateline": ("dateline", "place"),
    "url": ("url", "link", "canonical_url", "web_url", "webUrl", "source_url", "uri", "permalink"),
    "section": ("section", "sectionName", "category", "desk"),
    "language": ("language", "lang"),
}


@dataclass(frozen=True, slots=True)
class Limits:
    """What one input may cost at most.

    `document` is the size of one article's raw form and `record` of one line or record, in bytes;
    `total`, `members` and `depth` bound what may come out of a container; `ratio` is how many times
    larger than its packed form a container's content may be.
    """

    document: int = 16 << 20
    record: int = 16 << 20
    total: int = 64 << 30
    members: int = 1_000_000
    depth: int = 4
    ratio: int = 200


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """How to read.

    `keys` names, for each field, the keys of JSON records that may hold it, best first.
    `clean_given_text` cleans bodies that records give as plain text too; without it they are taken
    as the story alone. `sidecars` reads `metadata.csv` and `<file>.json` beside a file.
    """

    keys: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: DEFAULT_KEYS)
    clean_given_text: bool = False
    sidecars: bool = True
    limits: Limits = field(default_factory=Limits)
