"""Which stretches do rules remove at the start or the end of blocks that stay?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from index.clean.lines import Line, Verdict, Verdicts
from index.clean.rules import Rules
from index.clean.rules.openings import LETTERS
from index.clean.rules.rule import Cut
from index.clean.tiling import Stretch
from index.document import Role

_END = 40


def cuts(lines: Sequence[Line], verdicts: Verdicts, rules: Rules) -> Iterator[Stretch]:
    """The stretches with verdicts of their own; only of blocks whose text is what the document has."""
    for number, verdict in verdicts.items():
        text, block = lines[number].text, lines[number].block
        if verdict.role is not Role.BODY or block.end - block.start != len(text):
            continue
        for cut in _able(rules.starts, text[0]):
            if (found := cut.pattern.match(text)) and found.end():
                yield block.start, block.start + found.end(), Verdict(Role.REMOVED, cut.name, cut.reason)
        for cut in _able(rules.ends, text[-1]):
            if found := cut.pattern.search(text[-_END:]):
                yield block.end - len(found.group()), block.end, Verdict(Role.REMOVED, cut.name, cut.reason)


@lru_cache(4096)
def _able(cuts: tuple[Cut, ...], letter: str) -> list[Cut]:
    """The cuts that can match where this letter is."""
    lower = letter.lower()
    return [cut for cut in cuts if lower in cut.letters or lower not in LETTERS]
