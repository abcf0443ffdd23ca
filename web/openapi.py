"""What does the API say of itself?

The OpenAPI document is made from the table of parameters, the table of fields and the shapes of the
answers, so it cannot say anything else than the code does.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import search
from search import present, shapes, values
from search.fields import FACETS
from search.params import PARAMETERS, Parameter
from search.request import MAX_DEPTH, MAX_PER_PAGE, MAX_QUERY
from web.export import FORMATS
from web.schemas import Schemas

AT = "#/components/schemas/"
JSON = "application/json"
PROBLEM = "application/problem+json"
OF_HITS = ("page", "per_page", "cursor", "facets", "highlight", "sort")
FEW = 20
NARROWING = tuple(name for name in PARAMETERS if name not in OF_HITS)
_FIELDS = Parameter(
    "fields",
    lambda given: {},
    f"The article fields of a hit, with commas between them, of: {', '.join(present.FIELDS)}.",
    {"type": "string", "default": ",".join(present.DEFAULT_FIELDS)},
)


def _extra(name: str, description: str, *, where: str = "query", **schema: Any) -> dict[str, Any]:
    required = {"required": True} if where == "path" else {}
    return {"name": name, "in": where, "description": description, "schema": schema, **required}


_PREFIX = _extra(
    "prefix",
    "Only values whose name or path begins so, whatever their case; of a tree those of every level, each "
    "with what is below it.",
    type="string",
    maxLength=values.MAX_VALUE,
)
_PAGING = [
    _extra("page", "The page of values, from 1.", type="integer", minimum=1, maximum=MAX_DEPTH, default=1),
    _extra(
        "per_page", "Values on a page.", type="integer", minimum=1, maximum=MAX_PER_PAGE, default=MAX_PER_PAGE
    ),
]
_ID = _extra(
    "id",
    "The id of an article, as hits have it, escaped. One that begins with a slash, has a part `.` or `..`, "
    "or ends in `/removed` or `/similar` is escaped twice, its dots too, as `%252E`.",
    where="path",
    type="string",
)
_FIELD = _extra("field", "The facet.", where="path", enum=[field.name for field in FACETS])
_SPELLED = ", ".join(f"`{name}` is {each.label}" for name, each in FORMATS.items())
_FORMAT = _extra("format", f"The format: {_SPELLED}.", where="path", enum=list(FORMATS))
_FEW = _extra("per_page", "How many at most.", type="integer", minimum=1, maximum=FEW)
_TYPED = _extra("q", "What was typed so far.", type="string", maxLength=MAX_QUERY)
_TYPES = tuple(each.content_type.partition(";")[0] for each in FORMATS.values())


@dataclass(frozen=True, slots=True)
class Operation:
    """A request the API answers: with a shape of ours, or with one of these content types."""

    name: str
    summary: str
    answer: Any
    parameters: Sequence[dict[str, Any]]
    errors: tuple[int, ...]


@cache
def document() -> dict[str, Any]:
    """The OpenAPI 3.1 document of the API."""
    schemas = Schemas(AT)
    paths = {path: {"get": _operation(schemas, operation)} for path, operation in _PATHS.items()}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Backfile",
            "version": search.__version__,
            "description": "Search a news archive. Every request is a GET; answers are JSON.",
        },
        "servers": [{"url": "/api/v1"}],
        "paths": paths,
        "components": {"schemas": schemas.named},
    }


def _operation(schemas: Schemas, operation: Operation) -> dict[str, Any]:
    problem = {PROBLEM: {"schema": schemas.of(shapes.Problem)}}
    return {
        "operationId": operation.name,
        "summary": operation.summary,
        "parameters": list(operation.parameters),
        "responses": {
            "200": {"description": "The answer.", "content": _content(schemas, operation.answer)},
            "304": {"description": "What If-None-Match names is still the answer."},
            **{str(code): {"description": _ERRORS[code], "content": problem} for code in operation.errors},
        },
    }


def _content(schemas: Schemas, answer: Any) -> dict[str, Any]:
    """An answer is of a shape or, where it has none of ours, of one of these content types."""
    if isinstance(answer, tuple):
        return {content_type: {} for content_type in answer}
    return {JSON: {"schema": schemas.of(answer)}}


def _parameter(parameter: Parameter) -> dict[str, Any]:
    known = {"name": parameter.name, "in": "query", "description": parameter.description}
    if not parameter.repeat:
        return known | {"schema": dict(parameter.schema)}
    repeated = {"type": "array", "items": dict(parameter.schema)}
    return known | {"schema": repeated, "style": "form", "explode": True}


_ERRORS = {
    400: "A parameter is unknown or wrong; `parameter` names it.",
    404: "There is no such thing.",
    406: "The answer can only be JSON.",
    503: "The index cannot be searched now; Retry-After says when to try again.",
}
_SEARCH = [_parameter(parameter) for parameter in (*PARAMETERS.values(), _FIELDS)]
_NARROW = [_parameter(PARAMETERS[name]) for name in NARROWING]
_PATHS = {
    "/search": Operation("search", "Hits, facets and histogram", shapes.Search, _SEARCH, (400, 406, 503)),
    "/facets/{field}": Operation(
        "facet", "All values of a facet under a search", shapes.FacetPage,
        [_FIELD, _PREFIX, *_PAGING, *_NARROW], (400, 404, 406, 503),
    ),
    "/export.{format}": Operation(
        "export", "Every hit of a search, in the order of ids", _TYPES, [_FORMAT, *_NARROW], (400, 404, 503)
    ),
    "/articles/{id}": Operation(
        "article", "One article, with the provenance of its fields", shapes.Article, [_ID],
        (400, 404, 406, 503),
    ),
    "/articles/{id}/removed": Operation(
        "removed", "What cleaning removed from an article", shapes.Removals, [_ID], (400, 404, 406, 503)
    ),
    "/articles/{id}/similar": Operation(
        "similar", "The articles most like one", shapes.Similar, [_ID, _FEW], (400, 404, 406, 503)
    ),
    "/suggest": Operation(
        "suggest", "How what was typed can go on", shapes.Suggestions, [_TYPED, _FEW], (400, 406, 503)
    ),
    "/status": Operation("status", "What is being served", shapes.Status, [], (400, 406, 503)),
    "/openapi.json": Operation("openapi", "This document", (JSON,), [], (400, 406)),
}  # fmt: skip
