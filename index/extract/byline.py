"""Who wrote the article?

Names as the page or the text prints them, one by one, without "By", roles, places and addresses.
Agencies are credited in their own field.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from index.document import Role
from index.extract import tables
from index.extract.source import Fact, Known, Source, tidy
from index.page import Page

LONGEST_NAME = 60
MOST_NAMES = 30
MOST_LINKS = 4  # more links to authors than this are links to other articles' authors

_METAS = (
    "author",
    "parsely-author",
    "sailthru.author",
    "byl",
    "dc.creator",
    "dcterms.creator",
    "article:author",
    "og:article:author",
    "citation_author",
    "cxenseparse:author",
    "twitter:data1",
    "authors",
    "byline",
)
_CATALOGUED = frozenset(("dc.creator", "dcterms.creator", "citation_author"))
_SHORT = "(?:von|par|por|di|av|af|door)"
# Von Miller and Di Wang are names; not so "Von Lisa Müller", "Von dpa", "Por EFE".
_NOT_LAST = (
    r"(?:[^\W\d_][^\s,;|/]*\s+(?!(?:and|und|et|og|och|en|e|y)\b)[^\W\d_]"
    r"|(?:[^\W\d_A-ZÀ-Þ]+|[A-ZÀ-Þ]{2,})(?!\S))"
)
_BY = re.compile(
    r"^\s*(?:(?:written |posted |reported |reporting |story |words |article |text |interview |review(?:ed)? "
    r"|analysis |report |column |opinion )*by\b[: ]?"
    rf"|(?-i:{_SHORT}(?=\s)|(?i:{_SHORT})(?::|(?=\s+{_NOT_LAST})))"
    r"|autor(?:in|es)?:|author:|text:|oleh:?\b|автор:?|від\b"
    r"|a cura di\b|texte?:|작성자:)\s*",
    re.IGNORECASE,
)
_SPLIT = re.compile(
    r"\s*(?:;|\||\n|•|·|/)\s*|\s+(?:and|AND|und|UND|et|og|och|en|with|WITH|mit|avec|&|и|та|dan)\s+"
    r"|\s+[ye]\s+(?=\S+\s+\S)"  # José Ortega y Gasset is one
    r"|\s*&\s*|\s*[、،]\s*"
)
_COMMA = re.compile(r"\s*,\s*(?:and |und |et |& )?")
_ROLE = re.compile(
    r"\b(?:staff|reporter|writer|correspondent|editor|columnist|contributor|contributing|journalist|bureau|chief|senior|special|"
    r"producer|photographer|political|business|sports?|health|science|associate|analyst|professor"
    r"|director|news desk|desk|"
    r"redakteur(?:in)?|korrespondent(?:in)?|reporterin|chefredakteur(?:in)?|redaktion|journaliste|envoyé|corresponsal|periodista|"
    r"redactor|giornalista|journalistin|redaktør|journalist|記者|记者|기자|特派員)\b",
    re.IGNORECASE,
)
_TITLE = re.compile(r",? (?:M\.?D|Ph\.?D|MPH|RN|RD|J\.?D|MBA|MSc|CPA|DDS|FACS|CFP|Esq|DO|MS|LCSW)\.?(?=,|$)")
_TAIL = re.compile(
    r"\s*(?:[<(\[].*|\bin [A-Z].*|\bfor [A-Z].*|\s[-–—|].*|\bis (?:a|an|the)\b.*|\S+@\S+.*|@\w+.*"
    r"|\b(?i:published|updated|posted)\b.*|\d{1,2}[:/.]\d{2}.*)$"
)
_HONORIFIC = re.compile(r"\s*(?:기자|特派員|記者|记者)$")  # follows the name, which may be one word
_STATIONED = re.compile(
    r",?\s*\b(?:corresponsal|enviad[oa] especial|correspondante?|envoyée? spéciale?|correspondente)"
    r" (?:en|à|au|aux|a|in|da) [A-ZÀ-Þ][\w-]*",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"https?://|www\.|\.com/|^/")
_NOBODY = re.compile(
    r"^(?:admin(?:istrator)?|root|editor|user|author|unknown|anonymous|guest|null|none|undefined|n/?a|by"
    r"|webmaster|view all posts.*|read more.*|share.*|follow.*|see more.*|more (?:from|by).*"
    r"|(?:(?:our|own|special|staff|news|foreign|local|web|online|digital|the) )*(?:staff|reporters?"
    r"|correspondents?|writers?|agenc(?:y|ies)|newsroom|desk|editorial(?: board| staff| team)?"
    r"|wire (?:services?|reports?)|agenturen|redaktion))$",
    re.IGNORECASE,
)
_DAY = re.compile(
    r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2} [A-Z][a-z]{2,8}\.?)$"
)
_CREDIT = re.compile(r"^By (?P<who>[A-Z][^\n]{2,120})$")
_REPORTING = re.compile(r"\([Rr]eporting by (?P<who>[A-Z][^;()\n]{2,120})[;)]")
_LONGEST_ENDING = 600  # characters of the text in which such a line stands
_HINTS = frozenset(
    {
        "author",
        "authors",
        "byline",
        "by-line",
        "article-author",
        "author-name",
        "entry-author",
        "post-author",
        "article__author",
        "article-byline",
        "byline__name",
        "author__name",
        "c-byline",
        "vcard",
    }
)

Credit = tuple[list[str], str]
"""What may name authors, and where it is."""


def byline(source: Source, known: Known) -> Fact[tuple[str, ...]] | None:
    """The authors' names in order, and what named them; an outlet only where no one else is named."""
    ourselves: Fact[tuple[str, ...]] | None = None
    for names, _, origin in credited(source):
        authors = tuple(dict.fromkeys(name for name in names if not tables.agency_named(name)))[:MOST_NAMES]
        if people := tuple(name for name in authors if not _is_outlet(name, known)):
            return Fact(people, origin)
        if authors:
            ourselves = ourselves or Fact(authors, origin)
        elif names:  # agencies alone: no one is named
            return None
    return ourselves


def credited(source: Source) -> Iterator[tuple[list[str], str, str]]:
    """Of each credit of the article: the names in it, agencies among them, its text, and where it is."""
    for credits, origin in _credits(source):
        if names := [name for credit in credits for name in split(credit)]:
            yield names, "; ".join(credits), origin


def _is_outlet(name: str, known: Known) -> bool:
    """Whether a name is an outlet's: this one's, or a known one's of more than one word."""
    entry = tables.outlet_named(name) or tables.outlet_at(name)
    outlet = str(known["outlet"].value) if "outlet" in known else ""
    return tables.name_key(entry.name if entry else name) == tables.name_key(outlet) or (
        entry is not None and len(name.split()) > 1
    )


def split(credit: str) -> list[str]:
    """The names in a credit: "By Jo Ray and A. N. Other, Chief Reporter" -> Jo Ray, A. N. Other."""
    credit = _TITLE.sub("", _BY.sub("", _STATIONED.sub("", tidy(credit[:1_000]))))
    names: list[str] = []
    for part in _SPLIT.split(credit):
        names += _between_commas(part or "")
    return [
        name for name in (_bare(name) for name in names if not _NOBODY.match(name.strip())) if _usable(name)
    ]


def _between_commas(part: str) -> list[str]:
    """Names set apart by commas; what follows a name and is a role or a place is dropped."""
    pieces = _COMMA.split(part)
    return [piece for number, piece in enumerate(pieces) if number == 0 or _full_name(piece)]


def _full_name(text: str) -> bool:
    return len(text.split()) > 1 and not _ROLE.search(text)


def _bare(name: str) -> str:
    name = _HONORIFIC.sub("", _TAIL.sub("", _BY.sub("", name)).strip(" .,:;-–—\"“”'*"))
    role = _ROLE.search(name)
    if role and len(name[: role.start()].split()) > 1:
        name = name[: role.start()].strip(" ,-–—")
    return name


def _usable(name: str) -> bool:
    return (
        1 < len(name) <= LONGEST_NAME
        and any(c.isalpha() for c in name)
        and not _ADDRESS.search(name)
        and not _NOBODY.match(name)
        and sum(c.isdigit() for c in name) < 3
        and not _DAY.match(name)
    )


def _credits(source: Source) -> Iterator[Credit]:
    if stated := source.cleaned.document.stated.get("byline"):
        yield [stated.value], stated.origin
    if source.has_markup:
        yield from _markup(source)
    yield from _text(source)


def _markup(source: Source) -> Iterator[Credit]:
    page = source.page
    for key in ("author", "creator"):
        for value in page.said(key):
            yield [name for name in page.names(value) if not _ADDRESS.search(name)], f"json-ld: {key}"
    for meta in _METAS:
        if contents := page.metas.get(meta):
            names = [content for content in contents if not _ADDRESS.search(content)]
            yield (list(map(_in_order, names)) if meta in _CATALOGUED else names), f"meta: {meta}"
    yield from _elements(page)


def _in_order(name: str) -> str:
    """A name as people say it; catalogues have the last one first (`Smith, John`)."""
    last, comma, first = name.partition(",")
    in_order = comma and first.strip() and "," not in first
    return f"{first.strip()} {last.strip()}" if in_order else name


def _elements(page: Page) -> Iterator[Credit]:
    """Elements that are marked as naming the author, the first that does."""
    for mark, texts in page.authors.items():
        people = [text for text in texts if _reads_like_names(text)]
        if people:
            yield people[:1] if len(people) > MOST_LINKS else people, mark


def _reads_like_names(text: str) -> bool:
    names = split(text)
    return 0 < len(names) <= 5 and all(1 < len(name.split()) <= 5 and name[:1].isupper() for name in names)


@lru_cache(maxsize=1)
def _text(source: Source) -> Sequence[Credit]:
    """The credits in the text; kept, for agencies and authors are both looked for in them."""
    return tuple(_in_text(source))


def _in_text(source: Source) -> Iterator[Credit]:
    document = source.cleaned.document
    for span in source.spans_of(Role.BYLINE):
        yield [document.text[span.start : span.end]], f"text: {span.rule}"
    for block in document.blocks if source.has_markup else ():
        marked = block.hints & _HINTS and block.end - block.start < 200
        if marked and _reads_like_names(document.text[block.start : block.end]):
            yield [document.text[block.start : block.end]], "text: marked as byline"
    for line in _outer_lines(source):
        if found := _CREDIT.match(line):
            yield [found["who"]], f'text: "{line}"'
    ending = document.text[-_LONGEST_ENDING:]
    if "eporting by " in ending and (found := _REPORTING.search(ending)):
        yield [found["who"]], f'text: "{tidy(found[0])}"'


def _outer_lines(source: Source) -> Iterator[str]:
    text = source.cleaned.document.text
    for span in source.spans_of(Role.REMOVED, Role.KICKER):
        if text.find("By", span.start, span.end) >= 0:
            yield from map(tidy, text[span.start : span.end].splitlines())
