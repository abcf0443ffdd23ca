"""Which documents match a Whoosh query tree, and how well?

Every kind of query that the language can make is evaluated on whole arrays; the rules for scores
are those of Whoosh's matchers. The exception are patterns, whose scores in Whoosh depend on how
many terms they stand for and how large the archive is; here all terms of a pattern count as one.
Any other kind of query is left to Whoosh's own matchers.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from whoosh import query

from search.engines.embedded import kernels
from search.engines.embedded.found import (
    NOTHING,
    Found,
    FoundTerm,
    intersection,
    union,
)
from search.engines.embedded.kernels import Mask, where
from search.engines.embedded.patterns import expand
from search.engines.embedded.phrases import phrase
from search.engines.embedded.pooled import pooled
from search.engines.embedded.view import View
from search.fields import DATE_FIRST, DATE_LAST


@dataclass
class Evaluation:
    """One evaluation of a tree.

    `budget` is in seconds of processor time. Until `late` is first asked, which small searches never do, the
    clock counts instead, which is read in a tenth of the time. What is not done by then is left out, and
    `partial` says so: the documents found are then some of those that match, never others.
    `fallbacks` names the kinds of query that Whoosh's matchers had to evaluate. `within` is a mask of
    the documents that are wanted; None for all. `lazily` says that only few of those found will be
    scored.
    """

    view: View
    budget: float = float("inf")
    within: Mask | None = None
    lazily: bool = False
    partial: bool = False
    fallbacks: list[str] = field(default_factory=list)
    _started: float = field(default_factory=time.monotonic)
    _deadline: float | None = None

    def run(self, tree: Any) -> Found:
        """What matches of the documents that are wanted, without deleted ones; documents are `intp`."""
        live, within = self.view.live, self.within
        self.within = live if within is None else within if live is None else within & live
        found = self.find(tree, scored=True).within(self.within)
        if found.docs is None:
            return found
        return Found(found.docs.astype(np.intp, copy=False), found.score)

    def find(self, tree: Any, scored: bool) -> Found:
        """What matches a tree or a part of it; without `scored`, scores may be anything."""
        for kind in type(tree).__mro__:
            method = _METHODS.get(kind)
            if method is not None:
                return method(self, tree, scored)
        return self._left_to_whoosh(tree, scored)

    def late(self) -> bool:
        """Whether time is up; from then on the evaluation is partial."""
        now = time.thread_time()
        if self._deadline is None:
            self._deadline = now + self.budget - (time.monotonic() - self._started)
        if now < self._deadline:
            return False
        self.partial = True
        return True

    def _nothing(self, tree: Any, scored: bool) -> Found:
        return NOTHING

    def _every(self, tree: query.Every, scored: bool) -> Found:
        if tree.fieldname is None:
            return Found(None, float(tree.boost))
        norms = [(leaf.documents.lengths(tree.fieldname), leaf) for leaf in self.view.leaves]
        if any(lengths is None for lengths, _ in norms):
            return self._left_to_whoosh(tree, scored)
        parts = [np.flatnonzero(lengths) + leaf.offset for lengths, leaf in norms if lengths is not None]
        return Found(np.concatenate([np.zeros(0, np.intp), *parts]), float(tree.boost))

    def _term(self, tree: query.Term, scored: bool) -> Found:
        text = tree.text if isinstance(tree.text, bytes) else str(tree.text).encode()
        term = self.view.term(tree.fieldname, text)
        return FoundTerm(self.view, term, tree.boost) if term else NOTHING

    def _and(self, tree: query.And, scored: bool) -> Found:
        parts = tree.subqueries
        if len(parts) < 2:
            return self.find(parts[0], scored) if parts else NOTHING
        barred = [part for part in parts if isinstance(part, query.Not)]
        wanted = [self.find(part, scored) for part in parts if not isinstance(part, query.Not)]
        found = intersection(wanted, self.within, self.view.count)
        for part in barred:
            found = self._without(found, part.query, bonus=1.0)
        return self._boosted(found, float(tree.boost))

    def _without(self, found: Found, barred: Any, bonus: float = 0.0) -> Found:
        """What was found without what matches a query. Whoosh adds one for each negation."""
        was_partial, self.partial = self.partial, False
        other = self.find(barred, scored=False)
        incomplete, self.partial = self.partial, self.partial or was_partial
        if other.docs is None or incomplete:
            return NOTHING
        if found.docs is None:
            mask = np.ones(self.view.count, np.bool_)
            mask[other.docs] = False
        else:
            mask = ~kernels.member(found.docs, other.docs, self.view.count)
        left = found.kept(where(mask))
        if isinstance(left.score, float):
            return Found(left.docs, left.score + bonus, left.wanted)
        return left.rescored(lambda scores: scores + np.float32(bonus), self.view.count) if bonus else left

    def _boosted(self, found: Found, boost: float) -> Found:
        if boost == 1.0:
            return found
        if isinstance(found.score, float):
            return Found(found.docs, found.score * boost, found.wanted)
        return found.rescored(lambda scores: scores * np.float32(boost), self.view.count)

    def _or(self, tree: query.Or, scored: bool) -> Found:
        if tree.scale or tree.minmatch:
            return self._left_to_whoosh(tree, scored)
        if len(tree.subqueries) == 1:
            return self.find(tree.subqueries[0], scored)
        parts = []
        for part in tree.subqueries:
            parts.append(self.find(part, scored))
            if self.late():
                break
        found = self._any_of(parts, lazily=self.lazily or not scored)
        return self._boosted(found, float(tree.boost))

    def _any_of(self, parts: list[Found], *, lazily: bool) -> Found:
        return union(parts, self.within, self.view.count, self.late, lazily=lazily)

    def _not(self, tree: query.Not, scored: bool) -> Found:
        return self._without(Found(None, 1.0), tree.query)

    def _and_not(self, tree: query.AndNot, scored: bool) -> Found:
        return self._without(self.find(tree.a, scored), tree.b)

    def _require(self, tree: query.Require, scored: bool) -> Found:
        required = Found(self.find(tree.b, scored=False).docs)
        return intersection([self.find(tree.a, scored), required], self.within, self.view.count)

    def _and_maybe(self, tree: query.AndMaybe, scored: bool) -> Found:
        found, extra = self.find(tree.a, scored), self.find(tree.b, scored)
        if not scored:
            return found
        count = self.view.count
        if found.docs is None:
            return self._any_of([found, extra], lazily=False)
        total = found.scores().copy()
        if extra.docs is None:
            return Found(found.docs, total + extra.scores(found.docs.astype(np.intp)), found.wanted)
        both, places = kernels.common(found.docs, extra.docs, count)
        if places is None:
            places = kernels.locate(found.docs.take(both), extra.docs, count)
        total[both] += extra.scores(places)
        return Found(found.docs, total, found.wanted)

    def _constant(self, tree: query.ConstantScoreQuery, scored: bool) -> Found:
        return Found(self.find(tree.child, scored=False).docs, float(tree.score))

    def _phrase(self, tree: query.Phrase, scored: bool) -> Found:
        if not self.view.has_positions(tree.fieldname):
            return self._left_to_whoosh(tree, scored)
        terms = [self.view.term(tree.fieldname, str(word).encode()) for word in tree.words]
        known = [term for term in terms if term is not None]
        if not known or len(known) < len(terms) or self.late():
            return NOTHING
        found = phrase(self.view, known, tree.slop, self.within, self.late)
        return self._boosted(found, float(tree.boost))

    def _range(self, tree: query.NumericRange, scored: bool) -> Found:
        if tree.fieldname not in (DATE_FIRST, DATE_LAST):
            return self._left_to_whoosh(tree, scored)
        days = self.view.numbers(tree.fieldname)
        first = 1 if tree.start is None else max(int(tree.start) + tree.startexcl, 1)
        mask = days >= first
        if tree.end is not None:
            mask &= days <= int(tree.end) - tree.endexcl
        return Found(where(mask), float(tree.boost))

    def _pattern(self, tree: query.MultiTerm, scored: bool) -> Found:
        numbers = expand(self.view, tree, self.late)
        if numbers is None:
            return self._left_to_whoosh(tree, scored)
        if all(len(each) <= 1 for each in numbers) and self.view.norms(tree.fieldname) is not None:
            ones = [each.item() if len(each) else -1 for each in numbers]
            term = self.view.term_at(tree.fieldname, zip(self.view.leaves, ones, strict=True))
            return FoundTerm(self.view, term, tree.boost) if term else NOTHING
        found = pooled(
            self.view, tree.fieldname, numbers, self.within, self.late, scored=scored, lazily=self.lazily
        )
        return self._boosted(found, float(tree.boost))

    def _left_to_whoosh(self, tree: Any, scored: bool) -> Found:
        """Steps through Whoosh's matchers, one document at a time."""
        self.fallbacks.append(type(tree).__name__)
        searcher = self.view.searcher
        context = searcher.context() if scored else searcher.boolean_context()
        docs: list[int] = []
        scores: list[float] = []
        for each, offset in searcher.leaf_searchers():
            matcher = tree.matcher(each, context)
            while matcher.is_active() and not (len(docs) % 256 == 0 and self.late()):
                docs.append(matcher.id() + offset)
                scores.append(matcher.score() if scored else 0.0)
                matcher.next()
        return Found(np.array(docs, np.intp), np.array(scores, np.float32))


_METHODS: dict[type, Callable[[Evaluation, Any, bool], Found]] = {
    type(query.NullQuery): Evaluation._nothing,
    query.Every: Evaluation._every,
    query.Term: Evaluation._term,
    query.And: Evaluation._and,
    query.Or: Evaluation._or,
    query.Not: Evaluation._not,
    query.AndNot: Evaluation._and_not,
    query.Require: Evaluation._require,
    query.AndMaybe: Evaluation._and_maybe,
    query.ConstantScoreQuery: Evaluation._constant,
    query.Phrase: Evaluation._phrase,
    query.NumericRange: Evaluation._range,
    query.MultiTerm: Evaluation._pattern,
}
