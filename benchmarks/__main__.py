"""How fast is Backfile beside other engines? `python -m benchmarks --help`

    python -m benchmarks --articles 100000 --peers backfile tantivy fts5 xapian
    python -m benchmarks --articles 100000 --times 10 --peers backfile tantivy
    python -m benchmarks --press-releases press_releases.jsonl.gz --peers backfile whoosh tantivy

Indexes that are not there yet are built first, each with one process. Questions are then asked of all
peers in turn, so that whatever else the machine does hits them alike. The tables are for README.md.
"""

from __future__ import annotations

import argparse
import time
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from benchmarks import report
from benchmarks.archives import PressReleases, Repeated
from benchmarks.corpus import Corpus
from benchmarks.peers import PEERS, Found, Peer, load
from benchmarks.peers.backfile import Peer as Backfile
from benchmarks.questions import KINDS, Question, questions
from search.article import Article

Times = dict[str, dict[str, list[float]]]


def main() -> None:
    """Builds what is missing, asks, prints tables."""
    options = _options()
    articles: Iterable[Article] = Corpus(options.articles)
    name = str(options.articles)
    if options.press_releases:
        articles, name = PressReleases(options.press_releases), "press-releases"
    if options.times > 1:
        articles, name = Repeated(articles, options.times), f"{name}x{options.times}"
    peers: dict[str, Peer] = {}
    for peer in options.peers:
        directory = options.dir / name / peer
        try:
            peers[peer] = load(peer)
        except ImportError as error:
            print(f"{peer}: left out, {error}")
            continue
        _build(peer, peers[peer], articles, directory)
        peers[peer].open(directory)
    backfile = peers["backfile"]
    assert isinstance(backfile, Backfile)
    asked = questions(backfile.view, articles, options.each, options.kinds)
    times, found = _measure(peers, asked, options.rounds)
    report.speed(times, list(peers))
    report.agreement(found, list(peers))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__.splitlines()[0])
    parser.add_argument("--articles", type=int, default=100_000, help="size of the generated archive")
    parser.add_argument("--press-releases", type=Path, help="ask this file of real articles instead")
    parser.add_argument("--times", type=int, default=1, help="how many times the articles are indexed")
    parser.add_argument("--peers", nargs="+", choices=PEERS, default=list(PEERS[:-1]))
    parser.add_argument("--dir", type=Path, default=Path("var/benchmarks"), help="where indexes are kept")
    parser.add_argument("--each", type=int, default=12, help="questions of each kind")
    parser.add_argument("--kinds", nargs="+", choices=KINDS, default=list(KINDS), help="kinds of question")
    parser.add_argument("--rounds", type=int, default=3, help="how often each is asked")
    return parser.parse_args()


def _build(name: str, peer: Peer, articles: Iterable[Article], directory: Path) -> None:
    """Builds the index of a peer; what making the articles takes is measured first, and subtracted."""
    if directory.exists():
        return
    directory.mkdir(parents=True)
    started = time.process_time()
    count = sum(1 for _ in articles)
    making = time.process_time() - started
    started = time.process_time()
    peer.build(articles, directory)
    report.built(name, count, time.process_time() - started - making, directory, articles)


def _measure(
    peers: dict[str, Peer], asked: list[Question], rounds: int
) -> tuple[Times, dict[Question, dict[str, Found]]]:
    """Times by kind of question and peer, and what each peer found.

    Times are milliseconds of this process's processor time, in all its threads, since a machine that
    is busy with something else would be measured otherwise. Each is taken when the peer has just been
    asked the same: otherwise it would be measured what the peer before had left in the processor's
    caches, and a small search after one of half a second takes four times as long.
    """
    times: Times = defaultdict(lambda: defaultdict(list))
    found: dict[Question, dict[str, Found]] = defaultdict(dict)
    for _ in range(rounds):
        for question in asked:
            for name, peer in peers.items():
                peer.ask(question)
                started = time.process_time()
                found[question][name] = peer.ask(question)
                times[question.label][name].append((time.process_time() - started) * 1e3)
    return times, found


if __name__ == "__main__":
    main()
