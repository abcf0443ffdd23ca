"""How is an error told to a program or a person?

Errors of the kernel and of HTTP become a `Problem`; the API says it as problem+json (RFC 9457), a
page in a sentence, with what to do about it.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from http import HTTPStatus

from flask import Flask, Response, json, make_response, render_template, request
from werkzeug.exceptions import HTTPException, NotFound

from search import params, shapes
from search.errors import ArticleNotFound, BackfileError, IndexUnavailable, RequestError

API = "/api/"
RETRY_AFTER = 30
_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a request got no answer, with the parameter at fault and a remedy if there are any."""

    status: HTTPStatus
    detail: str
    remedy: str = ""
    parameter: str | None = None
    allow: tuple[str, ...] = ()

    @property
    def retry_after(self) -> int | None:
        """Seconds after which to try again, where that may help."""
        return RETRY_AFTER if self.status == HTTPStatus.SERVICE_UNAVAILABLE else None

    def to_json(self) -> shapes.Problem:
        """The problem as RFC 9457 writes it."""
        known: shapes.Problem = {
            "type": "about:blank",
            "title": self.status.phrase,
            "status": self.status.value,
            "detail": self.detail,
            "instance": request.path,
        }
        if self.parameter is not None:
            known["parameter"] = self.parameter
        if self.remedy:
            known["remedy"] = self.remedy
        return known


def problem_of(error: Exception) -> Problem:
    """The problem that an error is to whoever made the request."""
    if isinstance(error, RequestError):
        return Problem(HTTPStatus.BAD_REQUEST, error.message, error.remedy, error.parameter)
    if isinstance(error, ArticleNotFound):
        return Problem(HTTPStatus.NOT_FOUND, error.message, error.remedy)
    if isinstance(error, IndexUnavailable):
        _LOG.error("%s", error)
        return Problem(HTTPStatus.SERVICE_UNAVAILABLE, error.message, error.remedy)
    if isinstance(error, NotFound) and error.description == NotFound.description:
        remedy = f"What there is, {API}v1/openapi.json says."
        return Problem(HTTPStatus.NOT_FOUND, "There is nothing at this address.", remedy)
    if isinstance(error, HTTPException):
        allow = tuple(getattr(error, "valid_methods", None) or ())
        return Problem(HTTPStatus(error.code or 500), error.description or "", allow=allow)
    _LOG.exception("A request failed.", exc_info=error)
    detail = error.message if isinstance(error, BackfileError) else "Something went wrong here."
    return Problem(HTTPStatus.INTERNAL_SERVER_ERROR, detail)


def respond(error: Exception) -> Response:
    """The answer to a request that raised this error."""
    if isinstance(error, HTTPException) and (error.code or 500) < 400:  # a redirect is no problem
        return make_response(error.get_response(request.environ))
    problem = problem_of(error)
    if request.path.startswith(API):
        body = json.dumps(problem.to_json())
        response = Response(body, problem.status, content_type="application/problem+json")
    else:
        response = Response(_page(problem), problem.status)
    response.headers["Cache-Control"] = "no-store"
    if problem.retry_after is not None:
        response.headers["Retry-After"] = str(problem.retry_after)
    if problem.allow:
        response.headers["Allow"] = ", ".join(sorted(problem.allow))
    return response


def _page(problem: Problem) -> str:
    asked = params.read(request.args).request
    return render_template("problem.html", problem=problem, asked=asked)


def install(app: Flask) -> None:
    """Answers every error of the application's requests."""
    app.register_error_handler(Exception, respond)
