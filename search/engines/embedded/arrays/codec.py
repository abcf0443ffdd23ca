"""How does Whoosh find the classes that read and write segments of arrays?

`index.writer(codec=ArrayCodec())` writes such segments with Whoosh's own `add_document`; an index
that has them is opened with `whoosh.index.open_dir`, since every segment knows its codec.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from whoosh.codec import base

from search.engines.embedded.arrays.gather import ArrayDocumentWriter, ArrayFieldWriter
from search.engines.embedded.arrays.readers import ArrayDocumentReader, ArrayTermsReader


class ArrayCodec(base.Codec):  # type: ignore[misc]
    """Whoosh's door to segments of arrays."""

    length_stats = False

    def per_document_writer(self, storage: Any, segment: Any) -> ArrayDocumentWriter:
        """Gathers documents."""
        segment.gathered = ArrayDocumentWriter()
        return segment.gathered  # type: ignore[no-any-return]

    def field_writer(self, storage: Any, segment: Any) -> ArrayFieldWriter:
        """Gathers postings and writes the segment."""
        return ArrayFieldWriter(storage, segment, segment.gathered)

    def per_document_reader(self, storage: Any, segment: Any) -> ArrayDocumentReader:
        """Reads documents."""
        return ArrayDocumentReader(storage, segment)

    def terms_reader(self, storage: Any, segment: Any) -> ArrayTermsReader:
        """Reads terms and postings."""
        return ArrayTermsReader(storage, segment)

    def new_segment(self, storage: Any, indexname: str) -> ArraySegment:
        """A segment that has no files yet."""
        return ArraySegment(indexname)


class ArraySegment(base.Segment):  # type: ignore[misc]
    """What Whoosh's table of contents says of a segment: its name, size and deleted documents."""

    def __init__(self, indexname: str) -> None:
        super().__init__(indexname)
        self._count = 0
        self._deleted: set[int] = set()
        self.gathered: ArrayDocumentWriter | None = None

    def __getstate__(self) -> dict[str, Any]:
        return {**self.__dict__, "gathered": None}

    def codec(self) -> ArrayCodec:
        """The codec that reads it."""
        return ArrayCodec()

    def should_assemble(self) -> bool:
        """Its files stay files of their own, to be mapped."""
        return False

    def set_doc_count(self, count: int) -> None:
        """Says how many documents it has."""
        self._count = count

    def doc_count_all(self) -> int:
        """How many documents it has, deleted ones included."""
        return self._count

    def deleted_count(self) -> int:
        """How many are deleted."""
        return len(self._deleted)

    def deleted_docs(self) -> Iterator[int]:
        """Which are deleted."""
        return iter(self._deleted)

    def delete_document(self, docnum: int, delete: bool = True) -> None:
        """Marks a document as deleted, or not."""
        if delete:
            self._deleted.add(docnum)
        else:
            self._deleted.discard(docnum)

    def is_deleted(self, docnum: int) -> bool:
        """Whether a document is deleted."""
        return docnum in self._deleted
