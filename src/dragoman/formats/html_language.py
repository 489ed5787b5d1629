"""The language that a page says it is in: on its root, and on parts of it."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from itertools import accumulate

from dragoman import languages
from dragoman.formats import front_matter, google_docs
from dragoman.formats.html_endless import is_verbatim
from dragoman.formats.html_tree import Element, is_switched, is_whole, tree
from dragoman.formats.lines import Extent
from dragoman.inline.template import hidden, tags
from dragoman.model import Block
from dragoman.patterns import lazily

_ROOT = lazily(r"<!--.*?(?:-->|\Z)|<html\b[^<>]*>", re.IGNORECASE | re.DOTALL)
_CHARSET = lazily(
    r"<!--.*?(?:-->|\Z)|(<meta\b(?![^<>]*http-equiv\s*=\s*[\"']?(?!content-type)[\w-])[^<>]*?"
    r"\bcharset\s*=\s*[\"']?)([\w:.-]+)"
    r"|(\A\ufeff?\s*<\?xml\b[^<>]*?\bencoding\s*=\s*[\"'])([\w:.-]+)",
    re.IGNORECASE | re.DOTALL,
)
_UTF_8 = frozenset(("utf-8", "utf8"))
_ATTRIBUTE = r"""(\s{}\s*=\s*)("[^"]*"|'[^']*'|[^\s"'<>][^\s<>]*+)"""
_LANG, _DIR, _CONTENT, _HREF = (
    lazily(_ATTRIBUTE.format(name), re.IGNORECASE) for name in ("lang", "dir", "content", "href")
)
_IN_LANGUAGE = lazily(r'"inLanguage"\s*:\s*"([\w-]*)"')
_SAID = lazily("lang|og:locale|dir", re.IGNORECASE)
"""What there is in a page that says the language of a part."""


def on_root(text: str, language: str, direction: str) -> str:
    """Set `lang` and `dir` on a page's root element, if it has one."""
    text = google_docs.for_readers(text, direction)
    text = _CHARSET.sub(_in_utf_8, text, count=20)
    match = next((each for each in _ROOT.finditer(text) if each[0][:2] != "<!"), None)
    if match is None or next(tags(match[0]), None):
        return text
    tag = match[0]
    for name, value in (("lang", language), ("xml:lang", language), ("dir", direction)):
        known = re.compile(_ATTRIBUTE.format(name), re.IGNORECASE)
        if known.search(tag):
            tag = known.sub(rf'\g<1>"{value}"', tag, count=1)
        elif name != "xml:lang":
            tag = f'{tag[:-1]} {name}="{value}">'
    return text[: match.start()] + tag + text[match.end() :]


def with_address(text: str, own: str, locale: str, source: str, original: str) -> str:
    """Return a page that says its own address, and names the original as the other language's.

    Only what a page says is set: its canonical link, `og:url`, and the link for its language.
    `original` is the address in the source language, or empty.
    """
    root = tree(hidden(text, list(tags(text))), fragment=not is_whole(text)).root
    edits: list[Edit] = []
    known: set[str] = set()
    canonical: Element | None = None
    waiting = [root]
    while waiting:
        node = waiting.pop()
        waiting += node.children
        said = {name: (value or "").lower() for name, value in node.attributes.items()}
        if node.name == "link" and said.get("rel") == "canonical":
            canonical = node
            edits += _in_tag(node, text, _HREF, html.escape(own))
        elif node.name == "link" and said.get("rel") == "alternate" and "hreflang" in said:
            known.add(said["hreflang"].partition("-")[0])
            if said["hreflang"] == locale.lower():
                edits += _in_tag(node, text, _HREF, html.escape(own))
        elif node.name == "meta" and said.get("property") == "og:url":
            edits += _in_tag(node, text, _CONTENT, html.escape(own))
    if canonical is not None and canonical.start_tag is not None:
        links = {locale: own, source: original}
        fresh = "".join(
            f'<link rel="alternate" hreflang="{name}" href="{html.escape(address)}">'
            for name, address in links.items()
            if address and name.partition("-")[0].lower() not in known
        )
        end = canonical.start_tag[1]
        edits.append(((end, end), fresh))
    for (start, end), new in sorted(edits, reverse=True):
        text = text[:start] + new + text[end:]
    return text


def _in_utf_8(match: re.Match[str]) -> str:
    """Say the encoding that copies have."""
    before, said = match[1] or match[3], match[2] or match[4]
    return f"{before}utf-8" if before and said.lower() not in _UTF_8 else match[0]


def on_parts(blocks: Sequence[Block], source: str, locale: str, direction: str) -> list[str]:
    """Return the raw text of the blocks, with the locale where a part says that it is `source`.

    An embedded post that says that it is English no longer is when it is translated, and neither
    is a page whose metadata say so. What is not to be translated keeps its language.
    """
    raws = [block.raw for block in blocks]
    text = "".join(raws)
    if not _SAID.search(text):
        return raws
    starts = [0, *accumulate(map(len, raws))]
    front = front_matter.spans("", text, ())[1]
    page = text[front:]
    root = tree(hidden(page, list(tags(page))), fragment=not is_whole(page)).root
    for (start, end), new in sorted(_edits(root, page, source, locale, direction), reverse=True):
        low, high = start + front, end + front
        number = next(n for n in reversed(range(len(raws))) if starts[n] <= low)
        if blocks[number].text or high > starts[number + 1]:
            continue
        raw, low, high = raws[number], low - starts[number], high - starts[number]
        raws[number] = raw[:low] + new + raw[high:]
    return raws


Edit = tuple[Extent, str]
"""A stretch of the page, and what is to stand in its place."""


def _edits(root: Element, page: str, source: str, locale: str, direction: str) -> Iterator[Edit]:
    waiting = [(root, True)]
    while waiting:
        element, on = waiting.pop()
        for node in element.children:
            if node.name == "#text":
                continue
            inside = is_switched(node, on) and not is_verbatim(node)
            if inside and _says(node.attributes.get("lang"), source):
                yield from _in_tag(node, page, _LANG, locale)
                yield from _in_tag(node, page, _DIR, direction)
            elif inside and _turns(node, source, direction):
                yield from _in_tag(node, page, _DIR, direction)
            elif node.name == "meta" and _says(node.attributes.get("content"), source):
                yield from _in_metadata(node, page, locale)
            elif "ld+json" in (node.attributes.get("type") or "") and node.inner is not None:
                for match in _IN_LANGUAGE.finditer(page, *node.inner):
                    if _says(match[1], source):
                        yield match.span(1), locale
            waiting.append((node, inside))


def _turns(node: Element, source: str, direction: str) -> bool:
    """Whether a part of the page has the direction of the source, and its language changes."""
    said = (node.attributes.get("dir") or "").lower()
    if not said or node.name in ("html", "bdo"):
        return False
    return said == languages.direction(source) != direction


def _in_metadata(node: Element, page: str, locale: str) -> Iterator[Edit]:
    if (node.attributes.get("property") or "").lower() == "og:locale":
        territorial = languages.with_territory(locale).replace("-", "_")
        yield from _in_tag(node, page, _CONTENT, territorial)
    elif (node.attributes.get("http-equiv") or "").lower() == "content-language":
        yield from _in_tag(node, page, _CONTENT, locale)


def _in_tag(node: Element, page: str, pattern: re.Pattern[str], value: str) -> Iterator[Edit]:
    """Yield the edit that gives an attribute another value, if the start tag has it."""
    match = pattern.search(page, *node.start_tag) if node.start_tag else None
    if match:
        yield match.span(2), f'"{value}"'


def _says(tag: str | None, language: str) -> bool:
    """Whether a language tag, such as `en-US` or `en_US`, is one of the language."""
    return tag is not None and re.split("[-_]", tag.lower())[0] == language
