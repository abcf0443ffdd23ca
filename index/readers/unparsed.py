"""What is a document that was found and not parsed yet?

Finding where the documents of a file begin and end takes a fraction of the time that decoding and parsing
them takes. So readers give bytes along with what is to be done with them, maybe in another process.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from index.document import RawDocument, Rejected
from search.errors import ReadError


@dataclass(frozen=True, slots=True)
class Unparsed:
    """A document of a file, named by `source` as it will be, in a form (`HTML`) and of a size in bytes.

    `parse` makes the document, and `changes` are made to it after that; all are functions of modules, with
    arguments, so that they can be sent to another process.
    """

    source: str
    form: str
    size: int
    parse: Callable[[], RawDocument | Rejected]
    changes: tuple[Callable[[RawDocument], RawDocument], ...] = ()

    def parsed(self) -> RawDocument | Rejected:
        """The document, or why there is none. Never raises for what is in it."""
        try:
            document = self.parse()
            for change in self.changes:
                document = change(document) if isinstance(document, RawDocument) else document
        except ReadError as error:
            return Rejected(self.source, error.message)
        except Exception as error:  # Hostile content may make a library raise anything; the run goes on.
            return Rejected(self.source, broken(self.form, error))
        return document


def broken(form: str, error: Exception) -> str:
    """Why something of a form (`HTML`) gave no document, by what a library raised."""
    if isinstance(error, EOFError):
        return f"broken {form}: cut off, for it ends before its end mark"
    return f"broken {form}: {type(error).__name__}: {error}"


Documents = Iterator[RawDocument | Unparsed | Rejected]
"""What a reader gives."""


def changed(
    found: RawDocument | Unparsed | Rejected, change: Callable[[RawDocument], RawDocument]
) -> RawDocument | Unparsed | Rejected:
    """A document with a change made to it, at once or when it is parsed; what was rejected stays as it is."""
    match found:
        case RawDocument():
            return change(found)
        case Unparsed():
            return replace(found, changes=(*found.changes, change))
        case _:
            return found


def parsed(found: RawDocument | Unparsed | Rejected) -> RawDocument | Rejected:
    """A document that a reader gave, parsed."""
    return found.parsed() if isinstance(found, Unparsed) else found
