"""How does a Python type read as JSON Schema?"""

from __future__ import annotations

import dataclasses
import types
from collections.abc import Mapping
from typing import Any, Literal, NotRequired, Union, get_args, get_origin, get_type_hints, is_typeddict

_PLAIN: Mapping[Any, dict[str, Any]] = {
    str: {"type": "string"},
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    float: {"type": "number"},
    type(None): {"type": "null"},
}


class Schemas:
    """Collects the named schemas that others refer to.

    `at` is where they will stand in the document, as in `#/components/schemas/`.
    """

    def __init__(self, at: str) -> None:
        self.named: dict[str, dict[str, Any]] = {}
        self._at = at

    def of(self, kind: Any) -> dict[str, Any]:
        """The schema of a type; typed dictionaries, dataclasses and named tuples are referred to by name."""
        if kind in _PLAIN:
            return dict(_PLAIN[kind])
        if is_typeddict(kind) or dataclasses.is_dataclass(kind) or hasattr(kind, "_fields"):
            return self._refer(kind)
        origin, args = get_origin(kind), get_args(kind)
        if origin in (Union, types.UnionType):
            return {"anyOf": [self.of(arg) for arg in args]}
        if origin is Literal:
            return {"enum": list(args)}
        if origin is NotRequired:
            return self.of(args[0])
        if origin in (list, tuple):
            return {"type": "array", "items": self.of(args[0])}
        if origin in (dict, Mapping):
            return {"type": "object", "additionalProperties": self.of(args[1])}
        raise TypeError(f"no schema for {kind!r}")

    def _refer(self, kind: Any) -> dict[str, Any]:
        name = kind.__name__
        if name not in self.named:
            self.named[name] = {}  # a type may hold itself
            self.named[name] = self._object(kind)
        return {"$ref": self._at + name}

    def _object(self, kind: Any) -> dict[str, Any]:
        hints = get_type_hints(kind, include_extras=True)
        return {
            "type": "object",
            "description": " ".join((kind.__doc__ or "").split()),
            "properties": {name: self.of(hint) for name, hint in hints.items()},
            "required": [name for name, hint in hints.items() if get_origin(hint) is not NotRequired],
            "additionalProperties": False,
        }
