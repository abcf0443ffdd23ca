"""What does an extractor look at, and what does it answer?

Every extractor is a function `(Source, Known) -> Fact | None`: it sees the cleaned document, the
metadata of its markup and the facts found before it, and says a value together with where it came
from. None means unknown; an extractor never guesses.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Generic, TypeVar

from index.clean.letters import words_of
from index.document import Cleaned, Found, Role, Span, one_line
from index.page import Page
from index.places import Gazetteer

T_co = TypeVar("T_co", covariant=True)

_NO_PAGE = Page()

_CONTROLS = re.compile(
    r"\x1b\[[\d;]*[A-Za-z]"  # of terminals
    r"|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060\ufeff\ud800-\udfff]+"
)


@dataclass(frozen=True, slots=True)
class Fact(Generic[T_co]):
    """A field's value and where it came from, in the words of `Article.provenance`."""

    value: T_co
    origin: str


Known = Mapping[str, Fact[Any]]
Extractor = Callable[["Source", Known], Fact[Any] | None]


@dataclass(frozen=True, eq=False)
class Source:
    """A cleaned document as extractors see it, and the gazetteer."""

    cleaned: Cleaned
    places: Gazetteer

    @property
    def page(self) -> Page:
        """The metadata of the document's markup; empty when it has none."""
        return self.cleaned.document.page or _NO_PAGE

    @property
    def has_markup(self) -> bool:
        """Whether the document has markup, and so may have metadata."""
        return self.cleaned.document.page is not None

    @cached_property
    def _plain(self) -> bool:
        return self.cleaned.document.is_plain

    def is_tidy(self, stretch: str) -> bool:
        """Whether a stretch of the text that has no white space around it is as `tidy` makes it: most are."""
        is_line = "\n" not in stretch and "  " not in stretch
        return is_line and (self._plain or stretch.isprintable())

    @cached_property
    def words(self) -> frozenset[str]:
        """The words of the text in lower case, runs of two or more letters."""
        return self.cleaned.words or words_of([self.cleaned.document.text.replace("\n", " ")])[0]

    def stated(self, name: str) -> Found | None:
        """What the record or a file beside it says of a field, tidied; None when it says nothing."""
        found = self.cleaned.document.stated.get(name)
        value = tidy(found.value) if found else ""
        return Found(value, found.origin) if found and value else None

    @cached_property
    def _by_role(self) -> Mapping[Role, Sequence[Span]]:
        spans: dict[Role, list[Span]] = {}
        for span in self.cleaned.spans:
            spans.setdefault(span.role, []).append(span)
        return spans

    def spans_of(self, role: Role, *others: Role) -> Sequence[Span]:
        """The spans with one of the roles, in order."""
        spans = self._by_role.get(role, ())
        for other in others:
            if more := self._by_role.get(other):
                spans = sorted((*spans, *more))
        return spans

    def first(self, role: Role) -> Fact[str] | None:
        """The first stretch with this role, and the rule that gave the role as its origin."""
        text = self.cleaned.document.text
        for span in self.spans_of(role):
            if value := tidy(text[span.start : span.end]):
                return Fact(value, f"text: {span.rule}")
        return None

    def parts(self, role: Role) -> tuple[str, ...]:
        """The texts of the stretches with this role, each on one line and once."""
        text = self.cleaned.document.text
        lines = (tidy(one_line(text[span.start : span.end])) for span in self.spans_of(role))
        return tuple(dict.fromkeys(filter(None, lines)))


def tidy(text: str) -> str:
    """The text on one line: runs of white space as one space; what cannot be seen is left out."""
    text = text.strip()
    if not text.isprintable():  # as white space is that is no space
        text = _CONTROLS.sub("", " ".join(text.split())).strip(" ")
    return " ".join(text.split()) if "  " in text else text
