"""What does a request need that outlives it: the archive, the settings, the static files?"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from flask import Flask, current_app

import search
from search.archive import Archive
from search.config import Config

STATIC = Path(__file__).parent / "static"
TEMPLATES = Path(__file__).parent / "templates"
_KEY = "backfile"


@dataclass(frozen=True, slots=True)
class Site:
    """An archive, how it is served, and `build`, which changes when pages may look different."""

    config: Config
    archive: Archive
    build: str


def install(app: Flask, config: Config, archive: Archive) -> None:
    """Makes `site()` answer in the requests of this application."""
    app.extensions[_KEY] = Site(config, archive, _build(config))


def site() -> Site:
    """The site that the request in hand is about."""
    return cast(Site, current_app.extensions[_KEY])


def _build(config: Config) -> str:
    known = hashlib.sha256(f"{search.__version__} {config!r}".encode())
    for path in sorted((*STATIC.rglob("*.*"), *TEMPLATES.rglob("*.*"))):
        known.update(path.read_bytes())
    return known.hexdigest()[:12]
