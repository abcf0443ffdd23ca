"""Which of the places that share a name is meant?

Candidates are scored by evidence: what kind and how populous the place is, a region or country named
right after it ("Alexandria, La."), other places of the article, the dateline and where the outlet is
at home. A name means one place in one article (Gale, Church and Yarowsky, "One sense per discourse",
1992). A village that nothing in the article points to is not accepted.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from index.places.around import area
from index.places.bearers import bearers
from index.places.context import Context, distance
from index.places.groups import Group
from index.places.store import Entry, Gazetteer, Kind

ACCEPTED_FROM = 6.4  # score
UNRIVALLED_FROM = 100_000  # people
NEAR_HOME = 80  # kilometres
WEIGHTS = {
    "within": 7.0,
    "country named": 1.5,
    "country": 0.5,
    "region": 1.2,
    "near": 1.0,
    "home country": 1.0,
    "home region": 1.5,
    "near home": 2.0,
    "surname": -1.5,
    "placed": 1.2,
    "called a region": 2.5,
    "unrivalled": 0.8,
    "unrivalled region": 1.0,
}
"""What each kind of evidence adds to a score whose base is the logarithm of the population; tuned on one
half of the annotated articles and measured on the other."""
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
# Looked up once: members of an enumeration are found by a call in Python 3.11.
_COUNTRY, _REGION, _DISTRICT, _CITY, _ = Kind


class Choice(NamedTuple):
    """The place that was chosen for a name, its score, and the reasons, for a person."""

    entry: Entry
    score: float
    reasons: tuple[str, ...]


def resolve(gazetteer: Gazetteer, groups: Sequence[Group], home: Entry | None) -> dict[str, Choice]:
    """The best place for each group's key. Unambiguous names are settled first and help with the others."""
    contests = [_contest(gazetteer, group, home) for group in groups]
    contests.sort(key=lambda contest: (not contest.within, contest.ambiguity))
    context, settled, chosen = Context(home=home), list[Entry](), dict[str, Choice]()
    for contest in contests:
        only = len(contest.candidates) == 1
        settled.append(contest.candidates[0][1] if only else _best(contest, context).entry)
        context.add(settled[-1])
    for contest, entry in zip(contests, settled, strict=True):
        context.remove(entry)
        chosen[contest.group.key] = choice = _best(contest, context)
        context.add(choice.entry)
    return chosen


class _Contest(NamedTuple):
    """A group with its candidates and the places named right after it.

    `area`: the text calls a region by this name. `most` is what evidence other than places of the article can
    add at most to a candidate.
    """

    group: Group
    within: list[Entry]
    candidates: Sequence[tuple[float, Entry]]
    ambiguity: tuple[int, int]
    unrivalled: bool
    area: bool
    most: float


def _contest(gazetteer: Gazetteer, group: Group, home: Entry | None) -> _Contest:
    known = bearers(gazetteer, group.key, home.country if home else "")
    within = [gazetteer.entry(number) for number, _ in group.within]
    candidates = known.all if within else known.likely
    unrivalled = known.unrivalled and not group.like_person
    called = known.has_region and any(map(area, group.names))
    most = (
        (WEIGHTS["within"] if within else 0.0)
        + (WEIGHTS["called a region"] if called else 0.0)
        + (WEIGHTS["unrivalled region"] if unrivalled else 0.0)
        + (_MOST_FROM_HOME if home else 0.0)
    )
    ambiguity = min(known.kind, _DISTRICT), len(known.all)
    return _Contest(group, within, candidates, ambiguity, unrivalled, called, most)


def _best(contest: _Contest, context: Context) -> Choice:
    """The candidate with the highest score; evidence is not looked for where it would not suffice."""
    score, chosen, evidence = float("-inf"), contest.candidates[0][1], list[str]()
    for prior, entry in contest.candidates:
        settled = context.has_country(entry.country)
        if prior + contest.most + (_MOST_FROM_PLACES if settled else 0.0) <= score:
            continue
        found = _evidence(entry, contest, context)
        total = prior + sum([WEIGHTS[kind] for kind in found])
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


def _evidence(entry: Entry, contest: _Contest, context: Context) -> list[str]:
    """What in the article speaks for a candidate: keys of `WEIGHTS`."""
    found = []
    if contest.within and any(_holds(outer, entry) for outer in contest.within):
        found.append("within")
    if contest.unrivalled:
        if entry.kind >= _CITY and entry.population >= UNRIVALLED_FROM:
            found.append("unrivalled")
        elif entry.kind is _REGION:
            found.append("unrivalled region")
    if contest.area and entry.kind is _REGION:
        found.append("called a region")
    if entry.kind is not _COUNTRY:
        if context.named.get(entry.country):
            found.append("country named")
        elif context.countries.get(entry.country):
            found.append("country")
        if context.regions.get((entry.country, entry.region_code)):
            found.append("region")
        if entry.kind >= _CITY and context.is_near(entry):
            found.append("near")
    home = context.home
    if home and entry.country == home.country:
        found.append("home country")
        if entry.region_code and entry.region_code == home.region_code:
            found.append("home region")
        if distance(entry, (home.lat, home.lon)) < NEAR_HOME:
            found.append("near home")
    return found


def _holds(outer: Entry, inner: Entry) -> bool:
    """Whether a place lies in a country, region or district."""
    if outer.country != inner.country or outer.number == inner.number:
        return False
    return outer.kind is _COUNTRY or (outer.kind < _CITY and outer.region_code == inner.region_code)
