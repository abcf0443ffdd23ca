"""How are stored fields kept small and near?

The stored fields of a document are a JSON object. Objects are gathered until they fill a block of
`BLOCK` bytes, which becomes one Zstandard frame: neighbours help each other, and so does a dictionary
of what the articles of an archive have in common, if there were enough of them to train one.

.sto   blocks           uint8   frames, one after the other
       dictionaries     uint8   Zstandard dictionaries, one after the other; a frame says by id which
                                of them it needs, if any
       dictionary_ends  int64   where each of them ends
.doc   stored_block     int32   by document: the number of its block, -1 for none
       stored_at        uint32  by document: where it begins in the block
       blocks           int64   where blocks begin in .sto; one more than blocks
"""

from __future__ import annotations

import threading
from array import array
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt
import orjson
from zstandard import (
    ZstdCompressionDict,
    ZstdCompressor,
    ZstdDecompressor,
    ZstdError,
    get_frame_parameters,
    train_dictionary,
)

from search.engines.embedded.arrays.container import Container, ContainerWriter
from search.errors import IndexDamaged

BLOCK = 16_384
LEVEL = 5
"""With blocks of 16 KB, press releases that the dictionary was not trained on take 0.35 of their text
and 28 µs each; level 4 0.36 and 21 µs, level 6 0.33 and 44 µs; zlib's 5 in blocks of 32 KB 0.39 and 60."""

DICTIONARY = 262_144
_TRAINING = {"k": 128, "d": 6}
"""Lengths of what is put into a dictionary, and of what is compared to choose it. Given these, training takes
a fifth of the time that trying which are best does, and what is stored comes out a hundredth smaller."""

_ENOUGH = 16
_DICTIONARIES = 8
_KEPT = 32

Numbers = npt.NDArray[Any]


def train(samples: Sequence[bytes]) -> bytes:
    """A dictionary for packed fields such as these; empty if they are too few to need one."""
    if sum(map(len, samples)) < _ENOUGH * DICTIONARY:
        return b""
    try:
        return train_dictionary(DICTIONARY, [*samples], **_TRAINING).as_bytes()
    except ZstdError:  # they have nothing in common
        return b""


class StoredWriter:
    """Writes stored fields in the order of documents, with a dictionary if it is not empty."""

    def __init__(self, out: ContainerWriter, dictionary: bytes = b"") -> None:
        self._out = out
        self._gathered: list[bytes] = []
        self._size = 0
        self._block, self._at = array("i"), array("I")
        self._blocks = array("q", [0])
        self._dictionaries: dict[int, bytes] = {}
        self._compressor = ZstdCompressor(LEVEL)
        if dictionary:
            prepared = ZstdCompressionDict(dictionary)
            prepared.precompute_compress(LEVEL)
            self._dictionaries[prepared.dict_id()] = dictionary
            self._compressor = ZstdCompressor(LEVEL, prepared)
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

    def adopt(self, dictionaries: dict[int, bytes]) -> bool:
        """Keeps dictionaries for blocks to be copied; False if there are too many already."""
        joined = {**dictionaries, **self._dictionaries}
        if len(joined) > _DICTIONARIES or any(joined[key] != dictionaries[key] for key in dictionaries):
            return False
        self._dictionaries = joined
        return True

    def copy(self, compressed: npt.NDArray[np.uint8], sizes: Numbers, block: Numbers, at: Numbers) -> None:
        """Adds documents whose blocks are compressed already, with dictionaries that were adopted.

        `compressed` are blocks of these `sizes`, one after the other; `block` and `at` say for each
        document in which of them it is, -1 for none, and where.
        """
        if self._gathered:
            self._flush()
        first = len(self._blocks) - 1
        self._block.extend(np.where(block < 0, -1, block + first).tolist())
        self._at.extend(at.tolist())
        self._out.extend(compressed)
        self._blocks.extend((np.cumsum(sizes) + self._blocks[-1]).tolist())

    def close(self, documents: ContainerWriter) -> None:
        """Ends .sto and writes to .doc where everything is."""
        if self._gathered:
            self._flush()
        self._out.end()
        kept = list(self._dictionaries.values())
        self._out.put("dictionaries", np.frombuffer(b"".join(kept), np.uint8))
        self._out.put("dictionary_ends", np.cumsum([len(each) for each in kept], dtype=np.int64))
        self._out.close()
        documents.put("stored_block", np.array(self._block, np.int32))
        documents.put("stored_at", np.array(self._at, np.uint32))
        documents.put("blocks", np.array(self._blocks, np.int64))

    def _flush(self) -> None:
        compressed = self._compressor.compress(b"\n".join(self._gathered))
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
        ends = [0, *stored.need("dictionary_ends", "<i8").tolist()]
        content = stored.need("dictionaries", "|u1", ends[-1])
        self.dictionaries = _by_id(content[start:end].tobytes() for start, end in pairwise(ends))
        """The dictionaries that its blocks need, by id."""
        self._decompressors: dict[int, ZstdDecompressor] = {}
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
        if not writer.adopt(self.dictionaries):
            for document in np.flatnonzero(live).tolist():
                writer.add(self.packed(document))
            return
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
            block = self._kept.get(number)
            if block is None:
                block = self._kept[number] = self._decompressed(number)
                if len(self._kept) > _KEPT:
                    self._kept.popitem(last=False)
            return block

    def _decompressed(self, number: int) -> bytes:
        """A block. Decompressors are not for several threads at once, so the lock must be held."""
        try:
            frame = self._content[self._blocks[number] : self._blocks[number + 1]].data
            needed = get_frame_parameters(frame).dict_id
            if needed not in self._decompressors:
                dictionary = ZstdCompressionDict(self.dictionaries[needed]) if needed else None
                self._decompressors[needed] = ZstdDecompressor(dictionary)
            return self._decompressors[needed].decompress(frame)
        except (ZstdError, LookupError) as error:
            raise IndexDamaged(f"{self._name} is damaged: {error}.", "Build the index again.") from error


def _by_id(dictionaries: Iterable[bytes]) -> dict[int, bytes]:
    return {ZstdCompressionDict(dictionary).dict_id(): dictionary for dictionary in dictionaries}


def pack(fields: dict[str, Any]) -> bytes:
    """Stored fields as one line of JSON. TypeError for values that JSON does not have."""
    return orjson.dumps(fields) if fields else b""


def unpack(packed: bytes) -> dict[str, Any]:
    """The stored fields that `pack` made."""
    fields: dict[str, Any] = orjson.loads(packed) if packed else {}
    return fields
