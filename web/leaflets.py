"""What do people read who are new to the archive: how to search, what this is, how to program it?"""

from __future__ import annotations

from flask import Blueprint, Response, make_response, render_template

from search.fields import PREFIXES
from web import openapi
from web.site import site

blueprint = Blueprint("leaflets", __name__)
OPERATORS = (
    ("Idlib offensive", "both words, anywhere"),
    ("ceasefire OR truce", "either word; OR in capitals"),
    ("Annan -Russia", "the first word and not the second; NOT does the same"),
    ("(Homs OR Idlib) army", "one of the words in parentheses, and the other word"),
    ('"human rights"', "the words as a phrase, in this order"),
    ('"Annan ceasefire"~5', "the words near each other, at most five apart"),
    ("demonstrat*", "every word that begins so"),
    ("b?shar", "any one letter in place of the question mark"),
    ("Damscus~", "words spelled nearly so"),
    ("date:2012-01..2012-03", "articles from January to March 2012; a year, month or day alone works too"),
)


@blueprint.get("/help")
def how_to_search() -> Response:
    """How to search."""
    return make_response(render_template("help.html", operators=OPERATORS, fields=PREFIXES))


@blueprint.get("/api")
def programs() -> Response:
    """The API, for people who write programs."""
    return make_response(render_template("programs.html", api=openapi.document()))


@blueprint.get("/robots.txt")
def robots() -> Response:
    """Articles may be indexed by others; searches are endless and may not."""
    return Response("User-agent: *\nDisallow: /?\nDisallow: /api/\n", mimetype="text/plain")


@blueprint.get("/about")
def about() -> Response:
    """What this archive is and whom it owes thanks."""
    status = site().archive.status()
    return make_response(render_template("about.html", status=status))
