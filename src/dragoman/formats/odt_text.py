"""The texts of a paragraph of an OpenDocument file as inline markup, and back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from typing import Any

from dragoman.formats.odt_names import names, qn
from dragoman.formats.office_items import Box, Holding, Item, Leaf, Look, Role, merged
from dragoman.formats.office_text import TabbedText, paragraphs
from dragoman.patterns import lazily

_NOT_XML = lazily(r"[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_BLANKS = lazily(r"[ \t\r\n]+")
_SPACES = lazily(r"( {2,})")

_HIDDEN = names(
    "text",
    "bookmark bookmark-start bookmark-end reference-mark reference-mark-start reference-mark-end "
    "alphabetical-index-mark alphabetical-index-mark-start alphabetical-index-mark-end toc-mark "
    "toc-mark-start toc-mark-end user-index-mark user-index-mark-start user-index-mark-end "
    "hidden-text hidden-paragraph variable-decl script",
) | {qn("office:annotation-end"), qn("loext:list-item")}
_DRAWN = qn("draw:frame").partition("}")[0]
_NO_LOOK = lazily(
    r"rsid|(?:language|country|script)(?:-asian|-complex)?$|-complex$|-asian$|letter-kerning"
)


class Looks:
    """What the automatic styles of words look like; what editors leave in them does not count."""

    def __init__(self, roots: Sequence[Any]) -> None:
        self._known = {
            style.get(qn("style:name")): style
            for root in roots
            for style in root.iter(qn("style:style"))
            if style.get(qn("style:family")) == "text"
        }

    def look(self, run: Any) -> Look:
        """Return what a span and those round it look like."""
        parts = []
        while run is not None and run.tag == qn("text:span"):
            parts += self._of(run.get(qn("text:style-name")) or "")
            run = run.getparent()
        return " ".join(sorted(set(parts)))

    def is_code(self, run: Any) -> bool:
        """Whether the style of a span is one of code."""
        name = run.get(qn("text:style-name")) or "" if run is not None else ""
        style = self._known.get(name)
        parent = style.get(qn("style:parent-style-name")) or "" if style is not None else ""
        return any(each.lower().startswith(("source", "code")) for each in (name, parent))

    def _of(self, name: str) -> list[str]:
        style = self._known.get(name)
        if style is None or style.getparent().tag != qn("office:automatic-styles"):
            return [name]
        parts = [str(style.get(qn("style:parent-style-name")) or "")]
        for properties in style.iter(qn("style:text-properties")):
            parts += (
                f"{key.rpartition('}')[2]}={value}"
                for key, value in properties.attrib.items()
                if not _NO_LOOK.search(key)
            )
        return [part for part in parts if part]

    def fresh(self, words: str, model: Item, boxes: tuple[Box, ...], *, alike: bool) -> Item:
        """Return new words, in the spans of the model if they are to look alike."""
        round_it = model.leaves[0].boxes if alike else ()
        spans = tuple(box for box in round_it if box.holding is Holding.RUN)
        own = round_it if boxes == model.boxes and alike else (*boxes, *spans)
        leaves = [Leaf(each, own) for each in _written(words)]
        return Item(Role.TEXT, leaves, boxes, model.run if alike else None, words)


class OpenParagraph:
    """A paragraph's element, and the texts in it that tabs part."""

    def __init__(self, element: Any, looks: Looks) -> None:
        self.element = element
        reader = _OdtReader()
        reader.read(element, (), (), None)
        self.texts: list[TabbedText] = []
        self._parting: list[Item] = []
        own: list[Item] = []
        for item in merged(reader.items):
            if item.role is Role.PARTING:
                self.texts.append(TabbedText(own, looks))
                self._parting.append(item)
                own = []
            else:
                own.append(item)
        self.texts.append(TabbedText(own, looks))

    def write(self, markup: Mapping[int, str]) -> list[Any]:
        """Put other texts in place of those of certain numbers; return the paragraphs made of it.

        A blank line begins a paragraph, where the text is the only one of its paragraph.
        """
        parts = paragraphs(self.texts, self._parting, markup)
        made = [self.element]
        for _ in parts[1:]:
            element = self.element.makeelement(self.element.tag, dict(self.element.attrib))
            made[-1].addnext(element)
            made.append(element)
        made[0].tail, made[-1].tail = None, made[0].tail
        for element, part in zip(made, parts, strict=True):
            _rebuild(element, part)
        return made


class _OdtReader:
    """Reads what a paragraph holds, in order."""

    def __init__(self) -> None:
        self.items: list[Item] = []
        self._number = 0
        self._after_space = True

    def read(self, element: Any, boxes: tuple[Box, ...], nest: tuple[Box, ...], run: Any) -> None:
        """Read an element's words and children; `nest` are all elements round them."""
        self._words(element.text, boxes, nest, run)
        for child in element:
            self._child(child, boxes, nest, run)
            self._words(child.tail, boxes, nest, run)

    def _child(self, child: Any, boxes: tuple[Box, ...], nest: tuple[Box, ...], run: Any) -> None:
        tag = child.tag
        if not isinstance(tag, str) or tag == qn("text:soft-page-break"):
            return
        if tag == qn("text:span"):
            self.read(child, boxes, (*nest, Box(Holding.RUN, child)), child)
        elif tag in (qn("text:a"), qn("text:meta"), qn("loext:content-control")):
            box = Box(Holding.LINK if tag == qn("text:a") else Holding.PART, child)
            self.read(child, (*boxes, box), (*nest, box), None)
        elif tag == qn("text:s"):
            count = child.get(qn("text:c")) or "1"
            spaces = " " * min(int(count), 200) if count.isdigit() else " "
            self._add(Role.TEXT, child, boxes, nest, run, spaces)
        elif tag == qn("text:line-break"):
            self._add(Role.TEXT, child, boxes, nest, run, "\n")
        else:
            self._add(_role(child), child, boxes, nest, run, "")
            self._after_space = False

    def _words(
        self, text: str | None, boxes: tuple[Box, ...], nest: tuple[Box, ...], run: Any
    ) -> None:
        shown = _BLANKS.sub(" ", text or "")
        if self._after_space:
            shown = shown.lstrip(" ")
        if shown:
            self._add(Role.TEXT, shown, boxes, nest, run, shown)
            self._after_space = shown.endswith(" ")

    def _add(self, role: Role, leaf: Any, boxes: tuple[Box, ...], nest: tuple[Box, ...], run: Any,
             text: str) -> None:  # fmt: skip
        last = self.items[-1] if self.items else None
        same = last is not None and role is last.role is Role.TEXT
        if last is not None and same and last.run is run and last.boxes == boxes:
            number = last.number
        else:
            number = self._number
            self._number += role in (Role.TEXT, Role.SIGN)
        self.items.append(Item(role, [Leaf(leaf, nest)], boxes, run, text, number))


def _role(element: Any) -> Role:
    if element.tag == qn("text:tab"):
        return Role.PARTING
    if element.tag in _HIDDEN:
        return Role.HIDDEN
    if element.tag.startswith(_DRAWN):
        stands = element.get(qn("text:anchor-type")) == "as-char"
        return Role.SIGN if stands else Role.HIDDEN
    return Role.SIGN


def _written(words: str) -> Iterator[Any]:
    """Yield texts and the names of elements that write words."""
    for number, line in enumerate(_NOT_XML.sub("", words).split("\n")):
        if number:
            yield (qn("text:line-break"), {})
        for count, part in enumerate(line.split("\t")):
            if count:
                yield (qn("text:tab"), {})
            for piece in _SPACES.split(part):
                if _SPACES.fullmatch(piece):
                    yield " "
                    yield (qn("text:s"), {qn("text:c"): str(len(piece) - 1)})
                elif piece:
                    yield piece


def _rebuild(paragraph: Any, content: Sequence[Item]) -> None:
    """Let a paragraph hold the items and nothing else."""
    leaves = [leaf for item in content for leaf in item.leaves]
    for child in list(paragraph):
        paragraph.remove(child)
    paragraph.text = None
    opened: list[tuple[Box, Any]] = []
    placed: set[int] = set()
    for leaf in leaves:
        same = 0
        for (box, _), wanted in zip(opened, leaf.boxes, strict=False):
            if box is not wanted:
                break
            same += 1
        del opened[same:]
        for box in leaf.boxes[same:]:
            parent = opened[-1][1] if opened else paragraph
            element = parent.makeelement(box.element.tag, dict(box.element.attrib))
            parent.append(element)
            opened.append((box, element))
        parent = opened[-1][1] if opened else paragraph
        if isinstance(leaf.element, str):
            _say(parent, leaf.element)
        elif isinstance(leaf.element, tuple):
            tag, attributes = leaf.element
            parent.append(parent.makeelement(tag, attributes))
        else:
            again = id(leaf.element) in placed
            placed.add(id(leaf.element))
            element = deepcopy(leaf.element) if again else leaf.element
            element.tail = None
            parent.append(element)


def _say(parent: Any, words: str) -> None:
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + words
    else:
        parent.text = (parent.text or "") + words
