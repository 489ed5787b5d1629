"""What an export of WordPress is made of, by another XML parser, and what differs between two."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree import ElementTree

from structure import difference as in_page
from structure import left as left_in_page
from structure import letters, unaccented

_ADDED = ("postmeta", "category")
"""What a copy may say of each item beside what it says itself: its language and its original."""

_PAGES = ("encoded",)
_SEEN = ("title", "encoded")
_PREFIX = re.compile(r"<([A-Za-z][\w-]*):")
_OWN = ("post_date", "post_date_gmt")
"""What a copy changes where two posts would be one to the importer: their title and time."""


def difference(before: str, after: str) -> str:
    """Return the first thing in which two exports differ, empty where they do not."""
    old, new = (_items(text) for text in (before, after))
    if len(old) != len(new):
        return f"{len(old)} items became {len(new)}"
    for one, other in zip(old, new, strict=True):
        waiting = list(other)
        for child in one:
            wanted = next((n for n, each in enumerate(waiting) if not _differs(child, each)), None)
            if wanted is not None:
                del waiting[wanted]
                continue
            same = (each for each in waiting if each.tag == child.tag)
            closest = next((_differs(child, each) for each in same), "is gone")
            return f"{_name(child)} of {one.findtext('title')!r}: {closest}"
        added = [_name(each) for each in waiting if _name(each) not in _ADDED]
        if added:
            return f"{one.findtext('title')!r} has more: {added[:3]}"
    return ""


def _items(text: str) -> list[ElementTree.Element]:
    unknown = {name for name in _PREFIX.findall(text) if f"xmlns:{name}=" not in text}
    declared = "".join(f' xmlns:{name}="{name}"' for name in sorted(unknown))
    return list(ElementTree.fromstring(text.replace("<rss", f"<rss{declared}", 1)).iter("item"))


def _name(element: ElementTree.Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _differs(one: ElementTree.Element, other: ElementTree.Element) -> str:
    if one.tag != other.tag or sorted(one.attrib.items()) != sorted(other.attrib.items()):
        return "is another element"
    texts = [element.text or "" for element in (one, other)]
    if _name(one) in _PAGES:
        return in_page(*texts)
    if letters(texts[0]) != letters(texts[1]) and _name(one) not in _OWN:
        return f"{texts[0][:80]!r} became {texts[1][:80]!r}"
    if len(one) != len(other):
        return f"{len(one)} parts became {len(other)}"
    return next(filter(None, map(_differs, one, other)), "")


def left(after: str) -> list[str]:
    """Return the stretches of text without accents in titles and texts."""
    return [each for item in _items(after) for each in _left(item)]


def _left(item: ElementTree.Element) -> Iterator[str]:
    for child in item:
        if _name(child) in _PAGES:
            yield from left_in_page(child.text or "")
        elif _name(child) in _SEEN:
            yield from unaccented(child.text or "")
