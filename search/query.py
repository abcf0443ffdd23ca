"""How does what a person typed become a query?

Nothing typed is an error. What cannot be meant as syntax is text, and a note says how it was
understood. The tree is Whoosh's; engines evaluate it.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import Any, Literal

from whoosh import query
from whoosh.qparser import plugins, syntax

from search import analysis, clauses, plain
from search.fields import PREFIXES, TEXT
from search.parser import Parser

FUNCTION_WORDS = frozenset(
    """
    a about all also am an and any are as at be been being but by can could did do does doing each for
    from had has have having he her him his how i if in into is it its just may me might more most must
    my no not of on only or other our shall she should so some such than that the their then there these
    they this those to very was we were what when where which who whom whose why will with would you
    your
    """.split()
)
"""Words that a sentence needs and a search does not."""

_K3 = 8.0

_MAX_NESTING = 20
"""Deepest nesting of parentheses that is followed: nobody means more, and recursion has a price."""

_UNKNOWN_FIELD = re.compile(r"(?<![\w:/\"])([a-z_]{3,20}):(?=[\w\"(])(?!//)")
_QUOTED = re.compile(r'"[^"]*"')
_DANGLING = re.compile(
    r"(?:^|(?<=\())\s*(?:AND|OR)(?=[\s)]|$)|(?:(?<=[\s(]NOT)|(?<=^NOT))\s+(?:AND|OR)(?=\s)"
    r"|(?<=[\s(])(?:AND|OR|NOT)\s*(?=\)|$)|^NOT$"
)
_FIELD = rf"(?P<field>(?i:{'|'.join(field.name for field in PREFIXES)})):"
_FIELD_NOT = re.compile(
    rf"{_QUOTED.pattern}|(?:(?<=[\s(])|^)(?P<minus>-?){_FIELD}\s*(?:-|NOT\s+)(?=[^\s)\-])"
)
_FIELD_SPACE = re.compile(rf"{_QUOTED.pattern}|(?<![^\s(\-]){_FIELD}\s+(?!(?:AND|OR|NOT)\b)(?=[^\s)\-])")
_FIELD_ALONE = re.compile(rf"{_QUOTED.pattern}|(?<![^\s(\-]){_FIELD}(?=[\s)\-]|$)")
_SLOP = re.compile(r'("[^"]*")~(\d+)')
_REPEATED = re.compile(r"(?<=\s)(AND|OR)(?:\s+(?:AND|OR))+(?=\s)")
_SMALL_OPERATOR = re.compile(r"(?<=\S)\s(or|not)\s(?=\S)")
_FUZZY = re.compile(r"~(\d+)")


@dataclass(frozen=True, slots=True)
class ParsedQuery:
    """A Whoosh query tree, how it reads to a person, and notes on what was reinterpreted."""

    tree: query.Query
    understood_as: str
    notes: tuple[str, ...] = ()


def parse(text: str, match: Literal["all", "any"] = "all") -> ParsedQuery:
    """The query that a text means. With `any`, the text is plain words of which one must match."""
    text = " ".join(text.replace("\0", " ").split())
    if not text:
        return ParsedQuery(query.Every(), "everything")
    if match == "any":
        return _any_word(text)
    meaning = plain.read(text)
    return ParsedQuery(*meaning) if meaning else _parse(text)


def _any_word(text: str) -> ParsedQuery:
    """Plain words, of which one must match; those that carry no meaning only if there are no others.

    A word that is repeated counts more, but less each time: the query side of BM25, with k3 = 8.
    """
    tokens = [token for token in analysis.tokens(text) if not token.joined]
    telling = [token for token in tokens if token.word not in FUNCTION_WORDS] or tokens
    counts = Counter(token.term for token in telling)
    boosts = {term: (_K3 + 1) * count / (_K3 + count) for term, count in counts.items()}
    tree = query.Or([query.Term(TEXT, term, boost=boost) for term, boost in boosts.items()])
    return ParsedQuery(tree.normalize(), " OR ".join(dict.fromkeys(token.word for token in telling)))


def _parse(text: str) -> ParsedQuery:
    tidied, notes = _tidy(text)
    parser = Parser()
    nodes = parser.process(tidied)
    tree = nodes.query(parser)
    tree = tree.normalize() if tree is not None else query.NullQuery
    if tree == query.NullQuery:
        return ParsedQuery(
            query.Every(),
            "everything",
            (*dict.fromkeys((*notes, *parser.notes)), f"Nothing in “{text}” can be searched for."),
        )
    reads = [_reads(node) for node in nodes] if isinstance(nodes, syntax.AndGroup) else [_reads(nodes)]
    return ParsedQuery(
        _grounded(tree), " AND ".join(filter(None, reads)), (*dict.fromkeys((*notes, *parser.notes)),)
    )


def _tidy(text: str) -> tuple[str, list[str]]:
    """The text without syntax that cannot be meant, and a note on each kind that was taken out."""
    notes: list[str] = []
    text = re.sub("[“”„«»]", '"', text)
    if text.count('"') % 2:
        notes.append("A quotation mark has no partner and was ignored.")
        at = text.rindex('"')
        text = text[:at] + " " + text[at + 1 :]
    text = _tidy_parentheses(text, notes)
    text = _tidy_fields(_tidy_slop(text, notes), notes)
    text = _tidy_operators(_REPEATED.sub(r"\1", text), notes)
    for name in dict.fromkeys(_UNKNOWN_FIELD.findall(text)):
        if name not in {field.name for field in PREFIXES}:
            notes.append(f"There is no field “{name}”: it was searched for as text.")
    for small in dict.fromkeys(_SMALL_OPERATOR.findall(text)):
        notes.append(f"“{small}” was searched for as a word; the operator is {small.upper()}.")
    if any(int(distance[:4]) > clauses.MAX_FUZZINESS for distance in _FUZZY.findall(re.sub('"~', "", text))):
        notes.append(f"A word can be at most ~{clauses.MAX_FUZZINESS} letters off.")
    return text, notes


def _tidy_slop(text: str, notes: list[str]) -> str:
    """No distance is none between the words, and one can be too large."""

    def tidy(found: re.Match[str]) -> str:
        digits = found[2].lstrip("0")
        if len(digits) > len(str(clauses.MAX_SLOP)) or int(digits or 0) > clauses.MAX_SLOP:
            digits = str(clauses.MAX_SLOP)
            notes.append(f"Words of a phrase can be at most ~{digits} apart.")
        return f"{found[1]}~{digits}" if digits else found[1]

    return _SLOP.sub(tidy, text)


def _tidy_fields(text: str, notes: list[str]) -> str:
    """`-headline:word` for `headline:-word`, and no space after the colon."""
    text = _FIELD_NOT.sub(_negated, text)
    text = _FIELD_SPACE.sub(lambda found: f"{found['field']}:" if found["field"] else found[0], text)
    for name in dict.fromkeys(found["field"] for found in _FIELD_ALONE.finditer(text) if found["field"]):
        notes.append(f"Nothing to look for stands after “{name}:”.")
    return text


def _negated(found: re.Match[str]) -> str:
    """The field with the minus before it, or none if there were two."""
    return f"{'' if found['minus'] else '-'}{found['field']}:" if found["field"] else found[0]


def _tidy_operators(text: str, notes: list[str]) -> str:
    """The text without operators that have nothing on one side."""
    while places := [each.span() for each in _DANGLING.finditer(_without_quoted(text))]:
        for name in dict.fromkeys(text[start:end].strip() for start, end in places):
            notes.append(f"{name} stands between two words; here it was ignored.")
        for start, end in reversed(places):
            text = text[:start] + text[end:]
        text = text.strip()
    return text


def _without_quoted(text: str) -> str:
    """The text with every phrase as long a word."""
    return _QUOTED.sub(lambda quoted: "x" * len(quoted[0]), text)


def _tidy_parentheses(text: str, notes: list[str]) -> str:
    """Parentheses that pair up and are not too deep stay."""
    outside = re.sub(r'"[^"]*"', lambda quoted: " " * len(quoted.group()), text)
    depth, deepest, lowest = 0, 0, 0
    for character in outside:
        depth += (character == "(") - (character == ")")
        deepest, lowest = max(deepest, depth), min(lowest, depth)
    if depth == lowest == 0 and deepest <= _MAX_NESTING:
        return text
    notes.append("Parentheses that do not pair up, or are very deep, were ignored.")
    return "".join(" " if o in "()" else c for o, c in zip(outside, text, strict=True)).strip()


def _grounded(tree: query.Query) -> query.Query:
    """The tree with something to subtract from wherever there is only a negation."""
    if isinstance(tree, query.Not):
        return query.And([query.Every(), tree])
    if isinstance(tree, query.Or):
        return query.Or([_grounded(part) for part in tree.subqueries])
    if isinstance(tree, query.And):
        parts = [part if isinstance(part, query.Not) else _grounded(part) for part in tree.subqueries]
        positive = any(not isinstance(part, query.Not) for part in parts)
        return query.And(parts if positive else [query.Every(), *parts])
    return tree


def _reads(node: Any) -> str:
    """A syntax node as a person would write it, with every operator said."""
    if isinstance(node, syntax.NotGroup):
        barred = _reads(node[0]) if len(node) else ""
        return f"NOT {barred}" if barred else ""
    if isinstance(node, syntax.GroupNode):
        between = " OR " if isinstance(node, syntax.OrGroup) else " AND "
        parts = [part for part in map(_reads, node) if part]
        return f"({between.join(parts)})" if len(parts) > 1 else "".join(parts)
    return _reads_leaf(node)


def _reads_leaf(node: Any) -> str:
    text = getattr(node, "text", "")
    if not analysis.stretches(text) and "*" not in text:
        return ""
    if isinstance(node, plugins.PhrasePlugin.PhraseNode):
        text = f'"{text}"' + (f"~{node.slop}" if node.slop > 1 else "")
    elif isinstance(node, plugins.PrefixPlugin.PrefixNode):
        text += "*"
    elif isinstance(node, plugins.FuzzyTermPlugin.FuzzyTermNode):
        text += f"~{min(node.maxdist, clauses.MAX_FUZZINESS)}"
    field = getattr(node, "fieldname", None)
    return f"{field}:{text}" if field and field != TEXT else text
