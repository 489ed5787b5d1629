"""Addresses in the body of an article, made to fit the place of its page."""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Callable
from urllib.parse import quote, unquote, urlsplit

_TAG = re.compile(r"<[A-Za-z](?:[^\"'<>]|\"[^\"]*\"|'[^']*')*>")
_ADDRESS = re.compile(
    r"""(?P<before>\s(?P<name>href|src|poster|srcset)\s*=\s*)(?P<quote>["'])(?P<value>.*?)(?P=quote)""",
    re.IGNORECASE | re.DOTALL,
)

Resolve = Callable[[str], str | None]
"""From a path in `seeds/` to the path on the site; `None` where the site has nothing there."""


def relinked(body: str, article: str, page: str, resolve: Resolve) -> str:
    """Return the body with every relative address that `resolve` knows replaced.

    `article` is the path in `seeds/` that the addresses are relative to, `page` that of the page
    which they are written on. Whole addresses, and those within the page, stay.
    """

    def attribute(match: re.Match[str]) -> str:
        value = html.unescape(match["value"])
        if match["name"].lower() == "srcset":
            found = ", ".join(map(candidate, value.split(",")))
        else:
            found = relocated(value, article, page, resolve)
        return f'{match["before"]}"{html.escape(found)}"'

    def candidate(text: str) -> str:
        address, *size = text.split()
        return " ".join((relocated(address, article, page, resolve), *size))

    return _TAG.sub(lambda tag: _ADDRESS.sub(attribute, tag[0]), body)


def relocated(address: str, article: str, page: str, resolve: Resolve) -> str:
    """Return one address as the page needs it."""
    place = place_of(address, article)
    found = None if place is None else resolve(place)
    if found is None:
        return address
    fragment = urlsplit(address).fragment
    return relative(found, page) + (f"#{fragment}" if fragment else "")


def place_of(address: str, article: str) -> str | None:
    """Return the path in `seeds/` that an address in an article means.

    `None` for whole addresses, those from the top of a server, and those within the page.
    """
    parts = urlsplit(address)
    if parts.scheme or parts.netloc or not parts.path or parts.path.startswith("/"):
        return None
    return posixpath.normpath(posixpath.join(posixpath.dirname(article), unquote(parts.path)))


def relative(target: str, page: str) -> str:
    """Return the address of one path of the site from another, percent-encoded."""
    return quote(posixpath.relpath(target, posixpath.dirname(page) or "."))
