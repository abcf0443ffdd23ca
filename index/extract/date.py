"""When was the article published?

What the record, the markup and the address say comes first, then lines of the text that say so.
When an article was crawled, or its file last changed, says nothing. Each date keeps the precision it
was given with.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence

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
_PATH = re.compile(
    r"(?<!\d)((?:1[6-9]|20)\d\d)[/_-](\d{1,2}|[a-z]{3})[/_-](\d{1,2})(?!\d)"
    r"|(?<!\d)((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?!\d)",
    re.IGNORECASE,
)
_MONTH_PATH = re.compile(r"(?:^|/)((?:19|20)\d\d)/(\d{1,2}|[a-z]{3})(?=/)", re.IGNORECASE)
_PUBLISHED = re.compile(
    r"(?:^|\b)(?:first |originally )?(?:published|posted|publication date|issued|released|created"
    r"|erschienen|ver[öo]ffentlicht"
    r"|publi[ée]e?|publicado|pubblicato|date)\b",
    re.IGNORECASE,
)
_UPDATED = re.compile(
    r"\b(?:last )?(?:updated|modified|aktualisiert|mis à jour|actualizado|aggiornato|stand)\b",
    re.IGNORECASE,
)
_LOOKED_AT = re.compile(
    r"\b(?:load-date|retrieved|accessed|crawled|archived|downloaded|captured|printed|copyright|abgerufen|consult[ée]e?)\b|©",
    re.IGNORECASE,
)
"""Words of lines whose date says when somebody looked at the page."""
_PIECES = re.compile(r"\n|\s[|•·]\s")
_YEAR = re.compile(r"\d\d\d\d")
_WEEKDAY = re.compile(r"[^\W\d_](?:day|tag|di|dag)\b", re.IGNORECASE)
_NO_TIME = "1970-01-01"  # what a content system writes that knows no date
_CLOCK = r"\d{1,2}[:.h]\d\d(?:[:.]\d\d)?"
_TRIMMINGS = re.compile(
    rf"{_CLOCK}|[ap]\.?m\.?\b|\b(?:[A-Z]{{2,4}}T|GMT|UTC|IST|Uhr|at|on|um|den|le|el|il|of|the)\b|[^\W\d_]+day\b",
    re.IGNORECASE,
)
LONGEST_LINE = 160
LARGEST_SEARCHED = 3_000_000  # characters of markup


def date(source: Source, known: Known) -> Fact[PartialDate] | None:
    """The day of publication, or the month or year where no more is known.

    A month that is stated is made more exact by a day of it, never by another.
    """
    best: Fact[PartialDate] | None = None
    for text, origin in _said(source, known):
        found = dates.parse(text)
        if found and (
            best is None or (found.precision == "day" and best.value.first <= found.first <= best.value.last)
        ):
            best = Fact(found, origin)
        if best and best.value.precision == "day":
            return best
    found_in_page = _searched(source)
    if found_in_page and (best is None or _refines(best.value, found_in_page.value)):
        return found_in_page
    return best or _year(source)


def _refines(known: PartialDate, date: PartialDate) -> bool:
    return date.precision == "day" and known.first <= date.first <= known.last


def _said(source: Source, known: Known) -> Iterator[tuple[str, str]]:
    """What may name the date, the most trusted first."""
    if stated := source.stated("date"):
        yield stated.value, stated.origin
    yield from _markup(source, ("datePublished", "dateCreated", "uploadDate"), _PUBLISHED_METAS)
    yield from _time_elements(source)
    if "url" in known:
        yield from _in_path(known["url"].value, "address")
    lines = list(_outer_lines(source))
    yield from _lines_saying(_PUBLISHED, lines)
    yield from _in_path(source.cleaned.document.source.replace(os.sep, "/"), "path")
    for line in lines:
        if _is_date(line):
            yield line, f'text: "{line}"'
    if "dateline" in known:
        yield known["dateline"].origin, known["dateline"].origin
    yield from _lines_saying(_UPDATED, lines)


def _year(source: Source) -> Fact[PartialDate] | None:
    """The year, where that is all that record or markup state."""
    stated = source.stated("date")
    said = [(stated.value, stated.origin)] if stated else []
    for text, origin in (*said, *_markup(source, ("datePublished",), _PUBLISHED_METAS)):
        if re.fullmatch(r"\d{4}", text.strip()) and (year := dates.plausible(int(text))):
            return Fact(year, origin)
    return None


def _markup(source: Source, keys: tuple[str, ...], metas: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    if not source.has_markup:
        return
    page = source.page
    for key in keys:
        for value in page.said(key):
            if isinstance(value, str | int) and not str(value).startswith(_NO_TIME):
                yield str(value), f"json-ld: {key}"
    for meta in metas:
        for content in page.metas.get(meta, ())[:1]:
            if not content.startswith(_NO_TIME):
                yield content, f"meta: {meta}"


def _searched(source: Source) -> Fact[PartialDate] | None:
    """What `htmldate` finds in a page that says nothing, if the text up to the story's end shows it, too.

    What it finds in markup alone is mostly when a page was last changed, and below the story dates are those
    of comments and other articles. Imported here because loading it
    takes longer than most pages, and most pages do not need it.
    """
    markup = source.page.markup
    if not markup or len(markup) > LARGEST_SEARCHED:
        return None
    end = max((span.end for span in source.spans_of(Role.BODY)), default=0)
    shown = _shown(source.cleaned.document.text[:end])
    if not shown:  # so for two of five pages that say nothing
        return None
    from htmldate import find_date

    try:
        found = dates.parse(find_date(markup, extensive_search=False, original_date=True) or "")
    except Exception:  # a guess of last resort must not cost the article
        return None
    return Fact(found, "htmldate") if found and found in shown else None


def _shown(text: str) -> set[PartialDate]:
    """The dates that lines of a text name."""
    lines = (line for line in text.splitlines() if _YEAR.search(line) and not _LOOKED_AT.search(line))
    named = ((line, dates.parse(line)) for line in lines)
    return {date for line, date in named if date and str(date.year) in line}


def _time_elements(source: Source) -> Iterator[tuple[str, str]]:
    published = [
        time
        for time in source.page.times
        if re.search(r"pub|entry-date|posted|created|byline|article", time.hints)
        and not re.search(r"modif|updat|relat|comment|teaser|card|sidebar|footer", time.hints)
    ]
    for time in published[:3]:
        yield time.value or time.text, "time element"


def _in_path(text: str, origin: str) -> Iterator[tuple[str, str]]:
    if not _YEAR.search(text):
        return  # so for most, and found faster
    if found := _PATH.search(text):
        parts = [part for part in found.groups() if part]
        yield f"{parts[0]}-{_month(parts[1])}-{parts[2]}", f"{origin}: {found[0]}"
    elif found := _MONTH_PATH.search(text):
        yield f"{found[1]}-{_month(found[2]):02}", f"{origin}: {found[0].strip('/')}"


def _month(text: str) -> int:
    return dates.months().get(text.casefold()) or (int(text) if text.isdigit() else 0)


def _lines_saying(cue: re.Pattern[str], lines: Sequence[str]) -> Iterator[tuple[str, str]]:
    """What follows a cue in lines of the text; not what follows "updated" after "published"."""
    for line in lines:
        if found := cue.search(line):
            rest = line[found.end() :]
            update = _UPDATED.search(rest)
            yield rest[: update.start()] if update else rest, f'text: "{line}"'


def _is_date(line: str) -> bool:
    """Whether a line is a date and little else: weekday, clock time, time zone."""
    if len(line) > 60 or not dates.parse(line):
        return False
    rest = _TRIMMINGS.sub(" ", line)
    words = [word for word in re.findall(r"[^\W\d_]{3,}", rest) if word.casefold() not in dates.months()]
    return len(words) <= 1


def _outer_lines(source: Source) -> Iterator[str]:
    """Short lines of the text, or pieces of them, with a year or a number like one, that are not the story.

    Without those that say when somebody looked at the page, as the day that stands above the headline does.
    """
    text = source.cleaned.document.text
    headline = next((span.start for span in source.spans_of(Role.HEADLINE)), 0)
    for span in source.spans_of(Role.REMOVED, Role.BYLINE, Role.KICKER):
        if not _YEAR.search(text, span.start, span.end):
            continue  # so for most, and found faster
        for line in map(tidy, filter(_YEAR.search, _PIECES.split(text[span.start : span.end]))):
            if len(line) < LONGEST_LINE and not _LOOKED_AT.search(line):
                masthead = span.start < headline and _WEEKDAY.search(line) and _is_date(line)
                if not masthead:
                    yield line
