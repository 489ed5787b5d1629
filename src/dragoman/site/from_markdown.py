"""Markdown as a document for the site."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from pathlib import PurePosixPath

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin

from dragoman import inline
from dragoman.formats.lines import normalized
from dragoman.model import Syntax, one_line
from dragoman.site import extensions
from dragoman.site.document import NO_HINTS, Document, Hints
from dragoman.site.front import facts, front
from dragoman.site.headings import chosen
from dragoman.typography.digits import native_digits

_ATTRIBUTES = re.compile(r"(?<![ \t])[ \t]+\{(?P<inside>[#.][^{}]*)\}\Z")
_DEEPEST = 6


def from_markdown(path: str, text: str, hints: Hints = NO_HINTS) -> Document:
    """Return the document of a Markdown text.

    The title is the front matter's; else the first heading, if the text begins with it; else the
    file's name. A heading of the first level below the title is made one of the second.
    """
    values, end = front(path, text)
    said = normalized(text[end:])
    environment = {**extensions.environment(said), "locale": hints.locale, "parser": _parser()}
    tokens = _parser().parse(said, environment)
    first = _first_heading(tokens)
    title = one_line(inline.plain(first, Syntax.MARKDOWN)) if first else ""
    stem = PurePosixPath(path).stem
    found = facts(values, title or stem, _first_words(tokens), hints.zone)
    if title and (found.title == title or not values.get("title")):
        del tokens[:3]
    _below_title(tokens)
    for token, after in pairwise(tokens):
        _heading_attributes(token, after)
    ids = _identify(tokens, hints.headings)
    body = _parser().renderer.render(tokens, _parser().options, environment)
    return Document(found, str(body).strip(), ids)


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    extensions.extend(parser.use(footnote_plugin))
    rules = parser.renderer.rules  # type: ignore[attr-defined]
    rules["table_open"] = lambda *_: extensions.TABLE_OPEN
    rules["table_close"] = lambda *_: extensions.TABLE_CLOSE
    rules["footnote_block_open"] = lambda *_: '<section class="footnotes">\n<ol>\n'
    rules["footnote_caption"] = _footnote_mark
    rules["footnote_block_close"] = lambda *_: "</ol>\n</section>\n"
    return parser


def _footnote_mark(
    tokens: Sequence[Token], index: int, options: object, environment: dict[str, object]
) -> str:
    """Write the number of a note in the reader's digits."""
    del options
    meta = tokens[index].meta
    locale = str(environment.get("locale", "en"))
    number = native_digits(str(meta["id"] + 1), locale)
    return (
        f"[{number}:{native_digits(str(meta['subId']), locale)}]"
        if meta["subId"]
        else (f"[{number}]")
    )


def _identify(tokens: Sequence[Token], original: Sequence[str]) -> tuple[str, ...]:
    """Give each heading an id."""
    found = [(token, after) for token, after in pairwise(tokens) if token.type == "heading_open"]
    own = [str(token.attrGet("id")) if token.attrGet("id") else None for token, _ in found]
    texts = [
        inline.plain(_ATTRIBUTES.sub("", after.content), Syntax.MARKDOWN) for _, after in found
    ]
    ids = chosen(own, texts, original)
    for (token, _), name in zip(found, ids, strict=True):
        token.attrSet("id", name)
    return tuple(ids)


def _first_heading(tokens: Sequence[Token]) -> str:
    if len(tokens) > 1 and tokens[0].type == "heading_open":
        return _ATTRIBUTES.sub("", tokens[1].content)
    return ""


def _first_words(tokens: Sequence[Token]) -> str:
    """The first paragraph as plain text, cut at the end of a word, for lists and previews."""
    for before, token in pairwise(tokens):
        if before.type == "paragraph_open" and before.level == 0:
            text = one_line(inline.plain(token.content, Syntax.MARKDOWN))
            if any(map(str.isalnum, text)):
                return shortened(text)
    return ""


def shortened(text: str, most: int = 200) -> str:
    """Return the text, or as many of its first words as `most` characters hold and an ellipsis."""
    if len(text) <= most:
        return text
    return text[: most - 1].rpartition(" ")[0].rstrip(" ,;:،؛–—-") + "…"


def _below_title(tokens: Sequence[Token]) -> None:
    """Leave the first level of headings to the title."""
    if any(token.type == "heading_open" and token.tag == "h1" for token in tokens):
        for token in tokens:
            if token.type in ("heading_open", "heading_close"):
                token.tag = f"h{min(int(token.tag[1]) + 1, _DEEPEST)}"


def _heading_attributes(token: Token, text: Token) -> None:
    """Read `{#anchor .class}` at the end of a heading."""
    if token.type != "heading_open":
        return
    match = _ATTRIBUTES.search(text.content)
    last = text.children[-1] if text.children else None
    if match is None or last is None or not last.content.endswith(match[0]):
        return
    last.content = last.content[: -len(match[0])]
    classes = []
    for word in match["inside"].split():
        if word.startswith("#"):
            token.attrSet("id", word[1:])
        elif word.startswith("."):
            classes.append(word[1:])
    if classes:
        token.attrSet("class", html.escape(" ".join(classes)))
