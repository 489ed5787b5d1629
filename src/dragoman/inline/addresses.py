"""Addresses as a browser would link them: of the web, with and without a scheme, and of mail.

An address without a scheme is taken for one only if its last part is a top-level domain in lower
case, so that a missing space ("the end.Next day") makes none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from dragoman.patterns import lazily

Extent = tuple[int, int]

BIDI = "\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff"
LATIN = "A-Za-z0-9\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f"
"""Letters and digits of the Latin script: an item keeps its bounds when an ending in another
script is attached to it."""

EMPHASIS = rf"(?<=(?<![{LATIN}])_)"
"""Underscores of emphasis touch an item without being part of it."""

_PATH = rf"[^\s<>\"’‘`\[\]|^«»“”„،؛؟۔{BIDI}]"
_URL = lazily(
    rf"(?<![A-Za-z0-9])(?:[a-z][a-z0-9+-]{{1,20}}://|www\.(?=[^\W_])){_PATH}+", re.IGNORECASE
)
# What hangs on a Turkish or an English address: 'te, 'nin, 'ya, 's.
_SUFFIX = lazily(
    r"'(?:s|[dt][ae](?:n|ki\w*)?|[yn]?[ıiuü]|n?[ıiuü]n(?:ki\w*)?|[yn]?[ae]|n[dt][ae]n?|y?l[ae]|"
    r"y?[ıiuü]m[ıiuü]ş|l[aeı]r\w*|l[ıiuü]\w*|s[ıiuü]n?|d[ıiuü]r|[ıiuü]m|[ck][aeıi]\w*)?[.,:;!?)…]*$"
)

_CLASSIC = frozenset(["com", "org", "net", "gov", "edu", "info", "int", "mil", "tv"])
"""Domains that are read in capitals too, and after a single letter."""
_NUMBERED = frozenset(["com", "net", "cn"])
"""Domains in which names of digits are common: 163.com."""
_NEVER_ALONE = frozenset(["ve"])
"""Domains that are a word, in Turkish "and", and hold names of three parts only."""
_SHORTENED = frozenset(
    (
        "inc",
        "no",
        "nos",
        "mr",
        "mrs",
        "ms",
        "dr",
        "st",
        "co",
        "ltd",
        "corp",
        "jr",
        "sr",
        "vs",
        "etc",
    )
)
"""Abbreviations that a missing space would make a name: "Apple Inc.in 2020"."""
_WORDS_TOO = frozenset(
    ["it", "in", "is", "to", "so", "no", "be", "at", "us", "my", "me", "am", "as", "by", "do"]
)
"""Domains that are English words with which a sentence may begin that lost the space before it."""
_HOLDING = frozenset(
    {"it", "that", "this", "there", "then", "here", "so", "too", "him", "her", "them", "us", "me"}
    | {"you", "again", "out", "up", "down", "off", "over", "now", "not", "all", "well", "away"}
)
"""Words that end sentences and are no names of hosts."""
_BEFORE_NOUN = lazily(r"(?<!\w)(?:the|an?|his|her|its|their|our|my|your|this|that)\s$", re.I)

_REVERSED = frozenset(["com", "org", "net", "edu", "gov", "io", "java", "javax"])
"""What a dotted name of software begins with."""

_SCRIPTS = {
    "latin": LATIN,
    "cyrillic": "A-Za-z0-9\u0400-\u052f",
    "greek": "A-Za-z0-9\u0370-\u03ff",
    "arabic": "0-9\u0620-\u064a\u066e-\u06d3",
}
_LETTERS = {
    "latin": None,
    "cyrillic": lazily("[\u0400-\u052f]"),
    "greek": lazily("[\u0370-\u03ff]"),
    "arabic": lazily("[\u0620-\u064a\u066e-\u06d3]"),
}
"""A letter of each script that no other one has."""

_LOCAL = 63
"""Characters before the @ of an address, at most, less one."""

_MAIL = lazily(
    rf"(?:(?<![{LATIN}._%+-])|{EMPHASIS})(?:mailto:)?"
    rf"[{LATIN}](?:[{LATIN}._%+-]|['’](?=[{LATIN}])){{0,{_LOCAL}}}"
    rf"@[{LATIN}-]+(?:\.[{LATIN}-]+)*\.(?:xn--[a-z0-9-]+|[A-Za-z]{{2,}}(?!-))(?!_*[{LATIN}])"
)
_CYRILLIC_MAIL = lazily(
    rf"(?<![\w.%+-])[\w.%+-]{{1,{_LOCAL}}}@[\w-]+(?:\.[\w-]+)*\.(?P<tld>[а-яё]+)(?![\w-])"
)


@cache
def top_level(script: str) -> frozenset[str]:
    """Return the top-level domains in a script."""
    text = files("dragoman.inline").joinpath("data/top_level_domains.txt").read_text("utf-8")
    section = text.partition(f"[{script}]\n")[2].partition("\n[")[0]
    return frozenset(section.split())


def urls(text: str) -> Iterator[Extent]:
    """Find the addresses with a scheme or www; marks at their end are still in."""
    for match in _URL.finditer(text):
        yield match.start(), _before_suffix(text, *match.span())


def _before_suffix(text: str, start: int, end: int) -> int:
    """Cut off the quotation mark, or the ending, after the last apostrophe of an address."""
    last = text.rfind("'", start, end)
    while last > start and _SUFFIX.match(text, last, end):
        end = last
        last = text.rfind("'", start, end)
    return end


@cache
def _hosts(script: str) -> re.Pattern[str]:
    letters = _SCRIPTS[script]
    label = rf"[{letters}-]+"
    return re.compile(rf"(?:(?<![{letters}_@./-])|{EMPHASIS}){label}(?:\.{label})+")


@cache
def _last_labels(script: str) -> re.Pattern[str]:
    return re.compile(rf"\.(?=([{_SCRIPTS[script]}-]+))")


def _may_hold_host(text: str, script: str) -> bool:
    """Whether a top-level domain of the script stands behind a dot."""
    known = top_level(script)
    return any(
        label.lower() in known or label.startswith("xn--")
        for label in _last_labels(script).findall(text)
    )


def domains(text: str) -> Iterator[Extent]:
    """Find the addresses without a scheme, with their paths."""
    for script, letters in _LETTERS.items():
        # Of a text without letters of another script, Latin has found all hosts.
        if letters and (text.isascii() or letters.search(text) is None):
            continue
        if not _may_hold_host(text, script):
            continue
        for match in _hosts(script).finditer(text):
            end = _host_end(match[0], script, text[match.end() : match.end() + 1])
            if end is not None and not _lost_space(text, match.start(), match[0]):
                yield match.start(), _with_path(text, match.start(), match.start() + end)


def _lost_space(text: str, start: int, name: str) -> bool:
    """Whether two words that nothing but a full stop parts are two sentences: the end.it was."""
    labels = name.split(".")
    if len(labels) != 2 or labels[1] not in _WORDS_TOO or text[start + len(name) :][:1] == "/":
        return False
    if labels[0].lower() in _HOLDING:
        return True
    return labels[0].isalpha() and _BEFORE_NOUN.search(text[max(0, start - 8) : start]) is not None


def _host_end(name: str, script: str, after: str) -> int | None:
    """Say how much of a dotted name is a host; None where nothing is."""
    labels = name.split(".")
    if any(not label or label[0] == "-" or label[-1] == "-" for label in labels) or after == "@":
        return None
    known = top_level(script)
    for count in range(len(labels), 1, -1):
        if count < len(labels) and not labels[count][:1].isupper():
            return None
        if count < len(labels) and labels[0] in _REVERSED:
            return None
        path = after == "/" and count == len(labels)
        if _is_host(labels[:count], known, path=path, arabic=script == "arabic"):
            return len(".".join(labels[:count]))
        if count < len(labels) - 1:
            return None
    return None


def _is_host(labels: list[str], known: frozenset[str], *, path: bool, arabic: bool) -> bool:
    top, name = labels[-1], labels[-2]
    classic = top.lower() in _CLASSIC
    if top.lower() not in known and not top.startswith("xn--"):
        return False
    if top != top.lower() and not (classic and "".join(labels).isupper()):
        return False
    if arabic and not path and len(labels) < 3:
        return False  # a missing space before the name of a country looks like this
    if len(labels) > 2 and labels[0] in _REVERSED:
        return False
    if len(labels) == 2 and not path and (top in _NEVER_ALONE or name.lower() in _SHORTENED):
        return False
    if name.isdigit():
        return path or top in _NUMBERED
    return path or classic or len(name) > 1


def _with_path(text: str, start: int, end: int) -> int:
    port = _PORT.match(text, end)
    end = port.end() if port is not None else end
    if text.startswith("/", end):
        path = _REST.match(text, end)
        end = path.end() if path is not None else end
        return _before_suffix(text, start, end)
    return end


_PORT = lazily(r":\d{2,5}(?=/|\s|$)")
_REST = lazily(rf"{_PATH}*")


def mails(text: str) -> Iterator[Extent]:
    """Find the addresses of mail."""
    for match in _MAIL.finditer(text):
        yield match.span()
    for match in _CYRILLIC_MAIL.finditer(text):
        if match["tld"] in top_level("cyrillic"):
            yield match.span()
