"""Items of plain text that a translation must keep as they are."""

from __future__ import annotations

import re
from typing import NamedTuple

from dragoman.inline.kinds import SpanKind
from dragoman.inline.names import NO_NAMES, Names
from dragoman.model import Syntax


class Item(NamedTuple):
    """A protected item as it stands in a text."""

    start: int
    end: int
    kind: SpanKind


# Letters are ASCII on purpose: an item keeps its bounds when a Cyrillic or Arabic ending, or a
# Turkish one after an apostrophe, is attached to it.
_BIDI = "\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff"
_DOMAINS = (
    "com|org|net|gov|edu|int|info|biz|io|tv|eu|uk|de|fr|ru|ir|tr|ua|cn|jp|kz|az|ae|sa|eg|qa|iq|"
    "sy|lb|jo"
)
_EXTENSIONS = (
    "pdf|docx?|xlsx?|pptx?|od[tsp]|csv|tsv|json|xml|ya?ml|txt|md|rtf|epub|html?|css|js|py|sh|sql|"
    "zip|tar|gz|7z|rar|jpe?g|png|gif|svg|webp|tiff?|mp[34]|wav|mov|avi|mkv|exe|iso|apk|log"
)

# Underscores of emphasis touch an item without being part of it.
_EMPHASIS = r"(?<=(?<![A-Za-z0-9])_)"
_END = r"(?!_*[A-Za-z0-9])"

_URL = re.compile(
    r"(?<![A-Za-z0-9])(?:(?:https?|ftp)://|www\.(?=[A-Za-z0-9]))"
    rf"[^\s<>\"'’‘`\[\]|^«»“”„،؛؟۔{_BIDI}]+",
    re.IGNORECASE,
)
_DOMAIN = re.compile(
    rf"(?:(?<![A-Za-z0-9_@./-])|{_EMPHASIS})(?:[A-Za-z0-9-]+\.)+(?:{_DOMAINS})(?!-|_*[A-Za-z0-9]|\.[A-Za-z0-9])"
    rf"(?:/[^\s<>\"'’‘`\[\]|^«»“”„،؛؟۔{_BIDI}]*)?"
)
_ADDRESS = re.compile(
    rf"(?:(?<![A-Za-z0-9._%+-])|{_EMPHASIS})(?:mailto:)?[A-Za-z0-9][A-Za-z0-9._%+-]*"
    rf"@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{{2,}}(?!-){_END}"
)
_HANDLE = re.compile(
    rf"(?:(?<![A-Za-z0-9_@/.])|{_EMPHASIS})@(?=[0-9_.\\]*[A-Za-z])(?:[A-Za-z0-9_]|\\_)+"
    r"(?:\.[A-Za-z0-9_]+)*(?:@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)?"
)
_HASHTAG = re.compile(rf"(?:(?<![\w&#/])|{_EMPHASIS})#(?=[\d_]*[^\W\d_])(?:\w|\\_)+(?:\u200c\w+)*")
_FILE = re.compile(
    rf"(?:(?<![A-Za-z0-9_./-])|{_EMPHASIS})[A-Za-z0-9](?:[A-Za-z0-9_./-]|\\_)*"
    rf"\.(?:{_EXTENSIONS}){_END}",
    re.IGNORECASE,
)
_PLACEHOLDER = re.compile(
    r"\{\{[^{}\n]+\}\}"
    r"|\$\{[^{}\s]+\}"
    r"|\{(?:[A-Za-z_0-9][\w.\[\]:!,-]*)?\}"
    rf"|%\([A-Za-z_]\w*\)[-+#0 ]*\d*(?:\.\d+)?[sdifgeuxXor]{_END}"
    rf"|(?:(?<![\w%])|{_EMPHASIS})%(?:\d+\$)?[-+0#]*\d*(?:\.\d+)?[sdif]{_END}"
)

# One look at the text rules most sentences out.
_TRIGGER = re.compile(r"[@#{%$]|://|\.[A-Za-z0-9]")

_TABLE: tuple[tuple[str, re.Pattern[str], SpanKind], ...] = (
    ("://", _URL, SpanKind.URL),
    ("@", _ADDRESS, SpanKind.ADDRESS),
    ("@", _HANDLE, SpanKind.HANDLE),
    ("#", _HASHTAG, SpanKind.HASHTAG),
    (".", _FILE, SpanKind.FILE),
    (".", _DOMAIN, SpanKind.URL),
    (".", _URL, SpanKind.URL),
    ("{", _PLACEHOLDER, SpanKind.PLACEHOLDER),
    ("%", _PLACEHOLDER, SpanKind.PLACEHOLDER),
)

# An entity for a space, a quotation mark or an angle bracket ends a web address.
_ENTITY_END = re.compile(
    r"&(?:nbsp|ensp|emsp|thinsp|quot|lt|gt|[lr]aquo|[lrb]dquo|[lr]squo|zwnj|[rl]rm|hellip"
    r"|[mn]dash);"
)


def items(text: str, syntax: Syntax, names: Names = NO_NAMES) -> tuple[Item, ...]:
    """Find the protected items of a text, `names` among them, in order and apart from each other.

    Of two that overlap the one that begins first is taken, then the longer. In Markdown an
    underscore at the end of a handle or hashtag may be that of emphasis and is left out; one
    with a backslash is taken in.
    """
    found = [Item(start, end, SpanKind.NAME) for start, end in names.places(text)]
    if _TRIGGER.search(text) is not None:
        found += [
            Item(match.start(), _end(text, match, kind, syntax), kind)
            for trigger, pattern, kind in _TABLE
            if trigger in text
            for match in pattern.finditer(text)
        ]
    found.sort(key=lambda item: (item.start, -item.end))
    kept: list[Item] = []
    reached = 0
    for item in found:
        if item.start >= reached and item.end > item.start:
            kept.append(item)
            reached = item.end
    return tuple(kept)


def _end(text: str, match: re.Match[str], kind: SpanKind, syntax: Syntax) -> int:
    """Say where an item ends: marks after a web address belong to the sentence."""
    start, end = match.span()
    if kind in (SpanKind.HANDLE, SpanKind.HASHTAG) and syntax is Syntax.MARKDOWN:
        while text[end - 1] == "_" and text[end - 2] != "\\":
            end -= 1
    if kind is not SpanKind.URL:
        return end
    entity = _ENTITY_END.search(text, start, end)
    if entity is not None:
        end = entity.start()
    while end > start:
        last = text[end - 1]
        unbalanced = (
            last == ")" and text.count("(", start, end) < text.count(")", start, end)
        ) or (last == "}" and text.count("{", start, end) < text.count("}", start, end))
        if not unbalanced and last not in ".,:;!?*_~…\\":
            break
        end -= 1
    return end
