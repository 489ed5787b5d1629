"""Show the site on this machine, and make it again when anything changes."""

from __future__ import annotations

import contextlib
import http.server
import os
import threading
from collections.abc import Callable, Iterator
from functools import partial
from http import HTTPStatus
from pathlib import Path

from dragoman import project
from dragoman.errors import DragomanError, StoreError
from dragoman.files import Files
from dragoman.project import FILE, Project
from dragoman.store import OUTPUT, SEEDS, Store
from dragoman.workflow.site import SiteReport, write_site
from dragoman.workflow.site_cache import Seen, seen

HOST = "127.0.0.1"
"""Nobody but this machine is served."""

HOSTS = (HOST, "localhost", "[::1]")
"""The names by which a browser on this machine asks for the site."""

PAUSE = 0.5
"""Seconds between two looks at the files."""

CHANGES = "/.changes"
"""What a page in the browser listens to. Only pages that are served here do."""

_LISTENER = (
    f"<script>new EventSource('{CHANGES}').addEventListener("
    "'message', () => location.reload())</script>"
).encode()


class _State:
    """How often the site was made again; pages wait for the next time."""

    def __init__(self) -> None:
        self.changed = threading.Condition()
        self.count = 0
        self.over = False

    def tell(self, *, over: bool = False) -> None:
        with self.changed:
            self.count += 1
            self.over = over
            self.changed.notify_all()

    def wait(self) -> bool:
        """Wait for the next change; return whether there is more to come after it."""
        with self.changed:
            known = self.count
            self.changed.wait_for(lambda: self.count != known or self.over)
            return not self.over


class _Handler(http.server.SimpleHTTPRequestHandler):
    """Serves the folder, with a listener at the end of each page."""

    timeout = 2
    """Seconds that a browser may keep a connection without asking for anything."""

    def __init__(self, *arguments: object, state: _State, directory: str) -> None:
        self.state = state
        super().__init__(*arguments, directory=directory)  # type: ignore[arg-type]

    def refused(self) -> bool:
        """Refuse other hosts' names, hidden files, and what links lead to outside the folder.

        A page elsewhere whose name is made to mean this machine must not read the site here.
        """
        host = (self.headers.get("Host") or "").rpartition(":")[0] or self.headers.get("Host")
        if host not in HOSTS:
            self.send_error(HTTPStatus.FORBIDDEN)
            return True
        if self.path == CHANGES:
            return False
        folder = Path(os.path.realpath(self.directory))
        file = Path(self.translate_path(self.path))
        real = Path(os.path.realpath(file))
        named = file.relative_to(self.directory) if file.is_relative_to(self.directory) else file
        if not real.is_relative_to(folder) or any(each.startswith(".") for each in named.parts):
            self.send_error(HTTPStatus.NOT_FOUND)
            return True
        return False

    def do_HEAD(self) -> None:
        """Answer with the head of a file alone."""
        if not self.refused():
            super().do_HEAD()

    def do_GET(self) -> None:
        """Answer with a file, or with the stream of changes."""
        if self.refused():
            return
        if self.path == CHANGES:
            self.stream()
            return
        file = Path(self.translate_path(self.path))
        if file.is_dir():
            file /= "index.html"
        page = Files(Path(self.directory)).read(file) if file.suffix == ".html" else None
        if page is None:
            super().do_GET()
            return
        body = page.replace(b"</body>", _LISTENER + b"</body>")
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(body)

    def stream(self) -> None:
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-store")
        self.send_header("Connection", "close")
        self.end_headers()
        self.close_connection = True
        with contextlib.suppress(OSError):  # the browser went away
            while self.state.wait():
                self.wfile.write(b"data: changed\n\n")
                self.wfile.flush()

    def list_directory(self, path: object) -> None:
        """Show no lists of files: a folder without a page is an error as on the web."""
        del path
        self.send_error(HTTPStatus.NOT_FOUND)

    def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002 - as its base
        """Say nothing of single requests."""


class _Server(http.server.ThreadingHTTPServer):
    daemon_threads = False
    """Each answer is finished, and its connection closed, before the server is."""


@contextlib.contextmanager
def serving(found: Project, port: int) -> Iterator[tuple[str, Callable[[], SiteReport | None]]]:
    """Serve the project's site while the context lasts.

    It gives the address, and a function that looks for changes once: it makes the site again if
    anything changed, and returns the report then. `port` 0 takes any that is free. Raises
    `StoreError` for a port that is taken.
    """
    state = _State()
    folder = found.root / found.settings.site.folder
    handler = partial(_Handler, state=state, directory=str(folder))
    try:
        server = _Server((HOST, port), handler)
    except OSError as error:
        raise StoreError(
            f"port {port} cannot be used: {error.strerror}",
            advice="Another program has it, perhaps another dragoman. Choose one: --port 8001",
        ) from None
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield f"http://{HOST}:{server.server_address[1]}/", _watch(found, state)
    finally:
        state.tell(over=True)
        server.shutdown()
        server.server_close()
        thread.join()


def _watch(found: Project, state: _State) -> Callable[[], SiteReport | None]:
    known = _files(found)

    def look() -> SiteReport | None:
        nonlocal known
        now = _files(found)
        if now == known:
            return None
        known = now
        try:
            report = write_site(project.find(found.root))
        except DragomanError as error:
            return SiteReport(found.settings.site.folder, problems=[error])
        state.tell()
        return report

    return look


def _files(found: Project) -> dict[Path, Seen]:
    """Look at all files that the site is made of."""
    folders = [SEEDS, OUTPUT]
    if found.settings.site.templates:
        folders.append(found.settings.site.templates)
    store = Store(found)
    files = [found.root / FILE]
    for folder in folders:
        files += store.below(found.root / folder)
    return {file: seen(store, file) for file in files}
