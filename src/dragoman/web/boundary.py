"""The boundary round a request: whatever goes wrong in it is one message, and the page stays."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dragoman.errors import DragomanError
from dragoman.files import Files
from dragoman.workflow.boundary import FINISHED, unexpected

Told = Callable[[Request, DragomanError], Awaitable[Response]]


class BoundaryMiddleware:
    """Answers a request in which an error came that nobody expected, and writes its details down.

    `tell` makes the answer. Where a part was sent already, the connection is cut, so that the
    browser does not take that part for the whole.
    """

    def __init__(self, app: ASGIApp, files: Files, tell: Told) -> None:
        self._app = app
        self._files = files
        self._tell = tell

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer the request."""
        begun = False

        async def noting(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await self._app(scope, receive, noting)
        except ClientDisconnect:
            return  # nobody is there to be answered
        except Exception as error:
            told = unexpected(self._files, scope["path"], error, FINISHED)
            if begun:
                raise
            answer = await self._tell(Request(scope), told)
            await answer(scope, receive, send)
