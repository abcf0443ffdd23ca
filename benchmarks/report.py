"""What do the tables of a benchmark look like?"""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Mapping
from pathlib import Path

from benchmarks.peers import Found, text_of
from benchmarks.questions import Question
from search.article import Article


def built(name: str, count: int, seconds: float, directory: Path, articles: Iterable[Article]) -> None:
    """How fast an index was written, with one process's processor time, and how large it is."""
    size = sum(path.stat().st_size for path in directory.rglob("*") if path.is_file())
    text = sum(len(text_of(article).encode()) for article in articles)
    print(
        f"{name}: {count / seconds:,.0f} articles/s of processor time, {size / 1e6:,.0f} MB, "
        f"{size / text:.2f} of the text",
        flush=True,
    )


def speed(times: Mapping[str, Mapping[str, list[float]]], peers: list[str]) -> None:
    """Median and 95th percentile in milliseconds by kind of question, and the ratio to Backfile."""
    print("\n| ms: median (p95) |", " | ".join(peers), "|")
    print("| --- |", " | ".join("---" for _ in peers), "|")
    for label, by_peer in times.items():
        own = statistics.median(by_peer["backfile"])
        cells = [_cell(by_peer[peer], own if peer != "backfile" else None) for peer in peers]
        print(f"| {label} |", " | ".join(cells), "|")


def _cell(values: list[float], own: float | None) -> str:
    middle, high = statistics.median(values), sorted(values)[int(len(values) * 0.95)]
    factor = "" if own is None else f", {middle / own:.1f} x"
    return f"{middle:.2f} ({high:.1f}){factor}"


def agreement(found: Mapping[Question, Mapping[str, Found]], peers: list[str]) -> None:
    """How many questions of each kind got the same total from a peer as from Backfile."""
    print("\n| same total |", " | ".join(peers[1:]), "|")
    print("| --- |", " | ".join("---" for _ in peers[1:]), "|")
    kinds = dict.fromkeys(question.label for question in found)
    for label in kinds:
        asked = [answers for question, answers in found.items() if question.label == label]
        cells = []
        for peer in peers[1:]:
            totals = sum(answers[peer].total == answers["backfile"].total for answers in asked)
            cells.append(f"{totals} of {len(asked)}")
        print(f"| {label} |", " | ".join(cells), "|")
