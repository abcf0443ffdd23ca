"""python -m benchmarks.headlines [EVAL] [--worst N] [--check]

How often is the headline of a plain text right? Prints a table over text dumps of the evaluation sets, and
press releases that begin with their titles: in how many the block found is the title to the word, in how many
none is found, and in how many the title is there at all. Each is scored with weights that have not seen it
(`benchmarks/held_out.py`). `--check` fails if a share is below its floor.
"""

from __future__ import annotations

import gzip
import json
import re
import sys
from collections.abc import Iterator
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from benchmarks.command import folder_of, parser
from benchmarks.evaluation import documents_of, gold_of
from benchmarks.held_out import SETS, WEIGHTS, part_of
from benchmarks.sets import unpacked
from index.clean import clean
from index.clean.lines import texts_of
from index.document import RawDocument, Role
from index.readers import read_bytes
from index.readers.values import unescaped
from search.errors import ReadError

# Raised when it gets better, never lowered.
FLOORS: dict[tuple[str, str], float] = {
    ("press_releases", "text"): 0.97,
    ("fundus_en", "text"): 0.75,
    ("fundus_en", "text_bs4"): 0.631,
    ("fundus_other", "text"): 0.634,
    ("fundus_other", "text_bs4"): 0.601,
    ("daniel_en", "text"): 0.832,
    ("daniel_en", "text_bs4"): 0.747,
    ("wcxb_article", "text"): 0.764,
    ("wcxb_article", "text_bs4"): 0.651,
}
_FORMS = ("text", "text_bs4")
_RELEASES = "press_releases"
_LEARNED, _SCORED = slice(0, None, 50), slice(25, None, 50)
"""The releases that weights are trained on, and those that are scored."""
_WORD = re.compile(r"\w+")


class Titled(NamedTuple):
    """A text whose title is known, and weights that have not seen it: their folder, or the package's."""

    name: str
    title: str
    document: RawDocument
    part: str
    weights: Path | None

    def is_title(self, text: str) -> bool:
        """Whether a text has the words of the title."""
        return _WORD.findall(text.lower()) == _WORD.findall(self.title.lower())


def dumps(folder: Path, name: str, form: str) -> Iterator[Titled]:
    """The text dumps of a set."""
    gold = gold_of(folder, name)
    for page, document in documents_of(folder, name, form):
        if title := gold.get(page, {}).get("title"):
            part = part_of(name, page, gold[page])
            yield Titled(page, title, document, part, WEIGHTS / f"without_{part}")


def releases(folder: Path, which: slice) -> Iterator[Titled]:
    """Some press releases, each as a text that begins with its title; none where there is no file of them."""
    path = folder / "scale" / "press_releases.jsonl.gz"
    if not path.is_file():
        return
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for record in map(json.loads, islice(lines, which.start, which.stop, which.step)):
            text = f"{record['title']}\n\n{record['body']}"
            for document in read_bytes(text.encode(), f"{record['id']}.txt"):
                if isinstance(document, RawDocument):
                    yield Titled(record["id"], unescaped(record["title"]), document, _RELEASES, None)


def learned(folder: Path) -> Iterator[Titled]:
    """All texts that weights are trained on."""
    yield from releases(folder, _LEARNED)
    with unpacked(folder) as sets:
        for name in SETS:
            for form in _FORMS:
                yield from dumps(sets, name, form)


def main() -> int:
    """Prints the table; the exit status says whether the floors hold."""
    chosen = parser(__doc__).parse_args()
    if (given := folder_of(chosen)) is None:
        return 0
    problems = _scored(_RELEASES, "text", releases(given, _SCORED), chosen.worst)
    with unpacked(given) as folder:
        for name in SETS:
            for form in _FORMS:
                problems += _scored(name, form, dumps(folder, name, form), chosen.worst)
    print("\n".join(problems), file=sys.stderr)
    return 1 if chosen.check and problems else 0


def _scored(name: str, form: str, texts: Iterator[Titled], worst: int) -> list[str]:
    """Prints a row of the table; what is below its floor."""
    found = [(text, _headline(text)) for text in texts]
    if not found:
        return []
    wrong = [(text, headline) for text, headline in found if not text.is_title(headline)]
    right, none = 1 - len(wrong) / len(found), sum(not headline for _, headline in found) / len(found)
    there = sum(any(map(text.is_title, texts_of(text.document))) for text, _ in found) / len(found)
    print(f"{name:14} {form:9} right {right:.3f}  none {none:.3f}  there {there:.3f}  of {len(found)}")
    for text, headline in wrong[:worst]:
        print(f"    {text.name}: {headline!r} for {text.title!r}")
    floor = FLOORS.get((name, form), 0.0)
    return [f"{name} {form}: headlines {right:.3f} are below {floor}"] if round(right, 3) < floor else []


def _headline(text: Titled) -> str:
    with suppress(ReadError):
        return next(iter(clean(text.document, weights=text.weights).parts(Role.HEADLINE)), "")
    return ""


if __name__ == "__main__":
    sys.exit(main())
