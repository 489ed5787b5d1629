"""The server of a page ends, whatever browsers still hold."""

from __future__ import annotations

import gc
import socket
import threading
import time
from contextlib import suppress
from urllib.parse import urlsplit

import pytest
import uvicorn
from starlette.responses import PlainTextResponse
from uvicorn.protocols.http.h11_impl import H11Protocol

from dragoman.web import serve


def test_a_connection_that_came_too_late_is_closed(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    real, there = H11Protocol.shutdown, set()

    def shutdown(connection: H11Protocol) -> None:
        if connection in there:
            real(connection)
        there.add(connection)  # the first time, it was not there yet

    monkeypatch.setattr(H11Protocol, "shutdown", shutdown)
    with serve.running(PlainTextResponse("Here."), 0, lambda: None) as address:
        late = socket.create_connection(("127.0.0.1", urlsplit(address).port or 0))
        late.settimeout(5)
        late.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
        answer = b""
        while b"Here." not in answer:
            answer += late.recv(10_000)
    with late:
        assert late.recv(1) == b""
    gc.collect()  # what was left open would be told now
    assert there
    assert capfd.readouterr().err == ""


def test_an_answer_that_nobody_reads_is_cut_off(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(serve, "ENDING", 0.01)
    long = 50_000_000
    with serve.running(PlainTextResponse("x" * long), 0, lambda: None) as address:
        browser = socket.create_connection(("127.0.0.1", urlsplit(address).port or 0))
        browser.settimeout(5)
        browser.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
        assert browser.recv(1)
    read = 0
    with browser, suppress(ConnectionResetError):
        while some := browser.recv(1_000_000):
            read += len(some)
    assert read < long
    gc.collect()  # what was left open would be told now
    assert capfd.readouterr().err == ""


def test_who_comes_while_it_ends_before_it_began_is_let_go(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    real, ending = uvicorn.Server.startup, threading.Event()

    async def startup(server: uvicorn.Server, sockets: list[socket.socket] | None = None) -> None:
        ending.wait(20)
        while not server.should_exit:
            time.sleep(0.001)
        await real(server, sockets)

    monkeypatch.setattr(uvicorn.Server, "startup", startup)
    with serve.running(PlainTextResponse("Here."), 0, ending.set) as address:
        port = urlsplit(address).port or 0
        browsers = [socket.create_connection(("127.0.0.1", port)) for _ in range(5)]
    for browser in browsers:
        browser.settimeout(5)
        with browser, suppress(ConnectionResetError):
            assert browser.recv(1) == b""
    gc.collect()  # what was left open would be told now
    assert capfd.readouterr().err == ""
