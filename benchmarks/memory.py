"""How long does opening an archive take, and what does a web worker then hold? `python -m benchmarks.memory`

Serves the index that `python -m benchmarks` built with one worker of `python -m web`, and asks it for the
results pages of some questions of every kind. What a process holds of its own is what it has written to:
the mapped files of the index are shared between workers, and the system may let go of them. Linux only.
"""

from __future__ import annotations

import argparse
import os
import re
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlencode
from urllib.request import urlopen

from benchmarks.corpus import Corpus
from benchmarks.pages import request
from benchmarks.questions import questions
from benchmarks.serving import serving
from search.engines.embedded.engine import EmbeddedEngine
from search.params import write


def main() -> None:
    """Prints the time of opening, and the worker's memory after opening and after all questions."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.memory", description=__doc__.splitlines()[0])
    parser.add_argument("--archive", default="1000000", help="folder of a generated archive, as 100000x10")
    parser.add_argument("--dir", type=Path, default=Path("var/benchmarks"), help="where indexes are kept")
    parser.add_argument("--each", type=int, default=4, help="questions of each kind")
    parser.add_argument("--connections", type=int, default=1, help="asking at a time")
    options = parser.parse_args()
    index = options.dir / options.archive / "backfile"
    opened(index)
    articles = Corpus(int(options.archive.partition("x")[0]))
    asked = questions(EmbeddedEngine(index)._snapshot().view, articles, options.each)
    with serving(index, workers=1) as address, ThreadPoolExecutor(options.connections) as threads:
        pages = [f"{address}/?{urlencode(write(request(question)), doseq=True)}" for question in asked]
        fetch(f"{address}/health/ready")
        print(f"a worker that has opened it: {own_memory(worker()):.0f} MB")
        list(threads.map(fetch, pages))
        print(f"and shown the results of {len(pages)} questions: {own_memory(worker()):.0f} MB")


def opened(index: Path) -> None:
    """Prints how long opening takes."""
    started, busy = time.perf_counter(), time.process_time()
    EmbeddedEngine(index).status()
    clock, processor = time.perf_counter() - started, time.process_time() - busy
    print(f"opening: {processor * 1e3:.0f} ms of processor time, {clock * 1e3:.0f} by the clock")


def fetch(address: str) -> bytes:
    """What is at an address of the server that this started."""
    with urlopen(address) as answer:
        return bytes(answer.read())


def worker() -> int:
    """The process that answers: the only child of the server, which is the only child of this one."""
    return _child(_child(os.getpid()))


def _child(process: int) -> int:
    return int(Path(f"/proc/{process}/task/{process}/children").read_text(encoding="ascii").split()[0])


def own_memory(process: int) -> float:
    """Megabytes (2**20 bytes) that a process has written to and shares with no other."""
    rollup = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii")
    found = re.search(r"^Private_Dirty:\s+(\d+) kB", rollup, re.MULTILINE)
    assert found, rollup
    return int(found.group(1)) / 1024


if __name__ == "__main__":
    main()
