"""How is Whoosh's query parser set up?

Whoosh's own plug-ins find the operators, parentheses, fields, phrases and patterns. What each word
then means is decided in `search.clauses`, so no Whoosh schema or analyzer is involved.
"""

from __future__ import annotations

import functools
from typing import Any, ClassVar

from whoosh import qparser, query
from whoosh.qparser import plugins, syntax

from search import clauses
from search.fields import BY_NAME, PREFIXES, TEXT

_NAMES = "|".join(field.name for field in PREFIXES)
_FIELD = rf"(?i:(?<![^\s(\-])(?P<text>{_NAMES}):(?=[^\s)]))"
_WILDCARD = r"(?P<text>\*|(?:(?<=[\w\s(:])|^)[?]+(?=[\w*]))"
_NOT = r"(?:(?<=[\s(])|^)(?:NOT(?=\s)|-(?=[^\s)\-]))"
_FUZZY = r"(?<=\w)~(?P<maxdist>\d+)?(?=[\s)]|$)(?P<prefix>)"
_MOST_DIGITS = 9  # of a number that is far too large all the same; Python refuses thousands


class _Fields(plugins.FieldsPlugin):  # type: ignore[misc]
    """`headline:` in any case; what is not a field of ours stays text."""

    class FieldnameTagger(plugins.RegexTagger):  # type: ignore[misc]
        """Makes the name small, as the table has it."""

        def create(self, parser: Any, match: Any) -> Any:
            """The syntax node of a field's name."""
            return syntax.FieldnameNode(match.group("text").lower(), match.group(0))


class _Fuzzy(plugins.FuzzyTermPlugin):  # type: ignore[misc]
    """`word~` and `word~2`, at the end of a word only."""

    def __init__(self) -> None:
        super().__init__(_FUZZY)

    def create(self, parser: Any, match: Any) -> Any:
        """The syntax node of a tilde and its distance."""
        digits = (match.group("maxdist") or "1")[:_MOST_DIGITS]
        return self.FuzzinessNode(int(digits), 0, match.group(0))


class _PhraseNode(plugins.PhrasePlugin.PhraseNode):  # type: ignore[misc]
    """A quoted phrase whose words are analysed by us."""

    def query(self, parser: Any) -> Any:
        """The clause of the phrase."""
        field = self.fieldname or parser.fieldname
        return parser.clause(field, self.text, lambda: clauses.phrase(field, self.text, self.slop))


class _Phrases(plugins.PhrasePlugin):  # type: ignore[misc]
    """`"words"` and `"words"~5`."""

    class PhraseTagger(plugins.RegexTagger):  # type: ignore[misc]
        """Makes our kind of phrase node."""

        def __init__(self, expr: str, degrade: bool = False) -> None:
            super().__init__(expr)

        def create(self, parser: Any, match: Any) -> Any:
            """The syntax node of a phrase."""
            return _PhraseNode(match.group("text"), match.start("text"), int(match.group("slop") or 1))


@functools.cache
def _plugins() -> list[Any]:
    operators = plugins.OperatorsPlugin(AndNot=None, AndMaybe=None, Require=None, Not=_NOT)
    own = [_Fields(_FIELD, remove_unknown=False), _Phrases(), plugins.GroupPlugin(), operators]
    return [*own, plugins.WildcardPlugin(_WILDCARD), _Fuzzy()]


def _without_empty_negations(node: Any) -> Any:
    if isinstance(node, syntax.GroupNode):
        parts = [_without_empty_negations(part) for part in node]
        node.nodes = [part for part in parts if not isinstance(part, syntax.NotGroup) or len(part)]
    return node


class Parser(qparser.QueryParser):  # type: ignore[misc]
    """Whoosh's parser with our language. One is made for each parse: it gathers notes."""

    _ordered: ClassVar[dict[str, list[Any]]] = {}

    def __init__(self) -> None:
        super().__init__(TEXT, None, plugins=_plugins())
        self.notes: list[str] = []

    def process(self, text: str, *arguments: Any, **keywords: Any) -> Any:
        """The syntax tree of a text, without negations of nothing, over which Whoosh 2.7.4 stumbles."""
        return _without_empty_negations(super().process(text, *arguments, **keywords))

    def _priorized(self, methodname: str) -> list[Any]:
        """What the plug-ins contribute; always the same, so Whoosh need not sort it for every parse."""
        if methodname not in self._ordered:
            self._ordered[methodname] = super()._priorized(methodname)
        return self._ordered[methodname]

    def term_query(self, fieldname: str, text: str, termclass: type, boost: float = 1.0, **_: Any) -> Any:
        """The clause of one word or pattern. Whoosh calls this for every text node."""
        makers = {
            query.Prefix: lambda: clauses.prefix(fieldname, text),
            query.Wildcard: lambda: clauses.wildcard(fieldname, text),
            query.FuzzyTerm: lambda: clauses.word(fieldname, text),
        }
        return self.clause(fieldname, text, makers.get(termclass, lambda: clauses.word(fieldname, text)))

    def clause(self, field: str, text: str, make: Any) -> Any:
        """A date for a date field; else what `make` makes, with a note if that is nothing."""
        if field in BY_NAME and BY_NAME[field].kind == "date":
            try:
                return clauses.dated(text)
            except ValueError:
                self.notes.append(f"“{text}” is not a date such as 2012, 2012-03 or 2012-01..2012-03.")
                return clauses.word(TEXT, text)
        return make()


class FuzzyNode(plugins.FuzzyTermPlugin.FuzzyTermNode):  # type: ignore[misc]
    """A word with a tilde, matched with the words of the archive."""

    def query(self, parser: Any) -> Any:
        """The clause of a fuzzy word."""
        field = self.fieldname or parser.fieldname
        return parser.clause(field, self.text, lambda: clauses.fuzzy(field, self.text, self.maxdist))


_Fuzzy.FuzzyTermNode = FuzzyNode
