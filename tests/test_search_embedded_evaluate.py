"""Does evaluation on arrays find what Whoosh's own matchers find, with the same scores?

`make test-long` makes a long run: each example is an archive with four to eight queries.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import whoosh
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from whoosh import index, query

from search.article import Article
from search.clauses import ByWord, date_range
from search.dates import PartialDate
from search.engines.embedded import counting, found
from search.engines.embedded.answer import Answer, answer
from search.engines.embedded.evaluate import Evaluation
from search.engines.embedded.schema import make_schema, unpack
from search.engines.embedded.scoring import BM25
from search.engines.embedded.view import View
from search.engines.embedded.writer import GenerationWriter
from search.facets import values
from search.fields import TEXT, WORD
from search.request import SearchRequest
from tests.whoosh_oracle import scores

BINARY = (query.AndNot, query.Require) if whoosh.__version__ >= (3,) else ()
"""In Whoosh 2.7.4, Require finds what it should not. Our language makes neither."""

EXAMPLES = int(os.environ.get("BACKFILE_EXAMPLES", "40"))

WORDS = tuple("war warn warns warning peace pearl cease-fire ceasefire fire U.N. idlib Çelik".split())
TERMS = tuple("war warn peac pearl ceas ceasefir fire un idlib celik absent".split())
PATTERNS = ("w*n", "*r*", "?ar", "????*", "*s", "pe?c*")
MISSPELT = ("wars", "pearce", "fire", "idlb")
FIELDS = (TEXT, TEXT, TEXT, "headline", "standfirst", "outlet")

words = st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join)
dates = st.none() | st.builds(PartialDate, st.integers(2010, 2012), st.none() | st.integers(1, 12))
outlets = st.sampled_from((None, "Herald", "Evening Post", "War Times"))
PLACES = ("Syria", "Syria/Idlib", "Syria/Homs", "Russia", "Russia/Omsk", "Iraq/Basra", "Iraq/Mosul")
places = st.lists(st.sampled_from(PLACES), max_size=6).map(tuple)
contents = st.tuples(words, words, words, outlets, dates, places)
archives = st.lists(st.lists(contents, min_size=1, max_size=12), min_size=1, max_size=4)

fields = st.sampled_from(FIELDS)
boosts = st.sampled_from((1.0, 1.0, 2.0, 0.5))
days = st.none() | st.integers(PartialDate(2010).first.toordinal(), PartialDate(2012).last.toordinal())
patterns = st.one_of(
    st.builds(query.Prefix, st.just(WORD), st.sampled_from(("war", "p", "c", "x"))),
    st.builds(query.Wildcard, st.just(WORD), st.sampled_from(PATTERNS)),
    st.builds(query.FuzzyTerm, st.just(WORD), st.sampled_from(MISSPELT), maxdist=st.integers(1, 2)),
)
phrases = st.lists(st.sampled_from(TERMS[:-1]), min_size=2, max_size=3)
leaves = st.one_of(
    st.builds(query.Term, fields, st.sampled_from(TERMS), boost=boosts),
    st.builds(query.Phrase, fields, phrases, slop=st.integers(1, 4)),
    st.builds(ByWord, fields, patterns),
    st.builds(query.Prefix, fields, st.sampled_from(("wa", "pea", "f"))),
    st.builds(date_range, days, days),
    st.just(query.Every()),
    st.just(query.Every("headline")),
)


def _compound(parts: st.SearchStrategy[query.Query]) -> st.SearchStrategy[query.Query]:
    several = st.lists(parts, min_size=2, max_size=4)
    return st.one_of(
        st.builds(query.And, several, boost=boosts),
        st.builds(query.Or, several, boost=boosts),
        st.builds(lambda part, barred: query.And([part, query.Not(barred)]), parts, parts),
        st.builds(query.ConstantScoreQuery, parts, st.sampled_from((1.0, 3.0))),
        st.builds(query.Not, parts),
        *(st.builds(kind, parts, parts) for kind in BINARY),
    )


parts = st.recursive(leaves, _compound, max_leaves=8)
trees = parts | st.builds(query.AndMaybe, parts, leaves)  # not deeper: Whoosh's then loses its way


def build(directory: Path, archive: list[list[Any]], deleted: set[int]) -> View:
    """An index of these articles, a segment each list, of which some are deleted again."""
    number = 0
    for segment, articles in enumerate(archive):
        writer = GenerationWriter(directory, empty=segment == 0, processes=1)
        for headline, standfirst, body, outlet, date, locations in articles:
            writer.add(
                Article(
                    id=f"{number:03}", source="", headline=headline, standfirst=standfirst, body=body,
                    outlet=outlet, date=date, locations=locations,
                )
            )  # fmt: skip
            number += 1
        writer.commit()
    writer = GenerationWriter(directory, empty=False, processes=1)
    for each in deleted:
        writer.delete(f"{each:03}")
    writer.commit()
    return View(index.open_dir(directory, schema=make_schema()).searcher(weighting=BM25()))


numbers = st.sets(st.integers(0, 30), max_size=4)


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    archive=archives,
    deleted=numbers,
    asked=st.lists(trees, min_size=4, max_size=8),
    frequent=st.sampled_from((0, 3, found.FREQUENT)),
    few=st.sampled_from((0, counting.FEW)),
)
def test_evaluation_agrees_with_whoosh(
    archive: list[Any], deleted: set[int], asked: list[query.Query], frequent: int, few: int
) -> None:
    """The same documents with the same scores to 1e-5, over one and many segments, with deletions;
    whether no term is kept as a bitmap, some are, or, in so few articles, all; however hits are counted."""
    directory = Path(tempfile.mkdtemp())
    patched = pytest.MonkeyPatch()
    patched.setattr(found, "FREQUENT", frequent)
    patched.setattr(counting, "FEW", few)
    try:
        view = build(directory, archive, deleted)
        for tree in asked:
            try:
                expected = scores(view.searcher, tree)
            except IndexError:  # some of Whoosh's matchers read on after their end
                continue
            evaluation = Evaluation(view)
            given = evaluation.run(tree)
            docs = list(range(view.count)) if given.docs is None else given.docs.tolist()
            assert docs == list(expected), tree
            scored = given.scores(count=view.count).tolist()
            assert scored == pytest.approx(list(expected.values()), rel=1e-5), tree
            assert not evaluation.partial
            _check_answer(view, tree, expected)
    finally:
        patched.undo()
        shutil.rmtree(directory)


def test_phrases_of_very_long_articles(tmp_path: Path) -> None:
    """Positions may be large and words far apart; Whoosh finds the same."""
    bodies = ["war " + "filler " * 70_000 + "peace fire", "peace fire war", "fire"]
    view = build(tmp_path, [[("", "", body, None, None, ()) for body in bodies]], {2})
    for words in (["peac", "fire"], ["war", "peac", "fire"], ["war", "fire"]):
        for slop in (1, 2, 70_000, 70_001):
            tree = query.Phrase(TEXT, words, slop=slop)
            assert _documents(view, tree) == list(scores(view.searcher, tree)), (words, slop)


def test_phrases_of_very_many_articles(tmp_path: Path) -> None:
    """Words that are in most articles are compared some thousand articles at a time."""
    bodies = ["war peace fire", "peace war", "fire war peace peace", "warn"] * 4_200
    view = build(tmp_path, [[("", "", body, None, None, ()) for body in bodies]], set())
    for text in ("war peace", "peace fire", "peace peace", "war peace fire"):
        expected = [number for number, body in enumerate(bodies) if text in body]
        assert _documents(view, query.Phrase(TEXT, text.replace("peace", "peac").split())) == expected, text


frequent = st.lists(st.sampled_from(("war", "peace", "fire", "cease-fire")), min_size=25, max_size=50)
bodies = (frequent | st.lists(st.sampled_from(WORDS), max_size=12)).map(" ".join)
frequent_terms = st.lists(st.sampled_from(("war", "peac", "fire", "ceasefir")), min_size=2, max_size=3)


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    archive=st.lists(st.lists(bodies, min_size=1, max_size=6), min_size=1, max_size=4),
    deleted=numbers,
    asked=st.lists(frequent_terms, min_size=8, max_size=8),
)
def test_phrases_of_very_frequent_words(
    archive: list[list[str]], deleted: set[int], asked: list[list[str]]
) -> None:
    """Segments keep which articles have two of the most frequent words one after the other; what is found
    is the same, be it kept in all segments, in some or in none."""
    with tempfile.TemporaryDirectory() as directory:
        segments = [[("", "", body, None, None, ()) for body in segment] for segment in archive]
        view = build(Path(directory), segments, deleted)
        for terms in asked:
            tree = query.Phrase(TEXT, terms)
            expected = scores(view.searcher, tree)
            found = Evaluation(view).run(tree)
            assert found.docs is not None
            assert found.docs.tolist() == list(expected), terms
            assert found.scores().tolist() == pytest.approx(list(expected.values()), rel=1e-5), terms


def _documents(view: View, tree: query.Query) -> list[int]:
    found = Evaluation(view).run(tree)
    assert found.docs is not None
    return found.docs.tolist()


def _check_answer(view: View, tree: query.Query, expected: dict[int, float]) -> None:
    """The answer's page is in the order of scores, and its facets count what its hits have."""
    given = answer(view, SearchRequest(), tree, budget=60)
    assert given.total == len(expected)
    _check_page(given, expected)
    articles = {doc: unpack(view.stored(doc)) for doc in expected}
    assert given.counts == {name: _counted(articles.values(), name) for name in ("outlet", "location")}
    histogram, dates = given.histogram, [each.date for each in articles.values() if each.date]
    months = sorted(date.first.replace(day=1) for date in dates if date.month)
    assert list(histogram.months.items()) == list(Counter(months).items())
    assert histogram.undated == len(expected) - len(dates)
    assert histogram.imprecise == len(dates) - len(months)
    _check_narrowed(view, tree, expected, articles)


def _check_narrowed(
    view: View, tree: query.Query, expected: dict[int, float], articles: dict[int, Article]
) -> None:
    """A selected outlet narrows the hits and the other facet, but not the counts of outlets; so do dates."""
    dates = {"date_from": PartialDate(2011), "undated": "exclude"}
    request = SearchRequest(selected={"outlet": ("Herald", "War Times")}, **dates)
    given = answer(view, request, tree, budget=60)
    late = {doc: each for doc, each in articles.items() if each.date and each.date.year >= 2011}
    hits = {doc: expected[doc] for doc, each in late.items() if each.outlet in ("Herald", "War Times")}
    assert given.total == len(hits)
    _check_page(given, hits)
    assert given.counts["outlet"] == _counted(late.values(), "outlet")
    assert given.counts["location"] == _counted([articles[doc] for doc in hits], "location")


def _check_page(given: Answer, expected: dict[int, float]) -> None:
    best = sorted(expected, key=lambda doc: (-np.float32(expected[doc]), doc))[:10]
    assert [score for _, score in given.page] == pytest.approx([expected[doc] for doc in best], rel=1e-5)


def _counted(articles: Iterable[Article], field: str) -> Counter[str]:
    return Counter(value for article in articles for value in values(article, field))
