"""Is the program alive, and can it answer? For load balancers and whoever restarts it."""

from __future__ import annotations

from flask import Blueprint, Response

from web.site import site

blueprint = Blueprint("health", __name__, url_prefix="/health")
_HEADERS = {"Cache-Control": "no-store"}


@blueprint.get("/live")
def live() -> Response:
    """The program runs."""
    return Response("alive\n", mimetype="text/plain", headers=_HEADERS)


@blueprint.get("/ready")
def ready() -> Response:
    """The index can be searched; else 503."""
    status = site().archive.status()
    return Response(f"ready: {status.articles} articles\n", mimetype="text/plain", headers=_HEADERS)
