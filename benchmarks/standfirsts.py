"""python -m benchmarks.standfirsts [EVAL] [--worst N] [--check]

How often is the standfirst of a page right? Prints a table over the evaluation sets whose gold has what
editors wrote as a summary: of the pages that show it, the share in which the block found is one of its
paragraphs, and in which none of it is kept, as the story's either; of the standfirsts found, the share that
are. Each page is cleaned with weights that have not seen its set (`benchmarks/held_out.py`). `--check`
fails if the first or the last share is below its floor.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from benchmarks.command import folder_of, parser
from benchmarks.evaluation import documents_of, gold_of
from benchmarks.held_out import WEIGHTS, part_of
from benchmarks.labels import words
from benchmarks.sets import unpacked
from index.clean import clean
from index.clean.lines import texts_of
from index.document import RawDocument, Role
from search.errors import ReadError

SETS = ("fundus_en", "fundus_other")
"""Those whose gold has summaries."""
# Recall and precision. Raised when it gets better, never lowered.
FLOORS: dict[str, tuple[float, float]] = {"fundus_en": (0.577, 0.882), "fundus_other": (0.371, 0.898)}
_LEAST = 4  # words
_PART = 0.67  # of a block that is a paragraph of the summary, and more


class Summed(NamedTuple):
    """A page, and the paragraphs of its summary as its editors marked them, in plain words."""

    name: str
    summary: tuple[str, ...]
    document: RawDocument
    part: str

    @property
    def weights(self) -> Path:
        """Those that have not seen the page."""
        return WEIGHTS / f"without_{self.part}"

    def is_standfirst(self, text: str) -> bool:
        """Whether a block is of the summary."""
        block = _plain(text)
        return block.count(" ") + 1 >= _LEAST and any(
            block in paragraph or (paragraph in block and len(paragraph) > _PART * len(block))
            for paragraph in self.summary
        )


def summed(folder: Path, name: str) -> Iterator[Summed]:
    """The pages of a set, but for some whose summary is a part of the story."""
    gold = gold_of(folder, name)
    for page, document in documents_of(folder, name, "html"):
        summary = tuple(filter(None, map(_plain, gold.get(page, {}).get("summary") or ())))
        story = _plain(gold[page]["body"]) if page in gold else ""
        if story and not any(paragraph in story for paragraph in summary):
            yield Summed(page, summary, document, part_of(name, page, gold[page]))


def _plain(text: str) -> str:
    return " ".join(words(text))


def main() -> int:
    """Prints the table; the exit status says whether the floors hold."""
    chosen = parser(__doc__).parse_args()
    if (given := folder_of(chosen)) is None:
        return 0
    with unpacked(given) as folder:
        problems = [problem for name in SETS for problem in _scored(folder, name, chosen.worst)]
    print("\n".join(problems), file=sys.stderr)
    return 1 if chosen.check and problems else 0


def _scored(folder: Path, name: str, worst: int) -> list[str]:
    """Prints a row of the table; what is below its floor."""
    there = found = right = lost = 0
    for page in summed(folder, name):
        is_there = any(map(page.is_standfirst, texts_of(page.document)))
        standfirsts, story = _kept(page)
        is_right = any(map(page.is_standfirst, standfirsts))
        there, found, right = there + is_there, found + bool(standfirsts), right + is_right
        lost += is_there and not is_right and not any(paragraph in story for paragraph in page.summary)
        if worst > 0 and (is_there or standfirsts) and not is_right:
            worst -= 1
            print(f"    {page.name}: {' / '.join(standfirsts)!r} for {' / '.join(page.summary)!r}")
    recall, precision = round(right / there, 3), round(right / max(found, 1), 3)
    print(
        f"{name:14} of {there:3} shown, found {recall:.3f}, lost {lost / there:.3f}; "
        f"of {found:3} found, right {precision:.3f}"
    )
    return [
        f"{name} standfirsts: {what} {value:.3f} is below {floor}"
        for what, value, floor in zip(("recall", "precision"), (recall, precision), FLOORS[name], strict=True)
        if value < floor
    ]


def _kept(page: Summed) -> tuple[tuple[str, ...], str]:
    """The standfirsts of a page, and its story in plain words."""
    with suppress(ReadError):
        cleaned = clean(page.document, weights=page.weights)
        return cleaned.parts(Role.STANDFIRST), _plain(" ".join(cleaned.parts(Role.BODY)))
    return (), ""


if __name__ == "__main__":
    sys.exit(main())
