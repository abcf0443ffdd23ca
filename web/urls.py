"""Where is it? Addresses of searches and articles, for links on pages and in answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode, urlsplit

from flask import request, url_for

from search import params, shapes
from search.request import SearchRequest, Sort
from web import openapi
from web.listing import WHOLE, Listing, write
from web.site import site

_WEB = ("http", "https")


def page_args(asked: SearchRequest) -> dict[str, list[str]]:
    """The arguments of a page for this search; the number of hits that is set need not be said."""
    return params.write(asked, site().config.per_page)


def search_url(asked: SearchRequest) -> str:
    """The page that shows this search."""
    return _with_args(url_for("pages.search"), page_args(asked))


def page_url(asked: SearchRequest, page: int) -> str:
    """Another page of this search."""
    return search_url(replace(asked, page=page))


def sorted_url(asked: SearchRequest, sort: Sort) -> str:
    """This search in another order, from the first page."""
    return search_url(replace(asked, sort=sort, page=1))


def article_url(article_id: str, asked: SearchRequest | None = None) -> str:
    """The page of an article; with a search, the way back to it and what to mark are kept."""
    address = url_for("pages.article", article_id=article_id)
    return _with_args(address, page_args(asked) if asked else {})


def api_url(endpoint: str, **values: Any) -> str:
    """An address of the API as programs should use it."""
    return _base() + url_for(endpoint, **values)


def facet_url(asked: SearchRequest, field: str, listing: Listing = WHOLE, page: int = 1) -> str:
    """The page that lists the values of a facet under this search."""
    args = page_args(replace(asked, page=page, per_page=site().config.per_page))
    return _with_args(url_for("pages.facet", field=field), args | write(listing))


def export_url(asked: SearchRequest, name: str) -> str:
    """Where every hit of this search can be had in a format."""
    args = params.write(asked)
    wanted = {parameter: args[parameter] for parameter in openapi.NARROWING if parameter in args}
    return _with_args(url_for("exports.export", name=name), wanted)


def here(changes: Mapping[str, str] | None = None) -> str:
    """The address of the request in hand, with these arguments changed."""
    args: dict[str, Sequence[str]] = dict(request.args.to_dict(flat=False))
    args |= {name: [value] for name, value in (changes or {}).items()}
    address = url_for(request.endpoint or "", **(request.view_args or {}))
    return _base() + _with_args(address, args)


def neighbours(page: int, pages: int) -> shapes.Links:
    """This answer and the pages before and after it."""
    return {
        "self": here(),
        "next": here({"page": str(page + 1)}) if page < pages else None,
        "prev": here({"page": str(page - 1)}) if 1 < page <= pages + 1 else None,
    }


def safe_url(url: str | None) -> str | None:
    """The address if a browser can be sent there; articles may hold anything, `javascript:` too."""
    try:
        parts = urlsplit(url or "")
    except ValueError:
        return None
    return url if parts.scheme in _WEB and parts.netloc else None


def _base() -> str:
    return (site().config.base_url or "").rstrip("/")


def _with_args(address: str, args: Mapping[str, Sequence[str]]) -> str:
    return f"{address}?{urlencode(args, doseq=True)}" if args else address
