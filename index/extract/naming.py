"""Which of the names that a page gives its site is the outlet's?

Publishers state their company (`Tamedia AG`), content systems themselves (`Blogger`), and the outlet goes
by its domain (`Metro.co.uk`) in one place and by its name in another. The name that several of them agree
on, that the title ends with and that the address is made of is the one readers know.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from index.extract.tables import name_key

LEGAL = re.compile(
    r",? (?:inc|ltd|llc|llp|gmbh(?: & co\.? kgaa| & co\.?(?: kg)?)?|plc|corp|co|kg|eg|ag|limited|s\.?a\.?"
    r"|s\.?l\.?u?|s\.?p\.?a|pty|b\.?v|a/s|ab|as)\.?$",
    re.IGNORECASE,
)
_DOMAIN = re.compile(r"(?:www\.)?([\w-]{2,})((?:\.(?:co|com|org|net))?\.[a-z]{2,4})", re.IGNORECASE)
_ADDRESS = re.compile(r"\s*\((?:www\.)?[\w-]+(?:\.[\w-]+)+\)$")
_TITLE_PARTS = re.compile(r"\s+[|•·»«–—-]+\s+|\s*[|»]\s*")
_NAME_PARTS = re.compile(r"\s+[|•·–—-]+\s+|:\s+")
_ARTICLES = re.compile(r"^(?:the|der|die|das|le|la|les|il|el|het|de) (?=\w)")
_LONGEST_ACRONYM = 3
_HOST_WEIGHT, _TITLE_WEIGHT, _COMPANY_WEIGHT, _DOMAIN_WEIGHT = 2.0, 1.5, -1.5, -0.5
"""What evidence counts beside each place that states the name; `benchmarks.facts --no-table` measures it."""


def best(names: Sequence[tuple[str, str]], title: str, host: str) -> tuple[str, str] | None:
    """The likeliest of (name, origin) pairs, and what named it; earlier ones win where evidence is equal.

    `title` is the page's, `host` that of its address. Domains are taken without their ending, companies
    without their legal form.
    """
    parts = _TITLE_PARTS.split(title)
    offered = [*_offered(names), *((part, "title") for part in parts[1:] if _made_of(host, part) == 1)]
    ends = {_core(part) for part in (parts[0], parts[-1])} if len(parts) > 1 else set()
    origins: dict[str, set[str]] = {}
    for name, origin in offered:
        origins.setdefault(_core(name), set()).add(origin)

    def evidence(pair: tuple[str, str]) -> float:
        name, origin = pair
        return (
            len(origins[_core(name)])
            + _HOST_WEIGHT * _made_of(host, name)
            + _TITLE_WEIGHT * (_core(name) in ends)
            + _COMPANY_WEIGHT * bool(LEGAL.search(name) or origin == "meta: copyright")
            + _DOMAIN_WEIGHT * bool(_DOMAIN.fullmatch(name))
        )

    chosen = max(offered, key=evidence, default=None)
    return (plain(chosen[0]), chosen[1]) if chosen else None


def plain(name: str) -> str:
    """A name without legal form and, where it is a domain with more than an acronym, without its ending."""
    name = LEGAL.sub("", _ADDRESS.sub("", name)).strip(" |-–—·:,")
    domain = _DOMAIN.fullmatch(name)
    return domain[1] if domain and len(domain[1]) > _LONGEST_ACRONYM else name


def _offered(names: Sequence[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """The names and, of those that go on after a dash or colon, what stands before it."""
    for name, origin in names:
        yield name, origin
        first = _NAME_PARTS.split(name)[0]
        if first != name and len(first) > 1:
            yield first, origin


def _core(name: str) -> str:
    """What spellings of a name have in common: `Het Nieuwsblad`, `nieuwsblad.be`."""
    return _ARTICLES.sub("", name_key(plain(name))).replace(" ", "")


def _made_of(host: str, name: str) -> float:
    """1 when the address is made of a name (`The Portugal News`), less if of its first words."""
    core = _core(name)
    spelled = {core, name_key(plain(name)).replace(" ", ""), "".join(plain(name).lower().split())}
    labels = (label.replace("-", "") for label in host.lower().split(".")[:-1])
    long = [label for label in labels if len(label) > _LONGEST_ACRONYM]
    if any(label in spelled for label in long):
        return 1.0
    return 0.6 if any(core.startswith(label) for label in long) else 0.0
