"""Which requests about one article does the JSON API answer?"""

from __future__ import annotations

from flask import Blueprint, Response, jsonify, request

from search import params, present, shapes, values
from web import api, openapi
from web.caching import Answer, conditional
from web.similar import similar
from web.site import site
from web.urls import api_url

blueprint = Blueprint("article_api", __name__, url_prefix="/api/v1")
blueprint.before_request(api.check_accept)
blueprint.before_request(api.check_encoding)


@blueprint.get("/articles/<article:article_id>")
def article(article_id: str) -> Response:
    """One article, with the provenance of its fields."""
    params.refuse_unknown(request.args)

    def answer() -> Answer:
        generation = site().archive.status().generation
        found = site().archive.article(article_id)
        links: shapes.ArticleLinks = {
            "self": api_url("article_api.article", article_id=found.id),
            "page": api_url("pages.article", article_id=found.id),
            "removed": api_url("article_api.removed", article_id=found.id),
            "similar": api_url("article_api.like_this", article_id=found.id),
        }
        return Answer(jsonify(present.article_answer(found, links)), generation)

    return conditional(answer)


@blueprint.get("/articles/<article:article_id>/removed")
def removed(article_id: str) -> Response:
    """What cleaning removed from an article."""
    params.refuse_unknown(request.args)

    def answer() -> Answer:
        generation = site().archive.status().generation
        return Answer(jsonify(present.removed_answer(site().archive.article(article_id))), generation)

    return conditional(answer)


@blueprint.get("/articles/<article:article_id>/similar")
def like_this(article_id: str) -> Response:
    """The articles most like one."""
    count = values.number("per_page", request.args.getlist("per_page"), 5, openapi.FEW)
    params.refuse_unknown(request.args, ["per_page"])

    def answer() -> Answer:
        generation = site().archive.status().generation
        found = similar(site().archive, site().archive.article(article_id), count)
        hits = [present.hit_answer(hit, present.DEFAULT_FIELDS) for hit in found]
        body: shapes.Similar = {"id": article_id, "hits": hits}
        return Answer(jsonify(body), generation)

    return conditional(answer)
