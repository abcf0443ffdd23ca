"""Whatever happened to a file of an index, a search is answered, or says that the index is damaged."""

from __future__ import annotations

import contextlib
import gc
import random
from pathlib import Path

import pytest

from search.archive import Archive
from search.errors import IndexUnavailable
from search.request import SearchRequest
from tests.web_archive import built

QUERIES = ("Idlib offensive", '"peace talks"', "damsc~", "a*", "location:Syria", "date:2012", "")


def answer(index: Path) -> None:
    """Asks for all that an archive can be asked for."""
    archive = Archive.open(f"whoosh:{index}")
    for q in QUERIES:
        result = archive.search(SearchRequest(q))
        archive.did_you_mean(result)
        for hit in result.hits:
            archive.article(hit.article.id)
    archive.suggest("id")
    archive.status()


# Whoosh does not close a file that it cannot read to its end.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("suffix", ["toc", "doc", "ids", "trm", "pos", "sto", "json", "CURRENT"])
def test_damage_is_told_or_does_no_harm(tmp_path: Path, suffix: str) -> None:
    """Bytes that changed, the end cut off, or nothing there at all; the table of contents is a pickle."""
    built(tmp_path / "index").close()
    path = next(each for each in sorted((tmp_path / "index").rglob("*")) if each.name.endswith(suffix))
    whole = path.read_bytes()
    chosen = random.Random(suffix)
    for _ in range(20):
        at = chosen.randrange(len(whole))
        some = bytes(chosen.randrange(256) for _ in range(min(8, len(whole) - at)))
        for content in (whole[:at] + some + whole[at + len(some) :], whole[:at], b""):
            path.write_bytes(content)
            with contextlib.suppress(IndexUnavailable):
                answer(tmp_path / "index")
    path.unlink()
    with pytest.raises(IndexUnavailable):
        answer(tmp_path / "index")
    gc.collect()  # so that the warnings of files left open come here and not in a later test
