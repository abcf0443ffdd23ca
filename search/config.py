"""Which settings does Backfile have, and where do they come from?

Every setting is a `BACKFILE_*` environment variable with a default that works.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from search.errors import ConfigError
from search.request import TIME_BUDGET


def _setting(default: Any, text: str) -> Any:
    return field(default=default, metadata={"text": text})


@dataclass(frozen=True, slots=True)
class Config:
    """The settings. The variable of `site_name` is `BACKFILE_SITE_NAME`, and so on."""

    engine: str = _setting("whoosh:var/index", "which engine answers, and where its index is")
    site_name: str = _setting("Backfile", "the name at the top of the pages")
    base_url: str = _setting("", "public address, for links in answers; empty: that of the request")
    host: str = _setting("127.0.0.1", "address the web server listens on")
    port: int = _setting(8000, "port the web server listens on")
    workers: int = _setting(2, "processes that answer web requests")
    per_page: int = _setting(10, "hits on a page of results")
    time_budget: float = _setting(TIME_BUDGET, "seconds after which a search is cut off and called partial")
    rules: str = _setting("", "folder of cleaning rules of your own, added to the built-in ones")
    cache: str = _setting("", "folder for compiled tables; empty: the user's cache folder")

    @classmethod
    def from_env(cls, env: Mapping[str, str] | None = None) -> Config:
        """The settings that an environment makes; ConfigError names a variable that cannot be used."""
        env = os.environ if env is None else env
        known: dict[str, Any] = {variable(part.name): part for part in fields(cls)}
        given = {name: value for name, value in env.items() if name.startswith("BACKFILE_") and value}
        for name in given.keys() - known.keys() - {"BACKFILE_EVAL"}:
            raise ConfigError(f"There is no setting {name}.", f"The settings are {', '.join(known)}.")
        made: dict[str, Any] = {}
        for name in given.keys() & known.keys():
            try:
                made[known[name].name] = type(known[name].default)(given[name])
            except ValueError:
                raise ConfigError(f"{name}={given[name]!r} is not a number.", "Give it a number.") from None
        return cls(**made)


def variable(name: str) -> str:
    """The environment variable of a setting."""
    return f"BACKFILE_{name.upper()}"
