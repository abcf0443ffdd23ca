"""How does an archive get a new generation?"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterable
from dataclasses import replace

from index.changes import Changes
from index.clean.repeated import RepeatedLines
from index.document import Rejected
from index.inventory import Inventory
from index.report import Report, lines_of
from search.article import Article
from search.engines import Engine, Writer
from search.errors import IndexDamaged, IndexLocked, IndexOutdated, IndexUnavailable, ReadError

REJECTED = "rejected.jsonl"
REPEATED = "repeated_lines"
INVENTORY = "inventory"


def build(
    engine: Engine,
    articles: Iterable[Article],
    report: Report,
    made_of: Inventory,
    repeated: RepeatedLines | None = None,
) -> None:
    """Writes the articles as a new generation, which is served once it is whole and on disk.

    The rejected files, the repeated lines that it was cleaned with, and the files that it is `made_of`, to
    which the articles are added, are kept with it. Searches go on with the generation before until then.
    Raises ReadError when there is not one article: an archive is not to be emptied by a mistyped path.
    """
    with engine.writer(replace=True) as writer:
        for article in articles:
            writer.add(article)
        if not report.indexed:
            raise ReadError("No article was found, so the index was left as it is.", "Check the paths.")
        _attach(writer, report.rejected, replace(made_of, articles=report.ids), repeated)


def update(
    engine: Engine,
    articles: Iterable[Article],
    report: Report,
    changed: Changes,
    generation: str,
    repeated: RepeatedLines | None = None,
) -> None:
    """Writes a new generation with what has changed since one, as `build` does.

    `articles` are those of the files that were read again. If all is as it was, so that only files that were
    rejected before are once more, nothing is written: the generation before stays the one to roll back to.
    Raises IndexLocked if another program has written since.
    """
    before = rejected_before(engine)
    with contextlib.suppress(_Same), engine.writer(replace=False) as writer:
        if engine.status().generation != generation:
            raise IndexLocked("Another program has changed the index meanwhile.", "Try again.")
        for article_id in changed.outdated:
            writer.delete(article_id)
        for article in articles:
            writer.add(article)
        rejected = [*changed.rejected, *report.rejected]
        made_of = replace(changed.kept, files={**changed.kept.files, **changed.stamps}, articles=report.ids)
        as_before = not (report.indexed or changed.outdated) and set(rejected) == set(before)
        if as_before and made_of.files == inventory(engine).files:
            raise _Same
        _attach(writer, rejected, made_of, repeated)


class _Same(Exception):
    """What would be written is what is served."""


def inventory(engine: Engine) -> Inventory:
    """The files that the index was made of. Raises IndexOutdated if that was not kept, IndexUnavailable."""
    kept = engine.attachment(INVENTORY)
    if kept is None:
        message = "The index does not say which files it was made of."
        raise IndexOutdated(message, "Build it once more; after that it can be updated.")
    return Inventory.from_bytes(kept)


def rejected_before(engine: Engine) -> list[Rejected]:
    """The rejected files and documents of the generation that is served. Raises IndexUnavailable."""
    try:
        rows = [json.loads(line) for line in (engine.attachment(REJECTED) or b"").splitlines()]
        return [Rejected(row["source"], row["reason"], row["position"]) for row in rows]
    except (ValueError, KeyError, TypeError) as error:
        raise IndexDamaged(f"{REJECTED} cannot be read: {error}.", "Build the index again.") from error


def known_lines(engine: Engine) -> RepeatedLines:
    """The repeated lines that the index of an engine was built with; none if it has none that can be read.

    So a damaged index can be built again, and learns its lines anew.
    """
    try:
        kept = engine.attachment(REPEATED)
        return RepeatedLines.from_bytes(kept) if kept else RepeatedLines()
    except IndexUnavailable:
        return RepeatedLines()


def _attach(
    writer: Writer, rejected: Iterable[Rejected], made_of: Inventory, repeated: RepeatedLines | None
) -> None:
    writer.attach(REJECTED, lines_of(rejected))
    writer.attach(REPEATED, (repeated or RepeatedLines()).to_bytes())
    writer.attach(INVENTORY, made_of.to_bytes())
