"""Texts for readers in the tags of template languages.

A tag is code and stays. The values of some of its parameters are shown, such as the caption of a
figure: these are translated where the newsroom's settings name them. A value that looks like a
text and is not named is told.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from dragoman.formats.cover import readable
from dragoman.formats.flow import OneLine
from dragoman.inline.template import HIDDEN, TemplateTag, hidden, tags
from dragoman.model import Syntax
from dragoman.patterns import lazily

_STRING = lazily(
    r"""(?:(?<![\w-])([\w-]{1,60})\s{0,9}[=:]\s{0,9})?("(?:[^"\\]|\\.)*"|'[^'\n]*'|`[^`\n]*`)"""
)
_INCLUDES = frozenset(("include", "include_relative", "include_cached", "render", "partial"))
_FILE = lazily(r"\s[\"']?([\w./-]+)")
_ESCAPED = lazily(r"\\(.)")
_PROSE = lazily(r"[^\W\d_]{2}[,;:]?\s+[^\W\d_]{2}")
_BREAK = lazily(r"(?<![ \t])[ \t]*+\n\s*+")
_BLANK_LINE = lazily(r"\n[ \t]*\n")
_MARKDOWN = lazily(r"\]\(|(?<!\w)[*_]{1,2}\w|`")
_HTML = lazily(r"<[a-zA-Z/]|&\w+;")


@dataclass(frozen=True, slots=True)
class Parameter(OneLine):
    """The value of a parameter in a template tag."""

    quote: str
    escapes: bool
    """Whether a backslash takes a quotation mark for a letter there, as in Hugo's shortcodes."""


@dataclass(frozen=True, slots=True)
class ShortcodeValue:
    """A string in a tag."""

    start: int
    """Where it begins in the text, its quotation mark left out."""

    end: int
    text: str
    layout: Parameter
    names: tuple[str, ...]
    """What settings may call it: `caption` or `figure.caption`, and `details.1` for the first
    string without a name."""

    @property
    def line(self) -> str:
        """The text on one line."""
        return _BREAK.sub(" ", self.text).strip()

    @property
    def prose(self) -> bool:
        """Whether it looks like a text for readers."""
        return _PROSE.search(self.text) is not None

    @property
    def syntax(self) -> Syntax:
        """How the value marks emphasis and links, as far as it has any."""
        if _MARKDOWN.search(self.text):
            return Syntax.MARKDOWN
        return Syntax.HTML if _HTML.search(self.text) else Syntax.PLAIN

    def is_one_of(self, wanted: Collection[str]) -> bool:
        """Whether settings name it, and it is one text rather than several paragraphs."""
        return _BLANK_LINE.search(self.text) is None and any(name in wanted for name in self.names)


def values(text: str, tag: TemplateTag) -> Iterator[ShortcodeValue]:
    """Yield the strings of a tag."""
    if not tag.name or tag.closes:
        return
    name = tag.name
    escapes = text.startswith("{{", tag.start)
    if name in _INCLUDES:
        file = _FILE.search(text, text.index(name, tag.start) + len(name), tag.end)
        name = file[1].rpartition("/")[2].partition(".")[0] if file else name
    unnamed = 0
    for match in _STRING.finditer(text, tag.start, tag.end):
        quote, inner = match[2][0], match[2][1:-1]
        if not match[1]:
            unnamed += 1
        key = match[1] or str(unnamed)
        names = (f"{name}.{key}", *([match[1]] if match[1] else []))
        shown = _ESCAPED.sub(r"\1", inner) if escapes and quote == '"' else inner
        shown = shown.replace("\r\n", "\n")
        start, end = match.span(2)
        yield ShortcodeValue(start + 1, end - 1, shown, Parameter(quote, escapes), names)


_SHOWN = lazily(
    r">(?P<text>[^<>{}=;()]++)<"
    r"|\b(?:title|alt|label|placeholder|aria-label)=[\"'](?P<value>[^\"'\n]++)[\"']"
    r"|[\"'](?P<string>[A-Z][^\"' <>{}\n]*+[ ][^\"'<>{}\n]++)[\"']"
)
"""Words that readers see in an expression of JSX: between its tags, in attributes, in strings."""


_LETTERS = lazily(r"[^\W\d_]{2}")


def computed(text: str) -> Iterator[tuple[int, str]]:
    """Yield where expressions of JSX, and tags that print, hold words for readers, and which."""
    for tag in tags(text):
        if tag.computes:
            yield from _shown_in(text, tag)
        elif not tag.name and not tag.remark:
            yield from _printed_in(text, tag)


def _shown_in(text: str, tag: TemplateTag) -> Iterator[tuple[int, str]]:
    for match in _SHOWN.finditer(text, tag.start, tag.end):
        words = match["text"] or match["value"] or match["string"]
        if _LETTERS.search(words):
            yield match.start(), " ".join(words.split())


def spoken(text: str) -> Iterator[tuple[int, str]]:
    """Yield where the tags of a page hold words for readers, and which in what."""
    for tag in tags(text):
        if tag.name:
            for value in values(text, tag):
                if value.prose:
                    yield value.start, f"“{value.line}” in a template tag"
        elif not tag.remark:
            found = _shown_in(text, tag) if tag.computes else _printed_in(text, tag)
            for place, words in found:
                yield place, f"“{words}” in an expression"


_TAG_OR_SPACE = lazily(r"<[a-z/][^<>]{0,400}>|\\[nrt]|\s+")
_TO_TRANSLATE = lazily(r"(?:\b|(?<=_))(?:_|gettext|i18n|trans|t|T)\s{0,9}\(?\s{0,9}\Z")
_SAID = frozenset(("title", "alt", "label", "placeholder", "caption", "text", "heading"))
_LAYOUT_OF_GO = lazily("2006|15:04|03:04")
"""What dates look like, in Go: numbers of the second of January."""


def _printed_in(text: str, tag: TemplateTag) -> Iterator[tuple[int, str]]:
    """Yield the words in strings of a tag that prints or computes something.

    A string of several words may be a list of names: what begins with a capital is none, nor what
    holds an element, is given to be translated or has a name of texts.
    """
    for match in _STRING.finditer(text, tag.start, tag.end):
        words = " ".join(_TAG_OR_SPACE.sub(" ", match[2][1:-1]).split())
        if not _PROSE.search(words) or _LAYOUT_OF_GO.search(words):
            continue
        start = match.start(2)
        before = text[max(tag.start, start - 20) : start]
        marked = "</" in match[2] or match[1] in _SAID or _TO_TRANSLATE.search(before)
        if marked or words[0].isupper():
            yield start, words


def only_tags(text: str) -> bool:
    """Whether a text is code of templates and nothing else."""
    if "{" not in text:
        return False
    found = list(tags(text))
    words = hidden(text, found).replace(HIDDEN, "")
    # A backslash is there to show the tag.
    return bool(found) and "\\" not in words and not readable(words)


def encode(text: str, layout: Parameter) -> str:
    """Write a value so that its quotation marks still close it."""
    quote = layout.quote
    if quote == "`":
        return text.replace("`", "'")
    if layout.escapes and quote == '"':
        return text.replace("\\", "\\\\").replace('"', '\\"')
    return text.replace(quote, "&quot;" if quote == '"' else "&#39;")
