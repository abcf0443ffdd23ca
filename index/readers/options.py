"""What can be set about reading?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

DEFAULT_KEYS: Mapping[str, tuple[str, ...]] = {
    "id": tuple("id _id uuid guid article_id doc_id document_id news_id story_id record_id uid uri".split()),
    "headline": tuple(
        "headline title article_title web_title news_title story_title post_title heading hed name".split()
    ),
    "kicker": ("kicker", "overline", "eyebrow"),
    "standfirst": tuple(
        """
        standfirst subtitle subheadline dek deck trail_text abstract summary description excerpt lead teaser
        short_description highlights lede snippet blurb
        """.split()
    ),
    "body": tuple(
        """
        body text content maintext article_body article_text article_content full_text body_text plain_text
        article story story_text document raw_text cleaned_text clean_text content_text text_content
        news_content post_content ocr_text ocr_eng ocr contents paragraphs content_html html raw_html
        body_html webpage lead_paragraph
        """.split()
    ),
    "date": tuple(
        """
        date published date_published publish_date published_at publication_date pub_date date_publish
        published_date publishing_date web_publication_date published_time publish_time published_on
        first_published post_date date_time issue_date first_created version_created created created_at
        timestamp time
        """.split()
    ),
    "outlet": tuple(
        """
        outlet source publisher publication source_name source_hostname outlet_name publisher_name
        publication_name publication_title newspaper_name sitename site newspaper journal paper medium media
        hostname domain source_domain member
        """.split()
    ),
    "byline": tuple(
        "byline author authors creator writer by author_name journalist reporter written_by".split()
    ),
    "dateline": ("dateline", "place", "located"),
    "url": tuple(
        """
        url link canonical_url web_url article_url page_url source_url responded_url original_url
        requested_url uri permalink source
        """.split()
    ),
    "section": ("section", "section_name", "category", "desk", "news_desk", "topic"),
    "language": ("language", "lang"),
}
"""The keys for each field, best first; words may be parted or joined in any way, and of any case."""


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

    `keys` names, for each field, the keys of JSON records that may hold it, best first; `article_title` also
    stands for `Article Title` and `articleTitle`.
    `clean_given_text` cleans bodies that records give as plain text too; without it they are taken
    as the story alone. `sidecars` reads `metadata.csv` and `<file>.json` beside a file.
    """

    keys: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: DEFAULT_KEYS)
    clean_given_text: bool = False
    sidecars: bool = True
    limits: Limits = field(default_factory=Limits)
