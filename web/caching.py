"""When may a browser or program keep the answer it already has?

An answer is a function of the index's generation, the request and the build of this program. Its
ETag is made of these, so a repeated request is answered without searching. The tag is a weak one:
two answers that differ only in how long they took are the same.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from typing import NamedTuple

from flask import Response, request

from web.site import site


class Answer(NamedTuple):
    """A response and the generation it was made from; without one it is not worth keeping."""

    response: Response
    generation: str | None


def conditional(make: Callable[[], Answer]) -> Response:
    """The answer to the request in hand, or word that the client has it already."""
    tag = etag(site().archive.status().generation)
    kept = request.if_none_match
    if not kept.star_tag and kept.contains_weak(tag):
        return _label(Response(status=304), tag)
    answer = make()
    if answer.generation is None:
        answer.response.headers["Cache-Control"] = "no-store"
        return answer.response
    # `*` is any answer, so only whether there is one decides.
    response = Response(status=304) if kept.star_tag else answer.response
    return _label(response, etag(answer.generation))


def etag(generation: str) -> str:
    """The tag of the answer to the request in hand from a generation."""
    parts = [generation, site().build, request.path, sorted(request.args.items(multi=True))]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:24]


def _label(response: Response, tag: str) -> Response:
    response.set_etag(tag, weak=True)
    response.headers["Cache-Control"] = "no-cache"
    return response
