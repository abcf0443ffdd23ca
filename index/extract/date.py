"""When was the article published?

What the record, the markup and the address say comes first, then lines of the text that say so.
When an article was crawled, or its file last changed, says nothing. Each date keeps the precision it
was given with.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePath

from index.document import Role
from index.extract import dates
from index.extract.source import Fact, Known, Source, tidy
from search.dates import PartialDate

_PUBLISHED_METAS = (
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "og:published_time",
    "article:published",
    "published_time",
    "publish-date",
    "publish_date",
    "publication_date",
    "publicationdate",
    "pubdate",
    "publishdate",
    "parsely-pub-date",
    "sailthru.date",
    "article.published",
    "cxenseparse:recs:publishtime",
    "cxenseparse:publishtime",
    "bt:pubdate",
    "dc.date.issued",
    "dcterms.issued",
    "dcterms.created",
    "dc.date.created",
    "dc.date",
    "dc:date",
    "dcterms.date",
    "citation_publication_date",
    "citation_online_date",
    "prism.publicationdate",
    "article_date_original",
    "originalpublicationdate",
    "rnews:datepublished",
    "date.created",
    "date_published",
    "article:post_date",
    "pub_date",
    "date",
    "created",
    "displaydate",
    "og:pubdate",
    "article:created",
    "news_date",
    "shareaholic:article_published_time",
)
_UPDATED_METAS = (
    "article:modified_time",
    "og:updated_time",
    "datemodified",
    "lastmod",
    "last-modified",
    "revised",
    "dc.date.modified",
    "dcterms.modified",
    "modified",
)
_PATH = re.compile(
    r"(?<!\d)((?:1[6-9]|20)\d\d)[/_-](\d{1,2}|[a-z]{3})[/_-](\d{1,2})(?!\d)"
    r"|(?<!\d)((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?!\d)",
    re.IGNORECASE,
)
_MONTH_PATH = re.compile(r"/((?:19|20)\d\d)/(\d{1,2}|[a-z]{3})(?=/)", re.IGNORECASE)
_PUBLISHED = re.compile(
    r"(?:^|\b)(?:first |originally )?(?:published|posted|publication date|issued|released|created"
    r"|erschienen|ver[öo]ffentlicht"
    r"|publi[ée]e?|publicado|pubblicato|date)\b[^\n\d]{0,30}",
    re.IGNORECASE,
)
_UPDATED = re.compile(
    r"\b(?:last )?(?:updated|modified|aktualisiert|mis à jour|actualizado|aggiornato|stand)\b[^\n\d]{0,30}",
    re.IGNORECASE,
)
_CLOCK = r"\d{1,2}[:.h]\d\d(?:[:.]\d\d)?"
_TRIMMINGS = re.compile(
    rf"{_CLOCK}|[ap]\.?m\.?\b|\b(?:[A-Z]{{2,4}}T|GMT|UTC|IST|Uhr|at|on|um|den|le|el|il|of|the)\b|[^\W\d_]+day\b",
    re.IGNORECASE,
)
LONGEST_LINE = 160
LARGEST_SEARCHED = 3_000_000  # characters of markup


def date(source: Source, known: Known) -> Fact[PartialDate] | None:
    """The day of publication, or the month or year where no more is known."""
    best: Fact[PartialDate] | None = None
    for text, origin in _said(source, known):
        found = dates.parse(text)
        if found and (best is None or found.precision == "day"):
            best = Fact(found, origin)
        if best and best.value.precision == "day":
            return best
    return best or _year(source)


def _said(source: Source, known: Known) -> Iterator[tuple[str, str]]:
    """What may name the date, the most trusted first."""
    if stated := source.stated("date"):
        yield stated.value, stated.origin
    yield from _markup(source, ("datePublished", "dateCreated", "uploadDate"), _PUBLISHED_METAS)
    yield from _time_elements(source)
    yield from _address(source, known)
    yield from _lines(source)
    yield from _searched(source)
    yield from _markup(source, ("dateModified",), _UPDATED_METAS)


def _year(source: Source) -> Fact[PartialDate] | None:
    stated = source.stated("date")
    year = dates.plausible(int(stated.value)) if stated and re.fullmatch(r"\d{4}", stated.value) else None
    return Fact(year, stated.origin) if stated and year else None


def _markup(source: Source, keys: tuple[str, ...], metas: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    page = source.page
    for key in keys:
        for value in page.said(key):
            if isinstance(value, str | int):
                yield str(value), f"json-ld: {key}"
    for meta in metas:
        for content in page.metas.get(meta, ())[:1]:
            yield content, f"meta: {meta}"


def _searched(source: Source) -> Iterator[tuple[str, str]]:
    """What `htmldate` finds in a page that says nothing: its patterns for bylines, footers and texts.

    Imported here because loading it takes longer than most pages, and most pages do not need it.
    """
    markup = source.cleaned.document.html
    if not markup or source.page.root is None or len(markup) > LARGEST_SEARCHED:
        return
    from htmldate import find_date

    try:
        found = find_date(markup, extensive_search=False, original_date=True)
    except Exception:  # a guess of last resort must not cost the article
        return
    if found:
        yield found, "htmldate"


def _time_elements(source: Source) -> Iterator[tuple[str, str]]:
    times = source.page.times
    published = [
        time
        for time in times
        if re.search(r"pub|entry-date|posted|created|byline|article", time.hints)
        and not re.search(r"modif|updat|relat|comment|teaser|card|sidebar|footer", time.hints)
    ]
    for time in published[:3]:
        yield time.value or time.text, "time element"


def _address(source: Source, known: Known) -> Iterator[tuple[str, str]]:
    address = known["url"].value if "url" in known else ""
    for text, origin in ((address, "address"), (PurePath(source.cleaned.document.source).as_posix(), "path")):
        if found := _PATH.search(text):
            parts = [part for part in found.groups() if part]
            month = dates.months().get(parts[1].casefold()) or (int(parts[1]) if parts[1].isdigit() else 0)
            yield f"{parts[0]}-{month}-{parts[2]}", f"{origin}: {found[0]}"
        elif found := _MONTH_PATH.search(text):
            month = dates.months().get(found[2].casefold()) or (int(found[2]) if found[2].isdigit() else 0)
            yield f"{found[1]}-{month:02}", f"{origin}: {found[0].strip('/')}"


def _lines(source: Source) -> Iterator[tuple[str, str]]:
    """Lines around the story that say when it was published, then those that are a date, then updates."""
    lines = [line for line in _outer_lines(source) if any(c.isdigit() for c in line)]
    for line in lines:
        if (found := _PUBLISHED.search(line)) and len(line) < LONGEST_LINE:
            yield line[found.end() :], f'text: "{line}"'
    for line in lines:
        if _is_date(line):
            yield line, f'text: "{line}"'
    for line in lines:
        if (found := _UPDATED.search(line)) and len(line) < LONGEST_LINE:
            yield line[found.end() :], f'text: "{line}"'


def _is_date(line: str) -> bool:
    """Whether a line is a date and little else: weekday, clock time, time zone."""
    if len(line) > 60 or not dates.parse(line):
        return False
    rest = _TRIMMINGS.sub(" ", line)
    words = [word for word in re.findall(r"[^\W\d_]{3,}", rest) if word.casefold() not in dates.months()]
    return len(words) <= 1


def _outer_lines(source: Source) -> Iterator[str]:
    """Lines of the text that are not the story, those before its end first."""
    text = source.cleaned.document.text
    for span in source.cleaned.spans:
        if span.role not in (Role.BODY, Role.HEADLINE, Role.STANDFIRST, Role.CAPTION):
            for line in text[span.start : span.end].splitlines():
                if tidy(line):
                    yield tidy(line)
