"""What does the API say of itself?

The OpenAPI document is made from the table of parameters, the table of fields and the shapes of the
answers, so it cannot say anything else than the code does.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

import search
from search import present, shapes
from search.fields import FACETS
from search.params import PARAMETERS, Parameter
from search.request import MAX_PER_PAGE
from web.schemas import Schemas

AT = "#/components/schemas/"
JSON = "application/json"
PROBLEM = "application/problem+json"
OF_HITS = ("page", "per_page", "cursor", "facets", "highlight", "sort")
_FIELDS = Parameter(
    "fields",
    lambda values: {},
    f"The article fields of a hit, with commas between them, of: {', '.join(present.FIELDS)}.",
    {"type": "string", "default": ",".join(present.DEFAULT_FIELDS)},
)
_PREFIX = {"name": "prefix", "in": "query", "schema": {"type": "string"},
           "description": "Only values that begin so, whatever their case."}
_PAGING = [
    {"name": "page", "in": "query", "schema": {"type": "integer", "minimum": 1, "default": 1},
     "description": "The page of values, from 1."},
    {"name": "per_page", "in": "query", "description": "Values on a page.",
     "schema": {"type": "integer", "minimum": 1, "maximum": MAX_PER_PAGE, "default": MAX_PER_PAGE}},
]
_ID = {"name": "id", "in": "path", "required": True, "schema": {"type": "string"},
       "description": "The id of an article, as hits have it."}
_FIELD = {"name": "field", "in": "path", "required": True, "description": "The facet.",
          "schema": {"enum": [field.name for field in FACETS]}}


@cache
def document() -> dict[str, Any]:
    """The OpenAPI 3.1 document of the API."""
    schemas = Schemas(AT)
    paths = {path: {"get": _operation(schemas, *row)} for path, row in _PATHS.items()}
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


def _operation(
    schemas: Schemas, name: str, summary: str, shape: Any, parameters: Sequence[dict[str, Any]],
    errors: Sequence[int],
) -> dict[str, Any]:
    content = {JSON: {"schema": schemas.of(shape) if shape else {"type": "object"}}}
    responses = {"200": {"description": "The answer.", "content": content},
                 "304": {"description": "What If-None-Match names is still the answer."}}
    problem = {PROBLEM: {"schema": schemas.of(shapes.Problem)}}
    responses |= {str(code): {"description": _ERRORS[code], "content": problem} for code in errors}
    return {"operationId": name, "summary": summary, "parameters": list(parameters), "responses": responses}


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
_NARROW = [_parameter(parameter) for name, parameter in PARAMETERS.items() if name not in OF_HITS]
_PATHS: dict[str, tuple[str, str, Any, list[dict[str, Any]], tuple[int, ...]]] = {
    "/search": ("search", "Hits, facets and histogram", shapes.Search, _SEARCH, (400, 406, 503)),
    "/facets/{field}": ("facet", "All values of a facet under a search", shapes.FacetPage,
                        [_FIELD, _PREFIX, *_PAGING, *_NARROW], (400, 404, 406, 503)),
    "/articles/{id}": ("article", "One article, with the provenance of its fields", shapes.Article,
                       [_ID], (400, 404, 406, 503)),
    "/articles/{id}/removed": ("removed", "What cleaning removed from an article", shapes.Removals,
                               [_ID], (400, 404, 406, 503)),
    "/status": ("status", "What is being served", shapes.Status, [], (400, 406, 503)),
    "/openapi.json": ("openapi", "This document", None, [], (400, 406)),
}
