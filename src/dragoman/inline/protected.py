"""Items of plain text that a translation must keep as they are."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from typing import NamedTuple

from dragoman.inline.addresses import EMPHASIS, LATIN, Extent, domains, mails, urls
from dragoman.inline.emoji import MAY_HOLD, emoji, steps
from dragoman.inline.kinds import SpanKind
from dragoman.inline.names import NO_NAMES, Names
from dragoman.model import Syntax
from dragoman.patterns import lazily


class ProtectedItem(NamedTuple):
    """A protected item as it stands in a text."""

    start: int
    end: int
    kind: SpanKind


_EXTENSIONS = (
    "pdf|docx|doc|xlsx|xls|pptx|ppt|odt|ods|odp|csv|tsv|json|xml|yaml|yml|toml|txt|md|rtf|epub|"
    "html|htm|css|js|ts|py|sh|sql|rs|zip|tar|gz|7z|rar|jpeg|jpg|png|gif|svg|webp|tiff|tif|heic|"
    "psd|mp3|mp4|m4a|wav|mov|avi|mkv|webm|ogg|flac|exe|iso|apk|dmg|deb|rpm|msi|log|ini|cfg|conf|"
    "bak|srt|vtt|ics|ttf|ipynb"
)
_KNOWN = frozenset(_EXTENSIONS.split("|"))
_END = r"(?!_*[A-Za-z0-9])"

_HANDLE = lazily(
    rf"(?:(?<![{LATIN}_@/.])|{EMPHASIS})@(?=[0-9_.\\]*(?!\d)[{LATIN}])"
    rf"(?:[{LATIN}_]|\\_)+(?:\.[{LATIN}_]+)*(?:@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)?"
)
_TAG_START = lazily(
    # A reader sees the start of an entity where the article writes `&amp;#`.
    rf"#(?:(?<![\w&#/]#)(?<!&amp;#)(?<!&#38;#)(?<!&#x26;#)|(?<=(?<![{LATIN}])_#))"
    r"(?=[\d_]*[^\W\d_])",
    re.IGNORECASE,
)
_OTHER_HANDLE = lazily(r"(?<![\w@/.])@(?=[^\W\d_])(?![A-Za-z\u00c0-\u024f])")
_PATH = lazily(
    rf"(?:(?<![A-Za-z0-9_./-])|{EMPHASIS})[A-Za-z0-9](?:[A-Za-z0-9_./-]|\\_)*+", re.IGNORECASE
)
_LONGEST_PATH = 300
_AFTER_STOP = lazily(r"\.([A-Za-z0-9]{1,5})(?![A-Za-z0-9])")
_FILE_END = lazily(rf"\.(?:{_EXTENSIONS}){_END}", re.IGNORECASE)
_PLACEHOLDER = lazily(
    # All begin with one of a few characters, which the search can leap to.
    r"[{<$#@%](?:"
    r"(?<=\{)(?:\{[^{}\n]+\}\}|%[^{}\n]+%\}|(?:[A-Za-z_0-9][\w.\[\]:!,-]*)?\})"
    r"|(?<=<)(?:%[^<>\n]+%>|<[A-Z][A-Z0-9_]*>>)"
    r"|(?<=\$)(?:\{[^{}\s]+\}|(?<![\w$]\$)(?!US\b|CAD\b|AUD\b|USD\b|NZ\b|HK\b)"
    r"[A-Z]{2,12}(?:_[A-Z0-9]+)*\$?(?![\w$]))"
    r"|(?<=#)(?<![\w#]#)#+[A-Za-z_][\w.:-]*#{2,}(?![\w#])"
    r"|(?<=@)(?<![\w@]@)@[A-Za-z_][\w.:-]*@@(?![\w@])"
    r"|(?<=%)(?:(?<![\w%]%)(?:%[A-Za-z_][\w.:-]*%%|[A-Z][A-Z0-9_]+%)(?![\w%])"
    rf"|\([A-Za-z_]\w*\)[-+#0 ]*+\d*+(?:\.\d+)?[sdifgeuxXor]{_END}"
    rf"|(?:(?<![\w%]%)|(?<=(?<![{LATIN}])_%))(?:\d+\$)?[-+0#]*+\d*+(?:\.\d+)?[sdif]{_END})"
    r")"
)

_UNDERLINED = lazily(r"(?<![\w\\])__[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*__(?!\w)")
"""A name in capitals between underscores."""

_WIKI_LINK = lazily(r"(?<!\[)\[\[[^\[\]\n]{1,200}\]\](?![\](\[])")
_PLAIN_ONLY = frozenset(["__", "[["])
"""Beginnings of what is protected here in plain text alone: other syntaxes read them themselves."""

_INNER_STOP = lazily(r"\.[^\W_]")
_PICTURE = lazily(f"[{MAY_HOLD}]")


def may_hold(text: str) -> bool:
    """Whether a text may hold an item: one look rules most sentences out."""
    return (
        # Told one by one, they take a third of the time of a loop.
        "@" in text
        or "#" in text
        or "{" in text
        or "%" in text
        or "$" in text
        or "://" in text
        or "<<" in text
        or "__" in text
        or "[[" in text
        or _INNER_STOP.search(text) is not None
        or (not text.isascii() and _PICTURE.search(text) is not None)
    )


def _matches(pattern: re.Pattern[str]) -> Callable[[str], Iterator[Extent]]:
    return lambda text: (match.span() for match in pattern.finditer(text))


def _placeholders(text: str) -> Iterator[Extent]:
    if "{" in text or "%" in text or "$" in text or "#" in text or "@" in text or "<<" in text:
        for match in _PLACEHOLDER.finditer(text):
            yield match.span()


def _files(text: str) -> Iterator[Extent]:
    """Find names of files: what ends in a known ending, the last of several."""
    if _KNOWN.isdisjoint(map(str.lower, _AFTER_STOP.findall(text))):
        return
    for path in _PATH.finditer(text):
        start, end = path.span()
        if text.find(".", start, end) < 0:
            continue
        ends = (match.end() for match in _FILE_END.finditer(text, start + 1, end))
        within = [end for end in ends if end - start <= _LONGEST_PATH]
        if within:
            yield start, within[-1]


def _hashtags(text: str) -> Iterator[Extent]:
    for match in _TAG_START.finditer(text):
        yield match.start(), _word_end(text, match.end())


def _other_handles(text: str) -> Iterator[Extent]:
    """Find the handles in other scripts than Latin."""
    for match in _OTHER_HANDLE.finditer(text):
        yield match.start(), _word_end(text, match.end())


def _word_end(text: str, at: int) -> int:
    """Go past letters, digits and underscores, and the marks that combine with them."""
    end = at
    while end < len(text):
        character = text[end]
        if (character == "\\" and text.startswith("_", end + 1)) or (
            character in "\u200c\u200d" and text[end + 1 : end + 2].isalpha()
        ):
            end += 2
        elif character.isalnum() or character == "_" or unicodedata.category(character)[0] == "M":
            end += 1
        else:
            break
    return end


_TABLE: tuple[tuple[str, Callable[[str], Iterator[Extent]], SpanKind], ...] = (
    ("://", urls, SpanKind.URL),
    ("@", mails, SpanKind.ADDRESS),
    ("@", _matches(_HANDLE), SpanKind.HANDLE),
    ("@", _other_handles, SpanKind.HANDLE),
    ("#", _hashtags, SpanKind.HASHTAG),
    (".", _files, SpanKind.FILE),
    (".", domains, SpanKind.URL),
    ("www.", urls, SpanKind.URL),
    ("", _placeholders, SpanKind.PLACEHOLDER),
    ("__", _matches(_UNDERLINED), SpanKind.PLACEHOLDER),
    ("[[", _matches(_WIKI_LINK), SpanKind.PLACEHOLDER),
    ("", steps, SpanKind.PLACEHOLDER),
    ("", emoji, SpanKind.EMOJI),
)

# An entity for a space, a quotation mark or an angle bracket ends a web address.
_ENTITY_END = lazily(
    r"&(?:nbsp|ensp|emsp|thinsp|quot|lt|gt|[lr]aquo|[lrb]dquo|[lr]squo|zwnj|[rl]rm|hellip"
    r"|[mn]dash);"
)


def items(text: str, syntax: Syntax, names: Names = NO_NAMES) -> tuple[ProtectedItem, ...]:
    """Find the protected items of a text, `names` among them, in order and apart from each other.

    Of two that overlap the one that begins first is taken, then the longer. In Markdown an
    underscore at the end of a handle or hashtag may be that of emphasis and is left out; one
    with a backslash is taken in.
    """
    found = [ProtectedItem(start, end, SpanKind.NAME) for start, end in names.places(text)]
    if may_hold(text):
        stops = _INNER_STOP.search(text) is not None
        found += [
            ProtectedItem(start, _end(text, start, end, kind, syntax), kind)
            for trigger, finder, kind in _TABLE
            if (stops if trigger == "." else trigger in text)
            and (trigger not in _PLAIN_ONLY or syntax is Syntax.PLAIN)
            for start, end in finder(text)
        ]
    found.sort(key=lambda item: (item.start, -item.end))
    kept: list[ProtectedItem] = []
    reached = 0
    for item in found:
        if item.start >= reached and item.end > item.start:
            kept.append(item)
            reached = item.end
    return tuple(kept)


def _end(text: str, start: int, end: int, kind: SpanKind, syntax: Syntax) -> int:
    """Say where an item ends: marks after a web address belong to the sentence."""
    if kind in (SpanKind.HANDLE, SpanKind.HASHTAG) and syntax is Syntax.MARKDOWN:
        while text[end - 1] == "_" and text[end - 2] != "\\":
            end -= 1
    if kind is not SpanKind.URL:
        return end
    entity = _ENTITY_END.search(text, start, end)
    if entity is not None:
        end = entity.start()
    opened = {mark: text.count(mark, start, end) for mark in "(){}"}
    while end > start:
        last = text[end - 1]
        unbalanced = (last == ")" and opened["("] < opened[")"]) or (
            last == "}" and opened["{"] < opened["}"]
        )
        if not unbalanced and last not in ".,:;!?*_~…\\'":
            break
        if last in opened:
            opened[last] -= 1
        end -= 1
    return end
