"""What does the engine do with queries that ask too much, or that it cannot evaluate on arrays?"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from whoosh import index, query

from search.engines.embedded.answer import answer
from search.engines.embedded.evaluate import Evaluation
from search.engines.embedded.kernels import best
from search.engines.embedded.patterns import fuzzy, wildcard
from search.engines.embedded.schema import make_schema
from search.engines.embedded.scoring import BM25
from search.engines.embedded.view import View
from search.engines.embedded.writer import GenerationWriter
from search.fields import TEXT, WORD
from search.query import parse
from search.request import SearchRequest
from tests.test_search_embedded_writer import articles
from tests.whoosh_oracle import scores


@pytest.fixture(scope="module")
def view(tmp_path_factory: pytest.TempPathFactory) -> View:
    """An index of three hundred random articles in three segments."""
    directory: Path = tmp_path_factory.mktemp("index")
    made = articles(300)
    for start in (0, 100, 200):
        writer = GenerationWriter(directory, empty=not start, processes=1)
        for article in made[start : start + 100]:
            writer.add(article)
        writer.commit()
    return View(index.open_dir(directory, schema=make_schema()).searcher(weighting=BM25()))


HOSTILE = (
    "a*", "*9*", "????*", "w* OR c* OR i*", " OR ".join(["war", "idlib", "cease"] * 40), "war -(w*)",
    '"war war war"~90', "(" * 15 + "war" + ")" * 15, '"the of and"', "war~64", "* -war", "-war -idlib",
)  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE)
def test_without_time_only_hits_are_found(view: View, text: str) -> None:
    """What is cut off says so, and finds some of what matches, never anything else."""
    tree = parse(text).tree
    whole, cut = Evaluation(view), Evaluation(view, budget=0.0)
    all_of_it, some = whole.run(tree).docs, cut.run(tree).docs
    assert not whole.partial
    if some is None:
        assert all_of_it is None
    elif all_of_it is not None:
        assert set(some.tolist()) <= set(all_of_it.tolist())
        assert cut.partial or len(some) == len(all_of_it)


def test_a_partial_answer_says_so(view: View) -> None:
    """The answer carries whether the time was enough."""
    tree = parse("war OR idlib OR cease").tree
    assert answer(view, SearchRequest(), tree, budget=-1.0).partial
    assert not answer(view, SearchRequest(), tree, budget=60.0).partial


def test_what_arrays_cannot_do_is_left_to_whoosh(view: View) -> None:
    """A kind of node that is not known is evaluated by Whoosh's matchers, and named."""
    words = [query.Term(TEXT, "war"), query.Term(TEXT, "idlib")]
    for tree in (query.Sequence(words), query.DisjunctionMax(words), query.Every("outlet_value")):
        evaluation = Evaluation(view)
        found = evaluation.run(tree)
        expected = scores(view.searcher, tree)
        assert found.docs is not None
        assert found.docs.tolist() == list(expected)
        assert found.scores().tolist() == pytest.approx(list(expected.values()), rel=1e-5)
        assert evaluation.fallbacks == [type(tree).__name__]


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        ("w*", {"war", "wars", "well", "welltodo"}),
        ("?ar", {"war"}),
        ("*8*", {"8500"}),
        ("c?a*f*e", {"ceasefire"}),
        ("??", {"un", "to", "do", "ap"}),
        ("*国", {"国"}),
    ],
)
def test_wildcards(view: View, pattern: str, words: set[str]) -> None:
    """The words of the dictionary that have the shape."""
    found = set()
    for leaf in view.leaves:
        table = leaf.postings.terms
        found |= {table.term(n).decode() for n in wildcard(table, WORD, pattern, lambda: False).tolist()}
    assert words <= found
    assert all(len(word) >= len(pattern.strip("*")) - pattern.count("*") for word in found)


def test_patterns_need_no_roots(tmp_path: Path) -> None:
    """What patterns stand for is written with a segment, but is found without that, too."""
    writer = GenerationWriter(tmp_path, empty=True, processes=1)
    for article in articles(50):
        writer.add(article)
    writer.commit()
    found = []
    for _ in range(2):
        view = View(index.open_dir(tmp_path, schema=make_schema()).searcher(weighting=BM25()))
        given = [Evaluation(view).run(parse(text).tree) for text in ("w*", "wars~", "*e*", "idlb~2")]
        found.append([list(zip(each.docs, each.scores(), strict=True)) for each in given])
        for path in tmp_path.glob("*.rts"):
            path.unlink()
    assert not list(tmp_path.glob("*.rts"))
    assert found[0] == found[1]
    assert any(found[0])


def test_fuzzy_words_agree_with_whoosh(view: View) -> None:
    """The same words as Whoosh's automaton accepts."""
    reader = view.searcher.leaf_searchers()[0][0].reader()
    table = view.leaves[0].postings.terms
    for word in ("wars", "idlob", "naive", "ceasfire", "中口", "x", "posst"):
        for distance in (1, 2):
            expected = sorted(query.FuzzyTerm(WORD, word, maxdist=distance)._btexts(reader))
            found = [table.term(n) for n in fuzzy(table, WORD, word, distance, 1).tolist()]
            assert [term.decode() for term in found] == [
                term if isinstance(term, str) else term.decode() for term in expected
            ]


@pytest.mark.parametrize("size", [0, 1, 5, 100, 5_000, 100_000])
@pytest.mark.parametrize("wanted", [1, 10, 300])
def test_the_best_are_those_that_sorting_finds(size: int, wanted: int) -> None:
    """Largest first, of equal ones the lower index first, whatever shortcut is taken."""
    values = np.random.default_rng(size).integers(0, 50, size).astype(np.float32)
    expected = sorted(range(size), key=lambda index: (-values[index], index))[:wanted]
    assert best(values, wanted).tolist() == expected
    assert best(values.astype(np.int64), wanted).tolist() == expected
