"""What would Whoosh's own matchers find in the same index?

The oracle for the evaluation on arrays. Patterns, which Whoosh scores in different ways depending on
circumstances, are given to it as `AsOneTerm`, which says with Whoosh's means what they score here.
"""

from __future__ import annotations

from typing import Any

from whoosh import matching, query

from search.engines.embedded.scoring import K1, B, inverse_document_frequency


class AsOneTerm(query.Query):  # type: ignore[misc]
    """The terms that a pattern stands for, scored like one term."""

    def __init__(self, pattern: query.MultiTerm) -> None:
        self.pattern = pattern
        self.boost = 1.0

    def estimate_size(self, reader: Any) -> int:
        """Whoosh asks to order its work."""
        return int(reader.doc_count())

    def matcher(self, searcher: Any, context: Any = None) -> matching.Matcher:
        """Documents with the score of all terms together."""
        parent, field = searcher.get_parent(), self.pattern.fieldname
        terms = sorted(set(self.pattern._btexts(parent.reader())))
        everywhere = {
            (offset, document)
            for leaf, offset in parent.leaf_searchers()
            for document in _weights(leaf.reader(), field, terms)
        }
        idf = inverse_document_frequency(parent.doc_count_all(), len(everywhere))
        average = parent.avg_field_length(field) or 1.0
        reader = searcher.reader()
        found = {d: w for d, w in sorted(_weights(reader, field, terms).items()) if not reader.is_deleted(d)}
        norms = [K1 * (1 - B + B * reader.doc_field_length(d, field) / average) for d in found]
        scores = [idf * (K1 + 1) * w / (w + n) for w, n in zip(found.values(), norms, strict=True)]
        return matching.ListMatcher(list(found), [score * self.pattern.boost for score in scores])


def _weights(reader: Any, field: str, terms: list[bytes]) -> dict[int, float]:
    weights: dict[int, float] = {}
    for term in terms:
        if (field, term) in reader:
            matcher = reader._terms.matcher(field, term, reader.schema[field].format)
            while matcher.is_active():
                weights[matcher.id()] = weights.get(matcher.id(), 0.0) + matcher.weight()
                matcher.next()
    return weights


def for_whoosh(tree: query.Query) -> query.Query:
    """The tree with every pattern as one term.

    Whoosh's AndNotMatcher misses to exclude the first document when what it excludes begins before
    it; the same is said with other words.
    """
    if isinstance(tree, query.MultiTerm):
        return AsOneTerm(tree)
    if isinstance(tree, query.Not):
        return query.Not(for_whoosh(tree.query))
    if isinstance(tree, query.AndNot):
        return query.Require(for_whoosh(tree.a), query.Not(for_whoosh(tree.b)))
    if isinstance(tree, query.ConstantScoreQuery):
        return query.ConstantScoreQuery(for_whoosh(tree.child), tree.score)
    return tree if tree.is_leaf() else tree.apply(for_whoosh)


def scores(searcher: Any, tree: query.Query) -> dict[int, float]:
    """The score of each document that Whoosh's matchers find, in order of number.

    Whoosh's InverseMatcher lets a deleted document through when it is the first after the last that
    is excluded; those are left out.
    """
    found: dict[int, float] = {}
    tree = for_whoosh(tree)
    for leaf, offset in searcher.leaf_searchers():
        matcher = tree.matcher(leaf, searcher.context())
        while matcher.is_active():
            if not leaf.reader().is_deleted(matcher.id()):
                found[matcher.id() + offset] = matcher.score()
            matcher.next()
    return found
