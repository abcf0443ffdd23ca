"""python -m benchmarks.quality [EVAL] [--set NAME] [--form FORM] [--worst N] [--repeated] [--check]

How good is cleaning? Prints a table over the evaluation sets: pages, text dumps by inscriptis
(`text`) and by BeautifulSoup (`text_bs4`), scored as `benchmarks/evaluation.py` says. Each page is
scored with weights that were trained without its set, or without its part of a set that is parted by
site (`benchmarks/held_out.py`); the package ships weights trained on all. With `--repeated` the lines
that outlets repeat are learned from the set first, as a build does. `--check` fails if a score is below
its floor.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

from benchmarks.command import folder_of, parser
from benchmarks.evaluation import FORMS, Score, documents_of, gold_of, score
from benchmarks.held_out import SETS, WEIGHTS, part_of
from benchmarks.sets import unpacked
from index.clean import clean, learn
from index.document import Role
from search.errors import ReadError

# F1 at least, caption leak at most; raised when cleaning gets better, never lowered.
FLOORS: dict[tuple[str, str], tuple[float, float]] = {
    ("fundus_en", "html"): (0.974, 0.005),
    ("fundus_other", "html"): (0.969, 0.004),
    ("daniel_en", "html"): (0.947, 1.0),
    ("fundus_en", "text"): (0.974, 0.036),
    ("fundus_other", "text"): (0.947, 0.049),
    ("daniel_en", "text"): (0.941, 1.0),
    ("fundus_en", "text_bs4"): (0.949, 0.103),
    ("fundus_other", "text_bs4"): (0.918, 0.123),
    ("daniel_en", "text_bs4"): (0.942, 1.0),
    ("wcxb_article", "html"): (0.942, 1.0),
    ("wcxb_article", "text"): (0.897, 1.0),
    ("wcxb_article", "text_bs4"): (0.886, 1.0),
}


def measure(folder: Path, name: str, form: str, weights: Path, *, learned: bool) -> tuple[Score, float]:
    """The score of a set and the pages a second, reading and cleaning, on one core.

    `learned` says whether the lines that outlets repeat are learned before, which is not in the speed.
    """
    gold = gold_of(folder, name)
    bodies: dict[str, str] = {}
    repeated = learn(document for _, document in documents_of(folder, name, form)) if learned else None
    count, begun = 0, time.perf_counter()
    for page, document in documents_of(folder, name, form):
        count += 1
        unseen = weights / f"without_{part_of(name, page, gold.get(page, {}))}"
        try:
            bodies[page] = "\n".join(clean(document, weights=unseen, repeated=repeated).parts(Role.BODY))
        except ReadError:
            bodies[page] = ""
    speed = count / (time.perf_counter() - begun)
    return score(gold, bodies), speed


def check(found: Score, name: str, form: str) -> list[str]:
    """What is below its floor."""
    f1, leak = FLOORS.get((name, form), (0.0, 1.0))
    problems = [f"{name} {form}: F1 {found.f1:.3f} is below {f1:.3f}"] if round(found.f1, 3) < f1 else []
    if found.leak is not None and round(found.leak, 3) > leak:
        problems.append(f"{name} {form}: caption leak {found.leak:.3f} is above {leak:.3f}")
    return problems


def main() -> int:
    """Prints the table; the exit status says whether the floors hold."""
    options = parser(__doc__)
    options.add_argument("--set", action="append", choices=SETS)
    options.add_argument("--form", action="append", choices=FORMS)
    options.add_argument("--weights", type=Path, default=WEIGHTS)
    options.add_argument("--repeated", action="store_true")
    chosen = options.parse_args()
    if (given := folder_of(chosen)) is None:
        return 0
    with unpacked(given) as folder:
        problems = _measured(chosen, folder)
    print("\n".join(problems), file=sys.stderr)
    return 1 if problems else 0


def _measured(chosen: argparse.Namespace, folder: Path) -> list[str]:
    problems = []
    for name in chosen.set or SETS:
        for form in chosen.form or FORMS:
            found, speed = measure(folder, name, form, chosen.weights, learned=chosen.repeated)
            leak = f"  caption leak {found.leak:.3f}" if found.leak is not None else ""
            print(
                f"{name:13} {form:9} F1 {found.f1:.3f}  P {found.precision:.3f}  R {found.recall:.3f}"
                f"  {speed:5.0f}/s{leak}",
                flush=True,
            )
            for page, precision, recall in sorted(found.pages, key=lambda row: row[1] * row[2])[
                : chosen.worst
            ]:
                print(f"    {page}  P {precision:.2f}  R {recall:.2f}")
            problems += check(found, name, form) if chosen.check else []
    return problems


if __name__ == "__main__":
    sys.exit(main())
