"""The page's answers."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import json
import threading
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace
from functools import cache, partial
from importlib.resources import files
from typing import Any

import jinja2
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from dragoman.errors import DragomanError
from dragoman.files import Files
from dragoman.model import Status
from dragoman.publishing.messages import available
from dragoman.web import latest, rows, run_lines
from dragoman.web.answers import ANSWERS, Answer, Visit
from dragoman.web.boundary import BoundaryMiddleware
from dragoman.web.fence import FenceMiddleware
from dragoman.web.runs import Runs
from dragoman.web.words import chosen, numbers, words
from dragoman.workflow.desk import Desk
from dragoman.workflow.localized import HERE
from dragoman.workflow.status import Standing

PAUSE = 1.0
"""Seconds between two looks at the files of an open article."""

_LOOKS = 10
"""How often in a pause it is asked whether the page is to end."""

STATIC = {
    "desk.js": "text/javascript",
    "home.js": "text/javascript",
    "page.js": "text/javascript",
    "desk.css": "text/css",
}
"""The files that the page loads, with their types."""


def create(desk: Desk, token: str) -> Starlette:
    """Return the application for a desk; `token` lets a browser in."""
    visit = Visit(desk, Runs(desk.root))
    pages = _ReviewPages(visit)
    app = Starlette(
        routes=[
            Route("/", pages.home),
            Route("/article/{locale}/{article:path}", pages.article),
            Route("/preview/{locale}/{article:path}", pages.preview),
            Route("/static/{name}", _static),
            Route("/api/sheet/{locale}/{article:path}", pages.sheet),
            Route("/api/changes/{locale}/{article:path}", pages.changes),
            Route("/api/run", pages.run),
            *(
                Route(f"/api/{name}", pages.answering(answer), methods=["POST"])
                for name, answer in ANSWERS.items()
            ),
        ],
        middleware=[
            Middleware(FenceMiddleware, token=token),
            Middleware(BoundaryMiddleware, files=Files(desk.root), tell=_failed),
        ],
        exception_handlers={DragomanError: _told, HTTPException: _missing},
    )
    app.state.close = pages.close
    return app


class _ReviewPages:
    def __init__(self, visit: Visit) -> None:
        self._visit = visit
        self._desk = visit.desk
        self._closing = threading.Event()

    def close(self) -> None:
        """End what waits for changes, and what runs beside the page."""
        self._closing.set()
        self._visit.runs.close()
        self._desk.close()

    async def home(self, request: Request) -> Response:
        report = await run_in_threadpool(self._desk.home)
        last = await run_in_threadpool(latest.acceptances, self._desk.scope(), report.rows)
        files_of = {
            locale: [each for each in report.rows if each.locale == locale]
            for locale in dict.fromkeys(each.locale for each in report.rows)
        }
        return _page(
            request,
            "home.html",
            report=report,
            problems=[rows.problems(each, _language(request)) for each in report.problems],
            files_of=files_of,
            last=last,
            at_risk=_at_risk,
            language=partial(rows.language, ui=_language(request)),
            done=_done,
        )

    async def article(self, request: Request) -> Response:
        found = await run_in_threadpool(self._desk.sheet, *_named(request))
        language = _language(request)
        heading, pieces = rows.heading(found, language), rows.sheet(found, language)
        page = _drawn(request, "article.html", sheet=heading, pieces=pieces)
        page.enable_buffering(_BUFFERED)
        return _remembering(request, StreamingResponse(page, media_type="text/html"))

    async def sheet(self, request: Request) -> Response:
        found = await run_in_threadpool(self._desk.sheet, *_named(request))
        pieces = rows.sheet(found, _language(request))
        return StreamingResponse(pieces, media_type="application/json")

    async def changes(self, request: Request) -> Response:
        """Say whenever the article or its review file changes on the disk."""
        name = article, locale = _named(request)
        scope = await run_in_threadpool(self._desk.scope)
        if article not in scope.names or locale not in scope.locales:
            raise HTTPException(404)

        async def stamp() -> str:
            return await run_in_threadpool(self._desk.stamp, *name)

        return self._events(request, stamp, _LOOKS)

    async def run(self, request: Request) -> Response:
        """Say how far a translation is that the page started."""
        language = _language(request)

        async def state() -> str:
            found = run_lines.state(self._visit.runs.state, language)
            return json.dumps(found, ensure_ascii=False)

        return self._events(request, state, 2)

    def _events(self, request: Request, look: Callable[[], Awaitable[str]], looks: int) -> Response:
        """Send what `look` gives whenever it gives something else, as server-sent events."""

        async def events() -> AsyncIterator[bytes]:
            known = None
            while not (self._closing.is_set() or await request.is_disconnected()):
                found = await look()
                yield b"data: %s\n\n" % found.encode() if found != known else b": still here\n\n"
                known = found
                for _ in range(looks):
                    if not self._closing.is_set():
                        await asyncio.sleep(PAUSE / _LOOKS)

        return StreamingResponse(events(), media_type="text/event-stream")

    async def preview(self, request: Request) -> Response:
        """Show the localized page as it would be exported, with nothing in it that acts."""
        article, locale = _named(request)
        at = request.query_params.get("at", "")
        found = await run_in_threadpool(self._desk.localized, article, locale, at)
        head, mark, rest = found.body.partition(HERE)
        body = f'{head}<mark id="here"></mark>{rest}' if mark else head
        text = (
            _environment()
            .get_template("preview.html")
            .render(
                target=rows.language(locale),
                title=found.facts.title.replace(HERE, ""),
                style=_PREVIEW_STYLE,
                body=body,
            )
        )
        return HTMLResponse(text, headers={"Content-Security-Policy": _PREVIEW_POLICY})

    def answering(self, answer: Answer) -> Callable[[Request], Any]:
        """Return the endpoint for an answer to JSON."""

        async def endpoint(request: Request) -> Response:
            asked = await _asked(request)
            visit = replace(self._visit, ui=_language(request))
            try:
                found = await run_in_threadpool(answer, visit, asked)
            except (KeyError, TypeError, ValueError) as error:
                raise HTTPException(400, f"The request is not as the page sends it: {error}") from (
                    error
                )
            return JSONResponse(found)

        return endpoint


_PREVIEW_STYLE = (files("dragoman.web") / "templates" / "preview.css").read_text("utf-8")

_PREVIEW_POLICY = (
    "default-src 'none'; img-src data:; style-src 'sha256-"
    + base64.b64encode(hashlib.sha256(_PREVIEW_STYLE.encode()).digest()).decode()
    + "'; form-action 'none'; base-uri 'none'; frame-ancestors 'self'; sandbox"
)
"""An article's own HTML is shown as it is: no script of it runs, and it loads nothing."""


def _at_risk(file: Standing) -> int:
    """Return about how many segments of a file need a person's look."""
    counts = file.counts
    waiting = counts[Status.NEW] + counts[Status.STALE] + counts[Status.NEEDS_WORK]
    return waiting + file.errors


def _done(file: Standing) -> int:
    return file.counts[Status.APPROVED] + file.counts[Status.OMIT]


async def _asked(request: Request) -> dict[str, Any]:
    try:
        found = json.loads(await request.body())
        json.dumps(found, ensure_ascii=False).encode()  # half a character could not be answered
    except (ValueError, RecursionError) as error:
        raise HTTPException(400, "The request is not JSON.") from error
    if not isinstance(found, dict):
        raise HTTPException(400, "The request is not a JSON object.")
    return found


def _named(request: Request) -> tuple[str, str]:
    return request.path_params["article"], request.path_params["locale"]


def _language(request: Request) -> str:
    """Return the language in which the page is to be."""
    asked = request.query_params.get("lang") or request.cookies.get("dragoman-lang")
    return chosen(asked, request.headers.get("accept-language", ""))


def _page(request: Request, name: str, **context: Any) -> Response:
    return _remembering(request, HTMLResponse("".join(_drawn(request, name, **context))))


def _drawn(request: Request, name: str, **context: Any) -> jinja2.environment.TemplateStream:
    """Return a page in the reader's language, piece by piece."""
    language = _language(request)
    return (
        _environment()
        .get_template(name)
        .stream(
            words=words(language),
            ui=rows.language(language),
            languages=[rows.language(each, each) for each in available()],
            number=numbers(language),
            **context,
        )
    )


def _remembering(request: Request, answer: Response) -> Response:
    """Return an answer after which the browser asks for the language that was chosen."""
    if "lang" in request.query_params:
        answer.set_cookie("dragoman-lang", _language(request), samesite="strict", path="/")
    return answer


_BUFFERED = 8
"""Pieces of a page that are sent together."""


@cache
def _environment() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.PackageLoader("dragoman.web", "templates"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


async def _static(request: Request) -> Response:
    name = request.path_params["name"]
    if name not in STATIC:
        raise HTTPException(404)
    data = (files("dragoman.web") / "static" / name).read_bytes()
    return Response(data, media_type=STATIC[name])


async def _told(request: Request, error: Exception) -> Response:
    """Answer with what a person can act on."""
    assert isinstance(error, DragomanError)
    return _answer(request, error, 409)


async def _missing(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    return _answer(request, DragomanError(error.detail), error.status_code)


async def _failed(request: Request, error: DragomanError) -> Response:
    return _answer(request, error, 500)


def _answer(request: Request, error: DragomanError, status: int) -> Response:
    found = rows.problems(error, _language(request))
    if request.url.path.startswith("/api/"):
        return JSONResponse({**found[0], "others": found[1:]}, status)
    answer = _page(request, "problem.html", problems=found)
    answer.status_code = status
    return answer
