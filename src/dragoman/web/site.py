"""Show the site on this machine, and make it again when anything changes."""

from __future__ import annotations

import asyncio
import os
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import (
    FileResponse,
    HTMLResponse,
    PlainTextResponse,
    RedirectResponse,
    Response,
    StreamingResponse,
)
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from dragoman.errors import DragomanError, StoreError
from dragoman.files import Files
from dragoman.project import Project
from dragoman.web.boundary import BoundaryMiddleware
from dragoman.web.fence import NAMES
from dragoman.web.serve import running
from dragoman.workflow import SiteReport
from dragoman.workflow.site_changes import watch

CHANGES = "/.changes"
"""What a page in the browser listens to. Only pages that are served here do."""

_LOOK = 0.1
"""Seconds between two looks at whether the site was made again."""

_LONGEST = 4096
"""Characters of a path; no system opens a longer one."""

_LISTENER = (
    f"<script>new EventSource('{CHANGES}').addEventListener("
    "'message', () => location.reload())</script>"
).encode()


@contextmanager
def serving(found: Project, port: int) -> Iterator[tuple[str, Callable[[], SiteReport | None]]]:
    """Serve the project's site while the context lasts.

    It gives the address, and a function that looks for changes once: it makes the site again if
    anything changed, and returns the report then. `port` 0 takes any that is free. Raises
    `StoreError` for a port that is taken.
    """
    pages = _SitePages(found.root / found.settings.site.folder)
    app = Starlette(
        routes=[Route(CHANGES, pages.changes), Route("/{path:path}", pages.page)],
        middleware=[
            Middleware(_SiteFence),
            Middleware(BoundaryMiddleware, files=Files(found.root), tell=_failed),
        ],
    )
    with running(app, port, pages.close) as address:
        yield address, watch(found, pages.tell)


async def _failed(request: Request, error: DragomanError) -> Response:
    return PlainTextResponse(str(error), 500)


class _SiteFence:
    """Refuses other methods, and other hosts' names.

    A page elsewhere whose name is made to mean this machine must not read the site here.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request that must not come through; pass the others on."""
        answer: ASGIApp = self._app
        if scope["type"] == "http":
            host = Request(scope).headers.get("host", "")
            name = host.rpartition(":")[0] or host
            if name not in NAMES:
                answer = PlainTextResponse("This site answers to its own address only.", 403)
            elif scope["method"] not in ("GET", "HEAD"):
                answer = PlainTextResponse("A site is only read.", 405)
        await answer(scope, receive, send)


class _SitePages:
    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._closing = threading.Event()
        self._made = 0

    def tell(self) -> None:
        """Note that the site was made again."""
        self._made += 1

    def close(self) -> None:
        """End what waits for changes."""
        self._closing.set()

    async def page(self, request: Request) -> Response:
        """Answer with a file, a page with the listener at its end."""
        path = request.path_params["path"]
        file = self._file(path)
        if file is None:
            return PlainTextResponse("Not found", 404)
        files = Files(self._folder)
        of_folder = not path or path.endswith(("/", "/."))
        if files.is_folder(file):
            if not of_folder:
                return RedirectResponse(f"{request.url.path}/", 301)
            file /= "index.html"
        elif of_folder:
            return PlainTextResponse("Not found", 404)
        try:
            page = files.read(file) if file.suffix == ".html" else None
        except StoreError:
            page = None
        headers = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
        if page is not None:
            return HTMLResponse(page.replace(b"</body>", _LISTENER + b"</body>"), headers=headers)
        if not files.is_file(file) or not os.access(file, os.R_OK):
            return PlainTextResponse("Not found", 404)
        return FileResponse(file, headers=headers)

    def _file(self, path: str) -> Path | None:
        """Return the file that a path means; `None` for hidden ones and what leads out.

        It may be one that no system can have: its name may be too long.
        """
        if len(path) > _LONGEST:
            return None
        parts = PurePosixPath(path).parts
        if any(each.startswith((".", "/")) or "\\" in each or "\0" in each for each in parts):
            return None
        file = self._folder.joinpath(*parts)
        real = Path(os.path.realpath(file))
        return file if real.is_relative_to(os.path.realpath(self._folder)) else None

    async def changes(self, request: Request) -> Response:
        """Say whenever the site was made again."""

        async def events() -> AsyncIterator[bytes]:
            known = self._made
            # The browser knows by the first bytes that somebody listens.
            yield b""
            while not (self._closing.is_set() or await request.is_disconnected()):
                if self._made != known:
                    known = self._made
                    yield b"data: changed\n\n"
                await asyncio.sleep(_LOOK)

        headers = {"Cache-Control": "no-store"}
        return StreamingResponse(events(), media_type="text/event-stream", headers=headers)
