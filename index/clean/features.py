"""What does the model see of a block: which named yes-or-no features does it have?

Every feature has a name that a person can read in the weights file (`words 8-11 ends`,
`hint caption`, `under comments`). Nearly all are the same for every language; a list of function
words of many languages, and the script, decide what counts as a word.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from index.clean.lines import Line
from index.clean.stopwords import STOPWORDS

_ENDS = frozenset(".!?…。！？।؟۔｡")
_CLOSERS = "\"'”’»)]›」』）"
_QUOTES = frozenset("\"“„«»‘'”「『")
_CLASS = re.compile(r"[a-z]{2,}")
_BOUNDS = (1, 2, 3, 4, 6, 8, 12, 18, 27, 40, 60, 90)
_SIZES = ("0", "1", "2", "3", "4-5", "6-7", "8-11", "12-17", "18-26", "27-39", "40-59", "60-89", "90+")
_SHARE_BOUNDS = (0.001, 0.1, 0.2, 0.3, 0.45, 0.6, 0.8, 0.999)
_SHARES = ("0", "-.1", "-.2", "-.3", "-.45", "-.6", "-.8", "-1", "1")
_END_NAMES = ("ends", "colon", "comma", "open")


def _table(form: str, firsts: Sequence[object], seconds: Sequence[object] = ("",)) -> list[list[str]]:
    return [[form.format(first, second) for second in seconds] for first in firsts]


_SIZE = _table("words {}", _SIZES)
_SIZE_END = _table("words {} {}", _SIZES, _END_NAMES)
_REPEATED = _table("repeated words {}", _SIZES)
_LOWER = _table("lower {}", _SHARES)
_LOWER_END = _table("lower {} {}", _SHARES, _END_NAMES)
_STOP = _table("stop {} {}", _SHARES, ("short", "long"))
_DIGITS = _table("digits {}", _SHARES)
_TITLE = _table("title {}", _SHARES)
_LINKS = _table("links {} {}", _SHARES, ("short", "long"))
_COMMAS = _table("commas {}", range(4))
_SENTENCES = _table("sentences {}", range(5))
_QUOTED = _table("quoted {}", _END_NAMES)
_MARKS = tuple((mark, f"has {mark}") for mark in "|»>©@:?!%•…/")
_INNER = (". ", "! ", "? ", "。")
_LABEL_WORDS = 5
_SHAPES = [name for row in _SIZE_END for name in row]
_GAP = _table("gap above {} {}", (0, 1, 2, 3, "dense"), ("short", "long"))
_GAP_BELOW = _table("gap below {} {}", (0, 1, 2, 3, "dense"), ("short", "long"))
_ALIGNED = _table("{} {}", ("beside the margin", "at the margin"), ("short", "long"))
_INDENT = _table("indent {}", range(0, 48, 4))
_BEFORE = {"": "before nothing"} | {shape: f"before {shape}" for shape in _SHAPES}
_AFTER = {"": "after nothing"} | {shape: f"after {shape}" for shape in _SHAPES}


def features(lines: Sequence[Line], title: str, known: frozenset[str]) -> list[list[str]]:
    """The features of each block. `known` are the words that a feature may speak of."""
    counts = Counter(line.text for line in lines)
    heading = set(title.lower().split())
    label: list[str] = []
    dense = sum(line.gap > 1 for line in lines) <= len(lines) // 20
    margin = _margin(lines)
    gaps = [4 if dense else line.gap for line in lines] + [4 if dense else 3]
    shapes = ["", *(_SIZE_END[bisect(_BOUNDS, line.count)][_end(line.text)] for line in lines), ""]
    found = []
    for number, line in enumerate(lines):
        own = _own(line, counts[line.text] > 1, heading)
        own += (_BEFORE[shapes[number]], _AFTER[shapes[number + 2]])
        if not line.block.tag:
            long = line.count > 11
            own += (
                _GAP[gaps[number]][long],
                _GAP_BELOW[gaps[number + 1]][long],
                _INDENT[min(line.indent, 47) // 4][0],
                _ALIGNED[line.indent == margin][long],
            )
        # What a line says for itself, and the heading or label it stands under.
        words = known.intersection(line.tokens) if line.count < 60 else ()
        own += [f"says {word}" for word in words]
        own += label
        if line.count <= _LABEL_WORDS and line.text[-1] not in _ENDS:
            label = [f"under {word}" for word in words]
        found.append(own)
    return found


def _margin(lines: Sequence[Line]) -> int:
    """The column at which most prose begins; captions and boxes are often set further in or out."""
    words: Counter[int] = Counter()
    for line in lines:
        if line.count >= 12:
            words[line.indent] += line.count
    return words.most_common(1)[0][0] if words else 0


def _own(line: Line, repeated: bool, heading: set[str]) -> list[str]:
    text, count = line.text, line.count
    words = text.split(" ")
    size, end, long = bisect(_BOUNDS, count), _end(text), count > 11
    lower = _share(sum(map(str.islower, words)) / len(words))
    found = [
        "bias",
        _SIZE[size][0],
        _SIZE_END[size][end],
        _start(text[0]),
        _LOWER[lower][0],
        _STOP[_share(len(STOPWORDS.intersection(words)) / count)][long],
        _COMMAS[min(text.count(","), 3)][0],
        _SENTENCES[min(sum(map(text.count, _INNER)), 4)][0],
    ]
    if count > 3:
        found.append(_LOWER_END[lower][end])
    if digits := sum(map(text.count, "0123456789")):
        found.append(_DIGITS[_share(digits / len(text))][0])
    found += [name for mark, name in _MARKS if mark in text]
    if not _QUOTES.isdisjoint(text):
        found.append(_QUOTED[end][0])
    if repeated:
        found.append(_REPEATED[size][0])
    if heading and count > 2:
        found.append(_TITLE[_share(len(heading.intersection(text.lower().split())) / len(words))][0])
    if line.block.tag:
        found.append(_LINKS[_share(line.block.link_density)][long])
        found += _markup(line.block.tag, long, line.block.hints)
        found += _near(line.block.kind)
    return found


@lru_cache(4096)
def _markup(tag: str, long: bool, hints: frozenset[str]) -> tuple[str, ...]:
    group = "long" if long else "short"
    return (f"tag {tag}", f"tag {tag} {group}", *(f"hint {hint}" for hint in sorted(hints)))


@lru_cache(4096)
def _near(kind: str) -> tuple[str, ...]:
    """The class words of the element itself and of its parent; those further out are hints."""
    return tuple(sorted({f"near {word}" for word in _CLASS.findall(kind.partition(".")[2])}))


def _share(part: float) -> int:
    return bisect(_SHARE_BOUNDS, part)


def _end(text: str) -> int:
    last = text[-1]
    if last in _CLOSERS:
        last = text.rstrip(_CLOSERS)[-1:] or "x"
    if last in _ENDS:
        return 0
    return 1 if last in ":：" else 2 if last in ",;" else 3


@lru_cache(1024)
def _start(first: str) -> str:
    if first.isalpha():
        return "starts lower" if first.islower() else "starts upper" if first.isupper() else "starts letter"
    return "starts digit" if first.isdigit() else "starts quote" if first in _QUOTES else "starts mark"
