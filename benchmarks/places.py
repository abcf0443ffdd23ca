"""How often are the places of an article right, and how fast are they found?

    python -m benchmarks.places FOLDER [--half 0|1] [--no-homes] [--false N]

FOLDER holds `lgl.jsonl` (local news; `toponyms` with GeoNames id and position: a place agrees with one of
the same id or within 161 km, one to one, as is usual in geoparsing) and `reuters_train.jsonl.gz` (wire copy
of 1987; `countries` it was filed under: agree with the countries of the salient places). Figures are over all
articles together. `--no-homes` leaves out where outlets are at home; `--false` lists common false places.
The exit status is 1 below a floor. Speed is printed only: it is the machine's as much as ours.
"""

from __future__ import annotations

import argparse
import gzip
import json
import math
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from index.extract import tables
from index.extract.dateline import place_of
from index.extract.outlet import outlet_home
from index.places import Located, gazetteer, locate

FLOORS = {"lgl.jsonl": 0.829, "reuters_train.jsonl.gz": 0.893}
RADIUS = 161  # kilometres: 100 miles

_WRAPPED = re.compile(r"(?<!\n)[^\S\n]*\n[^\S\n]*(?=[^\s])")
"""Ends of lines inside a paragraph, which extraction takes for spaces."""

Row = dict[str, Any]
Point = tuple[str, float, float, str]
"""GeoNames id, latitude, longitude, name."""


def main() -> int:
    """Prints the table; 1 when a figure is below its floor."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--half", type=int, choices=(0, 1), help="only every second article")
    parser.add_argument("--no-homes", action="store_true", help="do not use where outlets are at home")
    parser.add_argument("--false", type=int, default=0, help="list the commonest false places")
    options = parser.parse_args()
    below = False
    for name, floor in FLOORS.items():
        path = options.folder / name
        if not path.is_file():
            print(f"{name:24} skipped: not in {options.folder}")
            continue
        f1 = _measure(path, options.half, not options.no_homes, options.false)
        below |= f1 < floor and options.half is None and not options.no_homes
    return int(below)


def _measure(path: Path, half: int | None, homes: bool, shown: int) -> float:
    articles = _rows(path)[half :: 1 if half is None else 2]
    names, hits, found, wanted, false = gazetteer(), 0, 0, 0, Counter[str]()
    started = time.process_time()
    located = [_locate(names, row, homes) for row in articles]
    seconds = time.process_time() - started
    agree: Callable[[Row, Located], tuple[int, int, int, list[str]]] = (
        _countries if "reuters" in path.name else _points
    )
    for row, answer in zip(articles, located, strict=True):
        hit, predicted, gold, wrong = agree(row, answer)
        hits, found, wanted = hits + hit, found + predicted, wanted + gold
        false.update(wrong)
    precision, recall = hits / max(1, found), hits / max(1, wanted)
    f1 = 2 * precision * recall / max(1e-9, precision + recall)
    figures = f"P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}  gold {wanted}  found {found}"
    print(f"{path.name:24} {figures}  {len(articles) / seconds:.0f} articles/s")
    for name, count in false.most_common(shown):
        print(f"  {count:4}  {name}")
    return f1


def _locate(names: Any, row: Row, homes: bool) -> Located:
    outlet = tables.outlet_at(row["outlet"]) or tables.outlet_named(row["outlet"])
    home = outlet_home(outlet.name) if outlet and homes else ""
    dateline = row.get("dateline")
    texts = {"headline": row["title"] or "", "body": _WRAPPED.sub(" ", row["body"])}
    return locate(names, texts, (place_of(dateline) or dateline) if dateline else None, home)


def _countries(row: Row, answer: Located) -> tuple[int, int, int, list[str]]:
    found = {place.country for place in answer.places if place.path in answer.locations}
    gold = set(row["countries"])
    return len(found & gold), len(found), len(gold), sorted(found - gold)


def _points(row: Row, answer: Located) -> tuple[int, int, int, list[str]]:
    gold = _distinct(
        (str(place["geonameid"]), float(place["lat"]), float(place["lon"]), place["name"])
        for place in row["toponyms"]
        if place.get("lat")
    )
    found = _distinct(
        (str(place.geonameid or ""), place.lat or 0, place.lon or 0, place.path) for place in answer.places
    )
    pairs = sorted((_apart(a, b), i, j) for i, a in enumerate(gold) for j, b in enumerate(found))
    left, right = set(range(len(gold))), set(range(len(found)))
    for distance, i, j in pairs:
        if distance <= RADIUS and i in left and j in right:
            left.remove(i)
            right.remove(j)
    return len(gold) - len(left), len(found), len(gold), [found[j][3] for j in right]


def _distinct(points: Iterator[Point]) -> list[Point]:
    return list({point[0] or (round(point[1], 3), round(point[2], 3)): point for point in points}.values())


def _apart(a: Point, b: Point) -> float:
    """Kilometres between two points on the sphere (haversine); nothing between a place and itself."""
    if a[0] and a[0] == b[0]:
        return 0.0
    north, other = math.radians(a[1]), math.radians(b[1])
    half = math.sin((other - north) / 2) ** 2
    half += math.cos(north) * math.cos(other) * math.sin(math.radians(b[2] - a[2]) / 2) ** 2
    return 1e-9 + 12742 * math.asin(math.sqrt(half))


def _rows(path: Path) -> list[Row]:
    content = path.read_bytes()
    text = (gzip.decompress(content) if path.suffix == ".gz" else content).decode("utf-8")
    return [json.loads(line) for line in text.split("\n") if line]


if __name__ == "__main__":
    sys.exit(main())
