"""Python types read as JSON Schema."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal, NotRequired, TypedDict

import pytest

from web.schemas import Schemas


class Leaf(TypedDict):
    """A leaf."""

    name: str
    note: NotRequired[str]


@dataclass
class Tree:
    """A tree, which may hold trees."""

    leaves: tuple[Leaf, ...]
    below: list[Tree]


@pytest.mark.parametrize(
    ("kind", "schema"),
    [
        (str, {"type": "string"}),
        (bool, {"type": "boolean"}),
        (float | None, {"anyOf": [{"type": "number"}, {"type": "null"}]}),
        (list[int], {"type": "array", "items": {"type": "integer"}}),
        (dict[str, int], {"type": "object", "additionalProperties": {"type": "integer"}}),
        (Literal["a", "b"], {"enum": ["a", "b"]}),
    ],
)
def test_plain_types(kind: Any, schema: dict[str, Any]) -> None:
    """Each has its schema."""
    assert Schemas("#/").of(kind) == schema


def test_named_types_are_referred_to() -> None:
    """Also by themselves; what is not required may be missing."""
    schemas = Schemas("#/")
    assert schemas.of(Tree) == {"$ref": "#/Tree"}
    assert schemas.named["Tree"]["properties"]["below"]["items"] == {"$ref": "#/Tree"}
    assert schemas.named["Leaf"]["required"] == ["name"]
    assert schemas.named["Leaf"]["additionalProperties"] is False


def test_what_json_cannot_say_is_an_error() -> None:
    """A shape that cannot be documented is noticed."""
    with pytest.raises(TypeError):
        Schemas("#/").of(complex)
