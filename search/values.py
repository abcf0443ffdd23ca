"""How is one parameter's value read?

Every reader takes the values given for a parameter, possibly none, and returns what the value means
or raises RequestError naming the parameter.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from search.dates import PartialDate
from search.errors import RequestError

MAX_VALUES = 50
MAX_VALUE = 8_000
"""Characters of a facet's value. An index holds any, and what it lists must be taken; so the bound is near
what an address can have at all."""
MAX_NUMBER = 999_999_999
_NUMBER = re.compile(r"[1-9][0-9]{0,8}")


def text(parameter: str, values: Sequence[str], most: int) -> str:
    """Text of at most `most` characters."""
    given = _single(parameter, values)
    if len(given) > most:
        raise RequestError(parameter, f"This can have at most {most} characters; it has {len(given)}.")
    return given


def number(parameter: str, values: Sequence[str], default: int, most: int | None = None) -> int:
    """A whole number of at least one and at most `most`."""
    given = _single(parameter, values)
    if not given:
        return default
    if not _NUMBER.fullmatch(given):
        bounds = f"from 1 to {most or MAX_NUMBER:,}"
        raise RequestError(parameter, f"“{given[:20]}” is not a whole number {bounds}.")
    if most is not None and int(given) > most:
        raise RequestError(parameter, f"{given} is too many.", f"Ask for at most {most}.")
    return int(given)


def date(parameter: str, values: Sequence[str]) -> PartialDate | None:
    """A year, a month or a day."""
    given = _single(parameter, values)
    try:
        return PartialDate.parse(given) if given else None
    except ValueError:
        remedy = "Write a year, a month or a day: 2012, 2012-03 or 2012-03-11."
        raise RequestError(parameter, f"“{given[:40]}” is not a date.", remedy) from None


def choice(parameter: str, values: Sequence[str], allowed: Sequence[str]) -> str | None:
    """One of the allowed words."""
    given = _single(parameter, values)
    if given and given not in allowed:
        raise RequestError(parameter, f"“{given[:40]}” is not one of: {', '.join(allowed)}.")
    return given or None


def names(parameter: str, values: Sequence[str], allowed: Sequence[str]) -> tuple[str, ...]:
    """Names given once or often, with or without commas between them, each one of `allowed`."""
    given = dict.fromkeys(name.strip() for value in values for name in value.split(","))
    for name in given:
        if name and name not in allowed:
            raise RequestError(parameter, f"“{name[:40]}” is not one of: {', '.join(allowed)}.")
    return tuple(name for name in given if name)


def several(parameter: str, values: Sequence[str]) -> tuple[str, ...]:
    """The different values of a parameter that can be repeated."""
    given = tuple(dict.fromkeys(value.strip() for value in values if value.strip()))
    if len(given) > MAX_VALUES:
        raise RequestError(parameter, f"At most {MAX_VALUES} values can be chosen.")
    if any(len(value) > MAX_VALUE for value in given):
        raise RequestError(parameter, f"A value has at most {MAX_VALUE} characters.")
    return given


def _single(parameter: str, values: Sequence[str]) -> str:
    if len(values) > 1:
        raise RequestError(parameter, "This parameter can be given only once.")
    return values[0].strip() if values else ""
