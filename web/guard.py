"""What are browsers told not to do with our pages?

Articles come from anywhere. Even if markup of one got through, no script would run, nothing would
be fetched from elsewhere, and no other site could put our pages in a frame.
"""

from __future__ import annotations

from flask import Flask, Response, request

POLICY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "img-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
SECONDS = 300


def install(app: Flask) -> None:
    """Adds the headers to every response."""

    @app.after_request
    def guard(response: Response) -> Response:
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if response.status_code == 200 and not response.headers.get("Cache-Control"):
            response.headers["Cache-Control"] = f"public, max-age={SECONDS}"
        if request.endpoint == "pages.search" and request.args:
            response.headers["X-Robots-Tag"] = "noindex"  # filters make endless pages of the same hits
        return response
