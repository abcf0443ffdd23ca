"""How do verdicts on blocks become spans that cover every character exactly once?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from index.clean.lines import Verdict, Verdicts
from index.document import RawDocument, Role, Span

Stretch = tuple[int, int, Verdict]
_BETWEEN = Verdict(Role.REMOVED, "layout", "white space and marks between blocks")


def tile(document: RawDocument, verdicts: Verdicts, cuts: Iterable[Stretch]) -> Iterator[Span]:
    """Spans in order, without gaps; what stands between two blocks goes to the one before it."""
    stretches = list(_stretches(document, verdicts, cuts))
    starts = [start for start, _, _ in stretches] + [len(document.text)]
    if starts[0]:
        yield Span(0, starts[0], *_BETWEEN)
    for (start, _, verdict), following in zip(stretches, starts[1:], strict=True):
        yield Span(start, following, *verdict)


def _stretches(document: RawDocument, verdicts: Verdicts, cuts: Iterable[Stretch]) -> Iterator[Stretch]:
    """The blocks in order, each divided where a cut takes a part of it."""
    by_start = sorted(cuts, key=lambda cut: cut[:2])
    for number, block in enumerate(document.blocks):
        position = block.start
        for start, end, verdict in by_start:
            if position <= start < end <= block.end:
                if start > position:
                    yield position, start, verdicts[number]
                yield start, end, verdict
                position = end
        if position < block.end:
            yield position, block.end, verdicts[number]
