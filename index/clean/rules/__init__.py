"""Which named rules decide about a stretch of text, and what does each look for?

Rules are data: the TOML files beside this module, and in a folder of the archivist's own. A table
`[[rule]]` decides about whole blocks and has

- `name` and `reason`: what `explain` shows; a later rule of the same name replaces an earlier one;
- `role`: what the block is (`removed` unless said otherwise);
- `words` and `at_least`: only blocks of at most, and at least, so many words;
- `whole` or `any`: regular expressions of which one must match the whole block or be found in it,
  capitals not minded unless the expression says `\\p{Name}` or `\\p{Upper}`;
- `with`: words of which the block must have one before the expressions of `whole`, and those of `any`
  that do not begin with `^`, are tried (lower case; for speed); `\\p{With}` stands for any of them;
- `tail`: how many characters at the end of the block those of `any` without `^` are tried on;
- `beside`: only next to a block that the rule of that name took;
- `between = true`: only between two paragraphs of the story, and not where markup makes a heading;
- `rest = true`: all that follows goes too;
- `box = true`: on a page, what stands in one box with the block goes too;
- `beside_caption = true`: the block next to it is looked at as a caption.

A table `[[cut]]` takes a stretch at the `start` or `end` of a block that stays.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from index.clean.rules.openings import LETTERS, letters_of
from index.document import Role
from search.errors import ConfigError

_FOLDER = Path(__file__).parent
_MANY_LETTERS = 20
_FITTING_KEPT = 4096
_UPPER = "A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĖĘĚĞĢĪĮİĶĻĽŁŃŅŇŌŐŘŚŞŠŢŤŪŮŰŲŹŻŽА-ЯΑ-Ω"
_PART = rf"(?:[{_UPPER}][\w'’.]*|de|van|von|der|den|al|bin|el|la|du|of)"
_NAME = rf"(?-i:{_PART}(?:[ -]{_PART}){{0,5}})"


class Test(NamedTuple):
    """What a rule looks for: expressions as one, and which blocks they can match at all.

    `letters` are those of `openings.LETTERS` that a block must begin with, if it begins with one of
    those; of `triggers`, unless empty, it must have a word.
    """

    letters: frozenset[str]
    triggers: frozenset[str]
    matches: Callable[[str], object]

    def passes(self, text: str, tokens: frozenset[str]) -> bool:
        """Whether a text, which has these words, is what the rule looks for."""
        return not (self.triggers and self.triggers.isdisjoint(tokens)) and bool(self.matches(text))


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule about whole blocks."""

    name: str
    reason: str
    role: Role
    words: int
    tests: tuple[Test, ...]
    at_least: int = 1
    beside: str = ""
    between: bool = False
    rest: bool = False
    beside_caption: bool = False
    box: bool = False

    def takes(self, text: str, tokens: frozenset[str]) -> bool:
        """Whether the rule is about this block, going by its text and the words in it."""
        return any(test.passes(text, tokens) for test in self.tests)


@dataclass(frozen=True, slots=True)
class Cut:
    """A rule about the start or the end of a block."""

    name: str
    reason: str
    pattern: re.Pattern[str]


@dataclass(frozen=True)
class Rules:
    """All rules, in the order in which they are tried; the first that takes a block decides."""

    blocks: tuple[Rule, ...]
    starts: tuple[Cut, ...]
    ends: tuple[Cut, ...]

    @cached_property
    def fitting(self) -> Callable[[int, str], Sequence[tuple[Rule, Test]]]:
        """The tests that blocks of so many words that begin with a letter can pass, each with its rule.

        Only of rules that decide about a block by itself, not by what is beside it.
        """
        return lru_cache(_FITTING_KEPT)(self._fitting)

    def _fitting(self, words: int, letter: str) -> Sequence[tuple[Rule, Test]]:
        letter = letter.lower()
        return [
            (rule, test)
            for rule in self.blocks
            if not rule.beside and not rule.between and rule.at_least <= words <= rule.words
            for test in rule.tests
            if letter in test.letters or letter not in LETTERS
        ]


@cache
def load(folder: Path | None = None) -> Rules:
    """The rules of the package and of a folder. Raises ConfigError for a file that is not right."""
    tables: dict[str, tuple[Path, Mapping[str, Any]]] = {}
    cuts: dict[str, tuple[Path, Mapping[str, Any]]] = {}
    for path in _files(folder):
        content = _parsed(path)
        for kind, known in (("rule", tables), ("cut", cuts)):
            for table in content.get(kind, ()):
                known[str(table.get("name"))] = (path, table)
    return Rules(
        tuple(_rule(path, table) for path, table in tables.values()),
        tuple(_cuts(cuts, "start")),
        tuple(_cuts(cuts, "end")),
    )


def _files(folder: Path | None) -> list[Path]:
    files = sorted(_FOLDER.glob("*.toml"))
    if folder is None:
        return files
    if not folder.is_dir():
        raise ConfigError(
            f"{folder} is not a folder of rules.", "Set BACKFILE_RULES to a folder of .toml files."
        )
    return files + sorted(folder.glob("*.toml"))


def _parsed(path: Path) -> Mapping[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ConfigError(f"The rules in {path} cannot be read: {error}.") from error


def _rule(path: Path, table: Mapping[str, Any]) -> Rule:
    try:
        return Rule(
            table["name"],
            table["reason"],
            Role(table.get("role", "removed")),
            int(table.get("words", 1000)),
            tuple(_tests(table)),
            int(table.get("at_least", 1)),
            table.get("beside", ""),
            bool(table.get("between")),
            bool(table.get("rest")),
            bool(table.get("beside_caption")),
            bool(table.get("box")),
        )
    except (KeyError, TypeError, ValueError, AttributeError, re.error) as error:
        raise ConfigError(
            f"A rule in {path} is not right: {error!r}.",
            "The docstring of index/clean/rules says what a rule has.",
        ) from error


def _tests(table: Mapping[str, Any]) -> Iterator[Test]:
    triggers, tail = frozenset(map(str, table.get("with", ()))), int(table.get("tail", 0))
    with_words = "|".join(sorted(triggers, key=len, reverse=True))
    whole, any_of = (
        [pattern.replace(r"\p{With}", f"(?:{with_words})") for pattern in table.get(key, ())]
        for key in ("whole", "any")
    )
    for letters, pattern in _by_letters(whole):
        yield Test(letters, triggers, pattern.fullmatch)
    for letters, pattern in _by_letters([pattern for pattern in any_of if pattern.startswith("^")]):
        yield Test(letters, frozenset(), pattern.match)
    inside = _compiled(pattern for pattern in any_of if not pattern.startswith("^"))
    if inside:
        yield Test(LETTERS, triggers, _at_end(inside, tail) if tail else inside.search)


def _by_letters(patterns: Sequence[str]) -> Iterator[tuple[frozenset[str], re.Pattern[str]]]:
    """Expressions that begin with few letters, and those that begin with many, each as one."""
    begin = [(letters_of(_written_out(pattern)), pattern) for pattern in patterns]
    for many in (False, True):
        letters = frozenset().union(*(each for each, _ in begin if (len(each) > _MANY_LETTERS) is many))
        if compiled := _compiled(pattern for each, pattern in begin if (len(each) > _MANY_LETTERS) is many):
            yield letters, compiled


def _at_end(pattern: re.Pattern[str], tail: int) -> Callable[[str], object]:
    return lambda text: pattern.search(text, max(0, len(text) - tail))


def _cuts(tables: Mapping[str, tuple[Path, Mapping[str, Any]]], side: str) -> Iterable[Cut]:
    for path, table in tables.values():
        try:
            if pattern := _compiled(table.get(side, ()), end=side == "end"):
                yield Cut(table["name"], table["reason"], pattern)
        except (KeyError, TypeError, re.error) as error:
            raise ConfigError(f"A cut in {path} is not right: {error!r}.") from error


def _compiled(patterns: Iterable[str], *, end: bool = False) -> re.Pattern[str] | None:
    joined = _written_out("|".join(f"(?:{pattern})" for pattern in patterns))
    return re.compile(f"(?:{joined})$" if end else joined, re.IGNORECASE) if joined else None


def _written_out(pattern: str) -> str:
    return pattern.replace(r"\p{Name}", _NAME).replace(r"\p{Upper}", f"(?-i:[{_UPPER}])")
