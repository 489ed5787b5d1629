"""HTML: whole pages and fragments, read by a real HTML5 parser.

The parser tells where each tag stands. Tags of blocks, and what is not to be translated, are
boundaries; what lies between two boundaries is a block, its inline tags included. So nothing but
the words that are translated changes a byte. Titles, descriptions and the like are blocks too.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from dragoman.formats import flow, front_matter, shortcodes
from dragoman.formats.contract import LEFT, Options, Parsed, left_in_source
from dragoman.formats.cover import Span, cover, readable
from dragoman.formats.html_layouts import AttributeValue, InlineRun, Json, Title
from dragoman.formats.html_page import Page, kept
from dragoman.formats.html_tree import Tree, is_whole, tree
from dragoman.formats.lines import ENDING, line_at
from dragoman.inline import escape, plain
from dragoman.inline.template import HIDDEN, around, hidden, tags
from dragoman.model import Block, Finding, Syntax, one_line
from dragoman.patterns import lazily


def parse(path: str, text: str, options: Options) -> Parsed:
    """Divide a page or a fragment into blocks.

    Raises ArticleError where the front matter cannot be read.
    """
    front, start = front_matter.spans(path, text, options.keys)
    page = Page(text[start:], _read(text[start:]), _languages(text[start:], options))
    found = [
        replace(span, extent=(span.extent[0] + start, span.extent[1] + start))
        for span in page.spans()
    ]
    left = [*front_matter.findings(text), *_told(page, text, start)]
    if page.comments:
        count = "a comment" if page.comments == 1 else f"{page.comments} comments"
        left.append(Finding(LEFT, f"left out of copies: {count} of editors"))
    return Parsed(cover(text, [*front, *found]), tuple(left))


def _told(page: Page, text: str, start: int) -> Iterator[Finding]:
    """Yield what is to be said of a page that begins somewhere in a text."""

    def line(place: int) -> int:
        return line_at(text, start + place)

    for place, what in sorted([*page.left, *shortcodes.spoken(text[start:])]):
        yield left_in_source(line(place), what)
    for place, what in page.endless:
        yield Finding(LEFT, f"line {line(place)}: {what}")


def fragment(text: str, options: Options) -> tuple[list[Span], list[tuple[int, str]]]:
    """Return what is to be translated of a part of a page, and what is to be said of it where.

    Its lines end in LF. Tags of a table or list whose other parts stand elsewhere bound its text.
    """
    shadow = hidden(text, list(tags(text)))
    # What looks like a tag in a comment bounds nothing.
    seen = _COMMENT.sub(_blank, text) if "<!--" in text else text
    bounds = [match.span() for match in _BLOCK_TAG.finditer(seen)]
    # A tag alone on its line may be what makes a block of HTML of the lines: it stays alone.
    for match in _LONE_TAG.finditer(shadow):
        if seen[match.start() : match.end()] == text[match.start() : match.end()]:
            bounds += [(match.start(), match.start()), (match.end(), match.end())]
    page = Page(text, tree(shadow, fragment=True), frozenset((options.language,)), bounds)
    spans = page.spans()
    left = [(place, f"{what} stays in the source language") for place, what in page.left]
    return spans, [*left, *page.endless]


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


_COMMENT = lazily(r"<!--(?!-?>).*?(?:--!?>|\Z)", re.DOTALL)
_LONE_TAG = lazily(r"^[ \t]*</?[A-Za-z](?:[^\"'<>\n]|\"[^\"\n]*\"|'[^'\n]*')*>[ \t]*$", re.M)
_BLOCK_TAG = lazily(
    r"</?(?:table|thead|tbody|tfoot|tr|td|th|caption|colgroup|col|[uod]l|li|dt|dd|p|div|section"
    r"|article|aside|figure|figcaption|details|summary|blockquote|h[1-6]|header|footer|main|nav)"
    r"""(?=[\s>/])(?:[^"'<>]|"[^"]*"|'[^']*')*>""",
    re.IGNORECASE,
)


def _languages(page: str, options: Options) -> frozenset[str]:
    """Return the languages that parts may say they are in: the articles', and the page's."""
    said = _PAGE_LANGUAGE.search(page, 0, 5000)
    return frozenset((options.language, *([said[1].lower()] if said else [])))


_PAGE_LANGUAGE = lazily(r"<html\b[^<>]*?\slang\s*=\s*[\"']?([A-Za-z]+)", re.IGNORECASE)


def _read(page: str) -> Tree:
    return tree(hidden(page, list(tags(page))), fragment=not is_whole(page))


_PARAGRAPHS = lazily(r"\n[ \t]*\n\s*")
"""A blank line of a target: a paragraph cannot stand in every element that holds text."""


def in_paragraphs(target: str) -> str:
    """Return a target whose blank lines are line breaks to a reader."""
    return _PARAGRAPHS.sub("<br>\n<br>\n", target)


def encode(block: Block, targets: Sequence[str | None]) -> str:
    """Return the raw form of the block with the targets in place of its segments."""
    if isinstance(block.layout, InlineRun):
        text = flow.joined(block, [target and in_paragraphs(target) for target in targets])
        text = ENDING.sub(block.layout.ending, unmarked(text, block.layout.foreign))
        return f"{block.layout.wrapper}{text}</span>" if block.layout.wrapper else text
    text = flow.joined(block, targets)
    match block.layout:
        case Json():
            # A closing tag would end the script, whatever stands round it.
            return json.dumps(text, ensure_ascii=False)[1:-1].replace("</", r"<\/")
        case Title():
            return around(
                flow.on_one_line(text), block.raw, lambda words: html.escape(words, quote=False)
            )
        case AttributeValue(quote):
            sign = quote or '"'
            value = around(
                flow.on_one_line(text), block.raw, lambda words: escape.html_quoted(words, sign)
            )
            return value if quote else f'"{value}"'
    return front_matter.encode(block, targets)


_ANY_TAG = lazily(r"""<!--[^<>]*-->|</?([A-Za-z][\w-]*)(?=[\s>/])(?:[^"'<>]|"[^"]*"|'[^']*')*>|<""")


def within(text: str, source: str) -> str:
    """Return a translation in which no tag begins that its source does not have.

    Within Markdown, such a tag could end the block of HTML or take in what follows it. A text of
    which nothing would be seen is shown as it stands.
    """
    known = {match[1].lower() for match in _ANY_TAG.finditer(source) if match[1]}
    given = one_line(source)
    # Tags of templates that it has are none of HTML, also where they stand within one.
    own = [tag for tag in tags(text) if one_line(text[tag.start : tag.end]) in given]
    parts: list[str] = []
    reached = 0
    for match in _ANY_TAG.finditer(hidden(text, own)):
        tag = text[match.start() : match.end()]
        same = (match[1] or "").lower() in known or (tag != "<" and tag in source)
        parts += (text[reached : match.start()], tag if same else f"&lt;{tag[1:]}")
        reached = match.end()
    safe = "".join((*parts, text[reached:]))
    if not _shows_words(safe) and _shows_words(source):
        safe = html.escape(text, quote=False).replace("{", "&#123;")
    return in_paragraphs(safe)


def _shows_words(text: str) -> bool:
    """Whether a reader sees words of it, beside those that attributes hold."""
    if text[:1].isalnum():
        return True
    seen = hidden(text, list(tags(text))).replace(HIDDEN, "")
    return readable(plain(seen, Syntax.HTML))


def unmarked(text: str, foreign: Sequence[str]) -> str:
    """Take away what opening tags say in a block's text and not in the file."""
    for opening in foreign:
        # A translation has a tag that goes over several lines on one.
        for tag in (opening, one_line(opening)):
            text = text.replace(kept(tag), tag)
    return text
