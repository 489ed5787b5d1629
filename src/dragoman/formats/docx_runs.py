"""The texts of a Word paragraph as inline markup, and back.

A text is read as HTML that the sentence splitter and the engine's masks understand: what is
formatted otherwise than most of it stands in `<span id="3">`, a link in `<a href="#4">`, code in
`<code id="5">`, and what is no text, such as a picture or a note's number, is `<wbr id="6">`. The
ids are places among the paragraph's runs, whose formatting the translation gets.
"""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from copy import deepcopy
from itertools import accumulate
from typing import Any

from dragoman.formats.docx_items import Box, Holding, Item, Leaf, Role, items, rebuild
from dragoman.formats.docx_names import names, qn
from dragoman.formats.flow import PARAGRAPH

_TOKEN = re.compile(r'<(/?)(span|a|code|wbr|br)\b(?:\s+(?:id|href)="#?(\d+)")?\s*/?>')
_AFTER_SIGN = re.compile(r'(<wbr id="\d+">)(<(?:span|a|code) [^<>]*>)(\s+)')
_BEFORE_SIGN = re.compile(r"(?<!\s)(\s+)(</(?:span|a|code)>)(?=<wbr )")
_NOT_XML = re.compile(r"[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

_IGNORED = names("lang rtl cs noProof bCs iCs szCs kern w fitText snapToGrid")
"""Run properties that do not make a run look different."""

Look = str
Key = tuple[tuple[Box, ...], Look]
"""What tells the formatting of an item, and what stands round it, from others'."""


class Paragraph:
    """A paragraph's element, and the texts in it that tabs and page breaks part."""

    def __init__(self, element: Any, is_code: Callable[[str], bool] = lambda style: False) -> None:
        self.element = element
        self._items = items(element)
        self.texts: list[Text] = []
        self._parting: list[Item] = []
        begun = 0
        for place, item in enumerate(self._items):
            if item.role is Role.PARTING:
                self.texts.append(Text(self._items[begun:place], is_code))
                self._parting.append(item)
                begun = place + 1
        self.texts.append(Text(self._items[begun:], is_code))

    @property
    def text(self) -> str:
        """All texts as inline HTML, a tab between two."""
        return "\t".join(text.markup for text in self.texts)

    def write(self, markup: Mapping[int, str]) -> list[Any]:
        """Put other texts in place of those of certain numbers; return the paragraphs made of it.

        A blank line begins a paragraph, where the text is the only one of its paragraph.
        """
        parts: list[list[Item]] = [[]]
        for number, text in enumerate(self.texts):
            if number:
                parts[-1].append(self._parting[number - 1])
            if number not in markup:
                parts[-1] += text.items
                continue
            pieces = [markup[number]]
            if len(self.texts) == 1:
                pieces = markup[number].split(PARAGRAPH)
            written = text.written([piece.replace(PARAGRAPH, "\n") for piece in pieces])
            parts[-1] += written[0]
            parts += written[1:]
        return self._placed(parts)

    def _placed(self, parts: Sequence[Sequence[Item]]) -> list[Any]:
        """Write the first part into the paragraph, and each other into one like it after it."""
        made = [self.element]
        properties = self.element.find(qn("w:pPr"))
        section = None if properties is None else properties.find(qn("w:sectPr"))
        for _ in parts[1:]:
            element = self.element.makeelement(qn("w:p"))
            if properties is not None:
                own = deepcopy(properties)
                for known in own.findall(qn("w:sectPr")):
                    own.remove(known)
                element.append(own)
            made[-1].addnext(element)
            made.append(element)
        for element, part in zip(made, parts, strict=True):
            rebuild(element, part)
        if section is not None and len(made) > 1:
            made[-1].find(qn("w:pPr")).append(section)
        return made


class Text:
    """What stands in a paragraph between two tabs, or the whole of it."""

    def __init__(self, content: list[Item], is_code: Callable[[str], bool]) -> None:
        self.items = content
        self._looks: dict[int, Look] = {}
        self._named = {(str(each.number), each.role): each for each in reversed(content)}
        self._is_code = is_code
        shown = [item for item in content if item.role is Role.TEXT and item.text.strip()]
        most = [[item for item in shown if not item.boxes], shown]
        weights: Counter[Key] = Counter()
        for item in next(filter(_speaks, most), shown):
            weights[self._key(item)] += len(item.text)
        self._base = weights.most_common(1)[0][0] if weights else ((), "")
        self._tags = self._tagged()
        self.markup = self._marked_up()

    @property
    def words(self) -> str:
        """What a reader sees of it, pictures and the like aside."""
        return "".join(item.text for item in self.items if item.role is Role.TEXT)

    @property
    def is_bare(self) -> bool:
        """Whether nothing but words stands there."""
        return all(item.role is Role.TEXT for item in self.items)

    def _key(self, item: Item) -> Key:
        return item.boxes, self._look(item.run)

    def _look(self, run: Any) -> Look:
        if run is None:
            return ""
        known = self._looks.get(id(run))
        if known is None:
            known = self._looks[id(run)] = look(run)
        return known

    def _tagged(self) -> list[str]:
        """Return for each item how it is marked: `a 4` or `span 3`; empty where it is not."""
        tags: list[str] = []
        links: dict[int, int] = {}
        before: Key | None = None
        for item in self.items:
            key = self._key(item)
            blank = item.role is Role.TEXT and not item.text.strip()
            if item.role is Role.HIDDEN or (blank and (key == before or not item.text)):
                tags.append(_last(tags) if blank and key == before else "")
            elif item.role is not Role.TEXT or blank or key == self._base:
                tags.append("")
                before = None
            elif item.link is not None and item.link not in self._base[0]:
                tags.append(f"a {links.setdefault(id(item.link), item.number)}")
                before = None
            else:
                again = key == before
                kind = "code" if self._code(item.run) else "span"
                tags.append(_last(tags) if again else f"{kind} {item.number}")
                before = key
        return tags

    def _code(self, run: Any) -> bool:
        style = run.find(f"{qn('w:rPr')}/{qn('w:rStyle')}") if run is not None else None
        return style is not None and self._is_code(style.get(qn("w:val")) or "")

    def _marked_up(self) -> str:
        parts: list[str] = []
        opened = ""
        for item, tag in zip(self.items, self._tags, strict=True):
            if item.role is Role.HIDDEN or (item.role is Role.TEXT and not item.text):
                continue
            if item.role is Role.SIGN or tag != opened:
                parts.append(_closing(opened))
                opened = tag if item.role is Role.TEXT else ""
                parts.append(_opening(opened))
            sign = item.role is Role.SIGN
            parts.append(f'<wbr id="{item.number}">' if sign else _escaped(item.text))
        parts.append(_closing(opened))
        # A space between a word and a sign belongs to neither.
        markup = _AFTER_SIGN.sub(r"\1\3\2", "".join(parts).strip())
        return _BEFORE_SIGN.sub(r"\2\1", markup)

    def written(self, pieces: Sequence[str]) -> list[list[Item]]:
        """Return the items of other texts with the same markup, a list for each paragraph."""
        made = [list(self._made(piece)) for piece in pieces]
        begins = next(filter(_is_visible, self.items), None)
        words = begins.text if begins is not None else ""
        lead = words[: len(words) - len(words.lstrip())].replace("\n", " ")
        if lead and made[0]:
            model = made[0][0] if made[0][0].role is Role.TEXT else self._model()
            made[0].insert(0, self._fresh(lead, model, ()))
        return self._with_hidden(made)

    def _made(self, markup: str) -> Iterator[Item]:
        """Yield new items for a text, and the old ones that stand in it as signs."""
        models = [self._model()]
        links: list[tuple[Box, ...]] = []
        reached = 0
        for match in [*_TOKEN.finditer(markup), None]:
            end = match.start() if match else len(markup)
            if end > reached:
                words = html.unescape(markup[reached:end])
                yield self._fresh(words, models[-1], links[-1] if links else ())
            if match is None:
                break
            reached = match.end()
            closing, tag, number = match[1], match[2], match[3]
            if tag == "br":
                yield self._fresh("\n", models[-1], links[-1] if links else ())
            elif tag == "wbr":
                sign = self._numbered(number, Role.SIGN)
                if sign is not None:
                    yield sign
            elif closing and len(models) > 1:
                models.pop()
                if tag == "a" and links:
                    links.pop()
            elif not closing and number is not None:
                model = self._numbered(number, Role.TEXT)
                if model is not None:
                    models.append(model)
                    if tag == "a":
                        links.append(model.boxes)

    def _numbered(self, number: str | None, role: Role) -> Item | None:
        return self._named.get((str(number), role))

    def _model(self) -> Item | None:
        """Return the first item that looks as most of the text does."""
        shown = (item for item in self.items if item.role is Role.TEXT and item.text.strip())
        return next((item for item in shown if self._key(item) == self._base), None)

    def _fresh(self, words: str, model: Item | None, link: tuple[Box, ...]) -> Item:
        """Return a new item that looks like another one."""
        like = model.run if model is not None else None
        any_element = like if like is not None else self.items[0].leaves[0].element
        element = any_element.makeelement(qn("w:r"))
        properties = like.find(qn("w:rPr")) if like is not None else None
        if properties is not None:
            element.append(deepcopy(properties))
        boxes = model.boxes if model is not None else ()
        if link and (model is None or model.link is None):
            boxes = link
        run = Box(Holding.RUN, element)
        leaves = [Leaf(each, (*boxes, run)) for each in _written(element, words)]
        return Item(Role.TEXT, leaves, boxes, element, words)

    def _with_hidden(self, made: list[list[Item]]) -> list[list[Item]]:
        """Put what is hidden back where it stood: at an end, beside a sign, or in proportion."""
        visible = [n for n, item in enumerate(self.items) if _is_visible(item)]
        first, last = (visible[0], visible[-1]) if visible else (0, -1)
        flat = [item for content in made for item in content]
        places = self._places(range(first, last), flat)
        result: list[list[Item]] = []
        place = 0
        for content in made:
            result.append([])
            for item in content:
                result[-1] += [*places.pop(place, ()), item]
                place += 1
        result[-1] += places.pop(place, ())
        result[0][:0] = self.items[:first]
        result[-1] += self.items[last + 1 :]
        return result

    def _places(self, between: Iterable[int], made: Sequence[Item]) -> dict[int, list[Item]]:
        """Return before which of the new items each of the hidden ones stands."""
        places: dict[int, list[Item]] = {}
        signs = {id(item): n for n, item in enumerate(made) if item.role is Role.SIGN}
        old = [0, *accumulate(map(_room, self.items))]
        new = [*accumulate(map(_room, made))]
        for number in between:
            item = self.items[number]
            if item.role is not Role.HIDDEN:
                continue
            before, after = self.items[number - 1], self.items[number + 1]
            if id(before) in signs:
                place = signs[id(before)] + 1
            elif id(after) in signs:
                place = signs[id(after)]
            else:
                share = old[number] / (old[-1] or 1) * (new[-1] if new else 0)
                closes = str(item.leaves[0].element.tag).endswith("End")
                place = min(bisect_right(new, share) + closes, len(new))
            places.setdefault(place, []).append(item)
        return places


def _speaks(content: Iterable[Item]) -> bool:
    return any(map(str.isalnum, "".join(item.text for item in content)))


def _is_visible(item: Item) -> bool:
    return item.role is Role.SIGN or (item.role is Role.TEXT and bool(item.text.strip()))


def _room(item: Item) -> int:
    """Return how many characters of a line an item takes."""
    return 0 if item.role is Role.HIDDEN else len(item.text) or 1


def look(run: Any) -> Look:
    """Return what tells a run's formatting from others'."""
    properties = run.find(qn("w:rPr"))
    if properties is None:
        return ""
    kept = (each for each in properties if each.tag not in _IGNORED)
    return "".join(f"{each.tag}{sorted(each.attrib.items())}" for each in kept)


def _written(run: Any, words: str) -> Iterator[Any]:
    """Yield the elements that write words in a run."""
    for number, line in enumerate(_NOT_XML.sub("", words).split("\n")):
        if number:
            yield run.makeelement(qn("w:br"))
        for count, part in enumerate(line.split("\t")):
            if count:
                yield run.makeelement(qn("w:tab"))
            if part:
                written = run.makeelement(qn("w:t"))
                written.text = part
                written.set(qn("xml:space"), "preserve")
                yield written


def _last(tags: Sequence[str]) -> str:
    return next(tag for tag in reversed(tags) if tag)


def _escaped(text: str) -> str:
    return html.escape(text, quote=False).replace("\n", "<br>")


def _opening(tag: str) -> str:
    if not tag:
        return ""
    name, number = tag.split()
    return f'<a href="#{number}">' if name == "a" else f'<{name} id="{number}">'


def _closing(tag: str) -> str:
    return f"</{tag.split()[0]}>" if tag else ""
