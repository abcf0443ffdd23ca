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
from search.engines.embedded.kernels import Docs, Mask, Scores
from search.engines.embedded.patterns import expand
from search.engines.embedded.phrases import Occurrences, matching
from search.engines.embedded.pooled import pooled
from search.engines.embedded.view import TermPostings, View
from search.fields import DATE_FIRST, DATE_LAST

Score = float | Scores | Callable[[Docs | None], Scores]


@dataclass(frozen=True)
class Found:
    """Documents that match, deleted ones included, and their scores.

    `docs` is None for every document. `score` is one number for all, an array, or a function that
    makes the scores of some of them, by index, or of all.
    """

    docs: Docs | None
    score: Score = 0.0

    def scores(self, at: Docs | None = None, count: int = 0) -> Scores:
        """The scores of the documents at these indices, or of all; `count` is how many those are."""
        if callable(self.score):
            return self.score(at)
        if isinstance(self.score, float):
            size = len(at) if at is not None else len(self.docs) if self.docs is not None else count
            return np.full(size, self.score, np.float32)
        return self.score if at is None else self.score[at]


NOTHING = Found(np.zeros(0, np.intp))


@dataclass
class Evaluation:
    """One evaluation of a tree.

    `deadline` is by `time.thread_time`; what is not done by then is left out, and `partial` says so:
    the documents found are then some of those that match, never others.
    `fallbacks` names the kinds of query that Whoosh's matchers had to evaluate. `within` is a mask of
    the documents that are wanted, without deleted ones; None for all. Terms leave others out early.
    """

    view: View
    deadline: float = float("inf")
    within: Mask | None = None
    partial: bool = False
    fallbacks: list[str] = field(default_factory=list)

    def run(self, tree: Any) -> Found:
        """What matches of the documents that are wanted, scored, without deleted ones."""
        live, within = self.view.live, self.within
        self.within = live if within is None else within if live is None else within & live
        found = self.find(tree, scored=True)
        if self.within is None:
            return found
        at = np.flatnonzero(self.within if found.docs is None else self.within[found.docs])
        docs = at if found.docs is None else found.docs[at]
        if isinstance(found.score, float):
            return Found(docs, found.score)
        if found.docs is not None and len(at) == len(found.docs):
            return found
        return Found(docs, found.scores(at))

    def find(self, tree: Any, scored: bool) -> Found:
        """What matches a tree or a part of it; without `scored`, scores may be anything."""
        for kind in type(tree).__mro__:
            method = _METHODS.get(kind)
            if method is not None:
                return method(self, tree, scored)
        return self._left_to_whoosh(tree, scored)

    def late(self) -> bool:
        """Whether time is up; from then on the evaluation is partial."""
        if time.thread_time() < self.deadline:
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
        return self._postings(term, float(tree.boost)) if term else NOTHING

    def _postings(self, term: TermPostings, boost: float) -> Found:
        view = self.view
        docs = view.documents(term)
        kept = None if self.within is None else np.flatnonzero(self.within[docs])
        docs = docs if kept is None else docs[kept]

        def score(at: Docs | None) -> Scores:
            weights = view.weights(term)
            weights = weights if kept is None else weights[kept]
            some, weights = (docs, weights) if at is None else (docs[at], weights[at])
            scores = view.score(term.field, some, weights, term.frequency)
            return scores if boost == 1.0 else scores * np.float32(boost)

        return Found(docs, score)

    def _and(self, tree: query.And, scored: bool) -> Found:
        parts = list(tree.subqueries)
        if len(parts) < 2:
            return self.find(parts[0], scored) if parts else NOTHING
        wanted = [part for part in parts if not isinstance(part, query.Not)]
        barred = [part.query for part in parts if isinstance(part, query.Not)]
        found = self._all_of([self.find(part, scored) for part in wanted], scored)
        for part in barred:
            found = self._without(found, part, bonus=1.0)
        return self._boosted(found, float(tree.boost))

    def _all_of(self, parts: list[Found], scored: bool) -> Found:
        """The documents of all parts; the shortest list is looked up in the others."""
        count = self.view.count
        limited = sorted((part.docs for part in parts if part.docs is not None), key=len)
        docs = limited[0] if limited else None
        for other in limited[1:]:
            assert docs is not None
            docs = docs[kernels.member(docs, other, count)]
        if not scored:
            return Found(docs)
        flat = sum((part.score for part in parts if isinstance(part.score, float)), 0.0)
        varying = [part for part in parts if not isinstance(part.score, float)]
        if not varying:
            return Found(docs, flat)
        total = np.full(len(docs) if docs is not None else count, flat, np.float32)
        for part in varying:
            total += part.scores(self._indices(docs, part.docs))
        return Found(docs, total)

    def _indices(self, docs: Docs | None, among: Docs | None) -> Docs | None:
        """Where `docs` are among the documents of a part; None if they are all of them."""
        if docs is None or among is None:
            return docs
        return None if len(docs) == len(among) else kernels.locate(docs, among, self.view.count)

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
            docs = at = np.flatnonzero(mask)
        else:
            at = np.flatnonzero(~kernels.member(found.docs, other.docs, self.view.count))
            docs = found.docs[at]
        if isinstance(found.score, float):
            return Found(docs, found.score + bonus)
        return Found(docs, found.scores(at) + np.float32(bonus))

    def _boosted(self, found: Found, boost: float) -> Found:
        if boost == 1.0:
            return found
        if isinstance(found.score, float):
            return Found(found.docs, found.score * boost)
        return Found(found.docs, found.scores(count=self.view.count) * np.float32(boost))

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
        return self._boosted(self._any_of(parts, scored), float(tree.boost))

    def _any_of(self, parts: list[Found], scored: bool) -> Found:
        count = self.view.count
        limited = [part for part in parts if part.docs is not None and len(part.docs)]
        whole = [part for part in parts if part.docs is None]
        if not scored:
            return Found(None) if whole else Found(kernels.union([p.docs for p in limited], count))  # type: ignore[misc]
        if whole:
            total = np.zeros(count, np.float32)
            for part in [*whole, *limited]:
                total[slice(None) if part.docs is None else part.docs] += part.scores(count=count)
            return Found(None, total)
        if len(limited) < 2:
            return limited[0] if limited else NOTHING
        return Found(*kernels.add_up([(part.docs, part.scores()) for part in limited], count))  # type: ignore[misc]

    def _not(self, tree: query.Not, scored: bool) -> Found:
        return self._without(Found(None, 1.0), tree.query)

    def _and_not(self, tree: query.AndNot, scored: bool) -> Found:
        return self._without(self.find(tree.a, scored), tree.b)

    def _require(self, tree: query.Require, scored: bool) -> Found:
        return self._all_of([self.find(tree.a, scored), Found(self.find(tree.b, scored=False).docs)], scored)

    def _and_maybe(self, tree: query.AndMaybe, scored: bool) -> Found:
        found, extra = self.find(tree.a, scored), self.find(tree.b, scored)
        if not scored:
            return found
        if found.docs is None:
            return self._any_of([found, extra], scored)
        total = found.scores().copy()
        if extra.docs is None:
            return Found(found.docs, total + extra.scores(found.docs))
        both = kernels.member(found.docs, extra.docs, self.view.count)
        total[both] += extra.scores(self._indices(found.docs[both], extra.docs))
        return Found(found.docs, total)

    def _constant(self, tree: query.ConstantScoreQuery, scored: bool) -> Found:
        return Found(self.find(tree.child, scored=False).docs, float(tree.score))

    def _phrase(self, tree: query.Phrase, scored: bool) -> Found:
        if not self.view.has_positions(tree.fieldname):
            return self._left_to_whoosh(tree, scored)
        terms = [self.view.term(tree.fieldname, str(word).encode()) for word in tree.words]
        known = [term for term in terms if term is not None]
        if not known or len(known) < len(terms) or self.late():
            return NOTHING
        parts = [self._postings(term, 1.0) for term in known]
        docs = self._all_of(parts, scored=False).docs
        assert docs is not None
        words = []
        for term in known:
            at = self._indices(docs, self.view.documents(term))
            occurrences = Occurrences(self.view.frequencies(term), self.view.positions(term))
            words.append((occurrences, np.arange(len(docs)) if at is None else at))
        docs = docs[matching(words, tree.slop, self.late)]
        return self._boosted(self._scored_at(docs, parts) if scored else Found(docs), float(tree.boost))

    def _scored_at(self, docs: Docs, parts: list[Found]) -> Found:
        """Some of the documents that all parts have, with the sum of their scores."""
        total = np.zeros(len(docs), np.float32)
        for part in parts:
            total += part.scores(self._indices(docs, part.docs))
        return Found(docs, total)

    def _range(self, tree: query.NumericRange, scored: bool) -> Found:
        if tree.fieldname not in (DATE_FIRST, DATE_LAST):
            return self._left_to_whoosh(tree, scored)
        days = self.view.numbers(tree.fieldname)
        first = 1 if tree.start is None else max(int(tree.start) + tree.startexcl, 1)
        mask = days >= first
        if tree.end is not None:
            mask &= days <= int(tree.end) - tree.endexcl
        return Found(np.flatnonzero(mask), float(tree.boost))

    def _pattern(self, tree: query.MultiTerm, scored: bool) -> Found:
        numbers = expand(self.view, tree, self.late)
        if numbers is None:
            return self._left_to_whoosh(tree, scored)
        found = pooled(self.view, tree.fieldname, numbers, scored, self.late)
        return self._boosted(Found(*found), float(tree.boost))

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
