"""The page's answers."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import AsyncIterator, Callable
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
from dragoman.model import Status
from dragoman.publishing.messages import available
from dragoman.web import rows
from dragoman.web.fence import Fence
from dragoman.web.words import chosen, numbers, words
from dragoman.workflow.desk import Desk
from dragoman.workflow.sheets import CHOICES, Edit
from dragoman.workflow.status import Standing

PAUSE = 1.0
"""Seconds between two looks at the files of an open article."""

_LOOKS = 10
"""How often in a pause it is asked whether the page is to end."""

STATIC = {"desk.js": "text/javascript", "desk.css": "text/css"}
"""The files that the page loads, with their types."""


def create(desk: Desk, token: str) -> Starlette:
    """Return the application for a desk; `token` lets a browser in."""
    pages = _Pages(desk)
    app = Starlette(
        routes=[
            Route("/", pages.home),
            Route("/article/{locale}/{article:path}", pages.article),
            Route("/static/{name}", _static),
            Route("/api/sheet/{locale}/{article:path}", pages.sheet),
            Route("/api/changes/{locale}/{article:path}", pages.changes),
            *(
                Route(f"/api/{name}", pages.answering(answer), methods=["POST"])
                for name, answer in ANSWERS.items()
            ),
        ],
        middleware=[Middleware(Fence, token=token)],
        exception_handlers={DragomanError: _told, HTTPException: _missing},
    )
    app.state.closing = pages.closing
    return app


class _Pages:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.closing = threading.Event()
        """Set when the page is to end: what waits for changes ends then."""

    async def home(self, request: Request) -> Response:
        report = await run_in_threadpool(self._desk.home)
        files_of = {
            locale: [each for each in report.rows if each.locale == locale]
            for locale in dict.fromkeys(each.locale for each in report.rows)
        }
        return _page(
            request,
            "home.html",
            report=report,
            files_of=files_of,
            language=partial(rows.language, ui=_language(request)),
            done=_done,
        )

    async def article(self, request: Request) -> Response:
        found = await run_in_threadpool(self._desk.sheet, *_named(request))
        return _page(request, "article.html", sheet=rows.sheet(found, _language(request)))

    async def sheet(self, request: Request) -> Response:
        found = await run_in_threadpool(self._desk.sheet, *_named(request))
        return JSONResponse(rows.sheet(found))

    async def changes(self, request: Request) -> Response:
        """Say whenever the article or its review file changes on the disk."""
        name = _named(request)

        async def stamps() -> AsyncIterator[bytes]:
            known = None
            while not (self.closing.is_set() or await request.is_disconnected()):
                stamp = await run_in_threadpool(self._desk.stamp, *name)
                yield b"data: %s\n\n" % stamp.encode() if stamp != known else b": still here\n\n"
                known = stamp
                for _ in range(_LOOKS):
                    if not self.closing.is_set():
                        await asyncio.sleep(PAUSE / _LOOKS)

        return StreamingResponse(stamps(), media_type="text/event-stream")

    def answering(self, answer: Answer) -> Callable[[Request], Any]:
        """Return the endpoint for an answer to JSON."""

        async def endpoint(request: Request) -> Response:
            asked = await _asked(request)
            try:
                found = await run_in_threadpool(answer, self._desk, asked)
            except (KeyError, TypeError, ValueError) as error:
                raise HTTPException(400, f"The request is not as the page sends it: {error}") from (
                    error
                )
            return JSONResponse(found)

        return endpoint


def _done(file: Standing) -> int:
    return file.counts[Status.APPROVED] + file.counts[Status.OMIT]


Answer = Callable[[Desk, dict[str, Any]], dict[str, Any]]
"""Answers a request of the page; raises `ValueError` and the like for one it would not send."""


def _check(desk: Desk, asked: dict[str, Any]) -> dict[str, Any]:
    name, key, target = _segment(asked), _text(asked, "id"), _text(asked, "target")
    return {
        "findings": [rows.finding(each) for each in desk.check(*name, key, target)],
        "finished": desk.finished(*name, key, target),
    }


def _help(desk: Desk, asked: dict[str, Any]) -> dict[str, Any]:
    found = desk.help(*_segment(asked), _text(asked, "id"))
    return {
        "row": rows.row(found.row),
        "terms": [{"term": term, "renderings": list(forms)} for term, forms in found.terms],
        "memory": found.memory,
        "remembered": found.remembered,
    }


def _save(desk: Desk, asked: dict[str, Any]) -> dict[str, Any]:
    wanted = asked["edits"]
    if not isinstance(wanted, list) or not all(isinstance(each, dict) for each in wanted):
        raise ValueError("edits")
    edits = tuple(map(_edit, wanted))
    found = desk.save(*_segment(asked), edits)
    return {**rows.saved(found), "steps": desk.steps}


def _undo(desk: Desk, asked: dict[str, Any]) -> dict[str, Any]:
    article, locale, found = desk.undo()
    return {**rows.saved(found), "article": article, "locale": locale, "steps": desk.steps}


ANSWERS: dict[str, Answer] = {"check": _check, "help": _help, "save": _save, "undo": _undo}
"""What the page may ask for."""


def _edit(asked: dict[str, Any]) -> Edit:
    status = None if asked.get("status") is None else Status(asked["status"])
    if status not in (None, *CHOICES):
        raise ValueError("status")
    ignore = asked.get("ignore")
    if ignore is not None and not all(isinstance(each, str) for each in ignore):
        raise ValueError("ignore")
    return Edit(
        id=_text(asked, "id"),
        seen=_text(asked, "seen"),
        target=None if asked.get("target") is None else _text(asked, "target"),
        status=status,
        note=None if asked.get("note") is None else _text(asked, "note"),
        ignore=None if ignore is None else tuple(ignore),
        force=asked.get("force") is True,
    )


def _text(asked: dict[str, Any], key: str) -> str:
    value = asked[key]
    if not isinstance(value, str):
        raise ValueError(key)
    return value


def _segment(asked: dict[str, Any]) -> tuple[str, str]:
    return _text(asked, "article"), _text(asked, "locale")


async def _asked(request: Request) -> dict[str, Any]:
    try:
        found = json.loads(await request.body())
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
    language = _language(request)
    text = (
        _environment()
        .get_template(name)
        .render(
            words=words(language),
            ui=rows.language(language),
            languages=[rows.language(each, each) for each in available()],
            number=numbers(language),
            **context,
        )
    )
    answer = HTMLResponse(text)
    if "lang" in request.query_params:
        answer.set_cookie("dragoman-lang", language, samesite="strict", path="/")
    return answer


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
    problem = {"problem": error.problem, "where": error.where, "advice": error.advice}
    if request.url.path.startswith("/api/"):
        return JSONResponse(problem, 409)
    answer = _page(request, "problem.html", **problem)
    answer.status_code = 409
    return answer


async def _missing(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    problem = {"problem": error.detail, "where": "", "advice": ""}
    if request.url.path.startswith("/api/"):
        return JSONResponse(problem, error.status_code)
    answer = _page(request, "problem.html", **problem)
    answer.status_code = error.status_code
    return answer
