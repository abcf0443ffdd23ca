"""python -m benchmarks.segments LABELS PAGES

How well does cleaning do on pages of which somebody marked some stretches of text as story, and some as not?
LABELS is a JSON file as the evaluation of trafilatura has it: `{url: {"file": name, "with": [text, ...],
"without": [text, ...]}}` (`tests/evaldata.json` of https://github.com/adbar/trafilatura); PAGES is a folder
with the files. Prints precision, recall and F1 of the stretches, and how many pages gave nothing, for
Backfile and those of the programs in `benchmarks.extractors` that are installed.

Nothing is trained on these pages. Few are news: there are shops, recipes, blogs and wikis in some ten
languages, most of them in German.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

from benchmarks.extractors import EXTRACTORS, story_of
from index.clean import clean
from index.document import RawDocument, Role
from index.readers import read
from search.errors import ReadError

_STORY = (Role.HEADLINE, Role.KICKER, Role.STANDFIRST, Role.BODY)


class Labelled(NamedTuple):
    """A page and the stretches of its text that are story, and that are not."""

    path: Path
    story: Sequence[str]
    other: Sequence[str]


def labelled(labels: Path, pages: Path) -> Iterator[Labelled]:
    """The pages that are there, in the order of their labels."""
    found: Mapping[str, Mapping[str, Sequence[str] | None]] = json.loads(labels.read_text(encoding="utf-8"))
    for label in found.values():
        path = pages / str(label["file"])
        if path.is_file():
            yield Labelled(path, label.get("with") or (), label.get("without") or ())


def backfile(path: Path) -> str:
    """The headline, standfirst and body of a page."""
    parts: list[str] = []
    for document in read(path, path.name):
        if isinstance(document, RawDocument):
            try:
                cleaned = clean(document)
            except ReadError:
                continue
            parts += [part for role in _STORY for part in cleaned.parts(role)]
    return "\n".join(parts)


def scored(extract: Callable[[Path], str], pages: Sequence[Labelled]) -> str:
    """Precision, recall and F1 of the stretches in what a program keeps."""
    right = wrong = missed = empty = 0
    for page in pages:
        text = extract(page.path)
        empty += not text
        kept = sum(stretch in text for stretch in page.story)
        right, missed = right + kept, missed + len(page.story) - kept
        wrong += sum(stretch in text for stretch in page.other)
    precision, recall = right / max(right + wrong, 1), right / max(right + missed, 1)
    f1 = 2 * precision * recall / max(precision + recall, 1e-9)
    return f"P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}  nothing from {empty} of {len(pages)}"


def main() -> None:
    """Prints a row a program."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("labels", type=Path)
    options.add_argument("pages", type=Path)
    chosen = options.parse_args()
    pages = list(labelled(chosen.labels, chosen.pages))
    print(f"{'Backfile':16} {scored(backfile, pages)}", flush=True)
    for extract in EXTRACTORS:
        if importlib.util.find_spec(extract.__name__):
            print(f"{extract.__name__:16} {scored(partial(story_of, extract), pages)}", flush=True)


if __name__ == "__main__":
    main()
