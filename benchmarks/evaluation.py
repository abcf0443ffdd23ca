"""What do the benchmarks read from the evaluation folder, and how is an extracted text scored?

The folder is the first argument or BACKFILE_EVAL; a set is a folder in it with `html`, `text`,
`text_bs4` and `gold`. Score: counts of 4-word shingles, as in the article-extraction-benchmark; mean
precision and recall over pages, and the F1 of the two. What the gold calls optional is taken out of
the prediction first. Caption leak is the share of gold captions of 5 words or more found in the body.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from statistics import mean
from typing import Any

from benchmarks.labels import words
from index.document import RawDocument
from index.readers import read

FORMS = ("html", "text", "text_bs4")


@dataclass(frozen=True, slots=True)
class Score:
    """Quality over a set; `pages` has name, precision and recall of each."""

    f1: float
    precision: float
    recall: float
    leak: float | None
    pages: tuple[tuple[str, float, float], ...]


def gold_of(folder: Path, name: str) -> dict[str, dict[str, Any]]:
    """The gold of a set by page; pages without a body are left out."""
    read_one = {
        path.stem: json.loads(path.read_text(encoding="utf-8"))
        for path in sorted((folder / name / "gold").glob("*.json"))
    }
    return {page: gold for page, gold in read_one.items() if gold.get("body")}


def documents_of(folder: Path, name: str, form: str) -> Iterator[tuple[str, RawDocument]]:
    """The pages of a set, as documents."""
    for path in sorted((folder / name / form).iterdir()):
        for document in read(path, path.name):
            if isinstance(document, RawDocument):
                yield path.stem, document


def score(gold: Mapping[str, Mapping[str, Any]], bodies: Mapping[str, str]) -> Score:
    """How well the bodies agree with the gold; a missing body counts as empty."""
    pages, captions, leaked = [], 0, 0
    for page, truth in gold.items():
        body, joined = words(truth["body"]), " ".join(words(truth["body"]))
        found = words(bodies.get(page, ""))
        whole = f" {' '.join(found)} "
        for optional in (words(text) for text in truth.get("optional") or []):
            if " ".join(optional) not in joined:
                found = _without(found, optional)
        pages.append((page, *_agreement(body, found)))
        for caption in {" ".join(words(text)) for text in truth.get("captions") or []}:
            if caption.count(" ") >= 4 and caption not in joined:
                captions += 1
                leaked += f" {caption} " in whole
    precision = mean(value for _, value, _ in pages if value is not None)
    recall = mean(value for _, _, value in pages)
    return Score(
        2 * precision * recall / (precision + recall),
        precision,
        recall,
        leaked / captions if captions else None,
        tuple((name, p or 0.0, r) for name, p, r in pages),
    )


def _without(sequence: list[str], part: list[str]) -> list[str]:
    """The sequence without the first occurrence of the part."""
    size = len(part)
    for at in range(len(sequence) - size + 1 if size else 0):
        if sequence[at : at + size] == part:
            return sequence[:at] + sequence[at + size :]
    return sequence


def _shingles(tokens: list[str]) -> Counter[tuple[str, ...]]:
    return (
        Counter(tuple(tokens[at : at + 4]) for at in range(max(1, len(tokens) - 3))) if tokens else Counter()
    )


def _agreement(gold: list[str], found: list[str]) -> tuple[float | None, float]:
    truth, guess = _shingles(gold), _shingles(found)
    both = (truth & guess).total()
    return (both / guess.total() if guess else None), both / truth.total()
