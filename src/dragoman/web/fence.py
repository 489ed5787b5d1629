"""Who is let in: this machine's browser, on the page that this run opened.

A web page from elsewhere must neither read nor change a newsroom's texts. Its requests carry
another `Origin`, or another `Host` where a name was bent to this machine (DNS rebinding), and never
the token, which only the address on the terminal has; the cookie made of it is `SameSite=Strict`.
"""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from urllib.parse import parse_qs, quote, urlencode

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dragoman.web.told import told
from dragoman.web.words import chosen

LARGEST = 4 << 20
"""Bytes of a request. The longest sentences have some thousand."""

NAMES = ("127.0.0.1", "localhost", "[::1]")
"""What this machine is called in a `Host`."""

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; font-src 'self'; frame-src 'self'; form-action 'none'; "
    "base-uri 'none'; frame-ancestors 'self'"
)
"""Nothing from elsewhere is loaded, and no script but the page's own file runs."""

SAFE: Mapping[str, str] = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}


class FenceMiddleware:
    """The ASGI middleware round the page."""

    def __init__(self, app: ASGIApp, token: str) -> None:
        self._app = app
        self._token = token

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request that must not come through; pass the others on."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def safely(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in SAFE.items():
                    headers.setdefault(name, value)
            await send(message)

        answer = self._refusal(scope) or self._entry(scope) or _nowhere(scope)
        if answer is not None:
            await answer(scope, receive, safely)
            return
        await self._app(scope, _limited(receive), safely)

    def _refusal(self, scope: Scope) -> PlainTextResponse | None:
        """Return why a request is not let in at all."""
        headers = Headers(scope=scope)
        port = scope["server"][1]
        hosts = {f"{name}:{port}" for name in NAMES}
        host = headers.get("host", "")
        if host not in hosts:
            return _told(headers, "This page answers to its own address only.", 421)
        if scope["method"] not in ("GET", "HEAD", "POST"):
            return PlainTextResponse("Not a method of this page.", 405)
        if headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
            return PlainTextResponse("Requests of other pages are not answered.", 403)
        if scope["method"] != "POST":
            return None
        if headers.get("origin") != f"http://{host}":
            return PlainTextResponse("Requests of other pages are not answered.", 403)
        if headers.get("content-type", "").partition(";")[0].strip() != "application/json":
            return PlainTextResponse("The request is not JSON.", 415)
        length = headers.get("content-length", "0")
        if "transfer-encoding" in headers or not (
            length.isascii() and length.isdecimal() and len(length) < 12
        ):
            return PlainTextResponse("The request has no length.", 400)
        if int(length) > LARGEST:
            return _told(headers, "The request is too large.", 413)
        return None

    def _entry(self, scope: Scope) -> PlainTextResponse | RedirectResponse | None:
        """Let in who has the cookie; give it to who has the token."""
        name = f"dragoman-{scope['server'][1]}"
        if self._is_token(_cookies(Headers(scope=scope)).get(name, "")):
            query = parse_qs(scope["query_string"].decode("latin-1"), keep_blank_values=True)
            return _without_token(scope, query) if "token" in query else None
        query = parse_qs(scope["query_string"].decode("latin-1"), keep_blank_values=True)
        if scope["method"] == "GET" and self._is_token(query.get("token", [""])[0]):
            answer = _without_token(scope, query)
            answer.set_cookie(name, self._token, httponly=True, samesite="strict", path="/")
            return answer
        text = "Open the address that `dragoman review` printed: it lets you in."
        return _told(Headers(scope=scope), text, 403)

    def _is_token(self, given: str) -> bool:
        return hmac.compare_digest(given.encode("utf-8", "replace"), self._token.encode())


def _nowhere(scope: Scope) -> PlainTextResponse | None:
    """Refuse a path with a line end: routes pass over one at the end of a path."""
    return PlainTextResponse("Not Found", 404) if "\n" in scope["path"] else None


def _told(headers: Headers, text: str, status: int) -> PlainTextResponse:
    """Tell in the reader's language what a person may come to see; the rest is for programs."""
    asked = _cookies(headers).get("dragoman-lang")
    language = chosen(asked, headers.get("accept-language", ""))
    return PlainTextResponse(told(text, language), status, {"Content-Language": language})


def _without_token(scope: Scope, query: dict[str, list[str]]) -> RedirectResponse:
    """Send the browser to the same page, so that the token is not in its history."""
    rest = urlencode([(key, each) for key in query if key != "token" for each in query[key]])
    path = scope["path"] if not scope["path"].startswith("//") else "/"
    return RedirectResponse(quote(path) + (f"?{rest}" if rest else ""), 303)


def _cookies(headers: Headers) -> dict[str, str]:
    pairs = (part.strip().partition("=") for part in headers.get("cookie", "").split(";"))
    return {name: value for name, _, value in pairs}


def _limited(receive: Receive) -> Receive:
    """Return a `receive` that ends a body that is longer than it said."""
    taken = 0

    async def limited() -> Message:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        if taken > LARGEST:
            return {"type": "http.disconnect"}
        return message

    return limited
