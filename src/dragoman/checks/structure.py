"""Checks of what must come through unchanged: addresses, code, links, pictures, emphasis."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from html import unescape

from dragoman.checks.pair import Pair
from dragoman.checks.text import Text
from dragoman.facts import sound
from dragoman.inline import SpanKind, masks
from dragoman.model import Syntax
from dragoman.patterns import lazily

_VERBATIM = frozenset(
    {
        SpanKind.CODE,
        SpanKind.URL,
        SpanKind.ADDRESS,
        SpanKind.HANDLE,
        SpanKind.HASHTAG,
        SpanKind.FILE,
        SpanKind.PLACEHOLDER,
        SpanKind.NAME,
        SpanKind.EMOJI,
    }
)
_STRUCTURE = frozenset({SpanKind.LINK, SpanKind.IMAGE, SpanKind.FOOTNOTE})
_EMPHASIS = frozenset(SpanKind) - _VERBATIM - _STRUCTURE
_HOST = lazily(r"[\w.-]+")
_NAMES = {SpanKind.LINK: "the link to", SpanKind.IMAGE: "the image", SpanKind.FOOTNOTE: "footnote"}


_BLOCKS = frozenset(
    {"p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "dl", "dt", "dd", "hr"}
    | {"table", "thead", "tbody", "tr", "td", "th", "blockquote", "pre", "figure", "figcaption"}
    | {"section", "article", "header", "footer", "nav", "main", "aside", "form", "html", "body"}
)
"""Tags that end the paragraph they stand in."""


def check_verbatim(pair: Pair) -> Iterator[str]:
    """Find addresses, code, placeholders, emoji and glossary names that got lost or doubled.

    Readers click them and programs fill them in, so each must stand in the target as often as in
    the source: `Write to desk@example.org` → `Пишите на desk@example.org`. Known false alarm: a
    hashtag that was translated on purpose; dismiss it with `ignore: [verbatim]`.
    """
    for count, kind, text in _differences(pair, _VERBATIM):
        if count < 0 and kind is SpanKind.URL and _named_after(text, pair):
            continue
        yield f"{text} {_times(count)}"
    if _MASKS.isdisjoint(pair.made.characters):
        return
    for mask in masks.leaked(pair.source, pair.target):
        yield f"{mask} stands for nothing; it was meant for the engine only"


_DOTTED = lazily(r"(?<![^\W_])([^\W_]++)\.[^\W\d_]{2,5}(?!\w)")


def _named_after(host: str, pair: Pair) -> bool:
    """Whether a host is a medium's name, which the target writes in its own letters: «Лента.ру»."""
    label, _, rest = host.partition(".")
    if "." in rest or "/" in rest or host in pair.source:
        return False
    letters = re.sub(r"\d", "", label)
    for word in _DOTTED.findall(pair.made.prose):
        if word.isascii() or re.sub(r"\D", "", word) != re.sub(r"\D", "", label):
            continue
        among = sound.sounds(re.sub(r"\d", "", word), pair.target_language)
        if len(letters) < sound.SHORTEST or (among and sound.heard(letters, among)):
            return True
    return False


_MASKS = frozenset("XQZ")
"""Letters of which every mask has one."""

_REMARK = lazily(r"^[ \t]*#+[ \t]+\S.*$", re.MULTILINE)
_NUMBER_SIGN = lazily(r"^[ \t]*#+(?!\w)", re.MULTILINE)


def check_remark(pair: Pair) -> Iterator[str]:
    """Find lines of the target that begin with `#` and a space, as comments do.

    Below `target: |-` such a line is text, and readers would see it: `Мост закрыт.` and below it
    `# ask Ali`. Nothing is said where the source has such a line, or one that begins with the sign
    for “number”, as the head of a table may: `#<br>of votes`.
    """
    if "#" in pair.target and _NUMBER_SIGN.search(pair.source) is None:
        for line in _REMARK.findall(pair.target):
            yield f"“{line.strip()}” is part of the text; a comment begins at the first column"


_BLANK_LINE = lazily(r"\S\s*?\n[ \t]*\n")


def check_paragraph(pair: Pair) -> Iterator[str]:
    """Find blank lines of the target where there is no room for a second paragraph.

    A heading that begins with `#`, a cell of a table and a title are on one line, so what a
    translator parted by a blank line goes out as one paragraph.
    """
    if pair.paragraphs or "\n" not in pair.target:
        return
    if _parted(pair.target) and not _parted(pair.source):
        yield "the blank line becomes a space, since the text stands on one line; take it out"


def _parted(text: str) -> bool:
    return _BLANK_LINE.search(text.rstrip()) is not None


_SINGLE = frozenset({"br", "wbr", "img", "hr", "input", "area", "embed", "source", "col"})
"""Tags that have no partner."""

_BEGINS_TAG = lazily(r"<(?=[A-Za-z/!?])")


def check_markup(pair: Pair) -> Iterator[str]:
    """Find links, images and footnote marks that got lost or doubled, and tags that break a page.

    `See [the map](map.html)` → `Смотрите карту` has lost its link. `One.</p><p>Two.` would break
    the paragraph that it is put into, and `<b>One` would make bold what follows it. No false
    alarms are known.
    """
    if pair.bare and pair.syntax is not Syntax.HTML:
        return
    for count, kind, text in _differences(pair, _STRUCTURE):
        yield f"{_NAMES[kind]} {text} {_times(count)}"
    for count, kind, text in _differences(pair, _EMPHASIS):
        if text.strip("/") in _BLOCKS:
            yield f"the tag <{text}> {_times(count)}"
        elif count > 0 and _unpaired(kind, text):
            yield f"the tag {_shown(text)} has no partner"
    if pair.syntax is Syntax.HTML and "<" in pair.target:
        words = pair.made.reading.words()
        if _BEGINS_TAG.search(words) and not _BEGINS_TAG.search(pair.given.reading.words()):
            yield "a < begins a tag that does not end; write &lt; for the sign"


def _unpaired(kind: SpanKind, text: str) -> bool:
    return kind is SpanKind.VOID and text not in _SINGLE and text.strip("/") not in _BLOCKS


def _shown(tag: str) -> str:
    return tag if tag.startswith("<") else f"<{tag}>"


def check_emphasis(pair: Pair) -> Iterator[str]:
    """Find emphasis and inline tags that the target has more or fewer of.

    `*All* are safe` → `Все в безопасности`. A translator may have done so on purpose, so it is a
    warning.
    """
    if pair.bare:
        return
    kinds: Counter[str] = Counter()
    for count, kind, text in _differences(pair, _EMPHASIS):
        if text.strip("/") not in _BLOCKS and not (count > 0 and _unpaired(kind, text)):
            kinds[text or kind.value] += count
    for name, count in kinds.items():
        yield f"{name} {_times(count)}"


_ANY_MARK = lazily(r"[*`_~&]|^\s*[#>+-]")
_HALF = lazily(r"(?<!\w)(?:\*{1,3}|_{1,3}|~~)(?=\w)|(?<=\w)(?:\*{1,3}|_{1,3}|~~)(?!\w)|`")
"""A mark on one side of a word."""

_BLOCK_MARK = lazily(r"\s*(#{1,6}|[>+*-])(?=\s)|\s*(>)")
_ENTITY = lazily(r"&#?\w{2,31};")
_SAYS = lazily(r"\s*(?:[-–—]|[\"“”«'‘])")
"""A dash at the start is that of somebody who speaks, where the source quotes or has one too."""


def check_stray_mark(pair: Pair) -> Iterator[str]:
    """Find marks of Markdown, and characters in HTML's writing, that readers would see as such.

    `It is **big**` → `Он **большой`: what is left of a pair of marks stands in the text. So does
    a mark of a heading or a list at the start of a sentence, and `&am;`, which is not a character.
    Marks that the source shows as well are left in peace. Known false alarm: a dash that begins
    a line of a dialogue whose source has no quotation mark.
    """
    if pair.syntax is Syntax.PLAIN or _ANY_MARK.search(pair.target) is None:
        return
    words = pair.made.reading.words()
    if pair.syntax is Syntax.MARKDOWN:
        source = pair.given.reading.words()
        for mark in dict.fromkeys(_HALF.findall(words)):
            if mark[0] not in source:
                yield f"{mark} stands in the text: its partner is missing"
        begins = _block_mark(pair.made)
        spoken = begins == "-" and _SAYS.match(pair.source) is not None
        if begins and begins != _block_mark(pair.given) and not spoken:
            yield f"{begins} at the start stands in the text"
    for entity in dict.fromkeys(_ENTITY.findall(words)):
        if unescape(entity) == entity and entity not in pair.source:
            yield f"{entity} is not a character"


def _block_mark(text: Text) -> str:
    found = _BLOCK_MARK.match(text.text)
    return "" if found is None else found[1] or found[2]


def _differences(pair: Pair, kinds: Collection[SpanKind]) -> Sequence[tuple[int, SpanKind, str]]:
    """Return how many more the target has than the source, for each span that differs."""
    if pair.bare:
        return ()
    source, target = (_counted(text.inventory) for text in (pair.given, pair.made))
    every = (
        (target[each] - source[each], *each)
        for each in dict.fromkeys((*source, *target))
        if each[0] in kinds
    )
    return [each for each in every if each[0]]


def _counted(spans: Counter[tuple[SpanKind, str]]) -> Counter[tuple[SpanKind, str]]:
    """Count the name of a host as the same in any case: it may begin a sentence."""
    counted: Counter[tuple[SpanKind, str]] = Counter()
    for (kind, text), times in spans.items():
        host = kind is SpanKind.URL and _HOST.fullmatch(text)
        counted[kind, text.lower() if host else text] += times
    return counted


def _times(difference: int) -> str:
    if difference < 0:
        return "is in the source and not in the target"
    return "is in the target more often than in the source"
