"""Ruby: small letters above a word that say how it is read, or what it means.

What says how a Chinese or Japanese word sounds is of no use above its translation. It is left out
of copies, and told. What says what a word means is translated; it stands in parentheses where a
program shows no ruby, and so an engine reads it. A word that the article's language does not write
stays with all that stands above it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field

from dragoman import languages
from dragoman.formats.html_tree import Element, tree
from dragoman.formats.lines import Extent
from dragoman.patterns import lazily

_ABOVE = frozenset(("rt", "rtc"))
_BESIDE = frozenset(("rp", *_ABOVE))
_EASTERN = ("CJK", "HIRAGANA", "KATAKANA", "HANGUL", "BOPOMOFO")
_EASTERN_SCRIPTS = frozenset(
    ("Hans", "Hant", "Hani", "Jpan", "Hrkt", "Hira", "Kana", "Kore", "Hang")
)
_TAG = lazily(r"<[^<>]*>")


LEFT_OUT = "how words are read is left out of copies, as “%s”"


@dataclass(slots=True)
class Ruby:
    """What becomes of an element `ruby` in the text that is translated."""

    edits: list[tuple[Extent, str]] = field(default_factory=list)
    """Stretches of the source, and what the text has for each."""

    reading: str = ""
    """What is left out, as an example of it; empty if nothing is."""


def is_foreign(source: str, ruby: Element, tongues: Collection[str]) -> bool:
    """Whether the word below is written as none of the languages is."""
    return _is_eastern(_base(source, ruby)) and not any(map(_writes_eastern, tongues))


def read(source: str, ruby: Element) -> Ruby:
    """Say what becomes of an element whose word is translated."""
    above = [node for node in ruby.children if node.name in _ABOVE]
    said = [_text(source, node.extent) for node in above]
    if _is_eastern(_base(source, ruby)) and any(map(_sounds, said)):
        left = [node.extent for node in ruby.children if node.name in _BESIDE]
        left += ruby.tags
        left += (tag for node in ruby.children if node.name == "rb" for tag in node.tags)
        return Ruby([(extent, "") for extent in left], " ".join(" ".join(said).split()))
    if any(node.name == "rp" for node in ruby.children):
        return Ruby()
    return Ruby([*_in_parentheses(above)])


def in_sentence(text: str, language: str) -> Ruby:
    """Say the same of all such elements in a text of Markdown."""
    found = Ruby()
    waiting = [tree(text, fragment=True).root]
    while waiting:
        node = waiting.pop()
        waiting += reversed(node.children)
        if node.name == "ruby" and not is_foreign(text, node, (language,)):
            ruby = read(text, node)
            found.edits += ruby.edits
            found.reading = found.reading or ruby.reading
    return found


def edited(text: str, edits: Iterable[tuple[Extent, str]]) -> str:
    """Return the text with something else in the stretches."""
    for (start, end), new in sorted(edits, reverse=True):
        text = text[:start] + new + text[end:]
    return text


def _in_parentheses(above: list[Element]) -> Iterator[tuple[Extent, str]]:
    """Yield the signs round what stands above, for who shows no ruby."""
    for node in above:
        start, end = node.extent
        yield (start, start), " <rp>(</rp>"
        yield (end, end), "<rp>)</rp>"


def _base(source: str, ruby: Element) -> str:
    return "".join(
        _text(source, (node.start or 0, node.end))
        for node in ruby.children
        if node.name not in _BESIDE
    )


def _text(source: str, extent: Extent) -> str:
    return _TAG.sub("", source[slice(*extent)])


def _is_eastern(word: str) -> bool:
    letters = [letter for letter in word if letter.isalpha()]
    return bool(letters) and all(map(_eastern, letters))


def _eastern(letter: str) -> bool:
    return unicodedata.name(letter, "").startswith(_EASTERN)


def _sounds(above: str) -> bool:
    """Whether it tells a sound: not in characters that have a meaning each."""
    letters = [letter for letter in above if letter.isalpha()]
    return not any(unicodedata.name(letter, "").startswith("CJK") for letter in letters)


def _writes_eastern(tongue: str) -> bool:
    return languages.script(tongue) in _EASTERN_SCRIPTS
