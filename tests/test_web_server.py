"""The program that serves: it says where it is, survives anything sent to it, and sees new indexes."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest

from benchmarks.serving import PATIENCE, serving
from tests.web_archive import ARTICLES, built
from web.__main__ import main


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A directory in which there is no index yet."""
    return tmp_path_factory.mktemp("server") / "index"


@pytest.fixture(scope="module")
def address(index: Path) -> Iterator[str]:
    """Where gunicorn serves it."""
    with serving(index) as found:
        yield found


def status(address: str, line: bytes) -> int:
    """The status with which the server answers a request line of these bytes."""
    parts = urlsplit(address)
    with socket.create_connection((parts.hostname, parts.port), PATIENCE) as connection:
        connection.sendall(line + b" HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
        with connection.makefile("rb") as answer:
            return int(answer.read().split()[1])


def total(address: str) -> int:
    """How many articles a search for everything finds."""
    with urlopen(f"{address}/api/v1/search", timeout=PATIENCE) as answer:
        return int(json.load(answer)["total"])


def test_an_index_is_seen_when_it_comes_and_when_it_changes(address: str, index: Path) -> None:
    """First there is none, then one, then another; the server goes on all the while."""
    with pytest.raises(HTTPError) as caught, urlopen(address, timeout=PATIENCE):
        pass
    with caught.value as answer:
        assert (answer.code, answer.headers["Retry-After"]) == (503, "30")
    for articles in (ARTICLES, ARTICLES[:2]):
        built(index, articles)
        assert [total(address) for _ in range(6)] == [len(articles)] * 6


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (b"GET /?q=\xff\xfe", 400),
        (b"GET /api/v1/search?q=\xc3(", 400),
        (b"GET /api/v1/search?q=%c3(", 400),
        (b"GET /api/v1/search?q=%00", 200),
        (b"GET /articles/%ff%00", 404),
        (b"GET /static/..%2f__init__.py", 404),
        (b"GET //example.org/%2e%2e", 404),
        (b"GET /?q=" + b"x" * 9000, 414),
        (b"POST /", 405),
        (b"NONSENSE /", 405),
        (b"GET", 400),
    ],
)
def test_whatever_is_sent_is_answered(address: str, index: Path, line: bytes, expected: int) -> None:
    """Malformed requests are the sender's error, never ours."""
    built(index)
    assert status(address, line) == expected


@pytest.mark.parametrize("argument", ["--port=http", "--workers=many", "--nonsense"])
def test_wrong_arguments_are_said_to_be_wrong(argument: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing is started, and the argument is named."""
    with pytest.raises(SystemExit):
        main([argument])
    assert argument.partition("=")[0] in capsys.readouterr().err


def test_a_wrong_setting_is_said_to_be_wrong(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The environment is read before anything starts."""
    monkeypatch.setenv("BACKFILE_PER_PAGE", "many")
    with pytest.raises(SystemExit):
        main([])
    assert "BACKFILE_PER_PAGE" in capsys.readouterr().err
