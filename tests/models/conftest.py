"""Real packages, a loopback server that misbehaves, and a home of its own."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tests.packages import Kind, pack, package_folder


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no test pin models for the newsroom that the tests are run in."""
    monkeypatch.chdir(tmp_path)


@pytest.fixture(scope="session")
def package_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A whole package of one direction, en → fa 1.5."""
    place = tmp_path_factory.mktemp("package")
    return pack(package_folder(place, Kind.RANDOM), place / "translate-en_fa-1_5.argosmodel")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where packages go; it does not exist yet."""
    return tmp_path / "packages"


Tree = Callable[[], dict[str, bytes]]


@pytest.fixture
def tree(tmp_path: Path) -> Tree:
    """Read everything below the temporary folder, without the lock, by relative path."""

    def read() -> dict[str, bytes]:
        return {
            path.relative_to(tmp_path).as_posix(): path.read_bytes() if path.is_file() else b""
            for path in tmp_path.rglob("*")
            if path.name != ".dragoman.lock"
        }

    return read


Answer = Callable[["Handler"], None]


@dataclass
class Site:
    """A server on the loopback interface whose answers a test chooses."""

    url: str
    answers: dict[str, list[Answer]] = field(default_factory=dict)
    """For each path what to answer first, second …; the last answer repeats."""

    seen: list[tuple[str, str | None]] = field(default_factory=list)
    """Path and `Range` of each request."""

    agents: list[str | None] = field(default_factory=list)

    def answer(self, path: str, *answers: Answer) -> str:
        self.answers[path] = list(answers)
        return self.url + path


class Handler(BaseHTTPRequestHandler):
    site: Site

    def do_GET(self) -> None:
        self.site.seen.append((self.path, self.headers.get("Range")))
        self.site.agents.append(self.headers.get("User-Agent"))
        answers = self.site.answers.get(self.path, [missing])
        (answers.pop(0) if len(answers) > 1 else answers[0])(self)

    def log_message(self, *args: object) -> None:
        """Say nothing."""

    def send(
        self, body: bytes, *, status: int = 200, length: int | None = None, **headers: str
    ) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body) if length is None else length))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)


def missing(handler: Handler) -> None:
    handler.send(b"no such file", status=404)


@pytest.fixture
def site() -> Iterator[Site]:
    """Serve on 127.0.0.1 while the test runs."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    made = Site(f"http://127.0.0.1:{server.server_address[1]}")
    server.RequestHandlerClass = type("SiteHandler", (Handler,), {"site": made})
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield made
    server.shutdown()
    server.server_close()
    thread.join()
