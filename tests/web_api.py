"""Answers of the JSON API, checked with what its document says of them."""

from __future__ import annotations

from typing import Any

from flask.testing import FlaskClient
from jsonschema import Draft202012Validator

from web import openapi

PROBLEM = "application/problem+json"


def check(shape: str, answer: Any) -> None:
    """Fails unless the answer is as the document says of this shape."""
    Draft202012Validator({"$ref": openapi.AT + shape, **openapi.document()}).validate(answer)


def get(client: FlaskClient, path: str, shape: str) -> Any:
    """The answer at a path, which must be good and of this shape."""
    response = client.get("/api/v1" + path)
    assert response.status_code == 200, response.text
    check(shape, response.json)
    return response.json


def problem(client: FlaskClient, path: str, status: int) -> Any:
    """The problem at a path, which must have this status."""
    response = client.get("/api/v1" + path)
    assert response.status_code == status, response.text
    assert response.content_type == PROBLEM
    check("Problem", response.json)
    return response.json
