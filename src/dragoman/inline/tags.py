"""HTML tags in running text: which belong together, which stand alone."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from html import unescape

from dragoman.inline.kinds import InlineSpan, SpanKind
from dragoman.inline.template import TemplateTag
from dragoman.patterns import lazily

_TAG = lazily(r"<(/?)([A-Za-z][A-Za-z0-9-]*)")
UNTRANSLATED = lazily(
    r"\stranslate\s*=\s*[\"']?no\b|\sclass\s*=\s*(?:\"[^\"]*|'[^']*|)\bnotranslate\b", re.IGNORECASE
)
"""What a tag says of which nothing is translated."""

_NEVER_CLOSED = frozenset(("br", "hr", "img", "wbr", "input", "area", "embed", "source", "col"))

# What people write as code in HTML is code here too.
_VERBATIM = frozenset(("code", "kbd", "samp", "var", "pre", "script", "style", "math", "svg"))


# Old pages write names of files and functions in it, and now and then a sentence.
_VERBATIM_WORD = "tt"

_NOTE = lazily(
    r"(?:<[^<>]{1,200}>|\s)*(?P<sign>\[\s*[\w*†‡§]{1,3}\s*\]|[*†‡§]{1,3}|\d{1,3}(?:[,–-]\s?\d{1,3})*|[a-z])"
    r"(?:</\w+>|\s)*"
)
_AFTER_WORD = lazily(r"[^\W\d_]{4}\Z")
_AFTER_SIGN = lazily(r"[^\W\d_]\Z|[^\W_][.,:;!?…)\]”’»\"']+\Z")
_ENDINGS = lazily(r"(?:</[a-zA-Z]\w*>){1,20}\Z")
_SPACE = lazily(r"\s")


@dataclass(frozen=True, slots=True)
class _OpenTag:
    name: str
    start: int
    end: int
    template: TemplateTag | None = None


class TagPairs:
    """Pairs tags, each pair within one level of the Markdown round it.

    Call `enter` and `leave` round what a Markdown span holds, `see` for each tag, and `leave`
    once more at the end. A tag without its partner on its own level stands alone.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.spans: list[InlineSpan] = []
        self.verbatim: list[InlineSpan] = []
        """Those of `spans` in which nothing is markup."""

        self._levels: list[list[_OpenTag]] = [[]]

    def enter(self) -> None:
        self._levels.append([])

    def leave(self) -> None:
        for tag in self._levels.pop():
            self._single(tag)

    def see(self, start: int, end: int) -> None:
        match = _TAG.match(self.text, start)
        if match is None:
            self._alone(self.text[start:end], start, end)
            return
        closing, name = match.group(1), match.group(2).lower()
        if closing:
            self._close(_OpenTag(name, start, end))
        elif name in _NEVER_CLOSED or self.text[end - 2] == "/":
            self._alone(name, start, end)
        else:
            self._levels[-1].append(_OpenTag(name, start, end))

    def template(self, tag: TemplateTag) -> None:
        """Take in a template tag: with its partner it is like a tag of HTML."""
        opened = _OpenTag(tag.name, tag.start, tag.end, tag)
        if tag.closes:
            self._close(opened)
        elif tag.name and not tag.alone:
            self._levels[-1].append(opened)
        else:
            self._single(opened)

    def _close(self, closing: _OpenTag) -> None:
        level = self._levels[-1]
        index = next((i for i in reversed(range(len(level))) if _match(level[i], closing)), None)
        if index is None:
            self._single(replace(closing, name=f"/{closing.name}"))
            return
        for tag in level[index + 1 :]:
            self._single(tag)
        opened = level[index]
        del level[index:]
        if self._is_note(opened, closing):
            shown = unescape(self.text[opened.end : closing.start])
            ends = (closing.end, closing.end)
            span = InlineSpan(SpanKind.FOOTNOTE, opened.start, closing.end, *ends, shown)
            self.spans.append(span)
            self.verbatim.append(span)
            return
        kept = self._is_kept(opened) or self._is_code_word(opened, closing)
        kind = SpanKind.CODE if kept else SpanKind.TAG
        shown = opened.name
        if opened.template:
            shown = self.text[opened.start : opened.end]
        if kept:
            shown = self.text[opened.end : closing.start]
        span = InlineSpan(kind, opened.start, closing.end, opened.end, closing.start, shown)
        self.spans.append(span)
        if kept:
            self.verbatim.append(span)

    def _is_kept(self, opened: _OpenTag) -> bool:
        """Whether nothing between the tag and its partner is translated."""
        if opened.template:
            return opened.template.verbatim
        untranslated = UNTRANSLATED.search(self.text, opened.start, opened.end)
        return opened.name in _VERBATIM or untranslated is not None

    def _is_code_word(self, opened: _OpenTag, closing: _OpenTag) -> bool:
        if opened.template or opened.name != _VERBATIM_WORD:
            return False
        return not _SPACE.search(self.text, opened.end, closing.start)

    def _is_note(self, opened: _OpenTag, closing: _OpenTag) -> bool:
        """Whether a raised sign has its place by a word, and is none: a note's, or a power."""
        if opened.template or opened.name != "sup":
            return False
        match = _NOTE.fullmatch(unescape(self.text[opened.end : closing.start]))
        if match is None:
            return False
        sign, after = match["sign"], self.text[closing.end : closing.end + 1]
        if "<a" in match[0].lower() or not sign.isalnum():
            return True
        before = _ENDINGS.sub("", self.text[max(opened.start - 60, 0) : opened.start])
        if sign.isalpha():
            return _AFTER_WORD.search(before) is not None and not after.isalnum()
        return _AFTER_SIGN.search(before) is not None

    def _single(self, tag: _OpenTag) -> None:
        if tag.template is None:
            self._alone(tag.name, tag.start, tag.end)
            return
        ends = (tag.start, tag.end)
        code = self.text[tag.start : tag.end]
        self.spans.append(InlineSpan(SpanKind.PLACEHOLDER, *ends, *ends, code))

    def _alone(self, name: str, start: int, end: int) -> None:
        self.spans.append(InlineSpan(SpanKind.VOID, start, end, end, end, name))


def outermost(spans: list[InlineSpan]) -> list[InlineSpan]:
    """Return those of the spans that no other one holds, in order."""
    outer: list[InlineSpan] = []
    for span in sorted(spans, key=lambda span: (span.start, -span.end)):
        if not outer or span.start >= outer[-1].end:
            outer.append(span)
    return outer


def _match(opened: _OpenTag, closing: _OpenTag) -> bool:
    """Whether the two are of one kind and name."""
    return opened.name == closing.name and (opened.template is None) == (closing.template is None)
