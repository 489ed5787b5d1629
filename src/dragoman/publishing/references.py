"""The pictures and other files that an article shows or links to."""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from markdown_it import MarkdownIt
from markdown_it.token import Token

from dragoman import formats
from dragoman.patterns import lazily
from dragoman.publishing import metadata
from dragoman.publishing.metadata import Value, Values

TAG = lazily(r"<[A-Za-z](?:[^\"'<>]|\"[^\"]*\"|'[^']*')*>")
ADDRESS = lazily(
    r"""(?P<before>\s(?P<name>href|src|poster|srcset)\s*=\s*)(?P<quote>["'])(?P<value>.*?)(?P=quote)""",
    re.IGNORECASE | re.DOTALL,
)
"""An attribute of a tag that holds an address."""

_SHORTCODE = lazily(r"\{\{[<%](?:[^{]|\{(?!\{[<%]))*?[%>]\}\}", re.DOTALL)
_PICTURES = ("image", "images", "cover", "thumbnail", "featured_image", "featuredimage", "banner",
             "og:image", "resources", "src", "url")  # fmt: skip
"""Entries of a front matter that name a picture; the last two within another of them."""

_OF_PELICAN = lazily(r"[{|](?:static|attach|filename)[}|](?P<path>.*)", re.DOTALL)
"""How Pelican writes the address of a file in its folder of articles: `{static}/images/a.jpg`."""

_PAGES = (".html", ".htm", ".md", ".markdown", ".mdx", ".php", "")


@dataclass(frozen=True, slots=True)
class Reference:
    """What an article shows or links to."""

    address: str
    shown: bool
    """It is shown in the article, as a picture is; else it is a link."""


def _always(file: str) -> bool:
    del file
    return True


def attachments(
    article: str,
    text: str,
    known: Iterable[str],
    is_article: Callable[[str], bool] = _always,
) -> tuple[list[str], list[str]]:
    """Return the files that must go along with a copy, and those that are not there.

    `known` are the paths of all files in `seeds/`; `is_article` tells of one whose ending does not
    tell. Whole addresses, those from the top of a
    server, and links to other articles and pages are no files to bring along.
    """
    known = frozenset(known)
    found: dict[str, bool] = {}
    for reference in references(article, text):
        place = place_of(reference.address, article)
        if place is None:
            continue
        if place.endswith(formats.suffixes()) and not (
            formats.sign(place) and (place not in known or not is_article(place))
        ):
            continue
        page = PurePosixPath(place).suffix.lower() in _PAGES and not reference.shown
        if place not in known and page:
            continue
        found[place] = place in known
    return [each for each, there in found.items() if there], [
        each for each, there in found.items() if not there
    ]


def from_the_top(article: str, text: str) -> list[str]:
    """Return the pictures that an article names from the top of the server, without the slash."""
    found: dict[str, None] = {}
    for reference in references(article, text):
        try:
            parts = urlsplit(reference.address.strip())
        except ValueError:
            continue
        path = posixpath.normpath(unquote(parts.path)).lstrip("/")
        top = parts.path.startswith("/") and not (parts.scheme or parts.netloc)
        if top and reference.shown and PurePosixPath(path).suffix and not {"\0", "{"} & set(path):
            found[path] = None
    return list(found)


def references(path: str, text: str) -> Iterator[Reference]:
    """Yield what the text of an article refers to, in the order in which it does."""
    known = formats.of(path)
    if known.name not in ("Markdown", "HTML"):
        return
    values, end = metadata.read(path, text)
    yield from (Reference(address, shown=True) for address in _pictures(values))
    body = text.removeprefix("\ufeff")[end:]
    if known.name == "HTML":
        yield from _in_tags(body)
        return
    for token in _parser().parse(body.replace("\r\n", "\n")):
        yield from _in_token(token)
    for code in _SHORTCODE.finditer(body):
        yield from _in_tag(code[0], shown=True)


def place_of(address: str, article: str) -> str | None:
    """Return the path in `seeds/` that an address in an article means.

    `None` for whole addresses, those from the top of a server, those within the page, and those
    that lead out of the folder. Of Pelican's, those from the top are from that of `seeds/`.
    """
    pelican = _OF_PELICAN.fullmatch(unquote(address.strip()))
    try:
        parts = urlsplit(pelican["path"] if pelican else address.strip())
    except ValueError:
        return None
    path = parts.path.lstrip("/") if pelican else parts.path
    if parts.scheme or parts.netloc or not path or path.startswith("/"):
        return None
    folder = "" if pelican and parts.path.startswith("/") else posixpath.dirname(article)
    found = posixpath.normpath(posixpath.join(folder, path if pelican else unquote(path)))
    inside = not found.startswith(("../", "/")) and found not in ("..", ".")
    return found if inside and "\0" not in found and "{" not in found else None


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": True}).enable(["table"])


def _in_token(token: Token) -> Iterator[Reference]:
    waiting = [token]
    while waiting:
        each = waiting.pop()
        if each.type == "image":
            yield Reference(str(each.attrGet("src") or ""), shown=True)
        elif each.type == "link_open":
            yield Reference(str(each.attrGet("href") or ""), shown=False)
        elif each.type in ("html_inline", "html_block"):
            yield from _in_tags(each.content)
        waiting += reversed(each.children or ())


def _in_tags(text: str) -> Iterator[Reference]:
    for tag in TAG.finditer(text):
        name = re.match(r"<\w+", tag[0])
        if name and name[0].lower() not in ("<link", "<script", "<iframe", "<base"):
            yield from _in_tag(tag[0], shown=name[0].lower() not in ("<a", "<area"))


def _in_tag(tag: str, *, shown: bool) -> Iterator[Reference]:
    for match in ADDRESS.finditer(tag):
        value = html.unescape(match["value"])
        if match["name"].lower() != "srcset":
            yield Reference(value, shown)
            continue
        for candidate in value.split(","):
            if candidate.strip():
                yield Reference(candidate.split()[0], shown)


def _pictures(values: Values) -> Iterator[str]:
    """Yield the addresses of pictures in a front matter."""
    for name, value in values.items():
        if name.lower() in _PICTURES[:-2]:
            yield from _addresses(value)


def _addresses(value: Value) -> Iterator[str]:
    if isinstance(value, str):
        # Hugo's `resources` may be a pattern for several files.
        if "*" not in value and PurePosixPath(urlsplit(value).path).suffix:
            yield value
    elif isinstance(value, list):
        for each in value:
            yield from _addresses(each)
    else:
        for name, inner in value.items():
            if name.lower() in _PICTURES:
                yield from _addresses(inner)
