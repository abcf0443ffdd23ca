"""How long does a whole results page take, articles loaded and highlighted? `python -m benchmarks.pages`

Searches the index that `python -m benchmarks` built, through `Archive.search`.
"""

from __future__ import annotations

import argparse
import gc
import statistics
import time
from collections import defaultdict
from pathlib import Path

from benchmarks.corpus import Corpus
from benchmarks.questions import Question, questions
from search.archive import Archive
from search.engines.embedded.engine import EmbeddedEngine
from search.request import SearchRequest


def main() -> None:
    """Prints a table of times by kind of question."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.pages", description=__doc__.splitlines()[0])
    parser.add_argument("--articles", type=int, default=100_000, help="size of the generated archive")
    parser.add_argument("--dir", type=Path, default=Path("var/benchmarks"), help="where indexes are kept")
    parser.add_argument("--each", type=int, default=12, help="questions of each kind")
    options = parser.parse_args()
    engine = EmbeddedEngine(options.dir / str(options.articles) / "backfile")
    asked = questions(engine._snapshot().view, Corpus(options.articles), options.each)
    gc.collect()
    gc.freeze()  # the collector would look through the benchmark's own articles, for 40 ms every 200 pages
    archive = Archive(engine)
    times: dict[str, list[float]] = defaultdict(list)
    for round_number in range(4):
        for question in asked:
            started = time.process_time()
            archive.search(request(question))
            if round_number:
                times[question.label].append((time.process_time() - started) * 1e3)
    print("| ms | median | p95 |\n| --- | --- | --- |")
    for label, values in times.items():
        high = sorted(values)[int(len(values) * 0.95)]
        print(f"| {label} | {statistics.median(values):.1f} | {high:.1f} |")


def request(question: Question) -> SearchRequest:
    """The question as a results page asks it."""
    first, last = question.dates
    selected = {"outlet": (question.outlet,)} if question.outlet else {}
    return SearchRequest(
        question.text,
        selected,
        date_from=first,
        date_to=last,
        undated="exclude" if first else "include",
    )


if __name__ == "__main__":
    main()
