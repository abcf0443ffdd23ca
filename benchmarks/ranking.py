"""How well are hits ordered? `python -m benchmarks.ranking FOLDER`

FOLDER holds one folder a collection with `corpus.jsonl` (id, title, body), `queries.jsonl` (id, text)
and `qrels.tsv` (query, article, grade; one header line). Prints nDCG at 10 (Järvelin and Kekäläinen,
"Cumulated gain-based evaluation of IR techniques", 2002), mean average precision and recall at 100,
averaged over the queries that have judgements. The exit status is 1 if a collection is below its
floor.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from statistics import mean

from search.archive import Archive
from search.article import Article
from search.engines import open_engine
from search.trec import run

DEPTH = 100
FLOORS = {"cranfield": 0.395, "cacm": 0.500, "med": 0.699, "npl": 0.440, "cisi": 0.381, "lisa": 0.457}
"""nDCG at 10 of a plain BM25 with Snowball's stemmer."""

Grades = dict[str, int]


def main() -> int:
    """Measures every collection; 1 if one is below its floor."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.ranking", description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    print("| collection | queries | nDCG@10 | plain BM25 | MAP | recall@100 |")
    print("| --- | --- | --- | --- | --- | --- |")
    below = 0
    for name, floor in FLOORS.items():
        if not (folder / name).is_dir():
            print(f"| {name} | skipped: not there |")
            continue
        queries, ndcg, precision, found = measure(folder / name)
        below += round(ndcg, 3) < floor
        print(f"| {name} | {queries} | {ndcg:.3f} | {floor:.3f} | {precision:.3f} | {found:.3f} |")
    return int(below > 0)


def measure(folder: Path) -> tuple[int, float, float, float]:
    """The number of judged queries of a collection, nDCG at 10, MAP and recall, over a hundred hits."""
    judged = _judgements(folder / "qrels.tsv")
    found: dict[str, list[str]] = defaultdict(list)
    with tempfile.TemporaryDirectory() as directory:
        engine = open_engine(f"whoosh:{directory}")
        with engine.writer(replace=True) as writer:
            for article in _articles(folder / "corpus.jsonl"):
                writer.add(article)
        lines = (folder / "queries.jsonl").read_text(encoding="utf-8").splitlines()
        for line in run(Archive(engine), lines, DEPTH):
            query, _, hit, *_ = line.split()
            found[query].append(hit)
    pairs = [(found[query], grades) for query, grades in judged.items()]
    ndcg, precision, part = (
        mean(figure(hits, grades) for hits, grades in pairs) for figure in (gain, average_precision, recall)
    )
    return len(judged), ndcg, precision, part


def gain(hits: list[str], grades: Grades) -> float:
    """Normalised discounted cumulated gain of the first ten hits."""
    ideal = sorted(grades.values(), reverse=True)[:10]
    got = [grades.get(hit, 0) for hit in hits[:10]]
    return _discounted(got) / _discounted(ideal)


def average_precision(hits: list[str], grades: Grades) -> float:
    """The mean, over all relevant articles, of the precision at the rank of each."""
    found = total = 0.0
    for rank, hit in enumerate(hits, 1):
        if hit in grades:
            found += 1
            total += found / rank
    return total / len(grades)


def recall(hits: list[str], grades: Grades) -> float:
    """Which part of the relevant articles is among the first hundred hits."""
    return sum(hit in grades for hit in hits[:DEPTH]) / len(grades)


def _discounted(grades: list[int]) -> float:
    return sum(grade / math.log2(rank + 2) for rank, grade in enumerate(grades))


def _judgements(path: Path) -> dict[str, Grades]:
    judged: dict[str, Grades] = defaultdict(dict)
    for line in path.read_text(encoding="utf-8").splitlines()[1:]:
        query, article, grade = line.split()[:3]
        if int(grade) > 0:
            judged[query][article] = int(grade)
    return judged


def _articles(path: Path) -> Iterator[Article]:
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        name = str(row["id"])
        yield Article(id=name, source=name, headline=row.get("title") or "", body=row["body"])


if __name__ == "__main__":
    sys.exit(main())
