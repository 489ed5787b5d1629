"""What a page is made of, by html5lib, and what differs between two pages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any
from unicodedata import normalize
from urllib.parse import parse_qs

import html5lib
from pseudo import LETTERS, bare

HEARD = (
    "alt",
    "title",
    "placeholder",
    "aria-label",
    "aria-description",
    "aria-placeholder",
    "aria-roledescription",
    "aria-valuetext",
    "aria-rowindextext",
    "aria-colindextext",
    "aria-braillelabel",
    "aria-brailleroledescription",
    "label",
    "summary",
    "abbr",
)
_FREE = ("lang", "xml:lang", "dir", "hreflang")
_LOCALIZED = ("og:locale", "content-language", "content-type")
"""What a page says of its language and encoding."""

_CODE = ("code", "pre", "kbd", "samp", "var", "script", "style", "template", "svg", "math", "xmp",
         "textarea", "iframe", "noscript", "audio", "video", "object",
         "{http://www.w3.org/2000/svg}svg")  # fmt: skip
_REDIRECT = re.compile(r"https?://(?:www\.)?google\.com/url\?(.*)")
"""The address by which Google Docs leads to another, to which a link of a copy leads straight."""

_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})|\\[nrtbf]")
_SLASH = re.compile(r"\\/")
_LANGUAGE = re.compile(r'"inLanguage"\s*:\s*"[\w-]*"')
_SPACE = re.compile(r"\s")
_LETTERS = re.compile(r"[\W_]+")

# What nobody translates: addresses, handles, files, template tags, placeholders, entities.
_UNSEEN = re.compile(
    r"\{%-?\s*(comment|highlight|raw)\b.*?\{%-?\s*end\1\s*-?%\}|`[^`]+`|\[\^[^\]]+\]", re.DOTALL
)
"""What a page made by another parser than the site's own shows, and the site does not."""

_ITEMS = re.compile(
    r"\{[{%#<].*?[}%#>]\}|\{[^{}]*\}|\$[^$\n]*\$|\[\[[^\]]*\]\]|\[/?[a-z_-]+(?: [^\]]*)?\]"
    r"|:[\w+-]+:"
    r"|\S*(?:[@#/\\_=]|\w\.\w|\w:\w|%\w)\S*|\S*\.[a-z]{2,5}\b|&\w+;",
    re.DOTALL,
)
_CODE_IN_BRACES = re.compile(r"\{[{%#<].*?[}%#>]\}|\{[^{}]*\}|[/:]{3,}[ ]*[\w.-]+", re.DOTALL)
_WORDS = re.compile(rf"[{LETTERS}]{{3,}}(?:[ ,'’-]+[{LETTERS}]{{2,}})+")


@dataclass(frozen=True, slots=True)
class Event:
    """A tag, or a text between tags."""

    name: str
    text: str


def letters(text: str) -> str:
    """Return letters and digits alone, accents taken off: typography may change all else."""
    # Capitals that a style asks for are those of accented letters: their accents go last.
    return bare(_LETTERS.sub("", normalize("NFKC", bare(text))).lower())


def events(page: str) -> list[Event]:
    """Return the tags of a page in order with the letters between them."""
    root = html5lib.parse(page, treebuilder="etree", namespaceHTMLElements=False)
    found: list[Event] = []
    _walk(root, found)
    merged: list[Event] = []
    for event in found:
        if event.name == "#text" and merged and merged[-1].name == "#text":
            merged[-1] = Event("#text", merged[-1].text + event.text)
        elif event.name != "#text" or event.text:
            merged.append(event)
    return merged


def _walk(root: Any, found: list[Event]) -> None:
    waiting: list[tuple[Any, bool]] = [(root, True)]
    while waiting:
        node, opening = waiting.pop()
        if not opening:
            if _shown(node):
                found.append(Event(f"/{node.tag}", ""))
            found.append(Event("#text", letters(node.tail or "")))
            continue
        if not isinstance(node.tag, str):
            found.append(Event("#text", letters(node.tail or "")))
            continue
        if _shown(node):
            found.append(Event(node.tag, " ".join(_attributes(node))))
        text = node.text or ""
        if node.tag == "script" and "json" in (node.get("type") or ""):
            text = _SLASH.sub("/", _ESCAPE.sub(_unescaped, _LANGUAGE.sub("", text)))
        found.append(Event("#text", letters(text)))
        waiting.append((node, False))
        waiting += ((child, True) for child in reversed(node))


def _unescaped(match: re.Match[str]) -> str:
    """Read an escape of JSON."""
    return chr(int(match[1], 16)) if match[1] else " "


def _shown(node: Any) -> bool:
    """Whether the tag counts: directions, signs round ruby and the like are the copy's own."""
    return bool(node.tag not in ("bdi", "rp") and node.get("name") != "digitalSourceType")


def _attributes(node: Any) -> Iterator[str]:
    said = f"{node.get('property')} {node.get('http-equiv')}".lower()
    for name, value in sorted(node.attrib.items()):
        value = " ".join(str(value).split())
        if str(name) in _FREE or (name == "charset") or any(word in said for word in _LOCALIZED):
            continue
        if name == "href" and (led := _REDIRECT.match(value)):
            value = parse_qs(led[1]).get("q", [value])[0]
        told = name in HEARD or (name in ("content", "value") and node.tag in ("meta", "input"))
        yield f"{name}={letters(value) if told else value}"


def _is_heard(node: Any, name: str) -> bool:
    """Whether readers see or hear an attribute: `alt` is one of pictures, `label` of choices."""
    if name == "label":
        return node.tag in ("option", "optgroup", "track")
    pictured = node.tag in ("img", "area") or node.get("type") == "image"
    return name in HEARD and (name != "alt" or pictured)


def difference(before: str, after: str) -> str:
    """Return the first place at which two pages differ, empty where they do not."""
    old, new = events(before), events(after)
    for number, (one, other) in enumerate(zip(old, new, strict=False)):
        if one != other:
            shown = [f"{each.name} {each.text}"[-160:] for each in (one, other)]
            context = " ".join(f"{e.name} {e.text[:40]}" for e in old[max(number - 2, 0) : number])
            return f"{shown[0]!r} became {shown[1]!r} after {context[-120:]!r}"
    return "" if len(old) == len(new) else f"{len(old)} parts became {len(new)}"


def left(page: str, language: str = "en") -> list[str]:
    """Return the stretches of a page that a reader sees or hears and that have no accents."""
    root = html5lib.parse(page, treebuilder="etree", namespaceHTMLElements=False)
    found: list[str] = []
    waiting: list[tuple[Any, bool]] = [(root, True)]
    while waiting:
        node, on = waiting.pop()
        if not isinstance(node.tag, str):
            continue
        on = on and node.tag not in _CODE and node.get("translate") != "no"
        if node.tag == "tt":
            on = on and _SPACE.search("".join(node.itertext()).strip()) is not None
        on = on and "notranslate" not in (node.get("class") or "").split()
        on = on and (node.get("lang") or language).split("-")[0] in (language, "tr", "ar", "ru")
        heard = [node.get(name) or "" for name in HEARD if _is_heard(node, name)]
        if node.tag == "input" and node.get("type") in ("submit", "button", "reset"):
            heard.append(node.get("value") or "")
        if on:
            texts = [node.text or "", *(child.tail or "" for child in node), *heard]
            found += (stretch for text in texts for stretch in unaccented(text))
        waiting += ((child, on) for child in node)
    return found


def unaccented(text: str) -> list[str]:
    """Return the runs of words without accents, leaving out what nobody translates."""
    bare_of_code = _CODE_IN_BRACES.sub(" | ", _UNSEEN.sub(" | ", text))
    return [match[0] for match in _WORDS.finditer(_ITEMS.sub(" | ", bare_of_code))]


def merged(found: Iterator[Event]) -> Iterator[Event]:
    """Yield the events, texts that nothing parts as one."""
    told = (event for event in found if event != Event("#", ""))
    for texts, events in groupby(told, lambda event: event.name == "#"):
        if texts:
            yield Event("#", "".join(event.text for event in events))
        else:
            yield from events
