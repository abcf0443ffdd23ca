"""How does an article get into a new generation?"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from whoosh import index

from search.article import Article
from search.engines.embedded import layout, pairs, roots
from search.engines.embedded.arrays.codec import ArrayCodec, ArraySegment
from search.engines.embedded.arrays.merge import merge
from search.engines.embedded.arrays.segment import Documents, Postings, verify
from search.engines.embedded.batches import Batches
from search.engines.embedded.patterns import find_all
from search.engines.embedded.schema import ID, make_schema
from search.errors import BackfileError, IndexDamaged
from search.fields import WORD

PROCESSES = min(os.cpu_count() or 1, 4)

_ATTACHMENT = re.compile(r"[a-z][a-z0-9_.-]{0,60}")
_PER_LEVEL = 8
_BASE = 10


class GenerationWriter:
    """Writes articles into a generation that is not served yet.

    Articles are written as segments of some thousands, by several processes, and those are merged
    when the generation is finished.
    """

    def __init__(self, directory: Path, *, empty: bool, processes: int = PROCESSES) -> None:
        schema = make_schema()
        opened = index.create_in(directory, schema) if empty else index.open_dir(directory, schema=schema)
        self._index = opened
        self._directory = directory
        self._writer = opened.writer(codec=ArrayCodec())
        self._batches = Batches(directory, processes, _dictionary(opened.storage, self._writer.segments))
        self._places: dict[str, tuple[int, int]] = {}
        self._superseded: list[tuple[int, int]] = []
        self._gone: set[str] = set()

    def add(self, article: Article) -> None:
        """Adds an article, in place of one with the same id."""
        self.delete(article.id)
        self._places[article.id] = self._batches.add(article)

    def delete(self, article_id: str) -> None:
        """Deletes the article with this id, if there is one."""
        if self._writer.segments:
            self._gone.add(article_id)
        if article_id in self._places:
            self._superseded.append(self._places.pop(article_id))

    def attach(self, name: str, content: bytes) -> None:
        """Keeps a file with the generation."""
        path = attachment(self._directory, name)
        path.unlink(missing_ok=True)  # it may be that of the generation before, which does not change
        path.write_bytes(content)

    def commit(self) -> int:
        """Finishes the generation; the number of articles in it."""
        fresh = self._batches.finish()
        for batch, document in self._superseded:
            fresh[batch].delete_document(document)
        self._places.clear()  # 0.2 GB for a million articles, which merging can use
        served = self._writer.segments
        for segment in served:
            self._delete_from(segment)
        segments = self._settled(served, fresh)
        self._writer.commit(mergetype=lambda *_: segments)
        for segment in segments:
            if segment not in served:
                verify(self._index.storage, segment)
                roots.write(self._index.storage, segment)
                pairs.write(self._index.storage, segment)
        return int(self._index.doc_count())

    def cancel(self) -> None:
        """Gives up; the directory can be deleted."""
        self._batches.cancel()
        with contextlib.suppress(Exception):  # it may be broken in any way, and is thrown away
            self._writer.cancel()

    def _delete_from(self, segment: Any) -> None:
        postings = Postings(self._index.storage, segment)
        found = find_all(postings.terms, ID, [article_id.encode() for article_id in self._gone])
        for number in found[found >= 0].tolist():
            for document in postings.documents(number).tolist():
                segment.delete_document(document)

    def _settled(self, served: list[Any], fresh: list[Any]) -> list[Any]:
        """The segments of the generation, after merging what should be."""
        segments = [*served, *([self._merged(fresh)] if fresh else [])]
        segments = [self._merged([one]) if _is_hollow(one) else one for one in segments]
        while crowded := _crowded(segments):
            first = segments.index(crowded[0])
            rest = [segment for segment in segments if segment not in crowded]
            segments = [*rest[:first], self._merged(crowded), *rest[first:]]
        return [segment for segment in segments if segment.doc_count()]

    def _merged(self, segments: list[Any]) -> Any:
        if len(segments) == 1 and not segments[0].has_deletions():
            return segments[0]
        merged = ArraySegment(self._index.indexname)
        merge(self._index.storage, segments, merged, once={WORD})
        return merged


def _dictionary(storage: Any, segments: list[Any]) -> bytes:
    """The dictionary of the largest segment that has one, so that an index keeps to one."""
    for segment in sorted(segments, key=lambda segment: -int(segment.doc_count())):
        for dictionary in Documents(storage, segment).stored.dictionaries.values():
            return dictionary
    return b""


def _is_hollow(segment: Any) -> bool:
    """Whether so many documents of a segment are deleted that it should be written anew."""
    return int(segment.deleted_count()) * 4 > int(segment.doc_count_all())


def _crowded(segments: list[Any]) -> list[Any]:
    """Segments of one order of magnitude, if there are too many."""
    sizes = np.array([max(segment.doc_count(), 1) for segment in segments])
    levels = np.log(sizes) // np.log(_BASE) if len(sizes) else sizes
    for level in np.unique(levels):
        at = np.flatnonzero(levels == level).tolist()
        if len(at) >= _PER_LEVEL:
            return [segments[i] for i in at]
    return []


def attachment(generation: Path, name: str) -> Path:
    """The path of an attached file. Raises BackfileError for a name that could lead elsewhere."""
    if not _ATTACHMENT.fullmatch(name) or name == layout.MANIFEST:
        raise BackfileError(f"{name!r} cannot be the name of an attached file.")
    return generation / name


@contextlib.contextmanager
def write_generation(root: Path, *, replace: bool, processes: int = PROCESSES) -> Iterator[GenerationWriter]:
    """A writer whose generation is verified, synced and served when the block ends well."""
    with layout.write_lock(root):
        served = None if replace else layout.current(root)
        directory = layout.new_generation(root)
        try:
            if served:
                _link(served, directory)
            writer = GenerationWriter(directory, empty=served is None, processes=processes)
            try:
                yield writer
                articles = writer.commit()
            except BaseException:
                writer.cancel()
                raise
            _verify(directory, articles)
            layout.seal(directory, articles)
            layout.switch(root, directory)
        except OSError as error:
            shutil.rmtree(directory, ignore_errors=True)
            message = f"The new generation could not be written: {error.strerror or error}."
            raise BackfileError(message, "The one before it is still served.") from error
        except BaseException:
            shutil.rmtree(directory, ignore_errors=True)
            raise


def _link(served: Path, directory: Path) -> None:
    """Puts the files of the served generation into a new one. Whoosh never changes a file in place."""
    for path in served.iterdir():
        if path.name != layout.MANIFEST and not path.name.endswith("LOCK"):
            (directory / path.name).hardlink_to(path)


def _verify(directory: Path, articles: int) -> None:
    opened = index.open_dir(directory, schema=make_schema())
    with opened.reader() as reader:
        if reader.doc_count() != articles:
            raise IndexDamaged(f"The new generation holds {reader.doc_count()} articles, not {articles}.")
