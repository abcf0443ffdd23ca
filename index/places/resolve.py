"""Which of the places that share a name is meant?

Candidates are scored by evidence: what kind and how populous the place is, a region or country named
right after it ("Alexandria, La."), other places of the article, the dateline and where the outlet is
at home. A name means one place in one article (Gale, Church and Yarowsky, "One sense per discourse",
1992). A village that nothing in the article points to is not accepted.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from operator import attrgetter

from index.places.around import area
from index.places.bearers import bearers
from index.places.context import Context, distance
from index.places.evidence import (
    CALLED_A_REGION,
    COUNTRY,
    COUNTRY_NAMED,
    FROM_HOME,
    FROM_PLACES,
    HOME_COUNTRY,
    HOME_REGION,
    NEAR,
    NEAR_HOME,
    REGION,
    UNRIVALLED,
    UNRIVALLED_REGION,
    WITHIN,
    reasons,
    weight,
)
from index.places.groups import Group
from index.places.store import Entry, Gazetteer, Kind

ACCEPTED_FROM = 6.4  # score
UNRIVALLED_FROM = 100_000  # people
HOME_RADIUS = 80  # kilometres
SURNAME, PLACED = -1.5, 1.2  # added where people bear the name, and where words speak of being there
_MOST_FROM_PLACES = weight(FROM_PLACES)
# Looked up once: members of an enumeration are found by a call in Python 3.11.
_COUNTRY, _REGION, _DISTRICT, _CITY, _ = Kind


@dataclass(slots=True)
class Choice:
    """The place that was chosen for a name, its score, and the reasons, for a person."""

    entry: Entry
    score: float
    reasons: tuple[str, ...]


def resolve(gazetteer: Gazetteer, groups: Sequence[Group], home: Entry | None) -> dict[str, Choice]:
    """The best place for each group's key. Unambiguous names are settled first and help with the others."""
    contests = [_contest(gazetteer, group, home) for group in groups]
    contests.sort(key=attrgetter("ambiguity"))
    context, chosen = Context(home=home), {}
    settled: list[Entry] = []
    for contest in contests:
        only = len(contest.candidates) == 1
        settled.append(contest.candidates[0][1] if only else _best(contest, context)[1])
        context.add(settled[-1])
    for contest, entry in zip(contests, settled, strict=True):
        context.remove(entry)
        chosen[contest.group.key] = choice = _choice(contest.group, *_best(contest, context))
        context.add(choice.entry)
    return chosen


@dataclass(slots=True)
class _Contest:
    """A group with its candidates and the areas named right after it.

    `area`: the text calls a region by this name. `most` is what evidence other than places of the article can
    add at most to a candidate.
    """

    group: Group
    within: Sequence[Entry]
    candidates: Sequence[tuple[float, Entry]]
    ambiguity: tuple[bool, int, int]
    unrivalled: bool
    area: bool
    most: float


def _contest(gazetteer: Gazetteer, group: Group, home: Entry | None) -> _Contest:
    country = home.country if home else ""
    known = bearers(gazetteer, group.key, country)
    within = bearers(gazetteer, group.within, country).areas if group.within else ()
    candidates = known.all if group.within else known.likely
    unrivalled = known.unrivalled and not group.like_person
    called = known.has_region and any(map(area, group.names))
    possible = (
        (WITHIN if group.within else 0)
        | (CALLED_A_REGION if called else 0)
        | (UNRIVALLED_REGION if unrivalled else 0)
        | (FROM_HOME if home else 0)
    )
    ambiguity = not group.within, min(known.kind, _DISTRICT), len(known.all)
    return _Contest(group, within, candidates, ambiguity, unrivalled, called, weight(possible))


def _choice(group: Group, score: float, entry: Entry, found: int) -> Choice:
    why = reasons(found)
    if group.like_person and not group.within and entry.kind >= _CITY:
        score += SURNAME
    if group.placed:
        score += PLACED
        why += (group.placed,)
    return Choice(entry, score, why)


def _best(contest: _Contest, context: Context) -> tuple[float, Entry, int]:
    """The candidate with the highest score, its score and evidence.

    No evidence is looked for where it would not suffice.
    """
    best = float("-inf"), contest.candidates[0][1], 0
    for prior, entry in contest.candidates:
        at_most = prior + contest.most
        if at_most + _MOST_FROM_PLACES <= best[0]:
            break  # and so for those after it
        if at_most <= best[0] and not context.has_country(entry.country):
            continue
        found = _evidence(entry, contest, context)
        score = prior + weight(found)
        if score > best[0]:
            best = score, entry, found
    return best


def _evidence(entry: Entry, contest: _Contest, context: Context) -> int:
    """What in the article speaks for a candidate."""
    found = 0
    kind, country, region = entry.kind, entry.country, entry.region_code
    if contest.within and any(_holds(outer, entry) for outer in contest.within):
        found |= WITHIN
    if contest.unrivalled:
        if kind >= _CITY and entry.population >= UNRIVALLED_FROM:
            found |= UNRIVALLED
        elif kind is _REGION:
            found |= UNRIVALLED_REGION
    if contest.area and kind is _REGION:
        found |= CALLED_A_REGION
    if kind is not _COUNTRY:
        if context.named.get(country):
            found |= COUNTRY_NAMED
        elif context.countries.get(country):
            found |= COUNTRY
        if context.regions.get((country, region)):
            found |= REGION
        if kind >= _CITY and context.is_near(entry):
            found |= NEAR
    home = context.home
    if home and country == home.country:
        found |= HOME_COUNTRY
        if region and region == home.region_code:
            found |= HOME_REGION
        if distance(entry, (home.lat, home.lon)) < HOME_RADIUS:
            found |= NEAR_HOME
    return found


def _holds(outer: Entry, inner: Entry) -> bool:
    """Whether a place lies in a country, or in the region of a region or district."""
    if outer.country != inner.country or outer.number == inner.number:
        return False
    return outer.kind is _COUNTRY or outer.region_code == inner.region_code
