"""Which settings does Backfile have, and where do they come from?

Every setting is a `BACKFILE_*` environment variable with a default that works.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from math import inf
from typing import Any

from search.errors import ConfigError
from search.request import MAX_PER_PAGE, TIME_BUDGET


def _setting(default: Any, text: str, least: float = 0, most: float = inf) -> Any:
    return field(default=default, metadata={"text": text, "least": least, "most": most})


@dataclass(frozen=True, slots=True)
class Config:
    """The settings. The variable of `site_name` is `BACKFILE_SITE_NAME`, and so on."""

    engine: str = _setting("whoosh:var/index", "which engine answers, and where its index is")
    site_name: str = _setting("Backfile", "the name at the top of the pages")
    base_url: str = _setting("", "public address, for links in answers; empty: links without a host")
    host: str = _setting("127.0.0.1", "address the web server listens on")
    port: int = _setting(8000, "port the web server listens on; 0: any free one", most=65_535)
    workers: int = _setting(2, "processes that answer web requests", least=1)
    per_page: int = _setting(10, "hits on a page of results", least=1, most=MAX_PER_PAGE)
    time_budget: float = _setting(
        TIME_BUDGET, "seconds of processor time after which a search is cut off and called partial"
    )
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
            made[known[name].name] = _read(known[name], name, given[name])
        return cls(**made)

    def engine_at(self, index: str | None) -> str:
        """The URL of the engine on an index directory; without one, of that which is set."""
        return self.engine if index is None else f"whoosh:{index}"


def _read(setting: Any, name: str, given: str) -> Any:
    """The value of a variable. Raises ConfigError if it is not of the setting's type, or out of bounds."""
    if isinstance(setting.default, str):
        return given
    least, most = setting.metadata["least"], setting.metadata["most"]
    try:
        value = type(setting.default)(given)
    except ValueError:
        raise ConfigError(f"{name}={given!r} is not a number.", "Give it a number.") from None
    if not least <= value <= most:
        bounds = f"of at least {least}" if most == inf else f"from {least} to {most}"
        raise ConfigError(f"{name}={given!r} cannot be.", f"Give it a number {bounds}.")
    return value


def variable(name: str) -> str:
    """The environment variable of a setting."""
    return f"BACKFILE_{name.upper()}"
