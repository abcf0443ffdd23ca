"""How does an article get into a new generation?"""

from __future__ import annotations

import contextlib
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

from whoosh import index

from search import analysis
from search.article import Article
from search.engines.embedded import layout
from search.engines.embedded.schema import document, make_schema, texts_of
from search.errors import BackfileError, IndexDamaged

MEMORY_MB = 256
_ATTACHMENT = re.compile(r"[a-z][a-z0-9_.-]{0,60}")


class GenerationWriter:
    """Writes articles into a generation that is not served yet."""

    def __init__(self, directory: Path, *, empty: bool) -> None:
        schema = make_schema()
        opened = index.create_in(directory, schema) if empty else index.open_dir(directory, schema=schema)
        self._index = opened
        self._directory = directory
        self._writer = opened.writer(limitmb=MEMORY_MB)
        self._uncommitted: set[str] = set()
        self._stretches: set[str] = set()
        self._empty = empty

    def add(self, article: Article) -> None:
        """Adds an article, in place of one with the same id."""
        if article.id in self._uncommitted:
            self._flush()
        if not self._empty:
            self._writer.delete_by_term("id", article.id)
        self._writer.add_document(**document(article, self._new_words(article)))
        self._uncommitted.add(article.id)

    def delete(self, article_id: str) -> None:
        """Deletes the article with this id, if there is one."""
        if article_id in self._uncommitted:
            self._flush()
        self._writer.delete_by_term("id", article_id)

    def attach(self, name: str, content: bytes) -> None:
        """Keeps a file with the generation."""
        attachment(self._directory, name).write_bytes(content)

    def commit(self) -> int:
        """Finishes the generation; the number of articles in it."""
        self._writer.commit()
        return int(self._index.doc_count())

    def cancel(self) -> None:
        """Gives up; the directory can be deleted."""
        with contextlib.suppress(Exception):  # it may be broken in any way, and is thrown away
            self._writer.cancel()

    def _flush(self) -> None:
        """Commits what there is: Whoosh deletes only from what has been committed."""
        self._writer.commit(merge=False)
        self._writer = self._index.writer(limitmb=MEMORY_MB)
        self._uncommitted.clear()
        self._empty = False

    def _new_words(self, article: Article) -> set[str]:
        """The word forms of an article that this writer has not met yet."""
        texts = (text for each in texts_of(article).values() for text in each)
        fresh = {stretch for text in texts for stretch in analysis.stretches(text)} - self._stretches
        self._stretches |= fresh
        return {token.word for stretch in fresh for token in analysis.analyse(stretch).tokens}


def attachment(generation: Path, name: str) -> Path:
    """The path of an attached file. Raises BackfileError for a name that could lead elsewhere."""
    if not _ATTACHMENT.fullmatch(name) or name == layout.MANIFEST:
        raise BackfileError(f"{name!r} cannot be the name of an attached file.")
    return generation / name


@contextlib.contextmanager
def write_generation(root: Path, *, replace: bool) -> Iterator[GenerationWriter]:
    """A writer whose generation is verified, synced and served when the block ends well."""
    with layout.write_lock(root):
        served = None if replace else layout.current(root)
        directory = layout.new_generation(root)
        try:
            if served:
                _link(served, directory)
            writer = GenerationWriter(directory, empty=served is None)
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
