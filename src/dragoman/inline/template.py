"""Tags of template languages: Hugo's shortcodes, Liquid, Nunjucks, Jinja, Handlebars.

A tag is code, whatever it holds: no character of it is translated or moved. Its strings may be
texts for readers, which the formats take care of.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from dragoman.model.quick import quickly_made
from dragoman.patterns import lazily

_OPENING = lazily(
    # A search leaps to one of two characters; lookbehinds first would be tried at every letter.
    r"[{<](?:(?<=\{)(?:\{|%|#(?=[\s-]|[^{}#\n]{1,400}#\}))|(?<=<)%|(?<=[\w-]=\{)"
    r"|(?<=\{)(?<![\w\\^_}$)]\{)(?=[\w$.\[\]]{1,60}(?:\(|[ ]?(?:=>|&&|\|\||===)|[ ]\?[ ]|\?\.)"
    r"|\([\w,\s{}=]{0,60}\)[ ]?=>|\.\.\.\w|(?<!`\{)`[^`{}\n]{0,200}`\}|[\"'][ ]*[\"']\}))"
)
"""The last two begin what JSX computes: an attribute's value, and what looks like no words. Of the
braces `{` and `}`, each in its code, a sentence stands between."""

_CLOSINGS = {"{{": "}}", "{%": "%}", "{#": "#}", "<%": "%>"}
_BLANK_LINE = lazily(r"\n[ \t]*\r?\n")

_RAW = lazily(r"\{\{-?\s{0,99}[\w.]+\s{1,99}`[^`]{0,4000}`")
"""The beginning of a tag of Go that holds a text as it stands, with blank lines and all."""

_REMARK = lazily(r"\{\{-?\s{0,99}/\*")
"""The beginning of a comment of Go, which may hold blank lines and braces."""

LONGEST = 4000
"""Characters. Code that opens a tag and never closes it must not swallow the text after it."""

_LONGEST_CALL = 40_000
"""The same of a tag that calls something by its name, such as an include with long texts."""

_NAME = lazily(r"(?:\{\{[<%]|\{%|\{\{(?=\w++[ ]\{))[-+]?\s*+(/?)\s*+([\w.-]+)")

VERBATIM = frozenset(
    ("highlight", "raw", "verbatim", "comment", "code", "codeblock", "mermaid", "math", "latex",
     "katex", "mathjax", "chart", "graphviz", "plantuml", "script", "style", "javascript",
     "css", "svg")
)  # fmt: skip
"""Tags that hold code up to their closing tags."""

_SHOWING = frozenset(("raw", "verbatim"))
_SHOWN_END = lazily(r"\{%[-+]?\s{0,99}end(?:raw|verbatim)\s{0,99}[-+]?%\}")
"""Tags that show other tags as they stand: no tag begins up to their ends."""

_CODE = lazily(r"code(?!.*(?:tab|group))", re.IGNORECASE)
"""How newsrooms call such tags of their own, and what holds several of them with words between."""

_OF_CODE = lazily(r"\{%[-+]?\s*+(?:set|capture)\s++\w*?code\w*+\s*+[-+]?%\}", re.IGNORECASE)


_PART = lazily(r"[{}`]|/\*|\"(?:[^\"\\\n]|\\.){0,200}+\"|'(?:[^'\\\n]|\\.){0,200}+'")
"""Braces, and what in JavaScript may hold braces that open and close nothing."""

_ENDS = {"`": "`", "/*": "*/"}

_MOST_OPEN = 20
"""Expressions without an end, after which none is looked for: each costs a look at `LONGEST`
characters."""


@quickly_made
@dataclass(frozen=True, slots=True)
class TemplateTag:
    """A tag as it stands in a text."""

    start: int
    end: int

    name: str = ""
    """What it calls, such as `figure` or `if`; empty where it only prints a value."""

    closes: bool = False
    """Whether it is the end of what a tag with the name begins."""

    alone: bool = False
    """Whether it says itself that it begins nothing: `{{< code file="a" />}}`."""

    keeps_code: bool = False
    """Whether it gives what it opens a name of code, `{% set codeBlock %}`, or is one of several
    tabs that show code."""

    computes: bool = False
    """Whether it is an expression of JSX, as MDX has them: `{names.map((name) => name)}`."""

    remark: bool = False
    """Whether it is a comment: `{{/* … */}}`, `{# … #}`."""

    row: bool = False
    """Whether it is the first or the last line of a block: `{{quote {author: "Ann"}`, `quote}}`."""

    @property
    def verbatim(self) -> bool:
        """Whether what it opens is code."""
        known = self.keeps_code or self.name in VERBATIM or _CODE.match(self.name) is not None
        return known and not self.closes and not self.alone


_ROW = lazily(
    r"^[ \t]*+(?:(?P<opening>\{\{(?P<opened>[A-Za-z][\w-]*+)(?:[ \t](?:[^}\n]|\}(?!\}))*+)?)"
    r"|(?P<closing>(?P<closed>[A-Za-z][\w-]*+)\}\}))[ \t\r]*+$",
    re.MULTILINE,
)
_LAST_ROW = lazily(r"^[ \t]*+[A-Za-z][\w-]*+\}\}[ \t\r]*+$", re.MULTILINE)


def first_row(text: str) -> TemplateTag | None:
    """Return the line that a text is as the first one of a block, if it may be that."""
    match = _ROW.fullmatch(text)
    if match is None or match["opening"] is None:
        return None
    return TemplateTag(*match.span("opening"), match["opened"], row=True)


def _rows(text: str) -> list[TemplateTag]:
    """Return the first and the last lines of blocks that have their name at both ends."""
    if "{{" not in text or not _LAST_ROW.search(text):
        return []
    found: list[TemplateTag] = []
    opened: list[tuple[str, TemplateTag]] = []
    for match in _ROW.finditer(text):
        name = match["opened"]
        if name:
            opened.append((name, TemplateTag(*match.span("opening"), name, row=True)))
            continue
        name = match["closed"]
        while opened:
            begun, tag = opened.pop()
            if begun == name:
                end = TemplateTag(*match.span("closing"), name, closes=True, row=True)
                found += (tag, end)
                break
    return sorted(found, key=lambda tag: tag.start)


def tags(text: str) -> Iterator[TemplateTag]:
    """Yield the tags in order. Their cost is linear: what is not closed is looked for once."""
    if "{" not in text and "<%" not in text:
        return
    rows = _rows(text)
    if not rows:
        yield from _in_lines(text)
        return
    parts: list[str] = []
    reached = 0
    for row in rows:
        parts += (text[reached : row.start], " " * (row.end - row.start))
        reached = row.end
    others = _in_lines("".join((*parts, text[reached:])))
    yield from sorted((*rows, *others), key=lambda tag: tag.start)


def _in_lines(text: str) -> Iterator[TemplateTag]:
    """Yield the tags that open and close with signs of their own."""
    lost: set[str] = set()
    place = unended = 0
    tabs_of_code = False
    while opening := _OPENING.search(text, place):
        start, place = opening.start(), opening.end()
        if opening[0] == "{":
            end = _expression_end(text, start) if unended < _MOST_OPEN else 0
            unended += not end
            if end and not _OTHER_TAG.search(text, start, end):
                yield TemplateTag(start, end, computes=True)
                place = end
            continue
        closing = _CLOSINGS[opening[0]]
        begun = _REMARK.match(text, start) if closing == "}}" else None
        if closing in lost or (begun and "*/" in lost):
            continue
        raw = _RAW.match(text, start) if closing == "}}" else None
        within = text.find("*/", begun.end()) if begun else raw.end() if raw else place
        end = text.find(closing, within) if within >= 0 else -1
        if end < 0:
            lost.add(closing if within >= 0 else "*/")
            continue
        end += 2
        if opening[0] == "{{" and text.startswith("{{{", start) and text.startswith("}", end):
            end += 1
        tag = _tag(text, start, end)
        remark = begun is not None or (closing == "#}" and text.find("{#", place, end) < 0)
        if remark and end - start <= _LONGEST_CALL:
            yield TemplateTag(start, end, remark=True)
            place = end
        elif _is_call(text, tag) or _is_near(text, raw.end() if raw else start, tag):
            if tag.name == "tabpane":
                tabs_of_code = not tag.closes and not _holds_text(text, tag)
            yield _tab_of_code(text, tag) if tabs_of_code and tag.name == "tab" else tag
            place = end
            if opening[0] == "{%" and tag.name in _SHOWING and not tag.closes:
                shown = None if tag.name in lost else _SHOWN_END.search(text, end)
                if shown is None:
                    lost.add(tag.name)
                else:
                    place = shown.start()


_OTHER_TAG = lazily(r"\{%|\{\{[<%]|<%")


def _expression_end(text: str, start: int) -> int:
    """Return where the brace is closed that opens at a place; 0 where it is not."""
    depth, place, limit = 0, start, start + LONGEST
    while part := _PART.search(text, place, limit):
        place = part.end()
        depth += (part[0] == "{") - (part[0] == "}")
        if not depth:
            return place
        ending = _ENDS.get(part[0])
        closed = text.find(ending, place, limit) if ending else -1
        if ending and closed >= 0:
            place = closed + len(ending)
    return 0


def _is_near(text: str, start: int, tag: TemplateTag) -> bool:
    """Whether the end found surely belongs to the beginning: both stand in one paragraph."""
    return tag.end - tag.start <= LONGEST and not _BLANK_LINE.search(text, start, tag.end)


def _is_call(text: str, tag: TemplateTag) -> bool:
    """Whether the tag calls something with parameters: their texts may hold blank lines."""
    if not tag.name or tag.end - tag.start > _LONGEST_CALL:
        return False
    opening = text[tag.start : tag.start + 2]
    return text.find(opening, tag.start + 2, tag.end) < 0 and "=" in text[tag.start : tag.end]


def _tag(text: str, start: int, end: int) -> TemplateTag:
    match = _NAME.match(text, start, end)
    if match is None:
        return TemplateTag(start, end)
    name, closes = match[2], bool(match[1])
    if text.startswith("{%", start) and not text.startswith("{{", start) and name[:3] == "end":
        name, closes = name[3:].lstrip("_"), True
    alone = text.startswith("{{", start) and text.startswith("/", end - 4) and not closes
    keeps_code = name in ("set", "capture") and _OF_CODE.match(text, start, end) is not None
    return TemplateTag(start, end, name, closes, alone, keeps_code)


def _holds_text(text: str, tag: TemplateTag) -> bool:
    """Whether tabs of Docsy hold words: without a word on it, what they hold is code."""
    return text.find("text=true", tag.start, tag.end) >= 0


def _tab_of_code(text: str, tag: TemplateTag) -> TemplateTag:
    known = text.startswith("{{<", tag.start) and not _holds_text(text, tag)
    return replace(tag, keeps_code=known)


def around(text: str, source: str, write: Callable[[str], str]) -> str:
    """Write what stands between the tags that a text has of its source, which stay as they are."""
    parts: list[str] = []
    reached = 0
    for tag in tags(text):
        code = text[tag.start : tag.end]
        if code in source:
            parts += (write(text[reached : tag.start]), code)
            reached = tag.end
    return "".join((*parts, write(text[reached:])))


HIDDEN = "\ue000"
"""Stands for the characters of a tag where a parser must not see them. It is a letter to none of
them, and never a mark."""


def hidden(text: str, found: list[TemplateTag], keep: int = 0) -> str:
    """Put a character without a meaning for each of the tags', `keep` at each end left out."""
    if not found:
        return text
    parts: list[str] = []
    reached = 0
    for tag in found:
        margin = min(keep, 1) if tag.computes else keep
        start, end = tag.start + margin, tag.end - margin
        parts += (text[reached:start], HIDDEN * (end - start))
        reached = end
    parts.append(text[reached:])
    return "".join(parts)
