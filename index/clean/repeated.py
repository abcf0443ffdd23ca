"""Which lines of an outlet stand on many of its pages, and so belong to no story?

Learned in a first pass and kept with the index, so that an update of three files still knows them.
A line counts once for each different article it stands in. Articles are the same if they share most
of their long lines that are not already known from others; so a story that was filed twice, or that
a wire copy repeats, does not wipe itself out. A long sentence needs more pages than a short line:
background paragraphs are used again in the next day's story.
"""

from __future__ import annotations

import json
import re
import zlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from urllib.parse import urlsplit

from index.clean.lines import Line, count_of, texts_of
from index.document import RawDocument
from index.sentences import ends_sentence
from search.errors import IndexDamaged

PAGES = 3
_PAGES_FOR_PROSE = 6
_SHARE_FOR_PROSE = 0.1
_PROSE_WORDS = 12
_SAME = 0.4
MOST_OF_OUTLET = 200
_FORMAT = 1
_HEAD = 1 << 16
_ADDRESS = re.compile(
    r"<(?:link|meta)\b(?=[^>]{0,500}(?:canonical|og:url))[^>]{0,500}(?:href|content)=[\"']?(https?://[^\"'\s>]+)",
    re.IGNORECASE,
)
"""The address that a page says is its own; looked for as text, for pages are not parsed to be grouped."""
_DIGIT = re.compile(r"\d")
_HOST = re.compile(r"(?<![a-z0-9.-])(?:[a-z0-9-]+\.)+(?:com|org|net|info|[a-z]{2})(?=[_/ ])")


@dataclass(frozen=True, slots=True)
class RepeatedLines:
    """For each outlet the hashes of its repeated lines."""

    outlets: Mapping[str, frozenset[int]] = field(default_factory=dict)

    def of(self, document: RawDocument, lines: Sequence[Line]) -> set[int]:
        """The numbers of the blocks that are repeated lines of the document's outlet."""
        known = self.outlets.get(outlet_of(document), frozenset())
        if not known:
            return set()
        return {number for number, line in enumerate(_hashes(line.text for line in lines)) if line in known}

    def to_bytes(self) -> bytes:
        """The lines as bytes, the same for the same lines."""
        outlets = {name: sorted(hashes) for name, hashes in sorted(self.outlets.items())}
        return zlib.compress(json.dumps({"format": _FORMAT, "outlets": outlets}).encode())

    @classmethod
    def from_bytes(cls, data: bytes) -> RepeatedLines:
        """What `to_bytes` wrote. Raises IndexDamaged for anything else."""
        try:
            content = json.loads(zlib.decompress(data))
            return cls(
                {str(name): frozenset(map(int, hashes)) for name, hashes in content["outlets"].items()}
            )
        except (zlib.error, ValueError, KeyError, TypeError, AttributeError) as error:
            raise IndexDamaged(
                f"The repeated lines cannot be read: {error}.", "Build the index again."
            ) from error


@dataclass(frozen=True, slots=True)
class Seen:
    """What a document teaches: its outlet, the hashes of its lines, and how many words the long ones have."""

    outlet: str
    lines: frozenset[int]
    prose: Mapping[int, int]


def seen(document: RawDocument) -> Seen | None:
    """What can be learned from a document: nothing if its outlet is unknown, or its text was given clean."""
    outlet = "" if document.clean else outlet_of(document)
    if not outlet:
        return None
    texts = texts_of(document)
    hashes = _hashes(texts)
    sentences = ((each, text) for each, text in zip(hashes, texts, strict=True) if ends_sentence(text))
    counts = {each: count_of(text, text.count(" ") + 1) for each, text in sentences}
    prose = {each: count for each, count in counts.items() if count >= _PROSE_WORDS}
    return Seen(outlet, frozenset(hashes), prose)


@dataclass(slots=True)
class Learner:
    """Collects lines in a first pass; remembers no more than 200 articles of an outlet.

    An outlet that has `known` lines from an earlier build keeps them.
    """

    known: RepeatedLines = field(default_factory=RepeatedLines)
    _outlets: dict[str, _Outlet] = field(default_factory=dict)

    def add(self, document: Seen) -> None:
        """Remembers one document."""
        outlet = self._outlets.setdefault(document.outlet, _Outlet())
        if outlet.articles < MOST_OF_OUTLET:
            outlet.add(document)

    def learned(self) -> RepeatedLines:
        """What stands on enough different pages, with what was known before."""
        found = {name: outlet.repeated() for name, outlet in self._outlets.items()}
        names = found.keys() | self.known.outlets.keys()
        merged = {
            name: found.get(name, frozenset()) | self.known.outlets.get(name, frozenset()) for name in names
        }
        return RepeatedLines({name: hashes for name, hashes in merged.items() if hashes})


def learn(documents: Iterable[RawDocument], known: RepeatedLines | None = None) -> RepeatedLines:
    """The repeated lines of all outlets of the documents."""
    learner = Learner(known or RepeatedLines())
    for document in filter(None, map(seen, documents)):
        learner.add(document)
    return learner.learned()


def outlet_of(document: RawDocument) -> str:
    """What groups pages by outlet: the address's host, the stated outlet, or what the path suggests.

    In a path that is a host (`2012_www.bbc.co.uk_17.txt`), or the first folder below the one that was
    given. Empty if there is none of these.
    """
    stated = {name: found.value for name, found in document.stated.items()}
    named = _ADDRESS.search(document.page.markup if document.page else "", 0, _HEAD)
    url = stated.get("url") or (named[1] if named else "")
    try:
        host = urlsplit(url[:_HEAD]).hostname
    except ValueError:
        host = None
    return (host or stated.get("outlet") or _by_path(document.source)).lower().removeprefix("www.")


def _by_path(source: str) -> str:
    if found := _HOST.search(source.lower()):
        return found[0]
    folders = source.split("/")[:-1]
    return "/".join(folders[:2]) if len(folders) > 1 else ""


@dataclass(slots=True)
class _Outlet:
    """The lines of one outlet so far."""

    articles: int = 0
    lines: Counter[int] = field(default_factory=Counter)
    prose: dict[int, set[int]] = field(default_factory=dict)

    def add(self, document: Seen) -> None:
        if self._filed_before(document.prose):
            return
        self.lines.update(document.lines)
        for line in document.prose:
            self.prose.setdefault(line, set()).add(self.articles)
        self.articles += 1

    def _filed_before(self, prose: Mapping[int, int]) -> bool:
        """Whether one earlier article has most of this one's long lines, repeated ones aside."""
        own = {line: count for line, count in prose.items() if len(self.prose.get(line, ())) < PAGES}
        shared: Counter[int] = Counter()
        for line, count in own.items():
            shared.update(dict.fromkeys(self.prose.get(line, ()), count))
        return bool(shared) and max(shared.values()) > _SAME * sum(own.values())

    def repeated(self) -> frozenset[int]:
        for_prose = max(_PAGES_FOR_PROSE, int(self.articles * _SHARE_FOR_PROSE))
        return frozenset(
            line
            for line, count in self.lines.items()
            if count >= (for_prose if line in self.prose else PAGES)
        )


def _hashes(lines: Iterable[str]) -> list[int]:
    """Forty-eight bits of each line, in any case of letters and with any digits: dates and counts change."""
    plain = _DIGIT.sub("0", "\n".join(lines).lower()).encode("utf-8", "replace").split(b"\n")
    return [int.from_bytes(blake2b(line, digest_size=6).digest(), "big") for line in plain]
