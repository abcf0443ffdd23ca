"""How does a terminal show what became of a document?"""

from __future__ import annotations

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from index.document import Cleaned, Role, Span
from index.explain.content import Explained, Rows, fields_of, label_of, places_of, text_of
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


def as_terminal(explained: Explained) -> RenderableType:
    """The document with what was removed struck out and its rule beside it, for `rich`."""
    cleaned, article, _ = explained
    parts: list[RenderableType] = [Text(cleaned.document.source, style="bold underline")]
    if article is not None:
        parts.append(_field_table(article))
    parts.extend(_marked(cleaned, span) for span in cleaned.spans if text_of(cleaned, span))
    parts.extend(_table(title, rows) for title, rows in places_of(explained) if rows)
    return Group(*parts)


def _marked(cleaned: Cleaned, span: Span) -> Text:
    line = Text(text_of(cleaned, span), style=_STYLES[span.role])
    if span.role is not Role.BODY:
        line.append(f"  [{label_of(span)}]", style="not strike not bold not italic dim")
    return line


def _table(title: str, rows: Rows) -> Table:
    table = Table(title=title, title_justify="left", title_style="bold", show_header=False, box=None)
    for name, reason in rows:
        table.add_row(Text(name), Text(reason, style="dim"))
    return table


def _field_table(article: Article) -> Table:
    table = Table(show_header=False, box=None)
    for name, value, origin in fields_of(article):
        table.add_row(Text(name, style="bold"), Text(value), Text(origin, style="dim"))
    return table
