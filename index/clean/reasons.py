"""Why did the model keep or remove a block, in words?

A feature tells the more of a block the more it weighs in the model's first stage, which judges a block
by itself, and the fewer other blocks of the document have it. What the blocks around it add, by their
lengths and by the model's later stages, is said first where it is much.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from math import log
from pathlib import Path

from index.clean.lines import lines_of
from index.clean.model import Model
from index.clean.scoring import judging, shown
from index.clean.stated import stated
from index.clean.stopwords import STOPWORDS
from index.document import Cleaned, Role, Span

_MOST = 3
_TELLING = 0.15  # units of the logit
_CHANGES = 1.0  # units of the logit
NEIGHBOURS = ("before ", "after ")
_FEW = frozenset(("0", "-.1", "-.2", "-.3"))

_PHRASES: Mapping[str, str] = {
    r"words 1( .*)?": "is a single word",
    r"words (\S+) ends": "has {0} words and ends like a sentence",
    r"words (\S+) open": "has {0} words and no full stop",
    r"words (\S+) (colon|comma)": "has {0} words and ends with a {1}",
    r"repeated words (\S+)": "stands more than once in the document",
    r"stands (\S+) times .*": "stands more than twice in the document",
    r"words (\S+)": "has {0} words",
    r"starts (\w+)": "begins with a {0}",
    r"(?:lower|stop|title|links|digits) (\S+).*": "{share}",
    r"commas 0": "has no commas",
    r"commas (\d)": "has {0} or more commas",
    r"sentences 0": "is one sentence at most",
    r"sentences (\d)": "has several sentences",
    r"quoted .*": "has quotation marks",
    r"has (.)": "has “{0}” in it",
    r"tag (\S+).*": "is a <{0}>",
    r"hint <(.+)>": "is inside a <{0}>",
    r"hint (.+)": "is inside something called “{0}”",
    r"near (.+)": "is called “{0}” by its markup",
    r"says (.+)": "says “{0}”",
    r"under (.+)": "stands under “{0}”",
    r"picture (above|below) .*": "has a picture {0} it",
    r"picture on both sides .*": "stands between pictures",
    r"stated \S+ none .*": "is not in the story that the page's metadata states",
    r"stated .*": "is in the story that the page's metadata states",
    r"summed up .*": "is in the summary that the page's metadata has",
    r"pictured .*": "is what the page says of a picture",
    r"gap (above|below) dense .*": "is in a text without empty lines",
    r"gap (above|below) [01] .*": "has no empty line {0} it",
    r"gap (above|below) .*": "has an empty line {0} it",
    r"indent (\d+)": "begins at column {0} or a little after",
    r"at the margin .*": "begins where most of the text does",
    r"beside the margin .*": "does not begin where most of the text does",
}
_SHARES: Mapping[str, tuple[str, str]] = {
    "lower": ("has few words in lower case", "has mostly words in lower case"),
    "stop": ("has few of the small words of sentences", "has the small words of sentences"),
    "title": ("shares no words with the title", "shares words with the title"),
    "links": ("has hardly any links", "is links for the most part"),
    "digits": ("has hardly any digits", "has many digits"),
}
_STARTS = {
    "lower": "small letter",
    "upper": "capital",
    "letter": "letter",
    "digit": "digit",
    "quote": "quotation mark",
    "mark": "sign",
}
SILENT = {"bias", *(f"{where} {word}" for where in ("says", "under") for word in STOPWORDS)}
"""Features that say nothing to a person."""


def with_reasons(cleaned: Cleaned, weights: Path | None = None) -> Cleaned:
    """The same with the model's reasons where the model decided. `weights` is a folder of other weights."""
    every = lines_of(cleaned.document)
    if not every or cleaned.document.clean:
        return cleaned
    seen = shown(cleaned.document, every, stated(cleaned.document, every))
    lines = seen.lines
    model, found = judging([seen], weights)
    chances = model.judge([lines], found).tolist()
    named = found.names()
    counts = Counter(name for names in named for name in names)
    common = {name: count / len(lines) for name, count in counts.items()}
    said = {
        line.block.start: (names, chance) for line, names, chance in zip(lines, named, chances, strict=True)
    }
    spans = (
        _told(span, model, *said[span.start], common) if span.rule == "model" and span.start in said else span
        for span in cleaned.spans
    )
    return replace(cleaned, spans=tuple(spans))


def phrase(name: str) -> str:
    """What a feature says of a block, as the end of "it ..."; empty for one that says nothing."""
    for pattern, words in _PHRASES.items():
        if found := re.fullmatch(pattern, name):
            values = [_STARTS.get(value, value) for value in found.groups()]
            few, many = _SHARES.get(name.split(" ")[0], ("", ""))
            return words.format(*values, share=few if values[:1] and values[0] in _FEW else many)
    return ""


def _told(span: Span, model: Model, names: Sequence[str], chance: float, common: Mapping[str, float]) -> Span:
    kept = span.role is Role.BODY
    *others, last = _reasons(model, names, chance, common, kept) or [""]
    said = f"{', '.join(others)} and {last}" if others else last
    return span._replace(reason=f"{span.reason}: it {said}") if said else span


def _reasons(
    model: Model, names: Sequence[str], chance: float, common: Mapping[str, float], kept: bool
) -> list[str]:
    weights = {name: model.weight(name) for name in names if not name.startswith(NEIGHBOURS)}
    sign = 1 if kept else -1
    around = ""
    if (chance > 0.5) is not kept:
        around = "is hard to tell, but stands in the story" if kept else "stands apart from the story"
    elif sign * (_logit(chance) - sum(weights.values())) > _CHANGES:
        around = "stands among blocks that do" if kept else "stands among blocks that do not"
    telling = {name: sign * weight * (1 - common[name]) for name, weight in weights.items()}
    ranked = sorted((name for name in telling if telling[name] > _TELLING), key=lambda name: -telling[name])
    return [*filter(None, [around]), *_different(ranked)]


def _different(names: Sequence[str]) -> Iterator[str]:
    """The phrases of the first features, one for each kind of feature."""
    kinds: set[str] = set()
    for name in names:
        kind = name.split(" ")[0]
        if kind not in kinds and name not in SILENT and (words := phrase(name)):
            kinds.add(kind)
            yield words
        if len(kinds) == _MOST:
            return


def _logit(chance: float) -> float:
    chance = min(max(chance, 1e-6), 1 - 1e-6)
    return log(chance / (1 - chance))
