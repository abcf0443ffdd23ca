"""How is shown what cleaning did to a document, and where each field came from?

One description (`explanation`), three forms of it: rich text for a terminal, JSON types, and a page
that stands by itself. Nothing here reads or writes files.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from itertools import groupby
from textwrap import shorten
from typing import Any

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from index.document import Cleaned, Role, Span
from index.places import Refused
from search.article import Article

_STYLES = {
    Role.HEADLINE: "bold",
    Role.KICKER: "bold cyan",
    Role.STANDFIRST: "italic",
    Role.BYLINE: "cyan",
    Role.BODY: "",
    Role.CAPTION: "magenta",
    Role.REMOVED: "red strike",
}
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


def explanation(
    cleaned: Cleaned, article: Article | None = None, refused: Sequence[Refused] = ()
) -> dict[str, Any]:
    """What became of every character, the fields with where each came from, and the places, as JSON types."""
    text = cleaned.document.text
    return {
        "source": cleaned.document.source,
        "fields": [
            {"field": name, "value": value, "origin": origin} for name, value, origin in _fields(article)
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


def as_terminal(
    cleaned: Cleaned, article: Article | None = None, refused: Sequence[Refused] = ()
) -> RenderableType:
    """The document with what was removed struck out and its rule beside it, for `rich`."""
    parts: list[RenderableType] = [Text(cleaned.document.source, style="bold underline")]
    if article is not None:
        parts.append(_field_table(article))
    parts.extend(_marked(cleaned, span) for span in cleaned.spans if _text(cleaned, span))
    parts.extend(_table(title, rows) for title, rows in _places(article, refused) if rows)
    return Group(*parts)


def as_html(cleaned: Cleaned, article: Article | None = None, refused: Sequence[Refused] = ()) -> str:
    """The same as a page that needs nothing else."""
    rows = "".join(
        f"<tr><th>{escape(name)}</th><td>{escape(value)}</td><td>{escape(origin)}</td></tr>"
        for name, value, origin in _fields(article)
    )
    spans = "\n".join(_run(cleaned, run) for run in _runs(cleaned))
    spans += "".join(_section(title, rows) for title, rows in _places(article, refused) if rows)
    source = escape(cleaned.document.source)
    return (
        f'<!doctype html>\n<html lang="en"><meta charset="utf-8"><title>{source}</title>\n'
        '<meta name="viewport" content="width=device-width">\n'
        f"<style>{_CSS}</style>\n<h1>{source}</h1>\n<table>{rows}</table>\n{spans}\n</html>\n"
    )


_CSS = (
    ":root{color-scheme:light dark;--faint:#666;--gone:#a33;--rule:#ccc}"
    "body{max-width:50rem;margin:2rem auto;padding:0 1rem;font:1rem/1.5 system-ui,sans-serif;"
    "overflow-wrap:anywhere}"
    "h1{font-size:1.1rem}h2{font-size:1.1rem;margin-top:2rem}td,th{vertical-align:top;text-align:left}"
    "th,td{padding-right:1rem}th{overflow-wrap:normal}td:last-child,small{color:var(--faint)}"
    "summary{margin:.5rem 0;color:var(--gone);cursor:pointer}"
    "p{margin:.5rem 0;padding-left:.6rem;border-left:4px solid var(--rule)}"
    "p span,small{display:block}small{font-size:.8rem;font-weight:normal;font-style:normal}"
    ".removed{border-color:#c33}.removed span{text-decoration:line-through;color:var(--gone)}"
    ".caption{border-color:#93c}.headline{border-color:#264;font-size:1.5rem;font-weight:bold}"
    ".standfirst{border-color:#264;font-style:italic}.kicker,.byline{border-color:#08a}"
    "@media(min-width:40rem){td:last-child{min-width:12rem}}"
    "@media(max-width:40rem){tr,td,th{display:block}td:last-child{margin-bottom:.5rem;font-size:.8rem}}"
    "@media(prefers-color-scheme:dark){:root{--faint:#aaa;--gone:#f99;--rule:#555}"
    "body{background:#111;color:#ddd}.headline,.standfirst{border-color:#5b8}}"
)


_FOLDED_FROM = 4
"""So many blocks removed in a row are folded up: a page's navigation hides its story."""


def _runs(cleaned: Cleaned) -> Iterator[list[Span]]:
    """The spans that say something, those removed one after the other together."""
    spans = (span for span in cleaned.spans if _text(cleaned, span))
    for role, alike in groupby(spans, key=lambda span: span.role):
        run = list(alike)
        yield from [run] if role is Role.REMOVED else ([span] for span in run)


def _run(cleaned: Cleaned, run: Sequence[Span]) -> str:
    shown = "\n".join(_paragraph(cleaned, span) for span in run)
    if len(run) < _FOLDED_FROM:
        return shown
    title = f"{len(run)} blocks removed, from “{_start(cleaned, run[0])}” to “{_start(cleaned, run[-1])}”"
    return f"<details><summary>{escape(title)}</summary>\n{shown}\n</details>"


def _start(cleaned: Cleaned, span: Span) -> str:
    return shorten(_text(cleaned, span), 40, placeholder=" …") or _text(cleaned, span)[:40]


def _text(cleaned: Cleaned, span: Span) -> str:
    return cleaned.document.text[span.start : span.end].strip().translate(_PICTURES)


def _marked(cleaned: Cleaned, span: Span) -> Text:
    line = Text(_text(cleaned, span), style=_STYLES[span.role])
    if span.role is not Role.BODY:
        line.append(f"  [{_label(span)}]", style="not strike not bold not italic dim")
    return line


def _label(span: Span) -> str:
    return f"{span.role.value}: {span.reason} ({span.rule})"


def _paragraph(cleaned: Cleaned, span: Span) -> str:
    label = "" if span.role is Role.BODY else f"<small>{escape(_label(span))}</small>"
    return (
        f'<p class="{span.role.value}" title="{escape(_label(span))}">'
        f'<span dir="auto">{escape(_text(cleaned, span))}</span>{label}</p>'
    )


def _places(article: Article | None, refused: Sequence[Refused]) -> list[tuple[str, list[tuple[str, str]]]]:
    """Two lists: the places with their evidence, and the names that mean none, with why not."""
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


def _table(title: str, rows: list[tuple[str, str]]) -> Table:
    table = Table(title=title, title_justify="left", title_style="bold", show_header=False, box=None)
    for name, reason in rows:
        table.add_row(Text(name), Text(reason, style="dim"))
    return table


def _section(title: str, rows: list[tuple[str, str]]) -> str:
    cells = "".join(f"<tr><th>{escape(name)}</th><td>{escape(reason)}</td></tr>" for name, reason in rows)
    return f"\n<h2>{escape(title)}</h2>\n<table>{cells}</table>"


def _field_table(article: Article) -> Table:
    table = Table(show_header=False, box=None)
    for name, value, origin in _fields(article):
        table.add_row(Text(name, style="bold"), Text(value), Text(origin, style="dim"))
    return table


def _fields(article: Article | None) -> list[tuple[str, str, str]]:
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
