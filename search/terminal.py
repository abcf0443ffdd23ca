"""How does an answer look in a terminal?"""

from __future__ import annotations

from collections.abc import Sequence

from rich.columns import Columns
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from search.fields import BY_NAME
from search.request import FacetValue, Fragment, Hit, SearchResult

_VALUES = 8
_MARK = "bold yellow"


def show(result: SearchResult, did_you_mean: str | None, console: Console) -> None:
    """Prints hits with their fragments, then the facets."""
    for note in result.notes:
        console.print(Text(note, style="yellow"))
    console.print(Text(_total(result), style="dim"))
    if did_you_mean:
        console.print(Text(f"Did you mean {did_you_mean}?\n", style="yellow"))
    first = (result.request.page - 1) * result.request.per_page + 1
    for number, hit in enumerate(result.hits, first):
        console.print(_hit(number, hit))
    if result.total and result.facets:
        console.print(
            Columns([_facet(name, values) for name, values in result.facets.items()], padding=(0, 4))
        )


def _total(result: SearchResult) -> str:
    articles = "1 article" if result.total == 1 else f"{result.total:,} articles"
    if result.partial:
        articles = f"at least {articles}"
    return f"{articles} for {result.understood_as}, page {result.request.page} of {max(1, result.pages)}\n"


def _hit(number: int, hit: Hit) -> RenderableType:
    article = hit.article
    known = [article.outlet or "unknown outlet", str(article.date or "undated"), *article.locations[:3]]
    headline = Text(f"{number:3}. ") + _fragment(hit.highlights.get("headline", ((),))[0], "bold")
    lines = [Text(" · ".join(known), style="cyan")]
    for name, fragments in hit.highlights.items():
        lines += [_fragment(fragment) for fragment in fragments if name != "headline"]
    lines.append(Text(article.id, style="dim"))
    return Group(headline, Padding(Group(*lines), (0, 0, 1, 5)))


def _fragment(fragment: Fragment, style: str = "") -> Text:
    text = Text(style=style)
    for run in fragment:
        text.append(" ".join(run.text.splitlines()), style=_MARK if run.marked else None)
    return text


def _facet(name: str, values: Sequence[FacetValue]) -> Text:
    text = Text(BY_NAME[name].label + "\n", style="bold")
    for value in values[:_VALUES]:
        text.append(f"{value.count:6,}  {value.value}\n", style="not bold")
        for child in value.children[:_VALUES]:
            text.append(f"{child.count:8,}  {child.value}\n", style="not bold dim")
    return text
