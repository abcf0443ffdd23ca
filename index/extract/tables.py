"""Which outlets and agencies are known, and by which domains and names?

The tables are tab-separated files in `data/` that a person can read and extend: a name and, after
it, lists whose parts are set apart by ` | `. Lines that begin with `#` are remarks.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

_LONGEST_KEPT = 300  # characters; what records give for an outlet can be a whole page
_NOT_WORD = re.compile(r"[^\w]+")


@dataclass(frozen=True, slots=True)
class Outlet:
    """A newspaper, broadcaster or site: the one name it goes by, its domains and other names.

    `home` is where it is at home, as `CC`, `CC Place` or `CC-REGION Place` (`US-LA Alexandria`).
    """

    name: str
    domains: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    home: str = ""


@dataclass(frozen=True, slots=True)
class Agency:
    """A news agency: the one name it goes by, and the names it is credited under."""

    name: str
    aliases: tuple[str, ...] = ()


@cache
def outlets() -> tuple[Outlet, ...]:
    """The known outlets."""
    return tuple(
        Outlet(name, _parts(domains), _parts(aliases), home)
        for name, domains, aliases, home in rows("outlets.tsv", 4)
    )


@cache
def agencies() -> tuple[Agency, ...]:
    """The known news agencies."""
    return tuple(Agency(name, _parts(aliases)) for name, aliases in rows("agencies.tsv", 2))


def outlet_named(name: str) -> Outlet | None:
    """The outlet with this name or alias; case, accents, punctuation and a leading "The" do not count."""
    return _outlet_names().get(name_key(name))


def outlet_of_folder(name: str) -> Outlet | None:
    """The outlet that a folder is named after: `The Jerusalem Post`, `al_jazeera`, `aljazeera`.

    A name of one word is no outlet's: folders called `nature` or `people` hold articles on these.
    """
    return _outlet_folders().get(name_key(name.replace("_", " ")).replace(" ", ""))


def outlet_at(host: str) -> Outlet | None:
    """The outlet at a host name, or at the longest known domain that it is part of."""
    domains = _outlet_domains()
    domain = ".".join(host.lower().rstrip(".").split(".")[-6:])
    while "." in domain:
        if found := domains.get(domain):
            return found
        domain = domain.partition(".")[2]
    return None


def agency_named(name: str) -> Agency | None:
    """The agency that is credited under this name."""
    return _agency_names().get(name_key(name))


def agency_of(outlet: Outlet) -> Agency | None:
    """The agency that an outlet is the site of: outlets of agencies are no newspapers."""
    return next(filter(None, map(agency_named, (outlet.name, *outlet.aliases))), None)


def name_key(name: str) -> str:
    """What two spellings of a name have in common: `The Jerusalem-Post` and `jerusalem post`."""
    return _kept_key(name) if len(name) <= _LONGEST_KEPT else _key(name)


def _key(name: str) -> str:
    plain = name.casefold()
    if not plain.isascii():
        plain = "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))
    words = _NOT_WORD.sub(" ", plain).split()
    return " ".join(words[1:] if len(words) > 1 and words[0] == "the" else words)


_kept_key = lru_cache(maxsize=16_384)(_key)


def rows(file: str, width: int) -> Iterator[list[str]]:
    """The rows of a table in `data/`, padded with empty cells to the width."""
    text = files("index.extract").joinpath("data", file).read_text(encoding="utf-8")
    for line in text.splitlines():
        if line.strip() and not line.startswith("#"):
            cells = [cell.strip() for cell in line.split("\t")]
            yield (cells + [""] * width)[:width]


@cache
def _outlet_names() -> dict[str, Outlet]:
    named: dict[str, Outlet] = {}
    for outlet in outlets():
        for name in (*outlet.aliases, *outlet.domains):
            named.setdefault(name_key(name), outlet)
    named.update((name_key(outlet.name), outlet) for outlet in reversed(outlets()))
    return named


@cache
def _outlet_folders() -> dict[str, Outlet]:
    return {key.replace(" ", ""): outlet for key, outlet in _outlet_names().items() if " " in key}


@cache
def _outlet_domains() -> dict[str, Outlet]:
    return {domain: outlet for outlet in outlets() for domain in outlet.domains}


@cache
def _agency_names() -> dict[str, Agency]:
    return {name_key(name): agency for agency in agencies() for name in (*agency.aliases, agency.name)}


def _parts(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split("|") if part.strip())
