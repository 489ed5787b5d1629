"""HTML tags in running text: which belong together, which stand alone."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dragoman.inline.kinds import Span, SpanKind

_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9-]*)")
_UNTRANSLATED = re.compile(
    r"\stranslate\s*=\s*[\"']?no\b|\sclass\s*=\s*(?:\"[^\"]*|'[^']*|)\bnotranslate\b", re.IGNORECASE
)

_NEVER_CLOSED = frozenset(("br", "hr", "img", "wbr", "input", "area", "embed", "source", "col"))

# What people write as code in HTML is code here too.
_VERBATIM = frozenset(("code", "kbd", "samp", "var", "pre", "script", "style", "math", "svg"))


@dataclass(frozen=True, slots=True)
class _Open:
    name: str
    start: int
    end: int


class Tags:
    """Pairs tags, each pair within one level of the Markdown round it.

    Call `enter` and `leave` round what a Markdown span holds, `see` for each tag, and `leave`
    once more at the end. A tag without its partner on its own level stands alone.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.spans: list[Span] = []
        self.verbatim: list[Span] = []
        """Those of `spans` in which nothing is markup."""

        self._levels: list[list[_Open]] = [[]]

    def enter(self) -> None:
        self._levels.append([])

    def leave(self) -> None:
        for tag in self._levels.pop():
            self._alone(tag.name, tag.start, tag.end)

    def see(self, start: int, end: int) -> None:
        match = _TAG.match(self.text, start)
        if match is None:
            self._alone(self.text[start:end], start, end)
            return
        closing, name = match.group(1), match.group(2).lower()
        if closing:
            self._close(name, start, end)
        elif name in _NEVER_CLOSED or self.text[end - 2] == "/":
            self._alone(name, start, end)
        else:
            self._levels[-1].append(_Open(name, start, end))

    def _close(self, name: str, start: int, end: int) -> None:
        level = self._levels[-1]
        index = next((i for i in reversed(range(len(level))) if level[i].name == name), None)
        if index is None:
            self._alone("/" + name, start, end)
            return
        for tag in level[index + 1 :]:
            self._alone(tag.name, tag.start, tag.end)
        opened = level[index]
        del level[index:]
        kept = name in _VERBATIM or _UNTRANSLATED.search(self.text, opened.start, opened.end)
        kind = SpanKind.CODE if kept else SpanKind.TAG
        shown = self.text[opened.end : start] if kept else name
        span = Span(kind, opened.start, end, opened.end, start, shown)
        self.spans.append(span)
        if kept:
            self.verbatim.append(span)

    def _alone(self, name: str, start: int, end: int) -> None:
        self.spans.append(Span(SpanKind.VOID, start, end, end, end, name))
