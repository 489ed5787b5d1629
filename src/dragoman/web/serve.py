"""Serve a page on this machine while a context lasts."""

from __future__ import annotations

import asyncio
import ctypes
import secrets
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from starlette.types import ASGIApp

from dragoman.errors import StoreError
from dragoman.web.app import create
from dragoman.workflow.desk import Desk

HOST = "127.0.0.1"
"""Nobody but this machine is served."""

_ALLOCATION = {-8: 1, -3: 500_000, -1: 1_000_000}
"""How glibc is to allocate: one arena for all threads, and long blocks given back at once. The
numbers are those of `mallopt`: M_ARENA_MAX, M_MMAP_THRESHOLD, M_TRIM_THRESHOLD."""

ENDING = 2
"""Seconds that answers may still take when the page is closed."""

MOST_IDLE, MOST = 50, 150
"""Connections at which those that ask nothing are cut, and at which nobody else is served. A
browser has some six, and one for each open article. A system may let a program have 256 files."""

LATE = 0.02
"""Seconds after which it is looked again for connections that came meanwhile."""


@contextmanager
def serving(desk: Desk, port: int = 0, token: str | None = None) -> Iterator[str]:
    """Serve the desk; give the address that lets a browser in. `port` 0 takes any that is free.

    Raises `StoreError` for a port that is taken.
    """
    token = token or secrets.token_urlsafe(24)
    app = create(desk, token)
    with running(app, port, app.state.close) as address:
        yield f"{address}?token={token}"


@contextmanager
def running(app: ASGIApp, port: int, close: Callable[[], None]) -> Iterator[str]:
    """Serve an application; give its address. `close` is called when it is to end.

    Raises `StoreError` for a port that is taken.
    """
    import uvicorn

    _save_memory()
    # Named, or asyncio does not know that it is TCP, and answers wait 40 ms for acknowledgements.
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((HOST, port))
        # From now on a browser may come; it waits until the server answers.
        listener.listen()
    except OSError as error:
        listener.close()
        raise StoreError(
            f"port {port} cannot be used: {error.strerror}",
            advice="Another program has it, perhaps another dragoman. Choose one: --port 8001",
        ) from None
    config = uvicorn.Config(
        app,
        http="h11",
        ws="none",
        log_level="critical",  # what goes wrong is told by the applications themselves
        access_log=False,
        lifespan="off",
        server_header=False,
        limit_concurrency=MOST,
        backlog=MOST_IDLE,
        timeout_graceful_shutdown=ENDING,
    )

    class Server(uvicorn.Server):
        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            """Let nothing but the applications tell what goes wrong.

            The loop would show its own steps in the terminal where no more files may be opened.
            """
            asyncio.get_running_loop().set_exception_handler(lambda loop, context: None)
            await super().startup(sockets)

        async def on_tick(self, counter: int) -> bool:
            """Cut what asks nothing where there is too much of it, ten times in a second."""
            connections = list(self.server_state.connections)
            for connection in connections if len(connections) > MOST_IDLE else ():
                if _asks_nothing(connection) and (transport := connection.transport) is not None:
                    transport.abort()
            return await super().on_tick(counter)

        async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
            """End also connections that browsers open while the others are ended.

            What a browser has not read by then it will not get: the connection is cut.
            """
            # Before anything is waited for: what the loop accepts in between has no server, and
            # Python neither serves nor closes it.
            for server in self.servers:
                server.close()
            ending = asyncio.ensure_future(super().shutdown(sockets))
            while not ending.done():
                await asyncio.wait([ending], timeout=LATE)
                for connection in list(self.server_state.connections):
                    connection.shutdown()
            ending.result()
            for connection in list(self.server_state.connections):
                if (transport := connection.transport) is not None:
                    transport.abort()
            # The loop closes what was cut when it is asked the next time.
            await asyncio.sleep(0)

    server = Server(config)
    thread = threading.Thread(target=server.run, args=([listener],), name="dragoman-page")
    thread.start()
    try:
        yield f"http://{HOST}:{listener.getsockname()[1]}/"
    finally:
        close()
        server.should_exit = True
        thread.join()
        listener.close()


def _asks_nothing(connection: Any) -> bool:
    """Whether nobody waits for an answer: a request is not whole yet, or was answered."""
    return connection.cycle is None or bool(connection.cycle.response_complete)


def _save_memory() -> None:
    """Keep little of the memory that long files took for a moment, where the system can.

    The answers are made in several threads. Each would keep what it needed most.
    """
    try:
        choose = ctypes.CDLL(None).mallopt
    except (OSError, AttributeError, TypeError):  # no glibc: musl, macOS, Windows
        return
    for parameter, value in _ALLOCATION.items():
        choose(parameter, value)
