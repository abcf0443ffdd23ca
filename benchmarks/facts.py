"""How often are headline, date, outlet and authors of a page right?

    python -m benchmarks.facts FOLDER [--set NAME ...] [--half 0|1] [--wrong FIELD] [--no-table]

FOLDER holds sets of pages: `<set>/html/<id>.html` and `<set>/gold/<id>.json` with title, date, outlet
and author (names set apart by `;`). Printed, per set: the share of pages whose gold has a value and
whose extracted one agrees with it. Titles agree when they are the same but for case, punctuation and
white space; dates when the day is the same; outlets when they are the same outlet in our table;
authors by the F1 of the two sets of names, where an agency that the gold names may be in its own field.
`--no-table` finds outlets as if none were known, which is how well those fare that the table lacks:
"spelled" is the share whose name is the gold's to the letter, "outlet" the share whose name the table has for
the right outlet. The exit status is 1 below a floor.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import mean
from typing import Any
from unittest.mock import patch

from benchmarks.sets import unpacked
from index.clean import clean
from index.document import SOFT_HYPHEN, Rejected
from index.extract import extract, tables
from index.extract.byline import split
from index.extract.outlet import canonical
from index.extract.tables import agency_named, name_key, outlet_at, outlet_named
from index.readers import read
from search.article import Article
from search.errors import ReadError

FLOORS = {
    "fundus_en": {"title": 0.88, "date": 1.0, "outlet": 1.0, "author": 0.95},
    "fundus_other": {"title": 0.9, "date": 0.988, "outlet": 0.97, "author": 0.88},
    "daniel_en": {"title": 0.92},
    "wcxb_article": {"title": 0.85, "date": 0.84, "author": 0.72},
}


def main() -> int:
    """Prints the table; 1 when a figure is below its floor."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--set", action="append", help="only these sets")
    parser.add_argument("--half", type=int, choices=(0, 1), help="only every second page")
    parser.add_argument("--wrong", help="list the pages where this field is wrong")
    parser.add_argument("--no-table", action="store_true", help="find outlets without the table of them")
    options = parser.parse_args()
    below = []
    with unpacked(options.folder) as folder:
        sets = options.set or [name for name in FLOORS if (folder / name).is_dir()]
        if not sets:
            print(f"skipped: no sets in {options.folder}")
        for name in sets:
            below += _measure(folder / name, options.half, options.wrong, not options.no_table)
    for failure in below:
        print(failure)
    return 1 if below else 0


def _measure(folder: Path, half: int | None, wrong: str | None, table: bool) -> list[str]:
    measures = MEASURES if table else {**MEASURES, "spelled": _spelled}
    scores: dict[str, list[float]] = {name: [] for name in measures}
    for page, gold, article in _pages(folder, half, table):
        for name, measure in measures.items():
            if gold.get(name):
                scores[name].append(measure(gold[name], article))
                if wrong == name and scores[name][-1] < 1:
                    value = {"title": "headline", "author": "byline", "spelled": "outlet"}.get(name, name)
                    found, origin = getattr(article, value), article.provenance.get(value)
                    print(f"  {page}: gold {gold[name]!r}, found {found!s} {article.agency} from {origin}")
    figures = {name: mean(values) for name, values in scores.items() if values}
    shown = (f"{name} {figure:.3f} of {len(scores[name])}" for name, figure in figures.items())
    print(f"{folder.name:14}", *shown, sep="  ")
    floors = FLOORS.get(folder.name, {}) if half is None and table else {}
    return [
        f"{folder.name}: {name} {figures[name]:.3f} is below {floor}"
        for name, floor in floors.items()
        if figures.get(name, 1) < floor
    ]


def _pages(folder: Path, half: int | None, table: bool) -> Iterator[tuple[str, dict[str, Any], Article]]:
    for path in sorted((folder / "gold").glob("*.json"))[half :: 1 if half is None else 2]:
        gold = json.loads(path.read_text(encoding="utf-8"))
        gold["spelled"] = gold.get("outlet")
        page = folder / "html" / f"{path.stem}.html"
        for document in read(page, page.name):
            if isinstance(document, Rejected):
                print(f"  {page.name}: {document.reason}")
                continue
            try:
                with contextlib.nullcontext() if table else _without_outlets():
                    article = extract(clean(document))
            except ReadError:
                print(f"  {page.name}: no article")
                continue
            yield path.stem, gold, article


@contextlib.contextmanager
def _without_outlets() -> Iterator[None]:
    """As long as it lasts the table of outlets is empty."""
    caches = (tables._outlet_names, tables._outlet_folders, tables._outlet_domains)
    with patch.object(tables, "outlets", tuple):
        for cache in caches:
            cache.cache_clear()
        yield
    for cache in caches:
        cache.cache_clear()


def _title(gold: str, article: Article) -> float:
    return float(name_key(gold.replace(SOFT_HYPHEN, "")) == name_key(article.headline))


def _date(gold: str, article: Article) -> float:
    return float(gold[:10] == str(article.date))


def _outlet(gold: str, article: Article) -> float:
    return float(name_key(canonical(gold)) == name_key(canonical(article.outlet or "")))


def _spelled(gold: str, article: Article) -> float:
    return float(name_key(gold) == name_key(article.outlet or ""))


def _author(gold: str, article: Article) -> float:
    credits = [credit for credit in gold.split(";") if credit.strip()]
    wanted = {_author_key(name) for credit in credits for name in split(credit) or [credit]}
    found = {_author_key(name) for name in article.byline} | (wanted & set(map(_author_key, article.agency)))
    agreed = len(wanted & found)
    return 2 * agreed / (len(wanted) + len(found)) if agreed else 0.0


def _author_key(name: str) -> str:
    known = agency_named(name) or outlet_named(name) or outlet_at(name.strip())
    return name_key(known.name if known else name)


Measure = Callable[[str, Article], float]
MEASURES: dict[str, Measure] = {"title": _title, "date": _date, "outlet": _outlet, "author": _author}

if __name__ == "__main__":
    sys.exit(main())
