"""How do verdicts on blocks become spans that cover every character exactly once?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from index.clean.lines import Verdict, Verdicts
from index.document import RawDocument, Role, Span, span_of

Stretch = tuple[int, int, Verdict]
_BETWEEN = Verdict(Role.REMOVED, "layout", "white space and marks between blocks")


def tile(document: RawDocument, verdicts: Verdicts, cuts: Iterable[Stretch]) -> Iterator[Span]:
    """Spans in order, without gaps; what stands between two blocks goes to the one before it."""
    begins = _begins(document, verdicts, sorted(cuts, key=lambda cut: cut[:2]))
    starts = [start for start, _ in begins] + [len(document.text)]
    if starts[0]:
        yield Span(0, starts[0], *_BETWEEN)
    for (start, verdict), following in zip(begins, starts[1:], strict=True):
        yield span_of((start, following, *verdict))


def _begins(document: RawDocument, verdicts: Verdicts, cuts: Sequence[Stretch]) -> list[tuple[int, Verdict]]:
    """Where blocks begin, and parts of those of which a cut takes some, each with what it is."""
    found: list[tuple[int, Verdict]] = []
    for number, block in enumerate(document.blocks):
        position = block.start
        for start, end, verdict in cuts:
            if position <= start < end <= block.end:
                if start > position:
                    found.append((position, verdicts[number]))
                found.append((start, verdict))
                position = end
        if position < block.end:
            found.append((position, verdicts[number]))
    return found
