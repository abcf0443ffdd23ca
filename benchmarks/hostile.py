"""How long do queries take that ask too much? `python -m benchmarks.hostile`

Searches the index that `python -m benchmarks` built, with the time budget of a server.
"""

from __future__ import annotations

import argparse
import time
from itertools import pairwise
from pathlib import Path

import numpy as np

from search.engines.embedded.answer import answer
from search.engines.embedded.engine import EmbeddedEngine
from search.engines.embedded.view import View
from search.fields import TEXT
from search.query import parse
from search.request import MAX_QUERY, SearchRequest

ROUNDS = 3


def main() -> None:
    """Prints a table of times; the first search, which opens what is kept, is not in it."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.hostile", description=__doc__.splitlines()[0])
    parser.add_argument("--archive", default="100000x10", help="name of the folder of the archive")
    parser.add_argument("--dir", type=Path, default=Path("var/benchmarks"), help="where indexes are kept")
    options = parser.parse_args()
    view = EmbeddedEngine(options.dir / options.archive / "backfile")._snapshot().view
    answer(view, SearchRequest(), parse("").tree)
    print("| query | ms, longest of three | cut off | hits |\n| --- | --- | --- | --- |")
    for name, text in queries(_frequent(view, 60)).items():
        times = []
        for _ in range(ROUNDS):
            started = time.thread_time()
            found = answer(view, SearchRequest(), parse(text).tree)
            times.append((time.thread_time() - started) * 1e3)
        print(f"| {name} | {max(times):.0f} | {'yes' if found.partial else 'no'} | {found.total:,} |")


def queries(words: list[str]) -> dict[str, str]:
    """Queries of frequent words that are as expensive as they can be, by what they are."""
    first, second, third = words[:3]
    starts = dict.fromkeys(word[0] + "*" for word in words)
    return {
        "`a*`, as many words begin so": next(iter(starts)),
        "`*9*`": "*9*",
        "`*a*`": "*a*",
        "`????*`": "????*",
        "`?a*n?*r`": "?a*n?*r",
        "500 characters of `OR`": _joined(" OR ", words),
        "500 characters of words": _joined(" ", words),
        "500 characters of `-`": _joined(" -", ["", *words]),
        "`a* OR b* OR c* ...`": _joined(" OR ", list(starts)),
        "a word without `a*`": f"{first} -({next(iter(starts))})",
        "20 parentheses": "(" * 20 + first + ")" * 20,
        "200 parentheses": "(" * 200 + _joined(" ", words[:20]) + ")" * 200,
        '`"the of and"`': f'"{first} {second} {third}"',
        '`"the of"~50`': f'"{first} {second}"~50',
        "phrases": _joined(" ", [f'"{a} {b}"' for a, b in pairwise(words)]),
        "a phrase of one word": f'"{" ".join([first] * (MAX_QUERY // (len(first) + 1) - 1))}"',
        "`~64`": f"{first}{second}~64",
        "500 characters of `~2 OR`": _joined(" OR ", [word + "~2" for word in words]),
        "everything": "",
    }


def _joined(between: str, parts: list[str]) -> str:
    """As many of the parts as a query may have characters."""
    joined = parts[0]
    for part in parts[1:]:
        if len(joined) + len(between) + len(part) > MAX_QUERY:
            break
        joined += between + part
    return joined


def _frequent(view: View, count: int) -> list[str]:
    """The most frequent words of letters, most frequent first."""
    table = max((leaf.postings.terms for leaf in view.leaves), key=len)
    terms = table.fields[TEXT]
    order = np.argsort(-np.diff(table.posts[terms.first : terms.last + 1]), kind="stable")
    words = [table.term(terms.first + number).decode() for number in order[: 4 * count].tolist()]
    return [word for word in words if word.isalpha() and len(word) > 2][:count]


if __name__ == "__main__":
    main()
