"""An error in a request that nobody expected is one message, and the server goes on."""

from __future__ import annotations

import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import closing
from http.client import HTTPConnection, IncompleteRead
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route

from dragoman.errors import DragomanError
from dragoman.files import Files
from dragoman.web import serve
from dragoman.web.boundary import BoundaryMiddleware
from tests.web.test_review_fence import newsroom, port, request

__all__ = ["newsroom", "port"]

STARTED = "<p>It beg"


def broken(*_: object, **__: object) -> None:
    raise ArithmeticError("seven is\ntoo much")


async def halfway(_: Request) -> Response:
    async def pieces() -> AsyncIterator[str]:
        yield STARTED
        broken()

    return StreamingResponse(pieces())


async def at_once(_: Request) -> Response:
    broken()
    return PlainTextResponse("never")


LEFT = threading.Event()


async def leaving(asked: Request) -> Response:
    try:
        await asked.body()
    finally:
        LEFT.set()
    return PlainTextResponse("never")


async def told(_: Request, error: DragomanError) -> Response:
    return PlainTextResponse(str(error), 500)


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    pages = {"/halfway": halfway, "/at-once": at_once, "/leaving": leaving}
    app = Starlette(
        routes=[Route(path, page, methods=["GET", "POST"]) for path, page in pages.items()],
        middleware=[Middleware(BoundaryMiddleware, files=Files(tmp_path), tell=told)],
    )
    with serve.running(app, 0, lambda: None) as found:
        yield urlsplit(found).netloc


def test_an_error_is_told_in_one_line_and_its_details_are_kept(
    address: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    for _ in range(2):
        with closing(HTTPConnection(address)) as browser:
            browser.request("GET", "/at-once")
            answer = browser.getresponse()
            text = answer.read().decode()
        assert answer.status == 500
        said, advice = text.splitlines()
        assert said == "/at-once: an error in dragoman itself (ArithmeticError: seven is too much)"
        details = tmp_path / ".dragoman" / "errors.txt"
        assert advice.endswith(f"Please report this, with its details in {details}.")
    assert details.read_text("utf-8").count("in at_once\n") == 2
    assert capfd.readouterr() == ("", "")


def test_an_answer_that_fails_halfway_is_cut(
    address: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    with closing(HTTPConnection(address)) as browser:
        browser.request("GET", "/halfway")
        with pytest.raises(IncompleteRead):
            browser.getresponse().read()
    assert "in halfway" not in capfd.readouterr().err
    assert "in pieces" in (tmp_path / ".dragoman" / "errors.txt").read_text("utf-8")


def test_a_browser_that_leaves_in_the_midst_is_no_error(
    address: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    LEFT.clear()
    with closing(HTTPConnection(address)) as browser:
        browser.putrequest("POST", "/leaving")
        browser.putheader("Content-Length", "1000")
        browser.endheaders(b"half")
    assert LEFT.wait(30)
    with closing(HTTPConnection(address)) as browser:  # what is told of the first one is told
        browser.request("GET", "/at-once")
        browser.getresponse().read()
    assert capfd.readouterr() == ("", "")
    assert "/leaving" not in (tmp_path / ".dragoman" / "errors.txt").read_text("utf-8")


@pytest.mark.parametrize("path", ["/", "/article/fa/flood.md", "/api/sheet/fa/flood.md"])
def test_the_review_page_tells_it_in_the_language_of_its_reader(
    newsroom: Path,
    port: int,
    path: str,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    for name in ("home", "sheet"):
        monkeypatch.setattr(f"dragoman.workflow.desk.Desk.{name}", broken)
    answer = request(port, f"{path}?lang=tr")
    assert answer.status == 500
    assert "ArithmeticError: seven is too much" in answer.text
    for english in ("an error in dragoman", "saved.", "Please", "Traceback"):
        assert english not in answer.text
    assert "in broken" in (newsroom / ".dragoman" / "errors.txt").read_text("utf-8")
    assert capfd.readouterr() == ("", "")
