"""The language that a page says it is in: on its root, and on parts of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate

from dragoman.formats import front_matter
from dragoman.formats.html import VERBATIM
from dragoman.formats.html_tree import Element, is_switched, is_whole, tree
from dragoman.formats.lines import Extent
from dragoman.model import Block

_ROOT = re.compile(r"<html\b[^>]*>", re.IGNORECASE)
_ATTRIBUTE = r"""(\s{}\s*=\s*)("[^"]*"|'[^']*'|[^\s"'=<>`]+)"""
_LANG, _DIR = (re.compile(_ATTRIBUTE.format(name), re.IGNORECASE) for name in ("lang", "dir"))


def on_root(text: str, language: str, direction: str) -> str:
    """Set `lang` and `dir` on a page's root element, if it has one."""
    match = _ROOT.search(text)
    if match is None:
        return text
    tag = match[0]
    for name, value in (("lang", language), ("xml:lang", language), ("dir", direction)):
        known = re.compile(_ATTRIBUTE.format(name), re.IGNORECASE)
        if known.search(tag):
            tag = known.sub(rf'\g<1>"{value}"', tag, count=1)
        elif name != "xml:lang":
            tag = f'{tag[:-1]} {name}="{value}">'
    return text[: match.start()] + tag + text[match.end() :]


def on_parts(blocks: Sequence[Block], source: str, language: str, direction: str) -> list[str]:
    """Return the raw text of the blocks, with `language` where an element says `source`.

    An embedded post says that it is English; when it is translated it is no longer. What is not
    to be translated keeps its language.
    """
    raws = [block.raw for block in blocks]
    text = "".join(raws)
    if not _LANG.search(text):
        return raws
    starts = [0, *accumulate(map(len, raws))]
    front = front_matter.spans("", text, ())[1]
    page = text[front:]
    root = tree(page, fragment=not is_whole(page)).root
    for start, end in sorted(_tags(root, source), reverse=True):
        low, high = start + front, end + front
        number = next(n for n in reversed(range(len(raws))) if starts[n] <= low)
        if blocks[number].text or high > starts[number + 1]:
            continue
        place = slice(low - starts[number], high - starts[number])
        tag = _LANG.sub(rf'\g<1>"{language}"', raws[number][place], count=1)
        tag = _DIR.sub(rf'\g<1>"{direction}"', tag, count=1)
        raws[number] = raws[number][: place.start] + tag + raws[number][place.stop :]
    return raws


def _tags(root: Element, source: str) -> Iterator[Extent]:
    """Yield the start tags of translated elements that say they are in the source language."""
    waiting = [(root, True)]
    while waiting:
        element, on = waiting.pop()
        for node in element.children:
            inside = is_switched(node, on) and node.name not in VERBATIM
            said = (node.attributes.get("lang") or "").lower().partition("-")[0]
            if inside and said == source and node.start_tag is not None:
                yield node.start_tag
            waiting.append((node, inside))
