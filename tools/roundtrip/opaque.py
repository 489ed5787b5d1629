"""What must come through to the letter: template tags and other code in running text."""

from __future__ import annotations

import re
from collections import Counter

from pseudo import bare

_FENCE = re.compile(r"[ \t>*-]*(`{3,}(?=[^`]*$)|~{3,})")
_CODE = re.compile(r"(?<!`)(`+)(?!`).+?(?<!`)\1(?!`)", re.DOTALL)

TAGS = re.compile(
    r"^[ \t]*(?:\{\{[A-Za-z][\w-]*(?:[ \t](?:[^}\n]|\}(?!\}))*)?|[A-Za-z][\w-]*\}\})[ \t]*$"
    r"|\{\{[<%]?.*?[%>]?\}\}|\{%.*?%\}",
    re.DOTALL | re.MULTILINE,
)
"""Tags, and lines that begin or end a block of which one has the name: `{{hint`, `hint}}`."""

KINDS = {
    "template tag": TAGS,
    "attribute list": re.compile(r"\{:[^{}\n]*\}|\{[ ]?[.#][\w-][^{}\n]*\}"),
    "wiki link": re.compile(r"\[\[[^\[\]\n|]+\]\](?![(\[])"),
    "emoji": re.compile(r"(?<![\w:\[]):[a-z][a-z0-9_+-]*:(?![\w:])"),
    "contents": re.compile(r"^\[TOC\]$", re.MULTILINE),
    "WordPress shortcode": re.compile(r"\[/?(?:caption|gallery|embed)(?: [\w-]+=[^\]]*)?\](?!\()"),
    "container": re.compile(r"^[ \t]*(?:!!!|\?\?\?\+?|:::)[ ]*[\w-]*", re.MULTILINE),
}
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_STRINGS = re.compile(r'"(?:[^"\\]|\\.)*"')


def altered(before: str, after: str, *, page: bool = False) -> list[str]:
    """Return what was there and is not any more, or was not and is now.

    Texts in quotes within a template tag may be translated. In a page of HTML words between
    colons are no emoji, and comments may be left out.
    """
    found = []
    if page:
        before, after = _COMMENT.sub("", before), _COMMENT.sub("", after)
    for kind, pattern in KINDS.items():
        if page and kind == "emoji":
            continue
        old, new = _found(pattern, before), _found(pattern, after)
        found += [f"{kind} lost: {text[:80]!r}" for text in old - new]
        found += [f"{kind} added: {text[:80]!r}" for text in new - old]
    return found


def _found(pattern: re.Pattern[str], text: str) -> Counter[str]:
    text = _CODE.sub(" ", _without_fences(text))
    found = (match[0] for match in pattern.finditer(text))
    # A reference in brackets of its own is a link where the text defines its label.
    return Counter(_key(each, pattern) for each in found if f"\n{each[1:-1]}:" not in text)


def _without_fences(text: str) -> str:
    kept: list[str] = []
    fence = ""
    for line in text.split("\n"):
        match = _FENCE.match(line)
        if fence:
            closes = match is not None and match[1].startswith(fence) and match.end() == len(line)
            fence = "" if closes else fence
        elif match:
            fence = match[1]
        else:
            kept.append(line)
    return "\n".join(kept)


def _key(text: str, pattern: re.Pattern[str]) -> str:
    if pattern is TAGS:
        text = _STRINGS.sub(lambda match: bare(match[0]), text)
    return " ".join(re.sub(r"[\u200e\u200f\u2066-\u2069]", "", text).split())
