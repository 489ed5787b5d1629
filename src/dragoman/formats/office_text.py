"""The words of a document as inline markup, and back, whatever kind of XML they are in.

A text is read as HTML that the sentence splitter and the engine's masks understand: what is
formatted otherwise than most of it stands in `<span id="3">`, a link in `<a href="#4">`, code in
`<code id="5">`, and what is no text, such as a picture or a note's number, is `<wbr id="6">`. A
formula, which stands for a word, is `<math id="7">x=1</math>`. A part of a link that is formatted
otherwise than most of it stands in a `span` there. The ids are places in the paragraph, whose
formatting the translation gets.
"""

from __future__ import annotations

import html
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from dragoman.formats.flow import PARAGRAPH
from dragoman.formats.office_hidden import Hidden
from dragoman.formats.office_items import Box, Dialect, Item, Key, Look, Role, is_visible, shared
from dragoman.patterns import lazily

_TOKEN = lazily(
    r'<(/?)(span|a|code|wbr|br)\b(?:\s+(?:id|href)="#?(\d+)")?\s*/?>'
    r'|<math id="(?P<formula>\d+)">(?:[^<>]*</math>)?|</math>'
)
_AFTER_SIGN = lazily(r'(<wbr id="\d+">)(<(?:span|a|code) [^<>]*>)(\s+)')
_BEFORE_SIGN = lazily(r"(?<!\s)(\s+)(</(?:span|a|code)>)(?=<wbr )")

Tags = tuple[str, ...]
"""How an item is marked, the outer first: `a 4`, `span 3`."""


class TabbedText:
    """What stands in a paragraph between two tabs, or the whole of it."""

    def __init__(self, content: list[Item], dialect: Dialect) -> None:
        self.items = content
        self._dialect = dialect
        self._looks: dict[int, Look] = {}
        self._named = {(str(each.number), each.role): each for each in reversed(content)}
        shown = [item for item in content if item.role is Role.TEXT and item.text.strip()]
        weights: Counter[Key] = Counter()
        for item in _most(shown):
            weights[self._key(item)] += len(item.text)
        self._base = weights.most_common(1)[0][0] if weights else ((), "")
        visible = [n for n, item in enumerate(content) if is_visible(item)]
        self._ends = (visible[0], visible[-1]) if visible else (0, -1)
        """The places of the first and the last item that is seen."""

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
            known = self._looks[id(run)] = self._dialect.look(run)
        return known

    def _tagged(self) -> list[Tags]:
        """Return for each item how it is marked."""
        tags: list[Tags] = []
        links = self._links()
        before: Key | None = None
        last: Tags = ()
        """The last tags that are none of what is hidden."""

        for item in self.items:
            key = self._key(item)
            blank = item.role is Role.TEXT and not item.text.strip()
            link, usual = links.get(id(item.link), ((), self._base))
            if blank and last[:1] != link:
                link = ()
            if item.role is Role.HIDDEN:
                tags.append(())
            elif blank and (key == before or not item.text):
                tags.append(last if key == before else link)
            elif item.role is not Role.TEXT or blank or key == usual:
                tags.append(link)
                before = None
            else:
                kind = "code" if self._dialect.is_code(item.run) else "span"
                tags.append(last if key == before else (*link, f"{kind} {item.number}"))
                before = key
            last = tags[-1] or last
        return tags

    def _links(self) -> dict[int, tuple[Tags, Key]]:
        """Return how each link is marked that not all of the text is in, and its usual look."""
        held: dict[int, list[Item]] = {}
        for item in self.items:
            if item.role is not Role.HIDDEN and item.link not in (None, *self._base[0]):
                held.setdefault(id(item.link), []).append(item)
        found: dict[int, tuple[Tags, Key]] = {}
        for link, content in held.items():
            weights: Counter[Key] = Counter()
            for item in content:
                weights[self._key(item)] += len(item.text.strip())
            usual = weights.most_common(1)[0][0]
            first = next(item for item in content if self._key(item) == usual)
            found[link] = ((f"a {first.number}",), usual)
        return found

    def _marked_up(self) -> str:
        parts: list[str] = []
        opened: Tags = ()
        first, last = self._ends
        for place in range(first, last + 1):
            item, tag = self.items[place], self._tags[place]
            if item.role is Role.HIDDEN or (item.role is Role.TEXT and not item.text):
                continue
            parts += _between(opened, tag)
            opened = tag
            words = item.text.lstrip() if place == first else item.text
            words = words.rstrip() if place == last else words
            parts.append(_sign(item) if item.role is Role.SIGN else _escaped(words))
        parts += _between(opened, ())
        markup = "".join(parts)
        if "<wbr " not in markup:
            return markup
        # A space between a word and a sign belongs to neither.
        markup = _AFTER_SIGN.sub(r"\1\3\2", markup)
        return _BEFORE_SIGN.sub(r"\2\1", markup)

    def written(self, pieces: Sequence[str]) -> list[list[Item]]:
        """Return the items of other texts with the same markup, a list for each paragraph."""
        made = [self._with_spaces(list(self._made(piece))) for piece in pieces]
        ends = [self.items[place].text for place in self._ends] if self.words else ["", ""]
        first, last = ends
        lead, trail = first[: len(first) - len(first.lstrip())], last[len(last.rstrip()) :]
        if lead and made[0]:
            model = made[0][0] if made[0][0].role is Role.TEXT else self._model()
            made[0].insert(0, self._fresh(lead, model, ()))
        if "\n" in trail:
            made[-1].append(self._fresh(trail, self._model(), ()))
        return Hidden(self.items, self._ends, self._dialect).put_back(made)

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
            formula = match["formula"]
            if tag == "br":
                yield self._fresh("\n", models[-1], links[-1] if links else ())
            elif tag == "wbr" or formula:
                sign = self._numbered(formula or number, Role.SIGN)
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

    def _with_spaces(self, made: list[Item]) -> list[Item]:
        """Take the spaces between two items of one box into it: it would be two otherwise."""
        for place, item in enumerate(made[1:-1], start=1):
            if item.role is not Role.TEXT or item.text.strip():
                continue
            before, after = made[place - 1].boxes, made[place + 1].boxes
            boxes = shared(before, after)
            if boxes != item.boxes and (before == after or item.boxes == boxes[: len(item.boxes)]):
                made[place] = self._dialect.fresh(item.text, item, boxes, alike=True)
        return made

    def _numbered(self, number: str | None, role: Role) -> Item | None:
        return self._named.get((str(number), role))

    def _model(self) -> Item | None:
        """Return the first item that looks as most of the text does."""
        shown = (item for item in self.items if item.role is Role.TEXT and item.text.strip())
        return next((item for item in shown if self._key(item) == self._base), None)

    def _fresh(self, words: str, model: Item | None, link: tuple[Box, ...]) -> Item:
        """Return a new item that looks like another one."""
        boxes = model.boxes if model is not None else ()
        if link and (model is None or model.link is None):
            boxes = link
        return self._dialect.fresh(words, model or self.items[0], boxes, alike=model is not None)


def paragraphs(
    texts: Sequence[TabbedText], parting: Sequence[Item], markup: Mapping[int, str]
) -> list[list[Item]]:
    """Return the items of a paragraph with other texts in place of those of certain numbers.

    `parting` holds what stands between two texts. A blank line begins another paragraph, where
    the text is the only one: then there is a list for each.
    """
    parts: list[list[Item]] = [[]]
    for number, text in enumerate(texts):
        if number:
            parts[-1].append(parting[number - 1])
        if number not in markup:
            parts[-1] += text.items
            continue
        pieces = markup[number].split(PARAGRAPH) if len(texts) == 1 else [markup[number]]
        written = text.written([piece.replace(PARAGRAPH, "\n") for piece in pieces])
        parts[-1] += written[0]
        parts += written[1:]
    return parts


def _most(shown: Sequence[Item]) -> Sequence[Item]:
    """Return the texts among which the usual look is: those that no link or control holds.

    Where one holds them all, it is as if there were none.
    """
    bare = [item for item in shown if not item.boxes]
    speaks = any(map(str.isalnum, "".join(item.text for item in bare)))
    one = len({item.boxes for item in shown}) == 1
    return shown if one and not speaks else bare


def _sign(item: Item) -> str:
    if item.formula:
        return f'<math id="{item.number}">{html.escape(item.formula, quote=False)}</math>'
    return f'<wbr id="{item.number}">'


def _escaped(text: str) -> str:
    return html.escape(text, quote=False).replace("\n", "<br>")


def _between(opened: Tags, wanted: Tags) -> Iterator[str]:
    """Yield what ends and begins between two items."""
    same = 0
    while opened[same : same + 1] and opened[same : same + 1] == wanted[same : same + 1]:
        same += 1
    for tag in reversed(opened[same:]):
        yield f"</{tag.split()[0]}>"
    for tag in wanted[same:]:
        name, number = tag.split()
        yield f'<a href="#{number}">' if name == "a" else f'<{name} id="{number}">'
