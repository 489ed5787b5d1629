"""What a copy holds beside its translation: passages in the source language, and a note.

A passage that stays in the source language says so, for the sake of screen readers, search
engines and the direction of the line. The note is a paragraph about the copy; where the article
itself begins and ends, the format knows.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

from dragoman.formats import front_matter
from dragoman.formats.html_endless import hidden_from
from dragoman.formats.html_layouts import InlineRun
from dragoman.formats.html_tree import Element, is_whole, tree
from dragoman.formats.lines import first_ending
from dragoman.formats.markdown_structure import tokens
from dragoman.inline.template import hidden, tags
from dragoman.model import Block, BlockKind
from dragoman.patterns import lazily


@dataclass(frozen=True, slots=True)
class Language:
    """What a passage says of itself."""

    code: str
    direction: str
    """`ltr` or `rtl`."""

    @property
    def attributes(self) -> str:
        """As HTML writes it."""
        return f'lang="{html.escape(self.code)}" dir="{self.direction}"'


def as_it_is(before: str, block: Block, after: str, language: Language) -> tuple[str, str]:
    """Plain text has no place to say it."""
    del after, language
    return before, block.raw


def keep_markdown(before: str, block: Block, after: str, language: Language) -> tuple[str, str]:
    """Put the passage into a `span`.

    An inline element keeps what stands round it: list marker, heading, table cell, quotation. A
    `div` would not, and some renderers read no Markdown inside of one.
    """
    del after
    if block.kind is BlockKind.METADATA:
        return before, block.raw
    return before, f"<span {language.attributes}>{block.raw}</span>"


_TAG = lazily(r"""<([A-Za-z][\w-]*+)((?:[^"'<>]|"[^"]*"|'[^']*')*+)>\s*\Z""")
_CLOSING = lazily(r"\s*</([A-Za-z][\w-]*)")
_OF_ONE_PASSAGE = frozenset(
    ("p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "dt", "dd", "td", "th", "figcaption",
     "caption", "blockquote", "summary", "legend", "address", "div")
)  # fmt: skip


def keep_html(before: str, block: Block, after: str, language: Language) -> tuple[str, str]:
    """Put attributes on the element that holds the passage alone, or else a `span` round it."""
    if not isinstance(block.layout, InlineRun):
        return before, block.raw
    tag, closing = _TAG.search(before), _CLOSING.match(after)
    name = tag[1].lower() if tag else ""
    alone = name == "p" or (closing is not None and closing[1].lower() == name)
    if tag is None or not alone or name not in _OF_ONE_PASSAGE:
        return before, f"<span {language.attributes}>{block.raw}</span>"
    said = re.sub(
        r"""\s(?:lang|dir)\s*=\s*("[^"]*"|'[^']*'|[^\s"'<>][^\s<>]*+)""", "", tag[2], flags=re.I
    )
    opening = f"<{tag[1]}{said} {language.attributes}>"
    rest = before[tag.end(2) + 1 :]
    return before[: tag.start()] + opening + rest, block.raw


def note_in_text(text: str, note: str, *, first: bool) -> str:
    """Put a paragraph before or after a plain text."""
    ending = first_ending(text)
    note = note.replace("\n", ending)
    if first:
        mark = "\ufeff" if text.startswith("\ufeff") else ""
        return f"{mark}{note}{ending}{ending}{text.removeprefix(mark)}"
    bare = text.rstrip("\r\n")
    return f"{bare}{ending}{ending}{note}{ending}"


def note_in_markdown(text: str, note: str, *, first: bool) -> str:
    """Put a paragraph after the front matter, or at the end if it is a paragraph there.

    At the end of a text that closes its last code block or HTML not, it would be no paragraph.
    """
    if not first:
        result = note_in_text(text, note, first=False)
        read = tokens(result[front_matter.spans("", result, ())[1] :].replace("\r\n", "\n"))
        if len(read) > 1 and read[-1].type == "paragraph_close" and read[-2].content == note:
            return result
        if any(each.type == "inline" and each.content == note for each in read):
            return result
    start = front_matter.spans("", text, ())[1]
    ending = first_ending(text)
    body = text[start:].lstrip("\r\n")
    gap = ending if start else ""
    return f"{text[:start]}{gap}{note}{ending}{ending}{body}"


def note_in_html(text: str, note: str, *, first: bool) -> str:
    """Put an element inside the article, its main part or its body, whichever is the innermost.

    A fragment gets it before or after everything. It stands before what nothing ends.
    """
    front = front_matter.spans("", text, ())[1]
    page, ending = text[front:], first_ending(text)
    shadow = hidden(page, list(tags(page)))
    root = tree(shadow, fragment=not is_whole(page)).root
    found = _holder(root)
    start, end = found.inner if found is not None and found.inner is not None else (None, None)
    place = start if first else end
    hides = hidden_from(root, shadow)
    if hides < (len(page) if place is None else place):
        # Behind that no reader would see it.
        place = hides
    if place is not None:
        return f"{text[:front]}{page[:place]}{note}{ending}{page[place:]}"
    return text[:front] + note_in_text(page, note, first=first)


def _holder(root: Element) -> Element | None:
    """Return the only article, else the main part, else the body."""
    found: dict[str, list[Element]] = {"article": [], "main": [], "body": []}
    waiting = [root]
    while waiting:
        element = waiting.pop()
        if element.name in found and element.inner is not None:
            found[element.name].append(element)
        waiting += element.children
    for name in ("article", "main", "body"):
        if len(found[name]) == 1:
            return found[name][0]
    return None
