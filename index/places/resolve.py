"""Which of the places that share a name is meant?

Candidates are scored by evidence: what kind and how populous the place is, a region or country named
right after it ("Alexandria, La."), other places of the article, the dateline and where the outlet is
at home. A name means one place in one article (Gale, Church and Yarowsky, "One sense per discourse",
1992). A village that nothing in the article points to is not accepted.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from index.places.spot import Name
from index.places.store import Entry, Gazetteer, Kind, Use

ACCEPTED_FROM = 6.4  # score
RIVAL = 2.0  # of the prior score, which is a hundredth of the population
UNRIVALLED_FROM = 100_000  # people
NEAR, NEAR_HOME = 120, 80  # kilometres
WEIGHTS = {
    "within": 7.0,
    "country named": 1.5,
    "country": 0.5,
    "region": 1.2,
    "near": 1.0,
    "home country": 1.0,
    "home region": 1.5,
    "near home": 2.0,
    "great": 0.5,
    "capital": 1.0,
    "surname": -1.5,
    "placed": 1.2,
    "called a region": 2.5,
    "unrivalled": 0.8,
    "unrivalled region": 1.0,
}
"""What each kind of evidence adds to a score whose base is the logarithm of the population; tuned on one
half of the annotated articles and measured on the other."""
_MOST_FROM_CONTEXT = 3.4  # what country, region and near can add, all but always
_MOST_FROM_PLACES = sum(WEIGHTS[kind] for kind in ("country named", "region", "near"))
_MOST_FROM_HOME = sum(WEIGHTS[kind] for kind in ("home country", "home region", "near home"))
_REASONS = {
    "within": "the region is named after it",
    "country named": "its country is named too",
    "country": "another place of its country is named too",
    "region": "its region or a place in it is named too",
    "near": "near another place of the article",
    "home country": "the outlet's country",
    "home region": "the outlet's region",
    "near home": "near the outlet's home",
    "called a region": "the text calls it a region",
    "unrivalled": "no other place of this name is nearly as large",
    "unrivalled region": "no other place has this name",
}
MOST_POINTS = 16
_KM_PER_DEGREE = 111.2
# Looked up once: members of an enumeration are found by a call in Python 3.11.
_COUNTRY, _REGION, _DISTRICT, _CITY, _CAPITAL = Kind
_NAME = Use.NAME


@dataclass
class Context:
    """What is known of where the article plays, while its names are resolved.

    `named` counts the names that mean a country itself, the others the names that were settled in one.
    """

    named: Counter[str] = field(default_factory=Counter)
    countries: Counter[str] = field(default_factory=Counter)
    regions: Counter[tuple[str, str]] = field(default_factory=Counter)
    points: list[tuple[float, float]] = field(default_factory=list)
    home: Entry | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """The place that was chosen for a name, its score, and the reasons, for a person."""

    entry: Entry
    score: float
    reasons: tuple[str, ...]


@dataclass
class Group:
    """All mentions of one name in an article.

    `within` are the places named right after it ("..., La."), `placed` words that speak of being there;
    `like_person` says that people bear the name and nothing speaks of being there, `area` that the text calls
    it a region.
    """

    key: str
    names: list[Name]
    within: tuple[tuple[int, Use], ...] = ()
    placed: str = ""
    like_person: bool = False
    area: bool = False


def resolve(gazetteer: Gazetteer, groups: Sequence[Group], home: Entry | None) -> dict[str, Choice]:
    """The best place for each group's key. Unambiguous names are settled first and help with the others."""
    context, chosen = Context(home=home), dict[str, Choice]()
    contests = [_contest(gazetteer, group, home) for group in groups]
    contests.sort(key=lambda contest: (not contest.within, contest.ambiguity))
    for _ in range(2):
        for contest in contests:
            settled = chosen.get(contest.group.key)
            if settled:
                _learn(context, settled.entry, -1)  # no place is evidence for itself
            chosen[contest.group.key] = choice = _best(contest, context)
            _learn(context, choice.entry, 1)
    return chosen


@dataclass(frozen=True, slots=True)
class _Bearers:
    """The places that bear a name, with how likely each is when nothing else is known.

    No evidence lifts those to the top that are less likely than `least`; `likely` are the others. `kind`
    is that of the greatest, `unrivalled` says that one is the likeliest by far.
    """

    all: tuple[tuple[float, Entry], ...]
    likely: tuple[tuple[float, Entry], ...]
    least: float
    kind: Kind
    unrivalled: bool


@dataclass(frozen=True, slots=True)
class _Contest:
    """A group with its candidates and the places named right after it.

    `most` is what evidence other than places of the article can add at most to a candidate.
    """

    group: Group
    within: list[Entry]
    candidates: Sequence[tuple[float, Entry]]
    ambiguity: tuple[int, int]
    unrivalled: bool
    most: float


def _contest(gazetteer: Gazetteer, group: Group, home: Entry | None) -> _Contest:
    bearers = _bearers(gazetteer, group.key)
    within = [gazetteer.entry(number) for number, _ in group.within]
    candidates = bearers.all if within else bearers.likely
    if home and not within:
        least, country = bearers.least, home.country
        candidates = tuple(each for each in bearers.all if each[0] >= least or each[1].country == country)
    unrivalled = bearers.unrivalled and not group.like_person
    most = (
        (WEIGHTS["within"] if within else 0.0)
        + (WEIGHTS["called a region"] if group.area else 0.0)
        + (WEIGHTS["unrivalled region"] if unrivalled else 0.0)
        + (_MOST_FROM_HOME if home else 0.0)
    )
    ambiguity = min(bearers.kind, _DISTRICT), len(bearers.all)
    return _Contest(group, within, candidates, ambiguity, unrivalled, most)


@lru_cache(maxsize=32_768)
def _bearers(gazetteer: Gazetteer, key: str) -> _Bearers:
    entries = [(gazetteer.entry(number), use) for number, use in gazetteer.named(key) or ()]
    bearers = tuple((_prior(entry, use), entry) for entry, use in entries)
    priors = sorted((prior for prior, _ in bearers), reverse=True)
    least = priors[0] - _MOST_FROM_CONTEXT
    return _Bearers(
        bearers,
        tuple(each for each in bearers if each[0] >= least),
        least,
        min(entry.kind for entry, _ in entries),
        len(priors) == 1 or priors[0] - priors[1] >= RIVAL,
    )


def _best(contest: _Contest, context: Context) -> Choice:
    """The candidate with the highest score; evidence is not looked for where it would not suffice."""
    score, chosen, evidence = float("-inf"), contest.candidates[0][1], tuple[str, ...]()
    for prior, entry in contest.candidates:
        country = entry.country
        settled = country in context.countries or country in context.named
        if prior + contest.most + (_MOST_FROM_PLACES if settled else 0.0) <= score:
            continue
        found = tuple(_evidence(entry, contest, context))
        total = prior + sum(WEIGHTS[kind] for kind in found)
        if total > score:
            score, chosen, evidence = total, entry, found
    group = contest.group
    if group.like_person and not contest.within and chosen.kind >= _CITY:
        score += WEIGHTS["surname"]
    reasons = [_REASONS[kind] for kind in evidence]
    if group.placed:
        score += WEIGHTS["placed"]
        reasons.append(group.placed)
    return Choice(chosen, score, tuple(reasons))


def _evidence(entry: Entry, contest: _Contest, context: Context) -> Iterator[str]:
    """What in the article speaks for a candidate: keys of `WEIGHTS`."""
    if any(_holds(outer, entry) for outer in contest.within):
        yield "within"
    if contest.unrivalled:
        if entry.kind >= _CITY and entry.population >= UNRIVALLED_FROM:
            yield "unrivalled"
        elif entry.kind is _REGION:
            yield "unrivalled region"
    if contest.group.area and entry.kind is _REGION:
        yield "called a region"
    if entry.kind is not _COUNTRY:
        if context.named.get(entry.country):
            yield "country named"
        elif context.countries.get(entry.country):
            yield "country"
        if context.regions.get((entry.country, entry.region_code)):
            yield "region"
        if entry.kind >= _CITY and _near_any(entry, context.points):
            yield "near"
    home = context.home
    if home and entry.country == home.country:
        yield "home country"
        if entry.region_code and entry.region_code == home.region_code:
            yield "home region"
        if near(entry, (home.lat, home.lon)) < NEAR_HOME:
            yield "near home"


def _prior(entry: Entry, use: Use) -> float:
    """How likely a place is meant by its name when nothing else is known."""
    if entry.kind is _COUNTRY:
        return 8.0
    if entry.kind is _REGION:
        return 6.5 if entry.country in ("US", "CA", "GB", "AU", "IN", "DE") else 4.4
    if entry.kind is _DISTRICT:
        return 3.5
    size = math.log10(entry.population + 1) + (WEIGHTS["great"] if entry.population >= 1_000_000 else 0.0)
    size += WEIGHTS["capital"] if entry.kind is _CAPITAL else 0.0
    return size - (0.0 if use is _NAME else 1.0 if entry.population > 300_000 else 2.0)


def _holds(outer: Entry, inner: Entry) -> bool:
    if outer.country != inner.country or outer.number == inner.number:
        return False
    return outer.kind is _COUNTRY or (outer.kind < _CITY and outer.region_code == inner.region_code)


def near(entry: Entry, point: tuple[float, float]) -> float:
    """About how many kilometres a place lies from a point (equirectangular approximation)."""
    east = (entry.lon - point[1] + 180) % 360 - 180
    return _KM_PER_DEGREE * math.hypot(entry.lat - point[0], east * math.cos(math.radians(entry.lat)))


def _near_any(entry: Entry, points: Sequence[tuple[float, float]]) -> bool:
    """Whether one of the points is near a place, and not the place itself; most are far by latitude alone."""
    lat = entry.lat
    for point in points:
        if abs(point[0] - lat) * _KM_PER_DEGREE < NEAR and 0 < near(entry, point) < NEAR:
            return True
    return False


def _learn(context: Context, entry: Entry, count: int) -> None:
    """Adds a settled place to the context, or takes it out again."""
    if entry.kind is _COUNTRY:
        context.named[entry.country] += count
        return
    context.countries[entry.country] += count
    if entry.region_code:
        context.regions[entry.country, entry.region_code] += count
    point = (entry.lat, entry.lon)
    if entry.kind >= _CITY and count > 0 and len(context.points) < MOST_POINTS:
        context.points.append(point)
    elif entry.kind >= _CITY and count < 0 and point in context.points:
        context.points.remove(point)


__all__ = ["ACCEPTED_FROM", "Choice", "Context", "Group", "near", "resolve"]
