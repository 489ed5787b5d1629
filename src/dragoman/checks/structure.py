"""Checks of what must come through unchanged: addresses, code, links, pictures, emphasis."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator

from dragoman.checks.pair import Pair
from dragoman.inline import SpanKind

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
    }
)
_STRUCTURE = frozenset({SpanKind.LINK, SpanKind.IMAGE, SpanKind.FOOTNOTE})
_EMPHASIS = frozenset(SpanKind) - _VERBATIM - _STRUCTURE
_HOST = re.compile(r"[\w.-]+")
_NAMES = {SpanKind.LINK: "the link to", SpanKind.IMAGE: "the image", SpanKind.FOOTNOTE: "footnote"}


_BLOCKS = frozenset(
    {"p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "dl", "dt", "dd", "hr"}
    | {"table", "thead", "tbody", "tr", "td", "th", "blockquote", "pre", "figure", "figcaption"}
    | {"section", "article", "header", "footer", "nav", "main", "aside", "form", "html", "body"}
)
"""Tags that end the paragraph they stand in."""


def check_verbatim(pair: Pair) -> Iterator[str]:
    """Find addresses, code, placeholders and names of the glossary that got lost or doubled.

    Readers click them and programs fill them in, so each must stand in the target as often as in
    the source: `Write to desk@example.org` → `Пишите на desk@example.org`. Known false alarm: a
    hashtag that was translated on purpose; dismiss it with `ignore: [verbatim]`.
    """
    for count, kind, text in _differences(pair, _VERBATIM):
        del kind
        yield f"{text} {_times(count)}"


def check_markup(pair: Pair) -> Iterator[str]:
    """Find links, images and footnote marks that got lost or doubled, and tags of blocks.

    `See [the map](map.html)` → `Смотрите карту` has lost its link. `One.</p><p>Two.` would break
    the paragraph that it is put into. No false alarms are known.
    """
    for count, kind, text in _differences(pair, _STRUCTURE):
        yield f"{_NAMES[kind]} {text} {_times(count)}"
    for count, _, text in _differences(pair, _EMPHASIS):
        if text.strip("/") in _BLOCKS:
            yield f"the tag <{text}> {_times(count)}"


def check_emphasis(pair: Pair) -> Iterator[str]:
    """Find emphasis and inline tags that the target has more or fewer of.

    `*All* are safe` → `Все в безопасности`. A translator may have done so on purpose, so it is a
    warning.
    """
    kinds: Counter[str] = Counter()
    for count, kind, text in _differences(pair, _EMPHASIS):
        if text.strip("/") not in _BLOCKS:
            kinds[text or kind.value] += count
    for name, count in kinds.items():
        yield f"{name} {_times(count)}"


def _differences(pair: Pair, kinds: Collection[SpanKind]) -> Iterator[tuple[int, SpanKind, str]]:
    """Yield how many more the target has than the source, for each span that differs."""
    if not pair.given.inventory and not pair.made.inventory:
        return
    source, target = (_counted(text.inventory) for text in (pair.given, pair.made))
    for kind, text in dict.fromkeys((*source, *target)):
        difference = target[kind, text] - source[kind, text]
        if difference and kind in kinds:
            yield difference, kind, text


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
