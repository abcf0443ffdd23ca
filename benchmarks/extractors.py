"""python -m benchmarks.extractors EVAL [--set NAME] [--with NAME]

How well, and how fast, do other programs find the story on pages? Prints the table of `benchmarks.quality`
for those of trafilatura, resiliparse and readability-lxml that are installed: same sets, same score, and
pages a second of one core, with reading the files. Each is called as its documentation says; trafilatura is
told to leave comments out, as the gold does.
"""

from __future__ import annotations

import argparse
import importlib.util
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks.evaluation import gold_of, score
from benchmarks.held_out import SETS
from benchmarks.sets import unpacked

_LINES = ("br", "p", "div", "li", "tr", "td", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre")


def trafilatura(page: str) -> str:
    """By Barbaresi's rules and, where they find little, readability and jusText."""
    from trafilatura import extract

    return extract(page, include_comments=False) or ""


def resiliparse(page: str) -> str:
    """By rules of Bevendorff et al., made for speed."""
    from resiliparse.extract.html2text import extract_plain_text

    return str(extract_plain_text(page, main_content=True))


def readability(page: str) -> str:
    """The element with the best score of Arc90's Readability; it gives markup, of which this is the text."""
    from lxml.html import fromstring
    from readability import Document

    found = fromstring(Document(page).summary())
    for element in found.iter(*_LINES):
        element.tail = "\n" + (element.tail or "")
    return str(found.text_content())


EXTRACTORS: tuple[Callable[[str], str], ...] = (trafilatura, resiliparse, readability)


def bodies_of(extract: Callable[[str], str], folder: Path) -> Iterator[tuple[str, str]]:
    """The story of each page."""
    for path in sorted(folder.iterdir()):
        yield path.stem, story_of(extract, path)


def story_of(extract: Callable[[str], str], path: Path) -> str:
    """The story of a page as the program finds it; empty where it fails."""
    try:
        return extract(path.read_text(encoding="utf-8", errors="replace"))
    except Exception:  # Whatever it is, there is no story.
        return ""


def main() -> None:
    """Prints the table."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("eval", type=Path)
    options.add_argument("--set", action="append", choices=SETS)
    options.add_argument("--with", dest="names", action="append")
    chosen = options.parse_args()
    with unpacked(chosen.eval) as folder:
        for extract in EXTRACTORS:
            name = extract.__name__
            if importlib.util.find_spec(name) is None or name not in (chosen.names or [name]):
                continue
            for each in chosen.set or SETS:
                begun = time.perf_counter()
                bodies = dict(bodies_of(extract, folder / each / "html"))
                speed = len(bodies) / (time.perf_counter() - begun)
                found = score(gold_of(folder, each), bodies)
                leak = f"  caption leak {found.leak:.3f}" if found.leak is not None else ""
                print(
                    f"{name:12} {each:13} F1 {found.f1:.3f}  P {found.precision:.3f}  R {found.recall:.3f}"
                    f"  {speed:5.0f}/s{leak}",
                    flush=True,
                )


if __name__ == "__main__":
    main()
