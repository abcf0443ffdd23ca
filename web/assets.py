"""How do browsers keep style sheets for a year and still see a new one at once?

The address of a static file carries a digest of its content.
"""

from __future__ import annotations

import datetime
import hashlib

from flask import Flask, url_for

from web.site import STATIC

YEAR = datetime.timedelta(days=365)


def install(app: Flask) -> None:
    """Gives templates `asset(name)`, the address of a static file."""
    digests = {path.name: _digest(path.read_bytes()) for path in STATIC.iterdir() if path.is_file()}

    def asset(name: str) -> str:
        return url_for("static", filename=name, v=digests[name])

    app.config["SEND_FILE_MAX_AGE_DEFAULT"] = YEAR
    app.jinja_env.globals["asset"] = asset


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:10]
