"""Which named rules decide about a stretch of text, and what does each look for?

Rules are data: the TOML files beside this module, and in a folder of the archivist's own. A table
`[[rule]]` decides about whole blocks and has

- `name` and `reason`: what `explain` shows; a later rule of the same name replaces an earlier one;
- `role`: what the block is (`removed` unless said otherwise);
- `words` and `at_least`: only blocks of at most, and at least, so many words;
- `whole` or `any`: regular expressions of which one must match the whole block or be found in it,
  capitals not minded unless the expression says `\\p{Name}` or `\\p{Upper}`;
- `inside`: words of small letters; only what stands on a page in an element whose class or id has a word that
  begins with one of them, and without `whole` and `any` all of that; not with `beside` or `between`;
- `unless`: regular expressions of which none is found in the block;
- `with`: the words that `\\p{With}` stands for in its expressions;
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
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import Any

from index.clean.rules.needs import needs_of
from index.clean.rules.openings import LETTERS, letters_of
from index.clean.rules.prefilter import Prefilter
from index.clean.rules.rule import Cut, Rule, Test
from index.clean.rules.tree import at_end, at_start
from index.document import Role
from search.errors import ConfigError

_FOLDER = Path(__file__).parent
_WHERE = "The docstring of index/clean/rules says what a rule has."
_TEXTS = dict.fromkeys(("name", "reason"), str)
_KEYS: Mapping[str, Mapping[str, type]] = {
    "rule": _TEXTS
    | dict.fromkeys(("role", "beside"), str)
    | dict.fromkeys(("words", "at_least", "tail"), int)
    | dict.fromkeys(("whole", "any", "unless", "with", "inside"), list)
    | dict.fromkeys(("between", "rest", "box", "beside_caption"), bool),
    "cut": _TEXTS | dict.fromkeys(("start", "end"), list),
}
"""What the tables of a file may have."""
_NAMED = {str: "a text", int: "a number", bool: "true or false", list: "a list of texts"}
_HINT = re.compile("[a-z]{2,}")
_KEPT = 2_048
_UPPER = "A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĖĘĚĞĢĪĮİĶĻĽŁŃŅŇŌŐŘŚŞŠŢŤŪŮŰŲŹŻŽА-ЯΑ-Ω"
_PART = rf"(?:[{_UPPER}][\w'’.]*|de|van|von|der|den|al|bin|el|la|du|of)"
_NAME = rf"(?-i:{_PART}(?:[ -]{_PART}){{0,5}})"


@dataclass(frozen=True)
class Rules:
    """All rules, in the order in which they are tried; the first that takes a block decides."""

    blocks: tuple[Rule, ...]
    starts: tuple[Cut, ...]
    ends: tuple[Cut, ...]

    @cached_property
    def alone(self) -> Prefilter:
        """The rules that decide about a block by itself, not by what is beside it."""
        apart = (rule for rule in self.blocks if not rule.beside and not rule.between)
        return Prefilter([rule for rule in apart if not rule.inside])

    @cached_property
    def inside(self) -> Callable[[frozenset[str]], tuple[Rule, ...]]:
        """The rules about what stands in elements that are called so, by the hints of a block."""
        rules = [rule for rule in self.blocks if rule.inside]
        words = tuple(word for rule in rules for word in rule.inside)
        # Most words are met on page after page, and begin with none of these.
        begins = lru_cache(_KEPT)(lambda word: word.startswith(words))

        def inside(hints: frozenset[str]) -> tuple[Rule, ...]:
            return tuple(rule for rule in rules if rule.is_inside(hints)) if any(map(begins, hints)) else ()

        return lru_cache(_KEPT)(inside)

    @cached_property
    def between(self) -> Prefilter:
        """The rules that decide about a block between two paragraphs of the story."""
        return Prefilter([rule for rule in self.blocks if rule.between])

    @cached_property
    def enders(self) -> Mapping[str, Rule]:
        """The rules that take all that follows, too, by their names."""
        return {rule.name: rule for rule in self.blocks if rule.rest}

    @cached_property
    def of_boxes(self) -> frozenset[str]:
        """The names of the rules that speak of the box around a block."""
        return frozenset(rule.name for rule in self.blocks if rule.box)

    @cached_property
    def picture_credits(self) -> frozenset[str]:
        """The names of the rules beside whose blocks captions stand."""
        return frozenset(rule.name for rule in self.blocks if rule.beside_caption)

    @cached_property
    def beside(self) -> tuple[tuple[Rule, Prefilter], ...]:
        """Each rule that decides about a block beside one that another rule took, to be looked up alone."""
        return tuple((rule, Prefilter([rule])) for rule in self.blocks if rule.beside)


@cache
def load(folder: Path | None = None) -> Rules:
    """The rules of the package and of a folder. Raises ConfigError for a file that is not right."""
    tables: dict[str, tuple[Path, Mapping[str, Any]]] = {}
    cuts: dict[str, tuple[Path, Mapping[str, Any]]] = {}
    for path in _files(folder):
        content = _parsed(path)
        for kind, known in (("rule", tables), ("cut", cuts)):
            for table in content.get(kind, ()):
                _check(path, kind, table)
                known[table["name"]] = (path, table)
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
        if not path.is_file():  # a pipe would never end
            raise ConfigError(f"The rules in {path} cannot be read: it is not a file.")
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise ConfigError(f"The rules in {path} cannot be read: {error}.") from error
    for kind, tables in content.items():
        if kind not in _KEYS or not isinstance(tables, list):
            raise ConfigError(f"{path} has a {kind!r} that is no list of rules.", _WHERE)
    return content


def _check(path: Path, kind: str, table: object) -> None:
    """Raises ConfigError for a table with a key that means nothing, or whose value is of another type."""
    if not isinstance(table, dict):
        raise ConfigError(f"A {kind} in {path} is not a table.", _WHERE)
    where = f"The {kind} {table.get('name', 'without a name')!r} in {path}"
    for key, value in {"name": None, "reason": None, **table}.items():
        if key not in _KEYS[kind]:
            raise ConfigError(f"{where} has a key {key!r}, which means nothing.", _WHERE)
        wanted = _KEYS[kind][key]
        texts = value if isinstance(value, list) else [""]
        if not isinstance(value, wanted) or not all(isinstance(text, str) for text in texts):
            raise ConfigError(f"{where} needs {_NAMED[wanted]} for its key {key!r}.", _WHERE)


def _rule(path: Path, table: Mapping[str, Any]) -> Rule:
    try:
        return Rule(
            table["name"],
            table["reason"],
            Role(table.get("role", "removed")),
            int(table.get("words", 1000)),
            tuple(_tests(table, built_in=path.parent == _FOLDER)),
            int(table.get("at_least", 1)),
            table.get("beside", ""),
            bool(table.get("between")),
            bool(table.get("rest")),
            bool(table.get("beside_caption")),
            bool(table.get("box")),
            tuple(re.compile(_written_out(each), re.IGNORECASE) for each in table.get("unless", ())),
            _inside(table),
        )
    except (ValueError, OverflowError, RecursionError, re.error) as error:
        raise ConfigError(f"The rule {table['name']!r} in {path} is not right: {error}.", _WHERE) from error


def _inside(table: Mapping[str, Any]) -> tuple[str, ...]:
    """Raises ValueError for what no element's name can begin with."""
    words = tuple(table.get("inside", ()))
    if words and (table.get("beside") or table.get("between")):
        raise ValueError("'inside' goes neither with 'beside' nor with 'between'")
    if wrong := [word for word in words if not _HINT.fullmatch(word)]:
        raise ValueError(f"{wrong[0]!r} in 'inside' is not a word of two or more letters from a to z")
    return words


def _tests(table: Mapping[str, Any], *, built_in: bool) -> Iterator[Test]:
    with_words = "|".join(sorted(map(str, table.get("with", ())), key=len, reverse=True))
    tail = int(table.get("tail", 0))
    for key in ("whole", "any"):
        for written in table.get(key, ()):
            expression = _written_out(written.replace(r"\p{With}", f"(?:{with_words})"))
            if not built_in:
                re.compile(expression, re.IGNORECASE)  # an error in it is told at once; `re` keeps it
            whole = key == "whole"
            start, end = whole or at_start(expression), whole or at_end(expression)
            needs, also = needs_of(expression, from_start=start, to_end=whole)
            yield Test(
                expression,
                letters_of(expression) if start else LETTERS,
                letters_of(expression, end=True) if end else LETTERS,
                needs,
                also,
                whole,
                start,
                tail,
            )


def _cuts(tables: Mapping[str, tuple[Path, Mapping[str, Any]]], side: str) -> Iterable[Cut]:
    for path, table in tables.values():
        try:
            if written := table.get(side, ()):
                expression = _written_out("|".join(f"(?:{pattern})" for pattern in written))
                pattern = re.compile(f"(?:{expression})$" if side == "end" else expression, re.IGNORECASE)
                letters = letters_of(expression, end=side == "end")
                yield Cut(table["name"], table["reason"], pattern, letters)
        except (OverflowError, RecursionError, re.error) as error:
            raise ConfigError(
                f"The cut {table['name']!r} in {path} is not right: {error}.", _WHERE
            ) from error


def _written_out(pattern: str) -> str:
    return pattern.replace(r"\p{Name}", _NAME).replace(r"\p{Upper}", f"(?-i:[{_UPPER}])")
