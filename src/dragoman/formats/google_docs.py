"""What Google Docs writes when it exports or publishes a document as a page.

Each run of letters stands in a span of its own whose class says font and colour, links go through
an address of Google's, and comments of editors stand at the end like notes. A reader sees none of
this: sentences are read without such spans, links lead where they lead, comments stay at home.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

from dragoman.patterns import lazily

_EXPORT = lazily(
    r"themes\.googleusercontent\.com/fonts/css|class=\"[^\"]*\bdoc-content\b"
    r"|id=\"docs-internal-guid-|google\.com/url\?q=[^\"]*(?:&amp;|&)(?:sa=D|source=editors)"
)
_NEAR = 200_000
"""Characters at the head of a page in which an export shows that it is one."""

_RULE = lazily(r"\.([\w-]+)\s*\{([^{}]*)\}")
_FORMATTING = lazily(
    r"font-weight\s*:\s*(?:[6-9]00|bold)|font-style\s*:\s*italic"
    r"|text-decoration[\w-]{0,20}\s*:\s*(?!none)[a-z]|vertical-align\s*:\s*su[bp]er?"
    r"|font-variant\s*:\s*small-caps|display\s*:\s*none"
)
_REDIRECT = lazily(
    r"""(?<=href=["'])https?://(?:www\.)?google\.com/url\?[^"'<>\s]*(?=["'])""", re.IGNORECASE
)
_REFERENCE = lazily(r"<sup[^<>]*>\s*<a\b[^<>]*href=\"#cmnt\d+\"[^<>]*>\[\w{1,4}\]</a>\s*</sup>")
_COMMENT = lazily(
    r"<div\b[^<>]*>\s*<p\b[^<>]*>\s*<a\b(?>[^<>]*?href=\"#cmnt_ref\d+\")[^<>]*+>"
    r"[^<]*+(?:<(?!/?div\b)[^<]*+)*+</div>"
)
_STYLE = lazily(r"<style\b[^<>]*>[^<]*+(?:<(?!/?style\b)[^<]*+)*+</style\s*>", re.IGNORECASE)
_TURNED = {"direction:ltr": "direction:rtl", "text-align:left": "text-align:right"}


@dataclass(frozen=True, slots=True)
class Export:
    """What matters of a document that Google Docs exported."""

    formatting: frozenset[str]
    """The classes that make words bold, italic or the like."""

    def is_neutral(self, attributes: Mapping[str, str | None]) -> bool:
        """Whether a span with these attributes only says how all text looks."""
        if not attributes.keys() <= {"class", "style", "id"}:
            return False
        classes = (attributes.get("class") or "").split()
        styled = _FORMATTING.search(attributes.get("style") or "")
        return not styled and self.formatting.isdisjoint(classes)


def export(page: str) -> Export | None:
    """Return what is known of an export; `None` for every other page."""
    if not _EXPORT.search(page, 0, _NEAR):
        return None
    rules = (rule for style in _STYLE.findall(page) for rule in _RULE.findall(style))
    return Export(frozenset(name for name, said in rules if _FORMATTING.search(said)))


def comments(page: str) -> list[tuple[int, int]]:
    """Return where comments of editors stand."""
    return [match.span() for match in _COMMENT.finditer(page)]


def direct(text: str) -> str:
    """Return a text whose links lead where they lead, and that refers to no comment."""
    if "google.com/url?" in text:
        text = _REDIRECT.sub(_destination, text)
    return _REFERENCE.sub("", text) if "#cmnt" in text else text


def _destination(match: re.Match[str]) -> str:
    address = parse_qs(urlsplit(html.unescape(match[0])).query).get("q", [""])[0]
    return html.escape(address) if address else match[0]


def for_readers(page: str, direction: str) -> str:
    """Return a copy without what is Google's and the editors' own."""
    if not _EXPORT.search(page, 0, _NEAR):
        return page
    page = direct(_COMMENT.sub("", page))
    return page if direction == "ltr" else _STYLE.sub(_turned, page)


def _turned(match: re.Match[str]) -> str:
    """Turn the direction that the styles of an export give to every paragraph."""
    style = match[0]
    for old, new in _TURNED.items():
        style = re.sub(rf"\b{old}\b", new, style)
    return style
