"""How are stored fields kept small and near?

The stored fields of a document are a JSON object. Objects are gathered until they fill a block of
`BLOCK` bytes, which is compressed as one: neighbours help each other. .sto holds the blocks, .doc
for each document the number of its block (`stored_block`, int32, -1 for none) and where it begins
in it (`stored_at`, uint32), and where blocks begin in .sto (`blocks`, int64, one more than blocks).
"""

from __future__ import annotations

import json
import threading
import zlib
from collections import OrderedDict
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt

from search.engines.embedded.arrays.container import Container, ContainerWriter
from search.errors import IndexDamaged

BLOCK = 32_768
LEVEL = 5
_KEPT = 16

Numbers = npt.NDArray[Any]


class StoredWriter:
    """Writes stored fields in the order of documents."""

    def __init__(self, out: ContainerWriter) -> None:
        self._out = out
        self._gathered: list[bytes] = []
        self._size = 0
        self._block: list[int] = []
        self._at: list[int] = []
        self._blocks = [0]
        out.begin("blocks", np.uint8)

    def add(self, packed: bytes) -> None:
        """Adds the next document's fields as `pack` made them; empty bytes if it has none."""
        self._block.append(len(self._blocks) - 1 if packed else -1)
        self._at.append(self._size)
        if not packed:
            return
        self._gathered.append(packed)
        self._size += len(packed) + 1
        if self._size >= BLOCK:
            self._flush()

    def copy(self, compressed: npt.NDArray[np.uint8], sizes: Numbers, block: Numbers, at: Numbers) -> None:
        """Adds documents whose blocks are compressed already.

        `compressed` are blocks of these `sizes`, one after the other; `block` and `at` say for each
        document in which of them it is, -1 for none, and where.
        """
        if self._gathered:
            self._flush()
        first = len(self._blocks) - 1
        self._block += np.where(block < 0, -1, block + first).tolist()
        self._at += at.tolist()
        self._out.extend(compressed)
        self._blocks += (np.cumsum(sizes) + self._blocks[-1]).tolist()

    def close(self, documents: ContainerWriter) -> None:
        """Ends .sto and writes to .doc where everything is."""
        if self._gathered:
            self._flush()
        self._out.end()
        self._out.close()
        documents.put("stored_block", np.array(self._block, np.int32))
        documents.put("stored_at", np.array(self._at, np.uint32))
        documents.put("blocks", np.array(self._blocks, np.int64))

    def _flush(self) -> None:
        compressed = zlib.compress(b"\n".join(self._gathered), LEVEL)
        self._out.extend(np.frombuffer(compressed, np.uint8))
        self._blocks.append(self._blocks[-1] + len(compressed))
        self._gathered, self._size = [], 0


class StoredReader:
    """Reads stored fields; the blocks read last are kept."""

    def __init__(self, stored: Container, documents: Container, count: int) -> None:
        self._block = documents.need("stored_block", "<i4", count)
        self._at = documents.need("stored_at", "<u4", count)
        self._blocks = documents.need("blocks", "<i8")
        self._content = stored.need("blocks", "|u1", int(self._blocks[-1]))
        self._name = stored.name
        self._kept: OrderedDict[int, bytes] = OrderedDict()
        self._lock = threading.Lock()

    def packed(self, document: int) -> bytes:
        """The fields of a document as `pack` made them; raises IndexDamaged for a broken block."""
        number = int(self._block[document])
        if number < 0:
            return b""
        block = self._read(number)
        start = int(self._at[document])
        end = block.find(b"\n", start)
        return block[start : end if end >= 0 else len(block)]

    def copy_to(self, writer: StoredWriter, live: npt.NDArray[np.bool_]) -> None:
        """Adds the fields of the documents that live to a writer, whole blocks at a time if possible."""
        block = self._block.astype(np.int64)
        edges = np.flatnonzero(np.diff(block, prepend=-2, append=-2))
        whole = [bool(live[start:end].all()) and block[start] >= 0 for start, end in pairwise(edges.tolist())]
        place = 0
        while place < len(whole):
            last = place
            while last < len(whole) and whole[last] and whole[place]:
                last += 1
            start, end = int(edges[place]), int(edges[max(last, place + 1)])
            if last > place:
                self._copy_whole(writer, start, end)
            else:
                for document in (np.flatnonzero(live[start:end]) + start).tolist():
                    writer.add(self.packed(document))
            place = max(last, place + 1)

    def _copy_whole(self, writer: StoredWriter, start: int, end: int) -> None:
        first, last = int(self._block[start]), int(self._block[end - 1]) + 1
        sizes = np.diff(self._blocks[first : last + 1])
        compressed = self._content[self._blocks[first] : self._blocks[last]]
        writer.copy(compressed, sizes, self._block[start:end].astype(np.int64) - first, self._at[start:end])

    def _read(self, number: int) -> bytes:
        with self._lock:
            kept = self._kept.get(number)
        if kept is not None:
            return kept
        try:
            block = zlib.decompress(self._content[self._blocks[number] : self._blocks[number + 1]].data)
        except (zlib.error, IndexError) as error:
            raise IndexDamaged(f"{self._name} is damaged: {error}.", "Build the index again.") from error
        with self._lock:
            self._kept[number] = block
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return block


def pack(fields: dict[str, Any]) -> bytes:
    """Stored fields as one line of JSON. TypeError for values that JSON does not have."""
    return json.dumps(fields, ensure_ascii=False, separators=(",", ":")).encode() if fields else b""


def unpack(packed: bytes) -> dict[str, Any]:
    """The stored fields that `pack` made."""
    fields: dict[str, Any] = json.loads(packed) if packed else {}
    return fields
