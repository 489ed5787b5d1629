"""News items in JSON as documents for the site."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any

from dragoman import inline
from dragoman.errors import ArticleError
from dragoman.model import Syntax, one_line
from dragoman.publishing import metadata
from dragoman.site.document import Document, Hints
from dragoman.site.from_html import from_html
from dragoman.site.from_markdown import shortened
from dragoman.site.front import facts
from dragoman.site.headings import identified

_BLANK_LINES = re.compile(r"\n\s*\n|\n")
_PICTURE = re.compile(r"https?://|(?![\w+.-]*:)", re.IGNORECASE)
_PUBLISHED = ("firstcreated", "contentcreated", "versioncreated")


def from_ninjs(path: str, text: str, hints: Hints) -> Document:
    """Return the document of a file of news items: the first one's headline is the title.

    Of a text in several forms the page shows that with markup. Raises ArticleError where the
    file is no JSON.
    """
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ArticleError(f"this is not JSON: {error}", path=path) from None
    items = [item for item in (data if isinstance(data, list) else [data]) if _is_mapping(item)]
    title = next(filter(None, map(_headline, items)), "")
    body = "\n".join(
        _item(item, hints, headed=number > 0 and bool(title)) for number, item in enumerate(items)
    )
    first = items[0] if items else {}
    summary = _line(*next(_texts(first, "description"), ("", False)))
    words = summary or _line(body, marked=True)
    values = dict(metadata.read(path, text)[0])
    said = next((str(values[name]) for name in _PUBLISHED if values.get(name)), "")
    if said:
        values.setdefault("date", said)
    author = first.get("byline") or first.get("by")
    if isinstance(author, str):
        values["author"] = author
    title = title or shortened(words, 80) or PurePosixPath(path).stem
    # The names of an item's own fields say other things than those of a front matter.
    own = {name: value for name, value in values.items() if name not in ("title", "description")}
    found = facts(own, title, shortened(words), hints.zone)
    body, ids = identified(body.strip(), hints.headings)
    return Document(found, body, ids)


def _item(item: Mapping[str, Any], hints: Hints, *, headed: bool) -> str:
    """Return the HTML of an item: its pictures, and its text or what describes it."""
    parts = [f"<h2>{html.escape(_headline(item), quote=False)}</h2>"] if headed else []
    parts += _pictures(item)
    texts = [*_texts(item, "body")] or [*_texts(item, "description")]
    text, marked = next((each for each in texts if each[1]), texts[0] if texts else ("", False))
    notes = [line for note in hints.notes for line in note.split("\n")]
    if marked:
        body = from_html("", text).body
        for line in notes:
            body = body.replace(f"<p>{html.escape(line, quote=False)}</p>", "", 1)
        return "\n".join((*parts, body))
    lines = (line.strip() for line in _BLANK_LINES.split(text.replace("\r\n", "\n")))
    shown = [line for line in lines if line and line not in notes]
    return "\n".join((*parts, *(f"<p>{html.escape(line, quote=False)}</p>" for line in shown)))


def _pictures(item: Mapping[str, Any]) -> Iterator[str]:
    """Yield the pictures of an item with their captions."""
    held = item.get("associations")
    held = list(held.values()) if isinstance(held, dict) else held
    for other in held if isinstance(held, list) else ():
        address = _address(other) if _is_mapping(other) else ""
        if not address:
            continue
        caption = _line(*next(_texts(other, "description"), (_headline(other), False)))
        shown = html.escape(caption, quote=False)
        below = f"<figcaption>{shown}</figcaption>" if caption else ""
        yield f'<figure><img src="{html.escape(address)}" alt="">{below}</figure>'


def _address(item: Mapping[str, Any]) -> str:
    """Return where the picture of an item is that has one."""
    if item.get("type") not in ("picture", "graphic"):
        return ""
    forms = item.get("renditions")
    forms = list(forms.values()) if isinstance(forms, dict) else forms
    for form in forms if isinstance(forms, list) else ():
        address = form.get("href") if _is_mapping(form) else None
        if isinstance(address, str) and _PICTURE.match(address):
            return address
    return ""


def _headline(item: Mapping[str, Any]) -> str:
    """Return the first headline, on one line."""
    return _line(*next(_texts(item, "headline"), ("", False)))


def _texts(item: Mapping[str, Any], name: str) -> Iterator[tuple[str, bool]]:
    """Yield the texts of a kind, and whether each has markup, in all versions of the standard."""
    held = item.get({"body": "bodies"}.get(name, f"{name}s"))
    for each in held if isinstance(held, list) else ():
        value = each.get("value") if _is_mapping(each) else None
        if isinstance(value, str) and value.strip():
            kind = str(each.get("contentType") or each.get("contenttype") or "")
            yield value, "html" in kind or "xml" in kind
    for key, value in item.items():
        old = key == name if name == "headline" else key.startswith(f"{name}_")
        if old and isinstance(value, str) and value.strip():
            yield value, "html" in key or "xml" in key


def _line(text: str, marked: bool) -> str:
    """What a reader sees of a text, on one line."""
    return one_line(html.unescape(inline.plain(text, Syntax.HTML)) if marked else text)


def _is_mapping(value: object) -> bool:
    return isinstance(value, dict)
