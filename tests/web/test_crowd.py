"""More connections than a system gives a program keep nobody out for long, and tell nothing."""

from __future__ import annotations

import socket
import subprocess
from collections.abc import Iterator
from contextlib import closing
from http.client import HTTPConnection

import pytest

from tests.processes import python

CODE = """
import resource, sys, time
resource.setrlimit(resource.RLIMIT_NOFILE, (100, 100))
from starlette.responses import PlainTextResponse
from dragoman.web import serve
serve.MOST_IDLE = 20
with serve.running(PlainTextResponse("Here."), 0, lambda: None) as address:
    print(address, flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def server() -> Iterator[subprocess.Popen[str]]:
    """A server that may have 100 files open."""
    pipe = subprocess.PIPE
    command = [*python(), "-c", CODE]
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, text=True) as process:
        yield process
        process.kill()


def test_half_requests_of_hundreds_keep_nobody_out(server: subprocess.Popen[str]) -> None:
    assert server.stdout is not None
    host = server.stdout.readline().removeprefix("http://").rstrip("/\n")
    name, port = host.split(":")
    crowd = []
    for _ in range(200):
        crowd.append(socket.create_connection((name, int(port)), 5))
        crowd[-1].sendall(b"GET / HTTP/1.1\r\n")
    with closing(HTTPConnection(host, timeout=20)) as browser:
        browser.request("GET", "/")
        assert browser.getresponse().read() == b"Here."
    for each in crowd:
        each.close()
    said, told = server.communicate("")
    assert (server.returncode, said, told) == (0, "", "")
