"""Addresses in the body of an article, made to fit the place of its page."""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Callable
from urllib.parse import quote, unquote, urlsplit

from dragoman.publishing.references import ADDRESS, TAG
from dragoman.publishing.references import place_of as place_of

Resolve = Callable[[str], str | None]
"""From a path in `seeds/`, or one from the top of the server, such as `/img/map.png`, to the path
on the site; `None` where the site has nothing there."""


def relinked(body: str, article: str, page: str, resolve: Resolve) -> str:
    """Return the body with every relative address that `resolve` knows replaced.

    `article` is the path in `seeds/` that the addresses are relative to, `page` that of the page
    which they are written on. Whole addresses, and those within the page, stay.
    """

    def attribute(match: re.Match[str]) -> str:
        value = html.unescape(match["value"])
        if match["name"].lower() == "srcset":
            found = ", ".join(map(candidate, filter(str.strip, value.split(","))))
        else:
            found = relocated(value, article, page, resolve)
        return f'{match["before"]}"{html.escape(found)}"'

    def candidate(text: str) -> str:
        address, *size = text.split()
        return " ".join((relocated(address, article, page, resolve), *size))

    return TAG.sub(lambda tag: ADDRESS.sub(attribute, tag[0]), body)


def relocated(address: str, article: str, page: str, resolve: Resolve) -> str:
    """Return one address as the page needs it."""
    place = place_of(address, article) or from_top(address)
    found = None if place is None else resolve(place)
    if found is None:
        return address
    fragment = urlsplit(address).fragment
    return relative(found, page) + (f"#{fragment}" if fragment else "")


def from_top(address: str) -> str | None:
    """Return the path of a file that an address from the top of a server means; else `None`."""
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return None
    path = unquote(parts.path)
    whole = parts.scheme or parts.netloc or not path.startswith("/")
    return None if whole or "\0" in path or not posixpath.splitext(path)[1] else path


def relative(target: str, page: str) -> str:
    """Return the address of one path of the site from another, percent-encoded."""
    return quote(posixpath.relpath(target, posixpath.dirname(page) or "."))
