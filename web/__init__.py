"""The search and article pages and the JSON API."""

from __future__ import annotations

from flask import Flask

from search.archive import Archive
from search.config import Config
from web import (
    api,
    article_api,
    assets,
    exports,
    guard,
    health,
    ids,
    leaflets,
    listing,
    pages,
    problems,
    site,
    text,
    urls,
)

BLUEPRINTS = (
    pages.blueprint,
    leaflets.blueprint,
    api.blueprint,
    article_api.blueprint,
    exports.blueprint,
    health.blueprint,
)
GLOBALS = (
    text.plural, text.plain, listing.asking,
    urls.page_url, urls.sorted_url, urls.facet_url, urls.article_url,
)  # fmt: skip
FILTERS = (
    text.spell_date, text.spell_place, text.spell_names, text.label_of, text.summary, text.with_code,
    text.below_headline,
)  # fmt: skip


def create_app(config: Config | None = None, archive: Archive | None = None) -> Flask:
    """The web application over an archive.

    Without arguments the settings come from the environment. The index need not exist yet: until it
    does, every page says so.
    """
    settings = config or Config.from_env()
    app = Flask(__name__)
    app.url_map.merge_slashes = False  # an article's id may hold any of them
    app.json.sort_keys = False  # type: ignore[attr-defined]  # answers keep the order of their shapes
    ids.install(app)
    site.install(app, settings, archive or Archive.open(settings.engine, settings.time_budget))
    assets.install(app)
    guard.install(app)
    problems.install(app)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    _dress(app, settings)
    return app


def _dress(app: Flask, settings: Config) -> None:
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals.update({function.__name__: function for function in GLOBALS})
    app.jinja_env.globals["site_name"] = settings.site_name
    app.jinja_env.filters.update({function.__name__: function for function in FILTERS})
