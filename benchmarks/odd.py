"""What do odd files of 16 MB cost? `python -m benchmarks.odd`

Makes one of each kind, has `backfile-index extract` read it with one process, and prints its processor time
and the most memory that it had, with starting (half a second and 50 MB). Unix only.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

_SIZE = (16 << 20) - 64  # bytes
_WORDS = "the a bridge town council said Monday, that of to in minister was London. people Leeds Anna".split()
_ARTICLE = "<p>The council opened the bridge over the river in Leeds on Monday, the mayor said to reporters."


def main() -> None:
    """Prints a row a file."""
    print("| file | s | MB | |\n| --- | --- | --- | --- |")
    with TemporaryDirectory() as folder:
        for name, (suffix, content) in FILES.items():
            path = Path(folder, f"odd{suffix}")
            path.write_bytes(content().encode()[:_SIZE])  # not kept: a process counts what its parent had
            seconds, memory, told = cost(path)
            print(f"| {name} | {seconds:.1f} | {memory:.0f} | {told} |", flush=True)


def _line() -> str:
    return " ".join(random.Random(1).choices(_WORDS, k=_SIZE // 4))


def _paragraphs() -> str:
    return _line().replace("London. ", "London.\n\n")[: 100_000 * 96]


FILES: Mapping[str, tuple[str, Callable[[], str]]] = {
    "one line": (".txt", _line),
    "one letter": (".txt", lambda: "a" * _SIZE),
    "words of one letter": (".txt", lambda: "a " * (_SIZE // 2)),
    "marks": (".txt", lambda: ".,!?" * (_SIZE // 4)),
    "copyright signs": (".txt", lambda: "©" * (_SIZE // 2)),
    "names": (".txt", lambda: "Anna Berlin Weber " * (_SIZE // 18)),
    "a million lines": (".txt", lambda: "a\n" * 1_000_000),
    "100,000 paragraphs": (".txt", _paragraphs),
    "eight million lines": (".txt", lambda: "a\n" * (_SIZE // 2)),
    "100,000 columns": (".txt", lambda: (_ARTICLE[3:] + " " * 100) * 100_000),
    "a page of one paragraph": (".html", lambda: f"<p>{_line()}"),
    "a page of `<p>a`": (".html", lambda: "<p>a" * (_SIZE // 4)),
    "a news message of `<p>a</p>`": (".xml", lambda: "<nitf><body>" + "<p>a</p>" * (_SIZE // 8 - 2)),
    "250,000 times `<b>`": (".html", lambda: "<p>" + "a<b>b</b>" * 250_000 + _ARTICLE * 9),
    "100,000 levels of `<div>`": (".html", lambda: "<div>" * 100_000 + _ARTICLE * 9),
    "a million attributes": (".html", lambda: f"<p {' '.join(map('a{}'.format, range(1_000_000)))}>a"),
}
"""The suffix and the content of each kind of file."""


def cost(path: Path) -> tuple[float, float, str]:
    """Seconds of processor time, megabytes at most (2**20 bytes), and why there is no article."""
    command = [sys.executable, "-m", "index", "extract", "--processes", "1", str(path)]
    with (
        TemporaryDirectory() as folder,
        Path(folder, "errors").open("w+", encoding="utf-8") as errors,
        subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=errors) as process,
    ):
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        errors.seek(0)
        told = errors.read().strip().rpartition(": ")[2]
    return used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, told


if __name__ == "__main__":
    main()
