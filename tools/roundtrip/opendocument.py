"""What an OpenDocument text is made of, by its XML, and what differs between two."""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from collections.abc import Iterator
from xml.etree import ElementTree

from structure import Event, letters, merged, unaccented

_STORIES = ("content.xml", "styles.xml")
_GONE = {
    "tracked-changes", "change", "change-start", "change-end", "annotation", "annotation-end",
    "soft-page-break", "automatic-styles", "styles", "master-styles", "font-face-decls",
}  # fmt: skip
_THROUGH = {"words", "span", "s", "bookmark-start", "bookmark-end", "reference-mark-start",
            "reference-mark-end", *(f"{kind}-mark{end}" for kind in
                                    ("toc", "alphabetical-index", "user-index")
                                    for end in ("", "-start", "-end"))}  # fmt: skip
_COMPUTED = {"bookmark-ref", "reference-ref", "sequence-ref", "note-ref", "sequence", "chapter"}
_CODE = ("Preformatted", "Source", "Code")
_FREE = ("style-name",)


def difference(before: bytes, after: bytes) -> str:
    """Return the first thing in which two documents differ, empty where they do not."""
    old, new = (zipfile.ZipFile(io.BytesIO(data)) for data in (before, after))
    if set(old.namelist()) != set(new.namelist()):
        return f"other parts: {sorted(set(old.namelist()) ^ set(new.namelist()))[:3]}"
    for name in old.namelist():
        if name not in (*_STORIES, "meta.xml") and old.read(name) != new.read(name):
            return f"{name} was changed"
    one, other = (
        list(
            merged(_events(_with_whole_links(ElementTree.fromstring(package.read("content.xml")))))
        )
        for package in (old, new)
    )
    marks = [
        Counter(_marks(ElementTree.fromstring(package.read("content.xml"))))
        for package in (old, new)
    ]
    if marks[0] != marks[1]:
        return f"marks {(marks[0] - marks[1]) | (marks[1] - marks[0])}"
    for number, (first, second) in enumerate(zip(one, other, strict=False)):
        if first != second:
            context = " ".join(event.text[-30:] for event in one[max(number - 3, 0) : number])
            return f"{first!r:.160} became {second!r:.160} after {context!r}"
    return "" if len(one) == len(other) else f"{len(one)} parts became {len(other)}"


def _local(element: ElementTree.Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _with_whole_links(root: ElementTree.Element) -> ElementTree.Element:
    """Make one link of those that lie side by side and lead to one address."""
    for parent in list(root.iter()):
        last: ElementTree.Element | None = None
        for child in list(parent):
            same = last is not None and _local(child) == "a" and last.attrib == child.attrib
            if last is None or not same or last.tail:
                last = child if _local(child) == "a" else None
                continue
            words = ElementTree.SubElement(last, "words")
            words.text, last.tail = child.text, child.tail
            last.extend(child)
            parent.remove(child)
    return root


def _marks(root: ElementTree.Element) -> Iterator[str]:
    """Yield what has a name and stands at words: where exactly, nobody sees."""
    for element in root.iter():
        if _local(element) in _THROUGH - {"words", "span", "s"}:
            yield f"{_local(element)} {sorted(element.attrib.items())}"


def _events(element: ElementTree.Element) -> Iterator[Event]:
    name = _local(element)
    if name not in _GONE:
        if name not in _THROUGH:
            yield Event(name, " ".join(_attributes(element)))
        yield Event("#", letters(element.text or ""))
        for child in element:
            yield from _events(child)
        if name not in _THROUGH:
            yield Event(f"/{name}", "")
    yield Event("#", letters(element.tail or ""))


def _attributes(element: ElementTree.Element) -> Iterator[str]:
    for key, value in sorted(element.attrib.items()):
        local = key.rpartition("}")[2]
        if local not in _FREE:
            yield f"{local}={letters(value) if local == 'display-text' else value}"


def left(after: bytes) -> list[str]:
    """Return the stretches of text that have no accents."""
    found: list[str] = []
    with zipfile.ZipFile(io.BytesIO(after)) as package:
        root = ElementTree.fromstring(package.read("content.xml"))
        for element in _with_parents(root).iter():
            if _local(element) in ("p", "h") and not _is_code(element):
                found += unaccented("".join(_words(element)))
    return found


def _with_parents(root: ElementTree.Element) -> ElementTree.Element:
    """Name the style that people chose where a text names one that LibreOffice made of it."""
    parents = {}
    for style in root.iter():
        if _local(style) == "style":
            own = {key.rpartition("}")[2]: value for key, value in style.attrib.items()}
            parents[own.get("name")] = own.get("parent-style-name")
    for element in root.iter():
        for key, value in element.attrib.items():
            if key.endswith("}style-name") and _local(element) in ("p", "h", "span"):
                element.set(key, parents.get(value) or value)
    return root


def _words(element: ElementTree.Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if _local(child) in _COMPUTED or _is_code(child):
            yield " | "
        else:
            yield from _words(child)
        yield child.tail or ""


def _is_code(element: ElementTree.Element) -> bool:
    return any(str(value).startswith(_CODE) for value in element.attrib.values())
