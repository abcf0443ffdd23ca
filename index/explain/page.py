"""How does a page that needs nothing else show what became of documents?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape
from itertools import chain, groupby
from textwrap import shorten

from index.document import Cleaned, Role, Span
from index.explain.content import Explained, Rows, fields_of, label_of, places_of, text_of

_CSS = (
    ":root{color-scheme:light dark;--faint:#666;--gone:#a33;--rule:#ccc}"
    "body{max-width:50rem;margin:2rem auto;padding:0 1rem;font:1rem/1.5 system-ui,sans-serif;"
    "overflow-wrap:anywhere}"
    "section+section{margin-top:4rem;border-top:1px solid var(--rule)}"
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
_HEAD = (
    '<!doctype html>\n<html lang="en"><meta charset="utf-8"><title>{title}</title>\n'
    '<meta name="viewport" content="width=device-width">\n<style>{css}</style>'
)
_FOLDED_FROM = 4
"""So many blocks removed in a row are folded up: a page's navigation hides its story."""


def as_html(documents: Iterable[Explained]) -> Iterator[str]:
    """A page in pieces: its head, a section for each document, its end; nothing if there are none."""
    every = iter(documents)
    if not (first := next(every, None)):
        return
    yield _HEAD.format(title=escape(first.cleaned.document.source), css=_CSS)
    for explained in chain([first], every):
        source = escape(explained.cleaned.document.source)
        yield f"<section><h1>{source}</h1>\n{_shown(explained)}\n</section>"
    yield "</html>"


def _shown(explained: Explained) -> str:
    """The fields, the text and the places of a document."""
    cleaned = explained.cleaned
    rows = "".join(
        f"<tr><th>{escape(name)}</th><td>{escape(value)}</td><td>{escape(origin)}</td></tr>"
        for name, value, origin in fields_of(explained.article)
    )
    spans = "\n".join(_run(cleaned, run) for run in _runs(cleaned))
    places = "".join(_section(title, rows) for title, rows in places_of(explained) if rows)
    return f"<table>{rows}</table>\n{spans}{places}"


def _runs(cleaned: Cleaned) -> Iterator[list[Span]]:
    """The spans that say something, those removed one after the other together."""
    spans = (span for span in cleaned.spans if text_of(cleaned, span))
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
    return shorten(text_of(cleaned, span), 40, placeholder=" …") or text_of(cleaned, span)[:40]


def _paragraph(cleaned: Cleaned, span: Span) -> str:
    label = "" if span.role is Role.BODY else f"<small>{escape(label_of(span))}</small>"
    return (
        f'<p class="{span.role.value}" title="{escape(label_of(span))}">'
        f'<span dir="auto">{escape(text_of(cleaned, span))}</span>{label}</p>'
    )


def _section(title: str, rows: Rows) -> str:
    cells = "".join(f"<tr><th>{escape(name)}</th><td>{escape(reason)}</td></tr>" for name, reason in rows)
    return f"\n<h2>{escape(title)}</h2>\n<table>{cells}</table>"
