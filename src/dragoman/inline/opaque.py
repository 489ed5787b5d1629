"""Code among words: template tags, shortcodes, attribute lists, formulas, wiki links, emoji.

These are what site generators and note-taking programs put into a text beside CommonMark. They
come through every translation as they are.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from dragoman.inline.template import TemplateTag, tags
from dragoman.model import Syntax
from dragoman.patterns import lazily


class Opaque(NamedTuple):
    """A stretch of code in a text."""

    start: int
    end: int
    tag: TemplateTag | None = None
    """The template tag or shortcode that it is, which may have a partner."""

    attributes: bool = False
    """Whether it belongs to the markup right before it."""

    comment: bool = False
    """Whether it is one of editors, which readers do not see."""

    raised: bool = False
    """Whether it is a power or the number of a note, which has its place by a word."""


_VALUE = r"""(?:"[^"\n]*"|'[^'\n]*'|[^\s{}"']+)"""
_ATTRIBUTE = rf"(?:[#.][\w:-][\w:.-]*|[\w:@-]+={_VALUE}|(?:data|aria)-[\w-]+)"
_LISTED = rf"[ ]?{_ATTRIBUTE}(?:[ ]+(?:{_ATTRIBUTE}|[\w-]+)){{0,40}}[ ]*\}}"
# What a pattern begins with, a search leaps to: here and below, lookbehinds stand behind it.
ATTRIBUTES = lazily(rf"\{{(?<!\\\{{)(?:::?(?!\s*\}})[^{{}}\n]{{1,400}}\}}|{_LISTED})")
"""A list of attributes, as kramdown, attr_list, Pandoc and Goldmark have them."""

_SIMPLE_ATTRIBUTES = lazily(rf"\{{(?<!\\\{{){_LISTED}")
"""One without a colon, which begins no sentence in braces."""

_PRAGMA = lazily(r"(?<!\\)\{\.[a-zA-Z][^{}\n]{0,200}\.\}")
"""What Nim writes between a declaration and its body: `{.push dynlib: name.}`."""

_EXTENSION = lazily(
    r"\{:(?:/\w*|:[a-z]\w*[^{}\n]{0,200}|\s*[#.][\w-]+[^{}\n]{0,200}|\s*[\w-]+=[\"'][^{}\n]{0,200})\}"
)
"""What kramdown calls extensions, `{::nomarkdown}` and `{:/}`, and its lists of attributes."""

_ALONE = "caption|wp_caption|gallery|playlist|embed|contact-form|contact-form-7|recaptcha"
_WORDPRESS = lazily(
    rf"""\[(/?)((?:{_ALONE})(?=[\s\]/])|[a-z][\w-]{{2,40}}(?=[ ]+(?:[\w-]{{1,40}}=|https?://)))"""
    r"""((?:[ ]++(?:[\w-]{1,40}=(?:"[^"\n]*"|'[^'\n]*'|[^\s"'\[\]]++)|https?://[^\s\]]++)){0,40}+)"""
    r"""[ ]*/?\](?![(\[:])"""
)
_WORDPRESS_CLOSING = lazily(r"\[/([a-z][\w-]{2,40})\](?![(\[:])")
_EMBED = frozenset(("embed", "audio", "video", "youtube", "vimeo", "soundcloud", "tweet"))

_WIKI = lazily(r"!?\[\[[^\[\]\n]{1,200}\]\](?![(\[:])")
_EMOJI = lazily(r":(?<![\w:/.\\]:)(?=[a-z0-9_+-]{1,60}:)[a-z+-][a-z0-9_+-]*:(?![\w:/])")
_ICON = lazily(r":(?<![\w:/.\\]:)[a-z][a-z0-9]*+(?:[-_][a-z0-9]++)+:(?![\w:/])")
"""The same of several words, which a block of HTML within Markdown may hold, and no sentence."""

_KEY = (
    r"(?:ctrl|control|alt|shift|cmd|command|meta|win|windows|super|option|fn|enter|return|tab|esc"
    r"|escape|space|backspace|delete|del|insert|home|end|page-(?:up|down)|(?:arrow-)?"
    r"(?:up|down|left|right)|f\d{1,2}|caps-lock|print-screen|\w|\"[^\"\n]{1,20}\")"
)
_KEYS = lazily(rf"\+\+(?<![\w+]\+\+){_KEY}(?:\+{_KEY}){{0,5}}\+\+(?![\w+])")
_CONTENTS = lazily(r"\[(?:TOC|toc)\](?![(\[:])|\[\[(?:_TOC_|toc|TOC)\]\]")

_SOURCE = r"-?@[\w:.#$%&+?~/-]{1,80}(?:,[^\[\]\n@;]{0,100})?"
_CITATION = lazily(
    rf"\[(?:(?=-)|(?=@[^\[\],;\n]{{1,90}}[,;])){_SOURCE}"
    rf"(?:;[ ]{_SOURCE}){{0,20}}\](?![(\[:])"
)
"""Sources as Pandoc and Quarto cite them, with their pages: `[@lee2026, p. 3; @ann]`. A name
alone is kept as a handle, or refers to a link."""

MDX = lazily(r"\{/\*(?:[^*{]|\*(?!/)|\{(?!/))*+\*/\}")
KRAMDOWN = lazily(r"\{::comment\}(?:[^{]|\{(?!:))*+\{:/(?:comment)?\}")
OBSIDIAN = lazily(r"(?<![%\w])(?<!\d[ ])%%[^%]{1,4000}%%(?![%\w])")
"""Comments of editors, beside those of HTML."""

_MATH = lazily(
    r"(?<![\\$\w])\$(?![\s${])([^$\n]{1,400}?)(?<![\s\\$])\$(?![\w$])"
    r"|(?<![\\$])\$\$(?!\$)([^$]{1,400}?)\$\$(?!\$)"
    r"|\\\\?\((.{1,400}?)\\\\?\)"
)
_FORMULA = lazily(r"[\\^_{}=<>]|\A[A-Za-z]'?(?:\([a-z](?:,[ ]?[a-z])*\))?\Z")
_PROSE = lazily(r"(?<![\\\w{])[A-Za-z]{3,}[ ,]+[A-Za-z]{2,}(?![\w{(])")
_MONEY = lazily(r"\d[\d,.]*\s+[A-Za-z]{2,}")

_WRITTEN = lazily(
    r"&#(?:35|[xX]23);(?=[\d_]{0,20}[^\W\d_])\w+"
    r"|(?:(?<![\w.+-])[\w.+-]{1,64})?&#(?:64|[xX]40);(?:[\w-]+\.)*[\w-]+"
)
"""Hashtags, handles and addresses whose signs are entities: `desk&#64;example.org`."""

_STANDING_FOR = lazily(
    r"<[a-z][a-z0-9]*(?:[-_][a-z0-9]+)*>(?:[/.:@_-]{1,3}(?:<[a-z][\w-]*>|[\w.-]*\w)){1,20}"
)
_STOOD_FOR = lazily(r"<([a-z][\w-]*)>")
_ELEMENTS = frozenset((
    "a", "abbr", "b", "bdi", "bdo", "big", "br", "cite", "code", "data", "del", "details", "dfn",
    "div", "em", "font", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "img", "ins", "kbd",
    "label", "li", "mark", "ol", "p", "pre", "q", "s", "samp", "small", "span", "strong", "sub",
    "summary", "sup", "table", "td", "th", "time", "tr", "tt", "u", "ul", "var", "wbr",
))  # fmt: skip


def _stands_for(match: re.Match[str]) -> bool:
    """Whether names in angle brackets stand for parts of a path, `<folder>/<name>.txt`."""
    names = _STOOD_FOR.findall(match[0])
    return not any(name in _ELEMENTS or f"</{name}" in match.string for name in names)


SUBSTANCE = lazily(
    r"(?<!\w)(?:[A-Z][a-z]?|[()]){1,20}"
    r"(?:<sub\b[^<>]*>\s*\d+\s*</sub\s*>(?:[A-Z][a-z]?|[()])*+)+(?![^\W_])"
    r"|(?<!\w)[A-Z]<sup\b[^<>]*>\s*\d\s*</sup\s*>[A-Z](?![^\W_])"
)
"""A formula of chemistry: a number below the line belongs to the letters before it. And a name
with a power in it, such as I²C."""

_LOW = r"~(?<!~~)(?:[A-Za-z]{1,3}|[+\u2212-]?\d[\d.,]{0,5}[+\u2212-]?)~(?!~)"
_HIGH = r"\^(?:[A-Za-z]|[+\u2212-]?\d{1,4}[+\u2212-]?|[+\u2212-])\^(?!\^)"
_LETTERS, _START = r"(?:\w|\(\w{1,8}\))", r"(?<![\w\\~^/.,:@-])"
_LOWERED = lazily(
    rf"{_START}\w{_LETTERS}{{0,11}}(?:{_HIGH}{_LETTERS}{{0,12}}){{0,4}}+{_LOW}"
    rf"(?:{_LOW}|{_HIGH}|{_LETTERS}){{0,40}}+"
)
"""A word with a part below the line, as Pandoc and markdown-it write it: `H~2~O`, `SO~4~^2-^`."""

_EXPONENT = lazily(
    rf"{_START}(?:\d(?:[\d.,]*\d)?{_HIGH}"
    rf"|[A-Z]{_LETTERS}{{0,11}}\^\d{{0,2}}[+\u2212-]\^)(?![\w^~])"
)
"""A number with a power, and an ion: `10^6^`, `Ca^2+^`."""

_RAISED = lazily(
    r"\^(?<=[^\s\\^~\d]\^)[+\u2212\u2013-]?\d{1,3}(?:[,\u2013-][ ]?\d{1,3}){0,9}\^(?![\w^~])"
)
"""A power of a unit or a letter, and numbers of notes: `5 km^2^`."""

_ANY_LOW, _ANY_HIGH = lazily(_LOW), lazily(r"\^[\w+,\u2212\u2013 -]{1,30}\^")
"""What each of these holds, to which a search leaps."""


def _scripts(text: str) -> Iterator[Opaque]:
    """Yield what stands above and below the line, with the word that it belongs to."""
    if "~" in text and _ANY_LOW.search(text):
        yield from (Opaque(*match.span()) for match in _LOWERED.finditer(text))
    if "^" in text and _ANY_HIGH.search(text):
        yield from (Opaque(*match.span()) for match in _EXPONENT.finditer(text))
        yield from (Opaque(*match.span(), raised=True) for match in _RAISED.finditer(text))


def _is_math(match: re.Match[str]) -> bool:
    """Whether what stands between two dollar signs is a formula, and not money in prose."""
    inner = match[1] or match[2] or match[3]
    if _FORMULA.search(inner) is None:
        return False
    return "\\" in inner or not (_PROSE.search(inner) or _MONEY.match(inner))


def _always(match: re.Match[str]) -> bool:
    del match
    return True


@dataclass(frozen=True, slots=True)
class _Kind:
    """What is looked for where a text holds a certain character sequence."""

    trigger: str
    pattern: re.Pattern[str]
    holds: Callable[[re.Match[str]], bool] = _always
    attributes: bool = False
    comment: bool = False


_MARKDOWN = (
    _Kind("{/*", MDX, comment=True),
    _Kind("{::comment}", KRAMDOWN, comment=True),
    _Kind("%%", OBSIDIAN, comment=True),
    _Kind("[[", _WIKI),
    _Kind("[", _CONTENTS),
    _Kind("@", _CITATION),
    _Kind("$", _MATH, _is_math),
    _Kind("\\(", _MATH, _is_math),
    _Kind("{", ATTRIBUTES, attributes=True),
    _Kind("{.", _PRAGMA),
    _Kind(":", _EMOJI),
    _Kind("++", _KEYS),
    _Kind("<su", SUBSTANCE),
    _Kind("&#", _WRITTEN),
    _Kind("<", _STANDING_FOR, _stands_for),
)


def opaque(text: str, syntax: Syntax) -> list[Opaque]:
    """Find the code in a text, in order and apart from each other."""
    found = [Opaque(tag.start, tag.end, tag) for tag in tags(text)] if "{" in text else []
    if "<%" in text and not found:
        found = [Opaque(tag.start, tag.end, tag) for tag in tags(text)]
    if "]" in text:
        found += _shortcodes(text)
    if "{:" in text and syntax is Syntax.HTML:
        # A block of HTML within Markdown may hold them.
        found += (Opaque(*match.span()) for match in _EXTENSION.finditer(text))
    if syntax is Syntax.HTML and "{" in text:
        found += (Opaque(*match.span()) for match in _SIMPLE_ATTRIBUTES.finditer(text))
    if syntax is Syntax.HTML and ":" in text:
        found += (Opaque(*match.span()) for match in _ICON.finditer(text))
    if syntax is Syntax.MARKDOWN:
        for kind in _MARKDOWN:
            if kind.trigger in text:
                found += (
                    Opaque(*match.span(), attributes=kind.attributes, comment=kind.comment)
                    for match in kind.pattern.finditer(text)
                    if kind.holds(match)
                )
        found += _scripts(text)
    return _apart(found)


def _shortcodes(text: str) -> list[Opaque]:
    """Find WordPress's shortcodes: those it comes with, and any that has attributes."""
    found = []
    names = set()
    for match in _WORDPRESS.finditer(text):
        name = match[2]
        names.add(name)
        tag = TemplateTag(*match.span(), "code" if name in _EMBED else f"[{name}", bool(match[1]))
        found.append(Opaque(*match.span(), tag))
    if names:
        for match in _WORDPRESS_CLOSING.finditer(text):
            if match[1] in names:
                name = "code" if match[1] in _EMBED else f"[{match[1]}"
                found.append(Opaque(*match.span(), TemplateTag(*match.span(), name, closes=True)))
    return found


def _apart(found: list[Opaque]) -> list[Opaque]:
    found.sort(key=lambda item: (item.start, -item.end))
    kept: list[Opaque] = []
    reached = 0
    for item in found:
        if item.start >= reached:
            kept.append(item)
            reached = item.end
    return kept


def without(text: str, found: Iterable[Opaque]) -> str:
    """Put what no address reaches over for each character of the code."""
    parts: list[str] = []
    reached = 0
    for item in found:
        parts += (text[reached : item.start], "<" * (item.end - item.start))
        reached = item.end
    parts.append(text[reached:])
    return "".join(parts)
