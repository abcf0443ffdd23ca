"""What must an engine do, and which one answers for a URL?

An engine matches, scores and counts; analysis, parsing and highlighting are the kernel's, so a
query means the same with every engine. A new engine is one module and one line in `ENGINES`.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from importlib import import_module
from typing import Protocol

from search.article import Article
from search.errors import ConfigError
from search.query import ParsedQuery
from search.request import TIME_BUDGET, Matches, SearchRequest


@dataclass(frozen=True, slots=True)
class Status:
    """What an engine serves: how many articles, of which generation, built when (UTC)."""

    engine: str
    generation: str
    articles: int
    built_at: datetime.datetime
    counts: Mapping[str, int] = field(default_factory=dict)


class Writer(Protocol):
    """Fills a generation. Nothing is served until the `with` block that opened it ends well."""

    def add(self, article: Article) -> None:
        """Adds an article, in place of one with the same id."""

    def delete(self, article_id: str) -> None:
        """Deletes the article with this id, if there is one."""

    def attach(self, name: str, content: bytes) -> None:
        """Keeps a file with the generation, such as the list of rejected files."""


class Engine(Protocol):
    """Answers searches. Safe to share between threads."""

    def search(self, request: SearchRequest, query: ParsedQuery, budget: float = TIME_BUDGET) -> Matches:
        """The hits, counts and histogram of a request. Raises IndexUnavailable, RequestError.

        After `budget` seconds of processor time the answer is what has been found, and `partial`.
        """

    def get(self, article_id: str) -> Article | None:
        """The article with this id."""

    def terms(self, prefix: str, limit: int) -> list[str]:
        """The most frequent terms of the archive that begin with `prefix`."""

    def correct(self, word: str) -> str | None:
        """The most frequent word of the archive that is spelled nearly like this one.

        None if the archive has the word itself, or none like it.
        """

    def status(self) -> Status:
        """What is being served. Raises IndexUnavailable."""

    def writer(self, *, replace: bool) -> AbstractContextManager[Writer]:
        """Opens a new generation: empty with `replace`, else with all that is served now.

        It is served when the block ends without an error; on an error nothing has changed. Raises
        IndexLocked when another program is writing.
        """

    def roll_back(self) -> None:
        """Serves the generation before the one that is served, at once.

        Raises IndexMissing if none is kept, IndexLocked when another program is writing.
        """

    def attachment(self, name: str) -> bytes | None:
        """The file kept under this name with the generation that is served."""

    def close(self) -> None:
        """Lets go of files and connections."""


ENGINES: dict[str, str] = {
    "whoosh": "search.engines.embedded:open_embedded",
}


def open_engine(url: str) -> Engine:
    """The engine that a URL such as `whoosh:var/index` names.

    Raises ConfigError for a scheme that no engine has. Opening does not need an index to exist.
    """
    scheme, _, address = url.partition(":")
    if scheme not in ENGINES or not address:
        raise ConfigError(
            f"No engine answers to {url!r}.",
            f"Use one of these schemes with an address, as in whoosh:var/index: {', '.join(ENGINES)}.",
        )
    module, _, name = ENGINES[scheme].partition(":")
    opener: Callable[[str], Engine] = getattr(import_module(module), name)
    return opener(address)
