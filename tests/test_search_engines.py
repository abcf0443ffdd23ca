"""What every engine must do, whatever it keeps its index in."""

from __future__ import annotations

import datetime

import pytest

from search.archive import Archive
from search.dates import PartialDate
from search.engines import Engine, open_engine
from search.errors import ArticleNotFound, ConfigError, IndexLocked, IndexMissing
from search.request import FacetValue, SearchRequest
from tests.conftest import SMALL, article, build


def found(archive: Archive, q: str = "", **request: object) -> list[str]:
    """The ids of the hits."""
    return [hit.article.id for hit in archive.search(SearchRequest(q, **request)).hits]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("q", "ids"),
    [
        ("idlib offensive", {"a1"}),
        ("offensive", {"a1", "a3", "a4"}),
        ("offensive -syria", {"a1", "a4"}),
        ("idlib OR rained", {"a1", "a4"}),
        ("(idlib OR russia) offensive", {"a1", "a3"}),
        ("UN", {"a2", "a3"}),
        ("U.N.", {"a2", "a3"}),
        ("ceasefire", {"a1", "a2"}),
        ("cease-fire", {"a1", "a2"}),
        ("Syrian", {"a2"}),
        ("facade", {"a3"}),
        ('"envoy hopes"', {"a2"}),
        ('"hopes envoy"', set()),
        ('"Annan Damascus"~5', {"a2"}),
        ('"hopes for ceasefire Kofi"', set()),
        ("offen*", {"a1", "a3", "a4"}),
        ("resolution*", {"a3"}),
        ("r?ined", {"a4"}),
        ("Damascuz~", {"a2"}),
        ("headline:idlib", {"a1"}),
        ("headline:offensive", set()),
        ("standfirst:rebels", {"a1"}),
        ("rebels", {"a1"}),
        ("tank caption:tank", {"a1"}),
        ("byline:mcnaught", {"a1"}),
        ('outlet:"Al Jazeera"', {"a1", "a3"}),
        ("outlet:jpost", {"a2"}),
        ("agency:reuters", {"a2"}),
        ("location:syria", {"a1", "a2", "a3"}),
        ("location:idlib", {"a1"}),
        ("date:2012-03-11", {"a1", "a2", "a3"}),
        ("date:2012-04", {"a3"}),
        ("date:2011..2012-02", {"a3"}),
        ("date:2013..", set()),
        ("-offensive", {"a2"}),
        ("", {"a1", "a2", "a3", "a4"}),
    ],
)
def test_a_query_finds(archive: Archive, q: str, ids: set[str]) -> None:
    """Each construct of the language finds the articles it is meant to."""
    assert set(found(archive, q)) == ids


def test_a_word_in_the_headline_counts_more(archive: Archive, engine: Engine) -> None:
    """Of two articles with the same words, the one with the word in its headline comes first."""
    in_body, in_headline = ("Other words", "ceasefire here"), ("ceasefire here", "Other words")
    build(engine, [article("body", *in_body), article("head", *in_headline)])
    assert found(archive, "ceasefire") == ["head", "body"]


def test_selections_and_exclusions(archive: Archive) -> None:
    """Values of a field are alternatives, fields add up, exclusions take away."""
    both = ("Al Jazeera", "The Jerusalem Post")
    assert set(found(archive, selected={"outlet": both})) == {"a1", "a2", "a3"}
    assert found(archive, selected={"outlet": ("Al Jazeera",), "location": ("Russia",)}) == ["a3"]
    assert set(found(archive, selected={"location": ("Syria",)})) == {"a1", "a2", "a3"}
    assert found(archive, selected={"location": ("Syria/Damascus",)}) == ["a2"]
    assert found(archive, selected={"outlet": ("Unknown",)}) == ["a4"]
    assert set(found(archive, excluded={"location": ("Syria/Idlib", "Russia")})) == {"a2", "a4"}


def test_counts_ignore_the_facets_own_selection(archive: Archive) -> None:
    """The other outlets stay countable when one is chosen; the places narrow."""
    result = archive.search(SearchRequest(selected={"outlet": ("Al Jazeera",)}))
    assert result.total == 2
    assert [(v.value, v.count, v.selected) for v in result.facets["outlet"]] == [
        ("Al Jazeera", 2, True), ("The Jerusalem Post", 1, False), ("Unknown", 1, False),
    ]  # fmt: skip
    assert [(v.value, v.count) for v in result.facets["location"]] == [("Syria", 2), ("Russia", 1)]


def test_places_are_a_tree(archive: Archive) -> None:
    """A country counts each of its articles once, with its places below it."""
    syria, russia, unknown = archive.search(SearchRequest()).facets["location"]
    assert (syria.path, syria.count) == ("Syria", 3)
    assert [(child.value, child.path, child.count) for child in syria.children] == [
        ("Damascus", "Syria/Damascus", 1), ("Idlib", "Syria/Idlib", 1),
    ]  # fmt: skip
    assert (russia.count, unknown.value, unknown.count) == (1, "Unknown", 1)


def test_a_selected_value_without_hits_is_still_listed(archive: Archive) -> None:
    """A filter that leaves nothing can be seen and taken back."""
    result = archive.search(SearchRequest("rained", selected={"outlet": ("Nobody",)}))
    assert FacetValue("Nobody", "Nobody", 0, selected=True) in result.facets["outlet"]


def test_facet_limit(archive: Archive) -> None:
    """A short list has the most frequent values, and those that are selected."""
    request = SearchRequest(selected={"outlet": ("The Jerusalem Post",)}, facet_limit=1)
    assert [v.value for v in archive.search(request).facets["outlet"]] == ["Al Jazeera", "The Jerusalem Post"]


def test_dates_narrow(archive: Archive) -> None:
    """A range keeps what may be in it; what has no date is kept unless told otherwise."""
    march = {"date_from": PartialDate(2012, 3), "date_to": PartialDate(2012, 3)}
    april = {"date_from": PartialDate(2012, 4)}
    assert set(found(archive, **march)) == {"a1", "a2", "a3", "a4"}
    assert set(found(archive, **march, undated="exclude")) == {"a1", "a2", "a3"}
    assert found(archive, **april, undated="exclude") == ["a3"]
    assert found(archive, undated="only") == ["a4"]


def test_histogram(archive: Archive) -> None:
    """Hits are counted by month; what is known less well is counted apart."""
    histogram = archive.search(SearchRequest()).histogram
    assert histogram.months == {datetime.date(2012, 3, 1): 2}
    assert (histogram.imprecise, histogram.undated) == (1, 1)


def test_sorting_by_date(archive: Archive) -> None:
    """The undated come last, whichever way."""
    assert found(archive, sort="newest") == ["a1", "a2", "a3", "a4"]
    assert found(archive, sort="oldest") == ["a3", "a2", "a1", "a4"]


@pytest.mark.parametrize("sort", ["relevance", "newest", "oldest"])
def test_pages_follow_one_another(archive: Archive, sort: str) -> None:
    """Pages neither lose nor repeat hits, and the total is the same on each."""
    q = "offensive OR syria"
    paged = [found(archive, q, sort=sort, per_page=1, page=page) for page in (1, 2, 3, 4)]
    assert [each for page in paged for each in page] == found(archive, q, sort=sort)
    assert found(archive, "offensive", per_page=10, page=9) == []


def test_a_cursor_walks_every_hit_once(archive: Archive) -> None:
    """From cursor to cursor, in the order of ids."""
    seen, cursor = [], ""
    while cursor is not None:
        result = archive.search(SearchRequest("offensive", cursor=cursor, per_page=2))
        seen += [hit.article.id for hit in result.hits]
        cursor = result.next_cursor
    assert seen == ["a1", "a3", "a4"]


def test_articles_come_back_as_they_went_in(archive: Archive) -> None:
    """Everything known of an article is stored."""
    assert [archive.article(each.id) for each in SMALL] == list(SMALL)
    with pytest.raises(ArticleNotFound):
        archive.article("nobody")


def test_terms_complete_a_prefix(engine: Engine, archive: Archive) -> None:
    """Completions are words as written, the most frequent first."""
    assert engine.terms("off", 5) == ["offensive"]
    assert engine.terms("SYR", 5)[0] in {"syria", "syrias"}
    assert engine.terms("zzz", 5) == []


def test_a_failed_write_changes_nothing(engine: Engine, archive: Archive) -> None:
    """An error in the block leaves the served generation as it was."""
    before = engine.status()

    def fail() -> None:
        with engine.writer(replace=True) as writer:
            writer.add(article("new", "New"))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert engine.status() == before
    assert found(archive, "new") == []


def test_a_new_generation_is_served_without_reopening(engine: Engine, archive: Archive) -> None:
    """An engine that is open notices what another one wrote; nothing shows before the block ends."""
    with engine.writer(replace=True) as writer:
        writer.add(article("b1", "Fresh news"))
        assert set(found(archive)) == {"a1", "a2", "a3", "a4"}
    assert found(archive) == ["b1"]


def test_the_generation_before_can_be_served_again(engine: Engine, archive: Archive) -> None:
    """What a wrong build did is undone at once, once; the next build follows what is served then."""
    first = archive.status().generation
    build(engine, SMALL[:1])
    engine.roll_back()
    assert archive.status().generation == first
    assert len(found(archive)) == len(SMALL)
    with pytest.raises(IndexMissing, match="is kept"):
        engine.roll_back()
    build(engine, SMALL[1:])
    engine.roll_back()
    assert archive.status().generation == first


def test_updating_keeps_replaces_and_deletes(engine: Engine, archive: Archive) -> None:
    """Without `replace`, a generation starts from the one being served."""
    with engine.writer(replace=False) as writer:
        writer.add(article("a1", "Second edition"))
        writer.add(article("a5", "Extra"))
        writer.add(article("a5", "Extra, extra"))
        writer.delete("a2")
        writer.delete("nobody")
    assert set(found(archive)) == {"a1", "a3", "a4", "a5"}
    assert found(archive, "edition") == ["a1"]
    assert found(archive, "extra") == ["a5"]
    assert found(archive, "idlib") == []
    assert engine.status().articles == 4


def test_only_one_program_writes(engine: Engine, archive: Archive) -> None:
    """A second writer is refused, with an error that says why."""
    with engine.writer(replace=True), pytest.raises(IndexLocked), engine.writer(replace=True):
        pass


def test_attached_files_stay_with_their_generation(engine: Engine) -> None:
    """What is attached is found again; the next generation does not have it."""
    with engine.writer(replace=True) as writer:
        writer.attach("rejected.jsonl", b"{}\n")
    assert engine.attachment("rejected.jsonl") == b"{}\n"
    build(engine, SMALL)
    assert engine.attachment("rejected.jsonl") is None


@pytest.mark.parametrize("q", ["", "x", "x*", "-x", "date:2012"])
def test_an_archive_without_articles(engine: Engine, q: str) -> None:
    """An empty index answers: nothing."""
    build(engine, [])
    result = Archive(engine).search(SearchRequest(q))
    assert (result.total, result.hits, engine.status().articles) == (0, (), 0)
    assert all(values == () for values in result.facets.values())


def test_nothing_built_yet(engine: Engine) -> None:
    """Searching before the first build says that there is no index and how to build one."""
    with pytest.raises(IndexMissing, match="index build"):
        Archive(engine).search(SearchRequest("x"))


@pytest.mark.parametrize("url", ["", "whoosh", "nosuch:place", "whoosh:"])
def test_an_unknown_engine_is_a_clear_error(url: str) -> None:
    """The error names the schemes there are."""
    with pytest.raises(ConfigError, match="whoosh"):
        open_engine(url)


@pytest.mark.parametrize(
    ("q", "expected"),
    [
        ("byline:*", ["a1"]),
        ("-byline:*", ["a2", "a3", "a4"]),
        ("location:*", ["a1", "a2", "a3"]),
        ("caption:* OR agency:*", ["a1", "a2"]),
        ("agency:* agency:Reuters", ["a2"]),
        ("weather *", ["a4"]),
        ("*", ["a1", "a2", "a3", "a4"]),
    ],
)  # fmt: skip
def test_an_asterisk_is_whatever_a_field_has(archive: Archive, q: str, expected: list[str]) -> None:
    """It takes nothing away from the rest of the query."""
    assert sorted(hit.article.id for hit in archive.search(SearchRequest(q=q)).hits) == expected
