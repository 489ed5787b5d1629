"""What an article says of itself: its front matter, or the metadata of a page.

Values are texts, lists and mappings of them, whatever notation they stand in; names are as they
are written, those of the first level in lower case. Only `publishing` and the site read this:
what is translated in a front matter is the formats' business.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from pathlib import PurePosixPath
from typing import TypeAlias

import yaml

from dragoman.errors import ArticleError
from dragoman.formats.front_matter import FRONT_MATTER
from dragoman.formats.html_tree import Element, is_whole, tree
from dragoman.handyaml import SlipError, bounded, refusal
from dragoman.patterns import lazily
from dragoman.publishing import moments

Value: TypeAlias = "str | list[Value] | dict[str, Value]"
Values = Mapping[str, Value]

DEEPEST = 20
"""How many values may lie within each other. What lies deeper is left out."""

_MOST = 1000
"""Levels of a front matter that are read at all."""

_FENCED = lazily(
    r"\A(?:(?:[ \t]*\r?\n)*+(?=\+))?(?P<fence>---|\+\+\+)(?P<kind>json|toml|ya?ml)?[ \t]*\r?\n"
    r"(?P<inside>.*?)^(?:(?P=fence)|\.\.\.)[ \t]*(?:\r?\n|\Z)",
    re.DOTALL | re.MULTILINE,
)
_LINES = lazily(r"(?:[A-Za-z][\w -]{0,40}:[ \t]*\S.*+(?:\n|\Z)){2,}+(?=\r?\n|\Z)")
"""Metadata as MultiMarkdown and Pelican have them: lines at the top, ended by an empty one."""

_UNTIL = lazily(r"\bunavailable_after:\s*(?P<day>.+)", re.IGNORECASE)


def read(path: str, text: str) -> tuple[Values, int]:
    """Return what the article says of itself, and where the article begins.

    Raises ArticleError where it cannot be read.
    """
    text = text.removeprefix("\ufeff")
    suffix = PurePosixPath(path).suffix.lower()
    if suffix == ".txt":
        return {}, 0
    if suffix in (".json", ".ninjs"):
        return _news_item(text), 0
    if suffix == ".nitf":
        return dict(_of_nitf(text)), 0
    values, end = _front(path, text, lines=suffix in (".md", ".markdown", ".mdx"))
    if suffix in (".html", ".htm"):
        values = {**_of_page(text[end:]), **values}
    return values, end


def _front(path: str, text: str, *, lines: bool) -> tuple[dict[str, Value], int]:
    fenced = _FENCED.match(text)
    if fenced:
        kind = fenced["kind"] or ("toml" if fenced["fence"] == "+++" else "yaml")
        before = text.count("\n", 0, fenced.start("inside"))
        found = _READERS[kind.replace("yml", "yaml")](path, fenced["inside"], before)
        return ({}, 0) if found is None else (found, fenced.end())
    if text.startswith("{"):
        return _whole_json(text)
    plain = _LINES.match(text) if lines else None
    if plain is None:
        return {}, 0
    pairs = (line.partition(":") for line in plain[0].splitlines())
    own = {name.strip().lower(): value.strip() for name, _, value in pairs}
    return (dict(own), plain.end()) if "title" in own else ({}, 0)


def _whole_json(text: str) -> tuple[dict[str, Value], int]:
    """Read the object that a text begins with, as Hugo's articles do."""
    try:
        found, end = json.JSONDecoder(parse_int=str).raw_decode(text)
    except (ValueError, RecursionError):
        return {}, 0
    return _named(_plain(found)), end


def _news_item(text: str) -> dict[str, Value]:
    """Return what a news item in JSON says of itself; of several, what the first one says."""
    return _whole_json(text.lstrip(" \t\r\n["))[0]


_STATUS = lazily(r"<docdata\b[^<>]*?\smanagement-status\s*=\s*[\"']([^\"'<>]*)")
_DATES = lazily(r"<date\.(release|expire)\b[^<>]*?\snorm\s*=\s*[\"']([^\"'<>]*)")


def _of_nitf(text: str) -> Iterator[tuple[str, Value]]:
    """Yield what the head of a NITF text says of when it may go out."""
    status = _STATUS.search(text)
    if status:
        yield "status", status[1]
    for match in _DATES.finditer(text):
        yield {"release": "releasedate", "expire": "expires"}[match[1]], match[2]


def _json(path: str, inside: str, before: int) -> dict[str, Value] | None:
    try:
        # All values are taken as texts, and a number of thousands of digits is refused as one.
        return _named(_plain(json.loads(inside, parse_int=str)))
    except json.JSONDecodeError as error:
        raise _wrong(path, error.msg, before + error.lineno) from None
    except (ValueError, RecursionError) as error:
        raise _wrong(path, str(error), before + 1) from None


def _toml(path: str, inside: str, before: int) -> dict[str, Value] | None:
    import tomllib  # it takes time to load

    try:
        return _named(_plain(tomllib.loads(inside.replace("\r\n", "\n"))))
    except (ValueError, RecursionError) as error:
        if "digits" in str(error):
            raise _wrong(path, "a number in it has thousands of digits", before + 1) from None
        line = re.search(r"at line (\d+)", str(error))
        raise _wrong(path, str(error), before + int(line[1]) if line else None) from None


def _yaml(path: str, inside: str, before: int) -> dict[str, Value] | None:
    try:
        found = composed(inside)
    except (SlipError, yaml.YAMLError) as error:
        raise refusal(inside, path, FRONT_MATTER, error, before) from None
    return _named(found) if isinstance(found, dict) or found is None else None


_READERS = {"yaml": _yaml, "toml": _toml, "json": _json}


def _wrong(path: str, what: str, line: int | None) -> ArticleError:
    return ArticleError(
        f"the front matter cannot be read ({what})",
        path=path,
        line=line,
        advice="Correct it; until then the article is not published.",
    )


def _named(found: Value | None) -> dict[str, Value]:
    if not isinstance(found, dict):
        return {}
    return {name.lower(): value for name, value in found.items()}


def _plain(found: object, depth: int = 0) -> Value | None:
    """Return a parsed value as texts; `None` for nothing."""
    if found is None or depth > DEEPEST:
        return None
    if isinstance(found, dict):
        inner = {str(key): _plain(value, depth + 1) for key, value in found.items()}
        return {key: value for key, value in inner.items() if value is not None}
    if isinstance(found, list):
        items = (_plain(item, depth + 1) for item in found)
        return [item for item in items if item is not None]
    if isinstance(found, bool):
        return str(found).lower()
    return found.isoformat() if isinstance(found, date | datetime) else str(found)


_NOTHING = ("", "~", "null", "Null", "NULL")


def composed(content: str) -> Value | None:
    """Return the first document of a YAML text, its scalars as they are written.

    The events are walked without recursion. An alias stands for a scalar, or for the entries that
    `<<` adds: a few lines of nested ones would fill the memory. Any other alias is an empty list:
    nobody shall take what it stands for to be nothing. What is given twice is a list of both.
    """
    anchored: dict[str, Value] = {}
    stack: list[tuple[Value, list[str]]] = []
    root: list[Value | None] = []

    def put(value: Value | None) -> None:
        if not stack:
            root.append(value)
            return
        holder, keys = stack[-1]
        if isinstance(holder, list):
            if value is not None:
                holder.append(value)
        elif isinstance(holder, dict) and not keys:
            keys.append(value if isinstance(value, str) else "")
        elif isinstance(holder, dict):
            name = keys.pop()
            if name in holder and holder[name] != value:
                holder[name] = [holder[name], *([] if value is None else [value])]
            elif value is not None and name:
                holder[name] = value

    for event in bounded(content, _MOST):
        if isinstance(event, yaml.ScalarEvent):
            nothing = not event.style and event.value in _NOTHING
            if event.anchor:
                anchored[event.anchor] = event.value
            is_key = bool(stack) and isinstance(stack[-1][0], dict) and not stack[-1][1]
            put(None if nothing and not is_key else event.value)
        elif isinstance(event, yaml.AliasEvent):
            known = anchored.get(event.anchor or "")
            merged = any(keys == [_MERGED] for _, keys in stack[-2:])
            put(known if merged or isinstance(known, str) else [])
        elif isinstance(event, yaml.CollectionStartEvent):
            stack.append(({} if isinstance(event, yaml.MappingStartEvent) else [], []))
            if event.anchor:
                anchored[event.anchor] = stack[-1][0]
        elif isinstance(event, yaml.CollectionEndEvent):
            value, _ = stack.pop()
            _merge(value)
            put(value if len(stack) < DEEPEST else None)
        elif isinstance(event, yaml.DocumentEndEvent):
            break
    return root[0] if root else None


_MERGED = "<<"


def _merge(holder: Value) -> None:
    """Take over the entries of mappings that aliases name, where there are none of their own."""
    merged = holder.pop(_MERGED, None) if isinstance(holder, dict) else None
    for value in merged if isinstance(merged, list) else [merged]:
        if isinstance(value, dict) and isinstance(holder, dict) and value is not holder:
            for name, inner in value.items():
                holder.setdefault(name, inner)


def line_of(text: str, name: str) -> int | None:
    """Return the line at which an entry of that name is said first; `None` where it is nowhere."""
    written = re.escape(name)
    entry = re.compile(
        rf"""(?:^|[\s{{,"'])["']?{written}["']?\s*[:=]|["']{written}["']""", re.I | re.M
    )
    match = entry.search(text)
    return text.count("\n", 0, match.end()) + 1 if match else None


def _of_page(page: str) -> dict[str, Value]:
    """Return what the head of a page says, by the names of its `meta` elements."""
    found: dict[str, Value] = {}
    for element in _elements(tree(page, fragment=not is_whole(page)).root):
        attributes = element.attributes
        if element.name == "meta":
            name = next(
                filter(None, (attributes.get(key) for key in ("property", "name", "itemprop"))), ""
            )
            content = " ".join((attributes.get("content") or "").split())
            until = _UNTIL.search(content) if name.lower() in ("robots", "googlebot") else None
            if until:
                found.setdefault("unavailable_after", until["day"].strip())
            elif name and content:
                found.setdefault(*_sure(name.lower(), content))
        elif "ld+json" in (attributes.get("type") or "").lower() and element.inner is not None:
            for name, value in _of_data(page[slice(*element.inner)]):
                found.setdefault(name, value)
    return found


_OF_DATA = ("datePublished", "dateModified", "expires", "creativeWorkStatus")


def _of_data(text: str) -> Iterator[tuple[str, Value]]:
    """Yield what structured data say of when the article is published."""
    try:
        data = json.loads(text, parse_int=str)
    except (ValueError, RecursionError):
        return
    graph = data.get("@graph", data) if isinstance(data, dict) else data
    for thing in graph if isinstance(graph, list) else [graph]:
        kind = str(thing.get("@type", "")) if isinstance(thing, dict) else ""
        if "Article" in kind or "Posting" in kind:
            for name in _OF_DATA:
                said = _plain(thing.get(name))
                if said is not None:
                    yield _sure(name.lower(), said)


_DATES_OF_PAGES = ("datepublished", "article:published_time", "pubdate", "pub_date", "date",
                   "dc.date", "dc.date.issued", "dcterms.issued", "publishdate", "publish_date",
                   "publish-date", "publication_date", "publication-date")  # fmt: skip


def _sure(name: str, said: Value) -> tuple[str, Value]:
    """Return what a page says to programs; of a day that may be two, that it is out by the later.

    Its editors wrote it for no site generator, which would have refused it.
    """
    later = moments.later(said) if name in _DATES_OF_PAGES and isinstance(said, str) else None
    return (name, said) if later is None else ("embargo", later)


def _elements(root: Element) -> Iterator[Element]:
    waiting = [*reversed(root.children)]
    while waiting:
        element = waiting.pop()
        yield element
        waiting += reversed(element.children)
