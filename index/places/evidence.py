"""What speaks for one of the places that share a name, and how much?

Each kind of evidence is a bit and all that is found a number, since few sets of them are ever found: what a
set adds to a score, and how it is put, is summed up once.
"""

from __future__ import annotations

from functools import cache

_KINDS = (
    (7.0, "the region is named after it"),
    (0.8, "no other place of this name is nearly as large"),
    (1.0, "no other place has this name"),
    (2.5, "the text calls it a region"),
    (1.5, "its country is named too"),
    (0.5, "another place of its country is named too"),
    (1.2, "its region or a place in it is named too"),
    (1.0, "near another place of the article"),
    (1.0, "the outlet's country"),
    (1.5, "the outlet's region"),
    (2.0, "near the outlet's home"),
)
"""What each kind adds to a score whose base is the logarithm of the population, tuned on one half of the
annotated articles and measured on the other; and the reason, for a person."""
(
    WITHIN,
    UNRIVALLED,
    UNRIVALLED_REGION,
    CALLED_A_REGION,
    COUNTRY_NAMED,
    COUNTRY,
    REGION,
    NEAR,
    HOME_COUNTRY,
    HOME_REGION,
    NEAR_HOME,
) = (1 << number for number in range(len(_KINDS)))
FROM_PLACES = COUNTRY_NAMED | REGION | NEAR
FROM_HOME = HOME_COUNTRY | HOME_REGION | NEAR_HOME


@cache
def weight(found: int) -> float:
    """What a set of evidence adds to a score."""
    return sum(added for number, (added, _) in enumerate(_KINDS) if found >> number & 1)


@cache
def reasons(found: int) -> tuple[str, ...]:
    """Why a place was chosen, for a person."""
    return tuple(reason for number, (_, reason) in enumerate(_KINDS) if found >> number & 1)
