"""How many searches a second does the API answer, and how long do they take? `python -m benchmarks.http`

Serves the index that `python -m benchmarks` built with `python -m web` on a free port of this machine,
and has `wrk` (https://github.com/wg/wrk; `apt-get install wrk`) ask it 200 mixed questions in turn.
"""

from __future__ import annotations

import argparse
import random
import re
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urlencode

from benchmarks.corpus import Corpus
from benchmarks.pages import request
from benchmarks.questions import questions
from benchmarks.serving import serving
from search.engines.embedded.engine import EmbeddedEngine
from search.params import PATH, write

ASKED = 200

_SCRIPT = """
local paths = {}
for path in io.lines("%s") do table.insert(paths, path) end
local at = 0
request = function()
  at = at %% #paths + 1
  return wrk.format("GET", paths[at])
end
done = function(summary, latency, requests)
  local failed = summary.errors.status + summary.errors.timeout + summary.errors.read + summary.errors.connect
  print(string.format("measured %%d %%d %%d %%d %%d %%d", summary.requests, summary.duration,
    latency:percentile(50), latency:percentile(95), latency:percentile(99), failed))
end
"""


def main() -> None:
    """Prints a table of requests a second and latencies by number of connections."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.http", description=__doc__.splitlines()[0])
    parser.add_argument("--articles", type=int, default=100_000, help="size of the generated archive")
    parser.add_argument("--dir", type=Path, default=Path("var/benchmarks"), help="where indexes are kept")
    parser.add_argument("--workers", type=int, default=2, help="processes that answer")
    parser.add_argument("--connections", type=int, nargs="+", default=[1, 2, 8], help="asking at a time")
    parser.add_argument("--seconds", type=int, default=15, help="how long with each number of connections")
    options = parser.parse_args()
    if not shutil.which("wrk"):
        parser.error("wrk is not installed")
    index = options.dir / str(options.articles) / "backfile"
    with tempfile.TemporaryDirectory() as folder, serving(index, options.workers) as address:
        script = _script(Path(folder), addresses(index, options.articles))
        _wrk(address, script, options.workers * 4, options.seconds)  # opens the index in all workers
        print("| connections | requests/s | median ms | p95 | p99 | failed |\n" + "| --- " * 6 + "|")
        for connections in options.connections:
            print(_row(connections, _wrk(address, script, connections, options.seconds)), flush=True)


def addresses(index: Path, articles: int) -> list[str]:
    """The paths of `ASKED` questions of all kinds, always the same for an archive."""
    view = EmbeddedEngine(index)._snapshot().view
    asked = questions(view, Corpus(articles), ASKED // 20)
    chosen = random.Random(1).sample(asked, ASKED)
    return [f"{PATH}?{urlencode(write(request(question)), doseq=True)}" for question in chosen]


def _script(folder: Path, paths: Sequence[str]) -> Path:
    """What tells wrk to ask for these paths in turn, and to print what it measured in one line."""
    listed, script = folder / "paths", folder / "ask.lua"
    listed.write_text("\n".join(paths) + "\n", encoding="utf-8")
    script.write_text(_SCRIPT % listed, encoding="utf-8")
    return script


def _wrk(address: str, script: Path, connections: int, seconds: int) -> list[int]:
    """Requests, duration and three latencies in microseconds, and failures."""
    command = [
        "wrk",
        "-t1",
        f"-c{connections}",
        f"-d{seconds}s",
        "--timeout",
        "10s",
        "-s",
        str(script),
        address,
    ]
    printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    measured = re.search(r"measured (.*)", printed)
    assert measured, printed
    return [int(number) for number in measured.group(1).split()]


def _row(connections: int, measured: Sequence[int]) -> str:
    requests, duration, *latencies, failed = measured
    times = " | ".join(f"{latency / 1e3:.1f}" for latency in latencies)
    return f"| {connections} | {requests / duration * 1e6:.0f} | {times} | {failed} |"


if __name__ == "__main__":
    main()
